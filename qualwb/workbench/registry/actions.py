"""The one registry of what can be done in the workbench: everywhere, and on the screens without a list.

Screens take their bindings from here and from the modules beside: ``list_actions`` (screens with a list),
``import_actions`` (before a file is stored), ``pane_actions`` and ``transcript_keys`` (parts of screens). The
footer, the help (?), the command palette and the keymap in the settings all read the same rows. An action
that is not in the registry can't be bound or shown.
"""

from dataclasses import dataclass

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import FIRST_OF_TWO, Action


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A screen: its name, the key of its own where it has one, its letter after g, its title."""

    name: str
    key: str
    letter: str
    title: str

    @property
    def keys(self) -> str:
        """All ways to it, by commas, the shortest first."""
        return ",".join(filter(None, (self.key, FIRST_OF_TWO + self.letter)))


SCREENS: tuple[ScreenRow, ...] = (
    ScreenRow("code", "f2", "c", _("Coding")),
    ScreenRow("themes", "f3", "t", _("Themes")),
    ScreenRow("codebook", "f4", "k", _("Codebook")),
    ScreenRow("matrix", "f5", "m", _("Matrix")),
    ScreenRow("quotes", "f6", "q", _("Quotes")),
    ScreenRow("participants", "f7", "p", _("Participants")),
    ScreenRow("sources", "f8", "s", _("Sources")),
    ScreenRow("memos", "f9", "n", _("Memos")),
    ScreenRow("journal", "f10", "j", _("Journal")),
    ScreenRow("guide", "f11", "h", _("Guide")),
    ScreenRow("settings", "f12", "i", _("Settings")),
    ScreenRow("checklists", "", "l", _("Checklists")),
    ScreenRow("compare", "ctrl+n", "v", _("Compare coders")),
    ScreenRow("names", "ctrl+a", "a", _("Names")),
    ScreenRow("privacy", "D", "d", _("Privacy of this project")),
    ScreenRow("acceptance", "ctrl+x", "x", _("Answered suggestions")),
    ScreenRow("search", "", "f", _("Search in all sources")),
    ScreenRow("words", "", "w", _("Words")),
    ScreenRow("cooccurrence", "", "o", _("What stands together")),
    ScreenRow("participation", "", "b", _("Participation")),
    ScreenRow("saturation", "", "y", _("Saturation")),
    ScreenRow("like", "ctrl+f", "e", _("Find in own words")),
    ScreenRow("questions", "", "u", _("Interview guide")),
)
"""Every screen, in the order of the strip; no two have one letter."""

APP: tuple[Action, ...] = (
    *(Action(f"go.{row.name}", row.keys, f"go('{row.name}')", row.title) for row in SCREENS),
    Action("app.second_letter", FIRST_OF_TWO, "second_letter", _("Go to: then the letter of a screen")),
    Action("app.help", "question_mark,f1", "help", _("Keys"), footer=True),
    Action("app.palette", "ctrl+p", "command_palette", _("Commands"), footer=True),
    Action("app.undo", "u,ctrl+z", "undo", _("Undo"), footer=True),
    Action("app.redo", "ctrl+r,ctrl+y", "redo", _("Redo")),
    Action("app.next_match", "alt+down", "step_match(1)", _("Next match of the search in all sources")),
    Action(
        "app.previous_match", "alt+up", "step_match(-1)", _("Previous match of the search in all sources")
    ),
    Action("app.who", "C", "who", _("Coder and round")),
    Action("app.company", "H", "company", _("Who else is here")),
    Action("app.theme", "ctrl+t,gT", "switch_look", _("Dark or light")),
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
    Action("themes.proposals", "p", "proposals", _("Proposals: themes, merges and splits"), footer=True),
    Action("themes.find", "slash", "find", _("Find a theme or code on the board")),
    Action("themes.export", "E", "export", _("Export the themes")),
    Action("themes.stop", "escape", "stop", _("Wait no longer")),
)

MATRIX: tuple[Action, ...] = (
    Action("matrix.rows", "r", "rows", _("Rows: themes or codes"), footer=True),
    Action("matrix.columns", "c", "columns", _("Columns"), footer=True),
    Action("matrix.cells", "t", "cells", _("Cells: numbers, percent, texts"), footer=True),
    Action("matrix.count", "n", "count", _("What is counted"), footer=True),
    Action("matrix.sort", "s", "sort", _("Sort by this column or row"), footer=True),
    Action("matrix.edit", "e", "edit", _("Write the summary of the cell")),
    Action("matrix.clear", "d,delete", "clear", _("Take the summary of the cell away")),
    Action("matrix.shade", "w", "shade", _("Shade the cells, or not")),
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
    Action("guide.first", "home,gg", "edge(False)", _("Start of the guide")),
    Action("guide.last", "end,G", "edge(True)", _("End of the guide")),
)
