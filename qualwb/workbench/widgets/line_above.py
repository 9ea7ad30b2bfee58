"""The line above a list: what is typed there filters the list, or is what is looked for."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from qualwb.localization import gettext as _


class LineAbove(Input):
    """A line from which down leads to the list below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "to_list", _("To the list"), id="line.list", show=False)
    ]

    def action_to_list(self) -> None:
        """Go to what stands below."""
        self.screen.focus_next()
