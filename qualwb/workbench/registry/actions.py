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
    ScreenRow("crosstabs", "", "z", _("Crosstabs")),
    ScreenRow("report", "", "r", _("Report")),
    ScreenRow("compare", "ctrl+n", "v", _("Compare coders")),
    ScreenRow("agreement", "", "V", _("Agreement")),
    ScreenRow("names", "ctrl+a", "a", _("Names")),
    ScreenRow("privacy", "", "d", _("Privacy of this project")),
    ScreenRow("acceptance", "ctrl+x", "x", _("Answered suggestions")),
    ScreenRow("search", "", "f", _("Search in all sources")),
    ScreenRow("words", "", "w", _("Words")),
    ScreenRow("cooccurrence", "", "o", _("What stands together")),
    ScreenRow("participation", "", "b", _("Participation")),
    ScreenRow("saturation", "", "y", _("Saturation")),
    ScreenRow("like", "ctrl+f", "e", _("Find in own words")),
    ScreenRow("autocode", "", "A", _("Autocoding")),
    ScreenRow("questions", "", "u", _("Interview guide")),
)
"""Every screen, in the order of the strip; no two have one letter."""

APP: tuple[Action, ...] = (
    *(Action(f"go.{row.name}", row.keys, f"go('{row.name}')", row.title) for row in SCREENS),
    Action("app.second_letter", FIRST_OF_TWO, "second_letter", _("Screens: then a letter"), footer=True),
    Action("app.back", "alt+left,g-", "walk_back", _("Back to the place before")),
    Action("app.forward", "alt+right,g+", "walk_forward", _("Forward again")),
    Action("app.help", "question_mark,f1", "help", _("Keys"), footer=True),
    Action("app.palette", "ctrl+p", "command_palette", _("Commands"), footer=True),
    Action("app.jump", "ctrl+g", "jump", _("Go to a source, code, theme, person, query, memo or turn")),
    Action("app.undo", "u,ctrl+z", "undo", _("Undo"), footer=True),
    Action("app.redo", "ctrl+r,ctrl+y", "redo", _("Redo")),
    Action("app.next_match", "alt+down", "step_match(1)", _("Next match of the search in all sources")),
    Action(
        "app.previous_match", "alt+up", "step_match(-1)", _("Previous match of the search in all sources")
    ),
    Action("app.who", "W", "who", _("Coder and round, blind or open")),
    Action("app.company", "H", "company", _("Who else is here")),
    Action("app.theme", "ctrl+t,gT", "switch_look", _("Dark or light")),
    Action("app.quit", "ctrl+q", "quit", _("Quit"), priority=True),
)

