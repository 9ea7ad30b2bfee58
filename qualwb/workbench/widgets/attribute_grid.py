"""Attributes as a spreadsheet has them: texts in columns, with a cursor on a cell."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.message import Message

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.folding import cut
from qualwb.workbench.widgets.matrix_grid import NARROWEST, NUMBERS, GridRow, GridShape, MatrixGrid

WIDEST = 28
"""The most cells that a column gets."""
CHANGED = "*"
"""Stands behind what was changed and is not stored yet."""


class AttributeGrid(MatrixGrid, inherit_bindings=False):
    """The grid; what is pasted is told with the cell that it was pasted at."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.ATTRIBUTE_GRID)
    BINDING_GROUP_TITLE = _("Attributes")
    STYLES_OF = "matrix-grid"

    class Pasted(Message):
        """Cells were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def show(
        self, corner: str, columns: tuple[str, ...], rows: Sequence[GridRow], shape: GridShape = NUMBERS
    ) -> None:
        """Show the table; a column is as wide as what it holds, up to ``WIDEST`` cells."""
        super().show(corner, columns, rows, shape)
        self._widths = [
            min(max(NARROWEST, cell_len(name), *(cell_len(row.cells[i]) for row in rows)), WIDEST) + 2
            for i, name in enumerate(columns)
        ]
        self._lefts = [sum(self._widths[:index]) for index in range(len(columns) + 1)]
        self.measure()

    def _aligned(self, text: str, column: int) -> str:
        wide = self._widths[column]
        shown = cut(text, wide - 2)
        return f" {shown}{' ' * (wide - 1 - cell_len(shown))}"

    def on_paste(self, event: events.Paste) -> None:
        """Tell what was pasted."""
        event.stop()
        self.post_message(self.Pasted(event.text))
