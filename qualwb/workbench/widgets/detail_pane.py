"""The row under the cursor in full, below its list or beside it; its border is dragged, and stays so."""

from textual import on
from textual.containers import VerticalScroll

from qualwb.workbench.widgets.kept_size import KeptSize
from qualwb.workbench.widgets.resizable import Edge, Resizable

LEAST = 3
"""Rows or columns of the pane."""
LIST_ROWS, LIST_COLUMNS = 8, 40
"""What the list beside it keeps."""


class DetailPane(VerticalScroll, KeptSize, can_focus=False):
    """As large as it was dragged on any screen with a list, as far as the list leaves room."""

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


def _within(wanted: int, most: int) -> int | None:
    return min(wanted, max(most, LEAST)) if wanted else None
