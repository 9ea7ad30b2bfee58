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
    ("code", "f2", _("Coding")),
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
    ("checklists", "ctrl+g", _("Checklists")),
    ("compare", "ctrl+n", _("Compare coders")),
    ("names", "ctrl+a", _("Names")),
    ("privacy", "D", _("Privacy of this project")),
    ("acceptance", "ctrl+x", _("Answered suggestions")),
    ("like", "ctrl+f", _("Find in own words")),
)
"""Every screen: name, key, title."""

APP: tuple[Action, ...] = (
    *(Action(f"go.{name}", key, f"go('{name}')", title) for name, key, title in SCREENS),
    Action("app.help", "question_mark,f1", "help", _("Keys"), footer=True),
    Action("app.palette", "ctrl+p", "command_palette", _("Commands"), footer=True),
    Action("app.undo", "u,ctrl+z", "undo", _("Undo"), footer=True),
    Action("app.redo", "ctrl+r,ctrl+y", "redo", _("Redo")),
    Action("app.who", "C", "who", _("Coder and round")),
    Action("app.theme", "ctrl+t", "switch_look", _("Dark or light")),
    Action("app.quit", "ctrl+q", "quit", _("Quit"), priority=True),
)

CODE: tuple[Action, ...] = (
    Action("code.code", "c,enter", "code", _("Code the passage"), footer=True),
    Action("code.repeat", "full_stop", "repeat", _("The last codes again"), footer=True),
    Action("code.in_vivo", "i", "in_vivo", _("Code with its own words"), footer=True),
    Action("code.uncode", "x", "uncode", _("Take a code away"), footer=True),
    Action("code.memo", "m", "memo", _("Memo on the passage"), footer=True),
    Action("code.finish", "Z", "finish", _("Finished coding"), footer=True),
    Action("code.cite", "exclamation_mark", "cite", _("Key quote")),
    Action("code.group_memo", "W", "group_memo", _("Memo on the group")),
    Action("code.next_question", "Q", "next_question", _("To the next question of the guide")),
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
    Action("code.like", "equals_sign", "like", _("More like this passage"), footer=True),
    Action("code.find_lemma", "L", "search_lemma", _("Search for a word in all its forms")),
    Action("code.source", "ctrl+o", "choose_source", _("Another source")),
    Action("code.next_source", "greater_than_sign", "step_source(1)", _("Next source")),
    Action("code.previous_source", "less_than_sign", "step_source(-1)", _("Previous source")),
    Action("code.read", "R", "read_through", _("Read-through, memos only; kept when ended at the end")),
    Action("code.codes", "tab", "focus_pane('codes')", _("To the codes")),
    Action("code.left", "ctrl+l", "toggle_codes", _("Fold the codes")),
    Action("code.right", "ctrl+e", "toggle_inspector", _("Fold the inspector")),
    Action("code.speaker", "S", "speaker", _("Who speaks this turn")),
    Action("code.correct", "ctrl+k", "correct", _("Correct the words of the passage")),
)

THEMES: tuple[Action, ...] = (
    Action("themes.move", "m", "move_codes", _("Move codes to a theme"), footer=True),
    Action("themes.add", "a", "add_codes", _("Let another theme gather the codes too")),
    Action("themes.take_out", "x", "take_out", _("Take codes out of the theme")),
    Action("themes.new", "n", "new", _("New theme, of the marked codes"), footer=True),
    Action("themes.rename", "r", "rename", _("Rename theme or code"), footer=True),
    Action("themes.edit", "e", "edit", _("Central idea, boundary, claim; a code's rule"), footer=True),
    Action("themes.merge", "M", "merge", _("Merge the marked codes, or themes")),
    Action("themes.split", "s", "split", _("Split the marked codes off into a new theme")),
    Action("themes.nest", "v", "nest", _("Put the theme beneath another")),
    Action("themes.delete", "d,delete", "remove", _("Delete the theme; its codes stay")),
    Action("themes.memo", "w", "memo", _("Memo on the theme or code")),
    Action("themes.recurring", "f", "recurring", _("Only themes in all groups, or in so many")),
    Action("themes.proposals", "p", "proposals", _("Proposed themes, merges and splits"), footer=True),
    Action("themes.find", "slash", "find", _("Find a theme or code on the board")),
    Action("themes.export", "E", "export", _("Export the themes")),
    Action("themes.stop", "escape", "stop", _("Wait no longer")),
)

