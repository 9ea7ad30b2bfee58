"""Attributes as a spreadsheet has them: texts in columns, with a cursor on a cell."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.message import Message

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.folding import cut
from qualwb.workbench.widgets.matrix_grid import NARROWEST, MatrixGrid

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

    def _wanted(self) -> tuple[list[int], list[int]]:
        """A column is as wide as what it holds; where there is little room, up to ``WIDEST`` cells."""
        whole = [
            max(NARROWEST, cell_len(name), *(cell_len(row.cells[i]) for row in self._rows))
            for i, name in enumerate(self._columns)
        ]
        return [min(one, WIDEST) for one in whole], whole

    def _aligned(self, text: str, column: int) -> str:
        wide = self._widths[column]
        shown = cut(text, wide - 2)
        return f" {shown}{' ' * (wide - 1 - cell_len(shown))}"

    def on_paste(self, event: events.Paste) -> None:
        """Tell what was pasted."""
        event.stop()
        self.post_message(self.Pasted(event.text))