CODE: tuple[Action, ...] = (
    Action("code.code", "c,enter", "code", _("Code (the passage)"), footer=True),
    Action("code.repeat", "full_stop", "repeat", _("Again (the last codes)"), footer=True),
    Action("code.recode", "comma", "recode", _("Recode (another code instead)")),
    Action("code.in_vivo", "I", "in_vivo", _("In vivo (code with its own words)"), footer=True),
    Action("code.uncode", "x", "uncode", _("Uncode (take a code away)"), footer=True),
    Action("code.uncode_why", "delete", "uncode_why", _("Uncode, and write why")),
    Action("code.memo", "m", "memo", _("Memo (on the passage)"), footer=True),
    Action("code.finish", "Z", "finish", _("Finished coding"), footer=True),
    Action("code.cite", "exclamation_mark", "cite", _("Key quote")),
    Action("code.group_memo", "O", "group_memo", _("Memo on the group")),
    Action("code.next_question", "Q", "next_question", _("To the next question of the guide")),
    Action("code.question", "q", "question", _("Question asked from this turn on")),
    Action(
        "code.edge_start",
        "left_square_bracket",
        "move_edge('start')",
        _("Let the coded passage start at the cursor"),
    ),
    Action(
        "code.edge_end",
        "right_square_bracket",
        "move_edge('end')",
        _("Let the coded passage end at the cursor"),
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
    Action("code.autocode", "ampersand", "autocode", _("Code these words wherever they are said")),
    Action("code.find_lemma", "asterisk", "search_lemma", _("Search for a word in all its forms")),
    Action("code.source", "ctrl+o", "choose_source", _("Another source")),
    Action("code.next_source", "greater_than_sign", "step_source(1)", _("Next source")),
    Action("code.previous_source", "less_than_sign", "step_source(-1)", _("Previous source")),
    Action("code.read", "L", "read_through", _("Read-through, memos only; kept when ended at the end")),
    Action("code.codes", "tab", "focus_pane('codes')", _("To the codes")),
    Action("code.fold_codes", "ctrl+l", "toggle_codes", _("Fold the codes")),
    Action("code.fold_inspector", "ctrl+e", "toggle_inspector", _("Fold the inspector")),
    Action("code.speaker", "V", "speaker", _("Who speaks this turn")),
    Action("code.correct", "ctrl+k", "correct", _("Correct the words of the passage")),
    Action("code.split_turn", "S", "split_turn", _("Divide the turn before the cursor's word")),
    Action("code.join_turns", "M", "join_turns", _("Join the turn with the next one")),
)

THEMES: tuple[Action, ...] = (
    Action("themes.move", "v", "move_codes", _("Move codes to a theme"), footer=True),
    Action("themes.add", "T", "add_codes", _("Let another theme gather the codes too")),
    Action("themes.take_out", "x", "take_out", _("Take codes out of the theme")),
    Action("themes.new", "n", "new", _("New theme, of the marked codes"), footer=True),
    Action("themes.rename", "r", "rename", _("Rename theme or code"), footer=True),
    Action(
        "themes.edit",
        "e",
        "edit",
        _("Idea, boundary, counter-examples, claim; a code's rule"),
        footer=True,
    ),
    Action("themes.merge", "M", "merge", _("Merge the marked codes, or themes")),
    Action("themes.split", "S", "split", _("Split the marked codes off into a new theme")),
    Action("themes.nest", "N", "nest", _("Put the theme beneath another")),
    Action("themes.order", "s", "order", _("Put the theme earlier or later, in tables and reports too")),
    Action("themes.delete", "d,delete", "remove", _("Delete the theme; its codes stay")),
    Action("themes.memo", "m", "memo", _("Memo on the theme or code")),
    Action("themes.recurring", "f", "recurring", _("Only themes in all groups, or in so many")),
    Action("themes.unfilter", "F", "unfilter", _("Themes in however many groups")),
    Action("themes.proposals", "p", "proposals", _("Proposals: themes, merges and splits"), footer=True),
    Action("themes.find", "slash", "find", _("Find a theme or code on the board")),
    Action("themes.export", "E", "export", _("Export the themes")),
    Action("themes.read_on", "J", "scroll_detail(1)", _("Read on in what is written about it")),
    Action("themes.read_back", "K", "scroll_detail(-1)", _("Read back in what is written about it")),
    Action("themes.stop", "escape", "stop", _("Wait no longer")),
)

MATRIX: tuple[Action, ...] = (
    Action("matrix.rows", "R", "rows", _("Rows: themes or codes"), footer=True),
    Action("matrix.columns", "C", "columns", _("Columns"), footer=True),
    Action("matrix.cells", "t", "cells", _("Cells: numbers, percent, texts"), footer=True),
    Action("matrix.count", "number_sign", "count", _("What is counted"), footer=True),
    Action("matrix.sort", "s", "sort", _("Sort by this column or row"), footer=True),
    Action("matrix.edit", "e", "edit", _("Write the summary of the cell")),
    Action("matrix.remove", "d,delete", "clear", _("Take the summary of the cell away")),
    Action("matrix.shade", "w", "shade", _("Shade the cells, or not")),
    Action("matrix.cited", "z", "cited", _("Key quotes only, or all")),
    Action("matrix.moderator", "o", "moderator", _("With or without the moderator")),
    Action("matrix.roll_up", "b", "roll_up", _("Count codes beneath with the code above")),
    Action("matrix.in_groups", "f", "in_groups", _("Only what is in so many groups, or one coder's")),
    Action("matrix.unfilter", "F", "unfilter", _("In however many groups, all coders'")),
    Action("matrix.export", "E", "export", _("Export the matrix"), footer=True),
    Action("matrix.read_on", "J", "scroll_detail(1)", _("Read on in the notes")),
    Action("matrix.read_back", "K", "scroll_detail(-1)", _("Read back in the notes")),
    Action("matrix.stop", "escape", "stop", _("Wait no longer")),
)

CROSSTABS: tuple[Action, ...] = (
    Action("crosstabs.rows", "R", "rows", _("Rows"), footer=True),
    Action("crosstabs.columns", "C", "columns", _("Columns"), footer=True),
    Action("crosstabs.cells", "t", "cells", _("Cells: numbers or percent"), footer=True),
    Action("crosstabs.count", "number_sign", "count", _("What is counted"), footer=True),
    Action("crosstabs.sort", "s", "sort", _("Sort by this column or row"), footer=True),
    Action("crosstabs.shade", "w", "shade", _("Shade the cells, or not")),
    Action("crosstabs.cited", "z", "cited", _("Key quotes only, or all")),
    Action("crosstabs.whose", "f", "whose", _("Only what one coder coded, or all")),
    Action("crosstabs.unfilter", "F", "unfilter", _("In however many groups, all coders'")),
    Action("crosstabs.moderator", "o", "moderator", _("With or without the moderator")),
    Action("crosstabs.export", "E", "export", _("Export the table"), footer=True),
    Action("crosstabs.read_on", "J", "scroll_detail(1)", _("Read on in the notes")),
    Action("crosstabs.read_back", "K", "scroll_detail(-1)", _("Read back in the notes")),
    Action("crosstabs.stop", "escape", "stop", _("Wait no longer")),
)

QUOTES: tuple[Action, ...] = (
    Action("quotes.query", "slash", "query", _("Write the query"), footer=True),
    Action("quotes.filter", "f", "choose_filter", _("Only a theme, code, group or person"), footer=True),
    Action("quotes.cited", "z", "cited", _("Only key quotes, or all")),
    Action("quotes.moderator", "o", "moderator", _("With or without the moderator")),
    Action("quotes.clear", "F", "clear", _("Show all quotes")),
    Action("quotes.order", "s", "order", _("Order of the quotes")),
    Action("quotes.print", "e", "write_print", _("Edit how the quote is printed")),
    Action("quotes.like", "equals_sign", "like", _("More like this quote"), footer=True),
    Action("quotes.save", "ctrl+s,ctrl+j", "save_query", _("Keep the query under a name")),
    Action("quotes.load", "ctrl+o", "load_query", _("Run a kept query")),
    Action("quotes.export", "E", "export", _("Export the quotes"), footer=True),
    Action("quotes.stop", "escape", "stop", _("Wait no longer")),
)

CODEBOOK: tuple[Action, ...] = (
    Action("codebook.quotes", "enter", "quotes", _("Its quotes"), footer=True),
    Action("codebook.edit", "e", "edit", _("Definition, include, exclude, examples"), footer=True),
    Action("codebook.mark", "space", "mark", _("Mark the code"), footer=True),
    Action("codebook.new", "n", "new", _("New code"), footer=True),
    Action("codebook.rename", "r", "rename", _("Rename the code"), footer=True),
    Action("codebook.merge", "M", "merge", _("Merge the marked codes")),
    Action("codebook.split", "S", "split", _("Split this code")),
    Action("codebook.move", "v", "move", _("Move beneath another code")),
    Action("codebook.colour", "P", "colour", _("Colour")),
    Action("codebook.gather", "T", "gather", _("Gather the marked codes in a theme")),
    Action("codebook.delete", "d,delete", "remove", _("Delete with its codings")),
    Action("codebook.memo", "m", "memo", _("Memo on the code")),
    Action("codebook.autocode", "ampersand", "autocode", _("Give this code to all that is found")),
    Action("codebook.sort", "s", "sort", _("Order of the codes")),
    Action("codebook.find", "slash", "filter", _("Filter the codes")),
    Action("codebook.import", "i", "import", _("Add a codebook from a file")),
    Action("codebook.export", "E", "export", _("Export the codebook"), footer=True),
    Action("codebook.stop", "escape", "stop", _("Wait no longer")),
)

COMPARE: tuple[Action, ...] = (
    Action("compare.first", "1", "take(1)", _("First: what the first coder has"), footer=True),
    Action("compare.second", "2", "take(2)", _("Second: what the second coder has"), footer=True),
    Action("compare.both", "3", "both", _("Both"), footer=True),
    Action("compare.neither", "0", "neither", _("Neither: nothing of either"), footer=True),
    Action("compare.another", "c,enter", "another", _("Other words"), footer=True),
    Action("compare.next_open", "full_stop", "next_open(1)", _("Next undecided"), footer=True),
    Action("compare.previous_open", "comma", "next_open(-1)", _("Previous undecided")),
    Action("compare.step", "greater_than_sign", "go_through(1)", _("Next disagreement, decided or not")),
    Action("compare.back", "less_than_sign", "go_through(-1)", _("Previous disagreement, decided or not")),
    Action("compare.transcript", "ctrl+o", "transcript", _("To this place in its transcript")),
    Action("compare.dearest", "semicolon", "dearest", _("The dearest that is not decided")),
    Action(
        "compare.example",
        "plus",
        "example(True)",
        _("With the decision: the words become an example"),
        priority=True,
    ),
    Action(
        "compare.counter",
        "minus",
        "example(False)",
        _("With the decision: they become a counter-example"),
        priority=True,
    ),
    Action(
        "compare.agreed",
        "A",
        "agreed",
        _("Take over what is alike, or what one coder alone coded"),
        priority=True,
    ),
    Action("compare.memo", "m", "memo", _("Memo on this place, decided or left open")),
    Action("compare.round", "f", "choose", _("Other coders, another round, one kind of disagreement")),
    Action("compare.widen", "F", "widen", _("All disagreements again, not one code's or kind's alone")),
    Action("compare.export", "E", "export", _("Export the disagreements")),
    Action("compare.stop", "escape", "stop", _("Wait no longer")),
)

LIKE: tuple[Action, ...] = (
    Action("like.ask", "slash", "question", _("Question"), footer=True),
    Action("like.mark", "space", "mark", _("Mark"), footer=True),
    Action("like.code", "c", "code", _("Code the turns"), footer=True),
    Action("like.uncoded", "f", "uncoded", _("Without a code, or all"), footer=True),
    Action("like.autocode", "ampersand", "autocode", _("Tick and code what is found")),
    Action("like.more", "equals_sign", "like", _("More like this turn")),
    Action("like.copy", "y", "copy", _("Copy the turn, who says it and where")),
    Action("like.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("like.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("like.stop", "escape", "stop", _("Back to where you came from")),
)

AUTOCODE: tuple[Action, ...] = (
    Action("autocode.tick", "space", "tick", _("Tick"), footer=True),
    Action("autocode.code", "c", "code", _("Code what is ticked"), footer=True),
    Action("autocode.ask", "slash", "write", _("What to look for"), footer=True),
    Action("autocode.how", "w", "how", _("How to look"), footer=True),
    Action("autocode.whose", "f", "whose", _("In whose turns"), footer=True),
    Action("autocode.tick_all", "A", "tick_all", _("Tick all or none"), footer=True),
    Action("autocode.choose_code", "e", "choose_code", _("Another code")),
    Action("autocode.larger", "plus", "unit(1)", _("More around what was found: sentence, turn")),
    Action("autocode.smaller", "minus", "unit(-1)", _("Less around what was found")),
    Action("autocode.everybody", "F", "everybody", _("Everybody's turns")),
    Action("autocode.moderator", "o", "moderator", _("With or without the moderator")),
    Action("autocode.copy", "y", "copy", _("Copy the passage, who says it and where")),
    Action("autocode.export", "E", "export", _("Export the list")),
    Action("autocode.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("autocode.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("autocode.stop", "escape", "stop", _("Back to where you came from")),
)

GUIDE: tuple[Action, ...] = (
    Action("guide.language", "w", "language", _("Swedish or English"), footer=True),
    Action("guide.find", "slash", "find", _("Find words in the guide"), footer=True),
    Action("guide.contents", "b", "contents", _("Table of contents"), footer=True),
    Action("guide.next", "n", "step(1)", _("Next heading, or place of what was found"), footer=True),
    Action("guide.previous", "N", "step(-1)", _("Previous heading, or place of what was found")),
    Action("guide.down", "down,j", "scroll_by(1)", _("A line down")),
    Action("guide.up", "up,k", "scroll_by(-1)", _("A line up")),
    Action("guide.page_down", "pagedown,space", "page(1)", _("A screenful down")),
    Action("guide.page_up", "pageup", "page(-1)", _("A screenful up")),
    Action("guide.first", "home,gg", "edge(False)", _("Start of the guide")),
    Action("guide.last", "end,G", "edge(True)", _("End of the guide")),
    Action("guide.stop", "escape", "stop", _("Back to the text")),
)