MATRIX: tuple[Action, ...] = (
    Action("matrix.rows", "r", "rows", _("Rows: themes or codes"), footer=True),
    Action("matrix.columns", "c", "columns", _("Columns"), footer=True),
    Action("matrix.count", "n", "count", _("What is counted"), footer=True),
    Action("matrix.cited", "z", "cited", _("Key quotes only, or all")),
    Action("matrix.moderator", "o", "moderator", _("With or without the moderator")),
    Action("matrix.roll_up", "b", "roll_up", _("Count codes beneath with the code above")),
    Action("matrix.in_groups", "f", "in_groups", _("Only what is found in all groups, or in so many")),
    Action("matrix.export", "x", "export", _("Export the matrix"), footer=True),
    Action("matrix.stop", "escape", "stop", _("Wait no longer")),
)

QUOTES: tuple[Action, ...] = (
    Action("quotes.query", "slash", "query", _("Write the query"), footer=True),
    Action("quotes.theme", "t", "filter('theme')", _("Only one theme"), footer=True),
    Action("quotes.code", "c", "filter('code')", _("Only one code"), footer=True),
    Action("quotes.group", "p", "filter('group')", _("Only one group")),
    Action("quotes.participant", "d", "filter('participant')", _("Only one participant")),
    Action("quotes.cited", "z", "cited", _("Only key quotes, or all")),
    Action("quotes.moderator", "o", "moderator", _("With or without the moderator")),
    Action("quotes.clear", "0", "clear", _("Ask for everything again")),
    Action("quotes.order", "s", "order", _("Order of the quotes")),
    Action("quotes.print", "e", "write_print", _("Edit how the quote is printed")),
    Action("quotes.like", "equals_sign", "like", _("More like this quote"), footer=True),
    Action("quotes.save", "S", "save_query", _("Keep the query under a name")),
    Action("quotes.load", "l", "load_query", _("Run a kept query")),
    Action("quotes.export", "x", "export", _("Export the quotes"), footer=True),
    Action("quotes.stop", "escape", "stop", _("Wait no longer")),
)

CODEBOOK: tuple[Action, ...] = (
    Action("codebook.edit", "e", "edit", _("Definition, include, exclude, examples"), footer=True),
    Action("codebook.mark", "space", "mark", _("Mark the code"), footer=True),
    Action("codebook.new", "n", "new", _("New code"), footer=True),
    Action("codebook.rename", "r", "rename", _("Rename the code"), footer=True),
    Action("codebook.merge", "M", "merge", _("Merge the marked codes")),
    Action("codebook.move", "v", "move", _("Move beneath another code")),
    Action("codebook.colour", "k", "colour", _("Colour")),
    Action("codebook.gather", "t", "gather", _("Gather the marked codes in a theme")),
    Action("codebook.delete", "d,delete", "remove", _("Delete with its codings")),
    Action("codebook.memo", "w", "memo", _("Memo on the code")),
    Action("codebook.quotes", "q", "quotes", _("Its quotes")),
    Action("codebook.filter", "slash", "filter", _("Filter the codes")),
    Action("codebook.import", "i", "import", _("Add a codebook from a file")),
    Action("codebook.export", "x", "export", _("Export the codebook"), footer=True),
    Action("codebook.stop", "escape", "stop", _("Wait no longer")),
)

