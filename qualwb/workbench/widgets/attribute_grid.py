"""Attributes as a spreadsheet has them: texts in columns, with a cursor on a cell."""

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.message import Message

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.folding import cut
from qualwb.workbench.widgets.matrix_grid import NARROWEST, GridRow, MatrixGrid, Piece

WIDEST = 28
"""The most cells that a column gets."""
CHANGED = "*"
"""Stands behind what was changed and is not stored yet."""


class AttributeGrid(MatrixGrid, inherit_bindings=False):
    """The grid; what is pasted is told with the cell that it was pasted at."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.ATTRIBUTE_GRID)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Attributes")
    STYLES_OF = "matrix-grid"

    class Pasted(Message):
        """Cells were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def show(self, corner: str, columns: tuple[str, ...], rows: list[GridRow]) -> None:
        """Show the table; a column is as wide as what it holds, up to ``WIDEST`` cells."""
        super().show(corner, columns, rows)
        self._widths = [
            min(max(NARROWEST, cell_len(name), *(cell_len(row.cells[i]) for row in rows)), WIDEST) + 2
            for i, name in enumerate(columns)
        ]
        self._lefts = [sum(self._widths[:index]) for index in range(len(columns) + 1)]
        self.measure()

    def _cell(self, row: int, column: int, texts: tuple[str, ...], ground: Style) -> Piece:
        _right, style = super()._cell(row, column, texts, ground)
        wide = self._widths[column]
        text = cut(texts[column], wide - 2)
        return " " + text + " " * (wide - 1 - cell_len(text)), style

    def on_paste(self, event: events.Paste) -> None:
        """Tell what was pasted."""
        event.stop()
        self.post_message(self.Pasted(event.text))
