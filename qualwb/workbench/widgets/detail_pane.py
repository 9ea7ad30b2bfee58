"""The row under the cursor in full, below its list or beside it; its border is dragged, and stays so."""

from rich.text import Text
from textual import on
from textual.containers import VerticalScroll
from textual.keys import format_key
from textual.widgets import Static

from qualwb.localization import gettext as _
from qualwb.workbench.widgets.kept_size import KeptSize
from qualwb.workbench.widgets.resizable import Edge, Resizable

LEAST = 3
"""Rows or columns of the pane."""
ABOVE = 1
"""Lines that are shown above what was found."""
READ_ON = "lists.read_on"
"""The act that scrolls the pane."""
LIST_ROWS, LIST_COLUMNS = 8, 40
"""What the list beside it keeps."""


class DetailPane(VerticalScroll, KeptSize, can_focus=False):
    """As large as it was dragged on any screen with a list, as far as the list leaves room."""

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """Say by which key one reads on, where there is more than has room."""
        key = self.settings.keymap.get(READ_ON, "J").split(",")[0]
        self.border_title = _("{key} reads on").format(key=format_key(key)) if shown else None

    def show_found(self, told: Text) -> None:
        """Show what is told of the row, from its start or, where that is below, from what was found in it.

        What was found is shown in reverse, or underlined.
        """
        self.query_one(Static).update(told)
        self.scroll_home(animate=False)
        self.call_after_refresh(self._lead_to_found)

    def _lead_to_found(self) -> None:
        line = _line_found(self.query_one(Static))
        if line >= self.size.height:
            self.scroll_to(y=line - ABOVE, animate=False)

    @property
    def beside(self) -> bool:
        """Whether it stands beside the list."""
        return self.screen.has_class("-wide")

    @property
    def dragged_edge(self) -> Edge:
        """The border towards the list."""
        return "left" if self.beside else "top"

    def fit(self) -> None:
        state, size = self.kept, self.screen.size
        if self.beside:
            self.styles.height = None
            self.styles.width = _within(state.detail_width, size.width - LIST_COLUMNS)
        else:
            self.styles.width = None
            self.styles.height = _within(state.detail_height, size.height - LIST_ROWS)

    @on(Resizable.Dragged)
    def _dragged(self, event: Resizable.Dragged) -> None:
        event.stop()
        if self.beside:
            self.kept.detail_width = max(event.cells, LEAST)
        else:
            self.kept.detail_height = max(event.cells, LEAST)
        self.fit()


def _line_found(shown: Static) -> int:
    """The first line with something in reverse, else underlined; 0 where there is none."""
    underlined = 0
    for y in range(shown.size.height):
        styles = [segment.style for segment in shown.render_line(y) if segment.style is not None]
        if any(style.reverse for style in styles):
            return y
        if not underlined and any(style.underline for style in styles):
            underlined = y
    return underlined


def _within(wanted: int, most: int) -> int | None:
    return min(wanted, max(most, LEAST)) if wanted else None
