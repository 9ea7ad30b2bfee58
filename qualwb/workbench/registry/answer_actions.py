"""What can be done on the screens that answer from all of the material: search, words and the like."""

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action

SEARCH: tuple[Action, ...] = (
    Action("search.line", "slash", "line", _("What to look for"), footer=True),
    Action("search.way", "w,ctrl+t", "way", _("Way of searching"), footer=True),
    Action("search.narrow", "f", "narrow", _("Only some turns"), footer=True),
    Action("search.widen", "F", "widen", _("In all turns")),
    Action("search.moderator", "o", "moderator", _("With or without the moderator")),
    Action("search.order", "s", "order", _("Order of the matches"), footer=True),
    Action("search.next", "n", "next(1)", _("Next match")),
    Action("search.previous", "N", "next(-1)", _("Previous match")),
    Action("search.mark", "space", "mark", _("Tick")),
    Action("search.autocode", "ampersand", "autocode", _("Code the matches: all, or those ticked")),
    Action("search.copy", "y", "copy", _("Copy the turn, who says it and where")),
    Action("search.export", "E", "export", _("Export the matches"), footer=True),
    Action("search.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("search.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("search.stop", "escape", "stop", _("Back to where you came from")),
)

SEARCH_LINE: tuple[Action, ...] = (
    Action("search_line.list", "down", "screen.list", _("To the matches"), footer=True),
    Action(
        "search_line.switch",
        "ctrl+t",
        "screen.way",
        _("Way of searching"),
        footer=True,
    ),
)

WORDS: tuple[Action, ...] = (
    Action("words.lemmas", "w", "lemmas", _("Base forms, or each form"), footer=True),
    Action(
        "words.function_words", "b", "function_words", _("All words, or without function words"), footer=True
    ),
    Action("words.one_group", "f", "group", _("One group, theme or participant, or all"), footer=True),
    Action("words.all_groups", "F", "all_groups", _("All that is said again")),
    Action("words.order", "s", "order", _("Order"), footer=True),
    Action("words.moderator", "o", "moderator", _("With or without the moderator")),
    Action("words.find", "slash", "focus_filter", _("Filter")),
    Action("words.search", "asterisk", "search", _("Search for the word in all its forms")),
    Action("words.copy", "y", "copy", _("Copy the turn, who says it and where")),
    Action("words.export", "E", "export", _("Export the words"), footer=True),
    Action("words.stop", "escape", "stop", _("Back to where you came from")),
)

COOCCURRENCE: tuple[Action, ...] = (
    Action("cooccurrence.rows", "R", "rows", _("Codes or themes"), footer=True),
    Action("cooccurrence.nearness", "w", "nearness", _("What near means"), footer=True),
    Action("cooccurrence.measure", "number_sign", "measure", _("What is counted"), footer=True),
    Action("cooccurrence.cited", "z", "cited", _("Key quotes only, or all")),
    Action("cooccurrence.moderator", "o", "moderator", _("With or without the moderator")),
    Action("cooccurrence.export", "E", "export", _("Export the pairs"), footer=True),
    Action("cooccurrence.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("cooccurrence.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("cooccurrence.stop", "escape", "stop", _("Back to where you came from")),
)

PARTICIPATION: tuple[Action, ...] = (
    Action("participation.by", "R", "by", _("By group or source"), footer=True),
    Action("participation.counted", "number_sign", "counted", _("Words or turns"), footer=True),
    Action("participation.one_group", "f", "group", _("One group, or all"), footer=True),
    Action("participation.all_groups", "F", "all_groups", _("All groups")),
    Action("participation.backchannels", "b", "backchannels", _("With or without backchannels"), footer=True),
    Action("participation.matrix", "tab", "matrix", _("Who speaks after whom")),
    Action("participation.copy", "y", "copy", _("Copy the turn, who says it and where")),
    Action("participation.export", "E", "export", _("Export"), footer=True),
    Action("participation.stop", "escape", "stop", _("Back to where you came from")),
)

AGREEMENT: tuple[Action, ...] = (
    Action("agreement.rows", "R", "rows", _("Codes or themes"), footer=True),
    Action("agreement.round", "f", "choose", _("Other coders, another round"), footer=True),
    Action("agreement.sort", "s", "sort", _("Sort by a column"), footer=True),
    Action("agreement.export", "E", "export", _("Export"), footer=True),
    Action("agreement.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("agreement.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("agreement.stop", "escape", "stop", _("Back to where you came from")),
)

SATURATION: tuple[Action, ...] = (
    Action("saturation.rows", "R", "rows", _("Codes or themes"), footer=True),
    Action("saturation.units", "w", "units", _("Over groups or sources"), footer=True),
    Action("saturation.rule", "number_sign", "rule", _("Base, run and threshold"), footer=True),
    Action("saturation.cited", "z", "cited", _("Key quotes only, or all")),
    Action("saturation.moderator", "o", "moderator", _("With or without the moderator")),
    Action("saturation.export", "E", "export", _("Export"), footer=True),
    Action("saturation.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("saturation.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("saturation.stop", "escape", "stop", _("Back to where you came from")),
)
