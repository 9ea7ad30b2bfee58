"""The row under the cursor in full, below its list or beside it; its border is dragged, and stays so."""

from typing import Protocol, cast

from textual import on
from textual.containers import VerticalScroll

from qualwb.workbench.state import ProjectState
from qualwb.workbench.widgets.resizable import Edge, Resizable

LEAST = 3
"""Rows or columns of the pane."""
LIST_ROWS, LIST_COLUMNS = 8, 40
"""What the list beside it keeps."""


class _Remembering(Protocol):
    """An app that remembers sizes between starts."""

    state: ProjectState


class DetailPane(VerticalScroll, Resizable, can_focus=False):
    """As large as it was dragged on any screen with a list, as far as the list leaves room."""

    @property
    def _kept(self) -> ProjectState:
        return cast(_Remembering, self.app).state

    @property
    def beside(self) -> bool:
        """Whether it stands beside the list."""
        return self.screen.has_class("-wide")

    @property
    def dragged_edge(self) -> Edge:
        """The border towards the list."""
        return "left" if self.beside else "top"

    def on_mount(self) -> None:
        """As large as it was left."""
        self.fit()

    def on_resize(self) -> None:
        """Another terminal, or another screen, may have given it another size."""
        self.fit()

    def on_show(self) -> None:
        """It may have been dragged on another screen."""
        self.fit()

    def fit(self) -> None:
        """As large as is wanted; as large as usual where nothing is."""
        state, size = self._kept, self.screen.size
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
            self._kept.detail_width = max(event.cells, LEAST)
        else:
            self._kept.detail_height = max(event.cells, LEAST)
        self.fit()


def _within(wanted: int, most: int) -> int | None:
    return min(wanted, max(most, LEAST)) if wanted else None
