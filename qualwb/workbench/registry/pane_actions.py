"""What can be done in the panes and lists of the screens; a pane's keys hold while it has the focus."""

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action

CODES_PANE: tuple[Action, ...] = (
    Action("codes.down", "down,j", "cursor_down", _("Next row")),
    Action("codes.up", "up,k", "cursor_up", _("Previous row")),
    Action("codes.first", "home,gg", "scroll_home", _("First row")),
    Action("codes.last", "end,G", "scroll_end", _("Last row")),
    Action("codes.fold", "left,h", "fold", _("Fold the theme")),
    Action("codes.unfold", "right,l", "unfold", _("Unfold the theme")),
    Action("codes.give", "enter", "apply", _("Give this code to the passage")),
    Action("codes.mark", "space", "mark", _("Mark, for an act on several")),
    Action("codes.find", "slash", "focus_filter", _("Filter the codes")),
    Action("codes.show_only", "f", "act('show_only')", _("Show only this code in the transcript")),
    Action("codes.new", "n", "act('new')", _("New code")),
    Action("codes.rename", "r", "act('rename')", _("Rename")),
    Action("codes.edit", "e", "act('edit')", _("Definition, include, exclude, examples")),
    Action("codes.merge", "M", "act('merge')", _("Merge the marked codes")),
    Action("codes.autocode", "ampersand", "act('autocode')", _("Give this code to all that is found")),
    Action("codes.split", "S", "act('split')", _("Split this code")),
    Action("codes.move", "v", "act('move')", _("Move beneath another code")),
    Action("codes.colour", "P", "act('colour')", _("Colour")),
    Action("codes.gather", "T", "act('gather')", _("Gather the marked codes in a theme")),
    Action("codes.memo", "m", "act('memo')", _("Memo on the code or theme")),
    Action("codes.delete", "d,delete", "act('delete')", _("Delete with its codings")),
    Action("codes.back", "escape,tab", "act('back')", _("Back to the transcript")),
)

CODEBOOK_TABLE: tuple[Action, ...] = (
    Action("codebook.down", "down,j", "cursor_down", _("Next row")),
    Action("codebook.up", "up,k", "cursor_up", _("Previous row")),
    Action("codebook.first", "home,ctrl+home,gg", "scroll_top", _("First row")),
    Action("codebook.last", "end,ctrl+end,G", "scroll_bottom", _("Last row")),
)

QUOTE_LIST: tuple[Action, ...] = (
    Action("quote_list.down", "down,j", "step(1)", _("Next quote")),
    Action("quote_list.up", "up,k", "step(-1)", _("Previous quote")),
    Action("quote_list.page_down", "pagedown", "page(1)", _("A screenful down")),
    Action("quote_list.page_up", "pageup", "page(-1)", _("A screenful up")),
    Action("quote_list.first", "home,gg", "edge(-1)", _("First quote")),
    Action("quote_list.last", "end,G", "edge(1)", _("Last quote")),
    Action("quote_list.goto", "enter", "open", _("To the quote in its transcript"), footer=True),
    Action("quote_list.cite", "exclamation_mark", "cite", _("Key quote, to be printed"), footer=True),
    Action("quote_list.copy", "y", "copy", _("Copy the quote, who says it and where")),
    Action("quote_list.leave", "escape", "leave", _("Back from the quotes"), footer=True),
)

THEME_BOARD: tuple[Action, ...] = (
    Action("themes.left", "left,h", "step(0, -1)", _("Theme to the left")),
    Action("themes.right", "right,l", "step(0, 1)", _("Theme to the right")),
    Action("themes.up", "up,k", "step(-1, 0)", _("Card above")),
    Action("themes.down", "down,j", "step(1, 0)", _("Card below")),
    Action("themes.first_theme", "home", "edge(0, -1)", _("First theme")),
    Action("themes.last_theme", "end", "edge(0, 1)", _("Last theme")),
    Action("themes.top", "pageup,gg", "edge(-1, 0)", _("To the theme's heading")),
    Action("themes.bottom", "pagedown,G", "edge(1, 0)", _("Last card")),
    Action("themes.mark", "space", "mark", _("Mark"), footer=True),
    Action("themes.unmark", "escape", "unmark", _("Unmark all")),
    Action("themes.quotes", "enter", "open", _("Read its quotes"), footer=True),
)

GRID: tuple[Action, ...] = (
    Action("matrix.down", "down,j", "step(1, 0)", _("Row below")),
    Action("matrix.up", "up,k", "step(-1, 0)", _("Row above")),
    Action("matrix.left", "left,h", "step(0, -1)", _("Column to the left")),
    Action("matrix.right", "right,l", "step(0, 1)", _("Column to the right")),
    Action("matrix.page_down", "pagedown", "page(1)", _("A screenful down")),
    Action("matrix.page_up", "pageup", "page(-1)", _("A screenful up")),
    Action("matrix.first_column", "home", "edge(0, -1)", _("First column")),
    Action("matrix.last_column", "end", "edge(0, 1)", _("Last column")),
    Action("matrix.first_row", "ctrl+home,gg", "edge(-1, 0)", _("First row")),
    Action("matrix.last_row", "ctrl+end,G", "edge(1, 0)", _("Last row")),
)

MATRIX_GRID: tuple[Action, ...] = (
    *GRID,
    Action("matrix.open", "enter", "open", _("Its quotes"), footer=True),
)

TURNS_GRID: tuple[Action, ...] = (
    *GRID,
    Action("participation.open_pair", "enter", "open", _("Those turns"), footer=True),
)

ATTRIBUTE_GRID: tuple[Action, ...] = (
    Action("attributes.edit", "enter,e", "open", _("Edit the cell"), footer=True),
    *GRID,
)

QUERY_LINE: tuple[Action, ...] = (
    Action("query.complete", "tab", "finish", _("Finish the word"), footer=True),
    Action("query.leave", "escape", "leave", _("Back to the quotes"), footer=True),
)

LISTING: tuple[Action, ...] = (
    Action("list.down", "down,j", "step(1)", _("Next row")),
    Action("list.up", "up,k", "step(-1)", _("Previous row")),
    Action("list.page_down", "pagedown", "page(1)", _("A screenful down")),
    Action("list.page_up", "pageup", "page(-1)", _("A screenful up")),
    Action("list.first", "home,gg", "edge(-1)", _("First row")),
    Action("list.last", "end,G", "edge(1)", _("Last row")),
    Action("list.open", "enter", "open", _("Open"), footer=True),
)

ARRIVAL_LIST: tuple[Action, ...] = (Action("arrival.store", "enter", "open", _("Take it in"), footer=True),)

IMPORT_LIST: tuple[Action, ...] = (
    Action("import.store", "enter", "open", _("Store the source"), footer=True),
)
