"""The one registry of what can be done in the workbench.

Screens take their bindings from here; the footer, the help (?), the command palette and the keymap in the
settings all read the same rows. An action that is not in the registry can't be bound or shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

from qualwb.localization import gettext as _


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: ``id`` is what a keymap names, ``method`` the ``action_...`` of the screen or app."""

    id: str
    keys: str
    method: str
    description: str
    footer: bool = False
    priority: bool = False

    def binding(self) -> Binding:
        """The action as a binding of Textual."""
        return Binding(
            self.keys,
            self.method,
            self.description,
            show=self.footer,
            priority=self.priority,
            id=self.id,
        )


SCREENS: tuple[tuple[str, str, str], ...] = (
    ("code", "f2", _("Code")),
    ("themes", "f3", _("Themes")),
    ("codebook", "f4", _("Codebook")),
    ("matrix", "f5", _("Matrix")),
    ("quotes", "f6", _("Quotes")),
    ("participants", "f7", _("Participants")),
    ("sources", "f8", _("Sources")),
    ("memos", "f9", _("Memos")),
    ("journal", "f10", _("Journal")),
    ("guide", "f11", _("Guide")),
    ("settings", "f12", _("Settings")),
)
"""Every screen: name, key, title."""

APP: tuple[Action, ...] = (
    *(Action(f"go.{name}", key, f"go('{name}')", title) for name, key, title in SCREENS),
    Action("app.help", "question_mark,f1", "help", _("Keys"), footer=True),
    Action("app.palette", "ctrl+p", "command_palette", _("Commands"), footer=True),
    Action("app.undo", "u,ctrl+z", "undo", _("Undo"), footer=True),
    Action("app.redo", "ctrl+r,ctrl+y", "redo", _("Redo")),
    Action("app.theme", "ctrl+t", "switch_look", _("Dark or light")),
    Action("app.quit", "ctrl+q", "quit", _("Quit"), priority=True),
)

CODE: tuple[Action, ...] = (
    Action("code.code", "c,enter", "code", _("Code the passage"), footer=True),
    Action("code.repeat", "full_stop", "repeat", _("The last codes again"), footer=True),
    Action("code.in_vivo", "i", "in_vivo", _("Code with its own words"), footer=True),
    Action("code.uncode", "x", "uncode", _("Take a code away"), footer=True),
    Action("code.memo", "m", "memo", _("Memo on the passage"), footer=True),
    Action("code.cite", "exclamation_mark", "cite", _("Key quote")),
    Action("code.question", "q", "question", _("Question asked from this turn on")),
    Action(
        "code.edge_start",
        "left_square_bracket",
        "edge('start')",
        _("Let the coded passage start at the cursor"),
    ),
    Action(
        "code.edge_end", "right_square_bracket", "edge('end')", _("Let the coded passage end at the cursor")
    ),
    *(
        Action(f"code.take_{n}", str(n), f"take({n})", _("Take suggestion {n}").format(n=n))
        for n in range(1, 10)
    ),
    Action("code.refuse", "0", "refuse", _("None of the suggestions fits")),
    Action("code.filter", "f", "filter", _("Show only a code, a speaker or what is uncoded")),
    Action("code.unfilter", "F", "unfilter", _("Show everything")),
    Action("code.search", "slash", "search", _("Search")),
    Action("code.find_lemma", "L", "search_lemma", _("Search for a word in all its forms")),
    Action("code.source", "ctrl+o", "choose_source", _("Another source")),
    Action("code.next_source", "greater_than_sign", "step_source(1)", _("Next source")),
    Action("code.previous_source", "less_than_sign", "step_source(-1)", _("Previous source")),
    Action("code.read", "R", "read_through", _("Read-through: memos only")),
    Action("code.codes", "tab", "focus_pane('codes')", _("To the codes")),
    Action("code.left", "ctrl+l", "toggle_pane('left')", _("Fold the codes")),
    Action("code.right", "ctrl+e", "toggle_pane('right')", _("Fold the inspector")),
    Action("code.speaker", "S", "speaker", _("Who speaks this turn")),
    Action("code.correct", "ctrl+k", "correct", _("Correct the words of the passage")),
)

CODES_PANE: tuple[Action, ...] = (
    Action("codes.apply", "enter", "apply", _("Give this code to the passage")),
    Action("codes.mark", "space", "mark", _("Mark, for an act on several")),
    Action("codes.filter", "slash", "focus_filter", _("Filter the codes")),
    Action("codes.show_only", "f", "show_only", _("Show only this code in the transcript")),
    Action("codes.new", "n", "new", _("New code")),
    Action("codes.rename", "r", "rename", _("Rename")),
    Action("codes.edit", "e", "edit", _("Definition, include, exclude, examples")),
    Action("codes.merge", "M", "merge", _("Merge the marked codes")),
    Action("codes.split", "s", "split", _("Split this code")),
    Action("codes.move", "v", "move", _("Move beneath another code")),
    Action("codes.colour", "k", "colour", _("Colour")),
    Action("codes.gather", "t", "gather", _("Gather the marked codes in a theme")),
    Action("codes.delete", "d,delete", "remove", _("Delete with its codings")),
    Action("codes.back", "escape,tab", "back", _("Back to the transcript")),
)

THEMES: tuple[Action, ...] = (
    Action("themes.left", "left,h", "step(-1, 0)", _("Theme to the left")),
    Action("themes.right", "right,l", "step(1, 0)", _("Theme to the right")),
    Action("themes.up", "up,k", "step(0, -1)", _("Card above")),
    Action("themes.down", "down,j", "step(0, 1)", _("Card below")),
    Action("themes.mark", "space", "mark", _("Mark the card"), footer=True),
    Action("themes.move", "m", "move_codes", _("Move the marked codes to a theme"), footer=True),
    Action("themes.add", "a", "add_codes", _("Let the theme gather the marked codes too")),
    Action("themes.take_out", "x", "take_out", _("Take the code out of the theme")),
    Action("themes.new", "n", "new", _("New theme"), footer=True),
    Action("themes.rename", "r", "rename", _("Rename theme or code"), footer=True),
    Action("themes.edit", "e", "edit", _("Central idea, boundary, claim")),
    Action("themes.merge", "M", "merge", _("Merge the marked codes, or themes")),
    Action("themes.nest", "v", "nest", _("Put the theme beneath another")),
    Action("themes.delete", "d,delete", "remove", _("Delete the theme")),
    Action("themes.memo", "w", "memo", _("Memo on the theme or code")),
    Action("themes.goto", "enter", "goto", _("To the quote in its transcript"), footer=True),
    Action("themes.recurring", "f", "recurring", _("Only themes in all groups")),
)

LISTS: tuple[Action, ...] = (
    Action("list.open", "enter", "open", _("Open"), footer=True),
    Action("list.filter", "slash", "focus_filter", _("Filter")),
    Action("list.new", "n", "new", _("New"), footer=True),
    Action("list.edit", "e", "edit", _("Edit"), footer=True),
    Action("list.rename", "r", "rename", _("Rename")),
    Action("list.delete", "d,delete", "remove", _("Delete")),
    Action("list.export", "x", "export", _("Export"), footer=True),
)


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """Bindings for a screen or widget."""
    return [action.binding() for action in actions]