LISTS: tuple[Action, ...] = (
    Action("lists.filter", "slash", "focus_filter", _("Filter")),
    Action("lists.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("lists.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("lists.stop", "escape", "stop", _("Stop; clear the filter")),
)
"""What every screen with a list can do."""

SOURCES: tuple[Action, ...] = (
    Action("sources.import", "i", "import", _("Import files"), footer=True),
    Action("sources.reimport", "c", "reimport", _("Import the changed file"), footer=True),
    Action("sources.rename", "r", "rename", _("Rename the source"), footer=True),
    Action("sources.move", "v", "move", _("Move to another group")),
    Action("sources.rename_group", "R", "rename_group", _("Rename the group")),
    Action("sources.attributes", "e", "attributes", _("Attributes of the source"), footer=True),
    Action("sources.group_attributes", "E", "group_attributes", _("Attributes of the group")),
    Action("sources.memo", "w", "memo", _("Memo on the source")),
    Action("sources.delete", "d,delete", "remove", _("Delete with its codings"), footer=True),
    Action("sources.finish", "Z", "finish", _("Finished coding"), footer=True),
    Action("sources.export", "x", "export", _("Export the list")),
    Action("sources.share", "Y", "share", _("A copy to share")),
    *LISTS,
)

IMPORTING: tuple[Action, ...] = (
    Action("import.name", "n", "name", _("Name of the source"), footer=True),
    Action("import.all", "A", "store_all", _("Store this and all further files as read")),
    Action("import.skip", "escape", "skip", _("Leave the file out"), footer=True),
    Action("import.cancel", "X", "cancel", _("Leave this and all further files out")),
)

SPEAKER_TABLE: tuple[Action, ...] = (
    Action("import.decide", "space", "decide", _("A speaker, or not"), footer=True),
    Action("import.role", "r", "role", _("Role"), footer=True),
    Action("import.alias", "a", "alias", _("Alias"), footer=True),
    Action("import.group", "p", "group", _("Group"), footer=True),
    Action("import.report", "b", "report", _("Read as a printed report")),
    *IMPORTING,
)

REPORT_TABLE: tuple[Action, ...] = (
    Action("import.take", "space", "take", _("Take or leave"), footer=True),
    Action("import.inline", "i", "inline", _("Inside sentences"), footer=True),
    *IMPORTING,
)

ARRIVAL_TABLE: tuple[Action, ...] = (
    Action("arrival.speakers", "s", "speakers", _("Labels as speakers, or as text"), footer=True),
    Action("arrival.skip", "escape", "skip", _("Leave it out"), footer=True),
    Action("arrival.cancel", "X", "cancel", _("Leave this and all further files out")),
    Action("arrival.read_on", "J", "scroll_notes(1)", _("Read on in the notes")),
    Action("arrival.read_back", "K", "scroll_notes(-1)", _("Read back in the notes")),
    Action("arrival.help", "question_mark,f1", "help", _("Keys")),
)

PARTICIPANTS: tuple[Action, ...] = (
    Action("participants.role", "r", "role", _("Role"), footer=True),
    Action("participants.alias", "a", "alias", _("Alias"), footer=True),
    Action("participants.attributes", "e", "attributes", _("Attributes"), footer=True),
    Action("participants.mark", "space", "mark", _("Mark, to merge or give a role"), footer=True),
    Action("participants.merge", "M", "merge", _("Merge the marked persons of a group")),
    Action("participants.label", "l", "label", _("Who is behind a label"), footer=True),
    Action("participants.marks", "t", "marks", _("Laughter, pauses and other marks, or attributes")),
    Action("participants.memo", "w", "memo", _("Note on the person")),
    Action("participants.withdraw", "W", "withdraw", _("Withdrawal: remove what the person said, for good")),
    Action("participants.export", "x", "export", _("Export the list")),
    *LISTS,
)

MEMOS: tuple[Action, ...] = (
    Action("memos.new", "n", "new", _("New memo"), footer=True),
    Action("memos.edit", "e", "edit", _("Edit the memo"), footer=True),
    Action("memos.kind", "t", "kind", _("Kind of memo"), footer=True),
    Action("memos.only", "f", "only", _("Only one kind, or on one kind of thing"), footer=True),
    Action("memos.delete", "d,delete", "remove", _("Delete the memo")),
    Action("memos.export", "x", "export", _("Export the memos")),
    *LISTS,
)

NAMES: tuple[Action, ...] = (
    Action("names.replace", "1", "decide('replace')", _("Replace"), footer=True),
    Action("names.generalise", "2", "decide('generalise')", _("Generalise"), footer=True),
    Action("names.keep", "3", "decide('keep')", _("Keep"), footer=True),
    Action("names.reset", "0", "decide('open')", _("Undecided")),
    Action("names.alias", "e", "alias", _("Alias")),
    Action("names.only", "f", "only", _("Only some")),
    Action("names.mark", "space", "mark", _("Mark the name")),
    Action("names.join", "M", "join", _("The marked names name the same")),
    Action("names.separate", "s", "separate", _("A joined name stands for itself")),
    Action("names.add", "n", "add", _("Add a name that was missed")),
    Action("names.accept", "A", "accept", _("Replace all that are undecided, or the sure ones")),
    Action("names.apply", "a", "apply", _("Apply"), footer=True),
    Action("names.seal", "S", "seal", _("Seal: let the original names leave the project for good")),
    Action("names.export", "x", "export", _("Export the names, to edit and take back")),
    *LISTS,
)

PRIVACY: tuple[Action, ...] = (
    Action("privacy.encryption", "e", "encryption", _("Encrypt or decrypt"), footer=True),
    Action("privacy.passphrase", "p", "passphrase", _("Change the passphrase")),
    Action("privacy.forget", "c", "forget", _("Empty caches"), footer=True),
    Action("privacy.purge", "d,delete", "purge", _("Erase for good what was deleted")),
    Action("privacy.seal", "S", "seal", _("Seal: let the original names leave the project for good")),
    Action("privacy.export", "x", "export", _("Export the list")),
    *LISTS,
)

JOURNAL: tuple[Action, ...] = (
    Action("journal.undo_to", "b", "undo_to", _("Undo back to here"), footer=True),
    Action("journal.export", "x", "export", _("Export the journal"), footer=True),
    *LISTS,
)

ACCEPTANCE: tuple[Action, ...] = (
    Action("acceptance.by", "b", "by", _("Counted by code, reason, time or coder"), footer=True),
    Action("acceptance.export", "x", "export", _("Export the table"), footer=True),
    *LISTS,
)

COMPARE: tuple[Action, ...] = (
    Action("compare.first", "1", "take(1)", _("The first's"), footer=True),
    Action("compare.second", "2", "take(2)", _("The second's"), footer=True),
    Action("compare.both", "3", "both", _("Both"), footer=True),
    Action("compare.neither", "0", "neither", _("Neither"), footer=True),
    Action("compare.another", "c,enter", "another", _("Other words"), footer=True),
    Action("compare.next", "full_stop", "next_open(1)", _("Next undecided"), footer=True),
    Action("compare.previous", "comma", "next_open(-1)", _("Previous undecided")),
    Action("compare.step", "greater_than_sign", "step(1)", _("Next disagreement")),
    Action("compare.back", "less_than_sign", "step(-1)", _("Previous disagreement")),
    Action("compare.dearest", "d", "dearest", _("The dearest that is not decided")),
    Action("compare.example", "x", "example(True)", _("With the decision: the words become an example")),
    Action("compare.counter", "X", "example(False)", _("With the decision: they become a counter-example")),
    Action("compare.agreed", "T", "agreed", _("Take over what the coders have alike")),
    Action("compare.round", "f", "choose", _("Other coders, another round")),
    Action("compare.export", "E", "export", _("Export the disagreements")),
    Action("compare.stop", "escape", "stop", _("Wait no longer")),
)

LIKE: tuple[Action, ...] = (
    Action("like.question", "slash", "question", _("Question"), footer=True),
    Action("like.mark", "space", "mark", _("Mark"), footer=True),
    Action("like.code", "c", "code", _("Code the turns"), footer=True),
    Action("like.uncoded", "f", "uncoded", _("Without a code, or all"), footer=True),
    Action("like.more", "equals_sign", "like", _("More like this turn")),
    Action("like.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("like.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("like.stop", "escape", "stop", _("Back to where you came from")),
)

GUIDE: tuple[Action, ...] = (
    Action("guide.language", "l", "language", _("Swedish or English"), footer=True),
    Action("guide.contents", "c", "contents", _("Table of contents"), footer=True),
    Action("guide.next", "n", "step(1)", _("Next heading"), footer=True),
    Action("guide.previous", "N,p", "step(-1)", _("Previous heading")),
    Action("guide.down", "down,j", "scroll_by(1)", _("A line down")),
    Action("guide.up", "up,k", "scroll_by(-1)", _("A line up")),
    Action("guide.page_down", "pagedown,space", "page(1)", _("A screenful down")),
    Action("guide.page_up", "pageup", "page(-1)", _("A screenful up")),
    Action("guide.first", "home,g", "edge(False)", _("Start of the guide")),
    Action("guide.last", "end,G", "edge(True)", _("End of the guide")),
)

CHECKLISTS: tuple[Action, ...] = (
    Action("checklists.edit", "e", "edit", _("Answer the item"), footer=True),
    Action("checklists.saturation", "s", "saturation", _("Saturation used or not"), footer=True),
    Action("checklists.agreement", "a", "agreement", _("Agreement of the coders told or not")),
    Action("checklists.only", "f", "only", _("One list, or what is left"), footer=True),
    Action("checklists.remove", "d,delete", "remove", _("Take the team's answer away")),
    Action("checklists.export", "x", "export", _("Export the checklists"), footer=True),
    *LISTS,
)

SETTINGS: tuple[Action, ...] = (
    Action("settings.reset", "delete,backspace", "reset", _("As it was at first"), footer=True),
    Action("settings.reset_keys", "R", "reset_keys", _("All keys as they were at first")),
    *LISTS,
)


def bindings(actions: Iterable[Action]) -> list[Binding]:
    """Bindings for a screen or widget."""
    return [action.binding() for action in actions]
