"""What can be done on the screens that answer from all of the material: search, words and the like."""

from qualwb.localization import gettext as _
from qualwb.workbench.registry.action import Action

SEARCH: tuple[Action, ...] = (
    Action("search.line", "slash", "line", _("What to look for"), footer=True),
    Action("search.way", "n", "way", _("Way of searching"), footer=True),
    Action("search.narrow", "f", "narrow", _("Only some turns"), footer=True),
    Action("search.widen", "F", "widen", _("In all turns")),
    Action("search.order", "s", "order", _("Order of the matches"), footer=True),
    Action("search.mark", "space", "mark", _("Tick")),
    Action("search.export", "E", "export", _("Export the matches"), footer=True),
    Action("search.read_on", "J", "scroll_detail(1)", _("Read on in the detail")),
    Action("search.read_back", "K", "scroll_detail(-1)", _("Read back in the detail")),
    Action("search.stop", "escape", "stop", _("Back to where you came from")),
)

SEARCH_LINE: tuple[Action, ...] = (
    Action("search_line.list", "down", "screen.list", _("To the matches"), footer=True),
    Action(
        "search_line.way",
        "ctrl+t",
        "screen.way",
        _("Way of searching"),
        footer=True,
    ),
)
