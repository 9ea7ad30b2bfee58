"""A table of numbers with fixed names of rows and columns, of which only the cells in view are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.cursor_view import CursorView, Place
from qualwb.workbench.widgets.folding import cut, strip_of

NARROW_LABELS = 20
"""The least that the names of rows get."""
NARROWEST, WIDEST = 3, 16
"""Least and most cells of a column of numbers; its whole name stands elsewhere."""

Piece = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its name, how deep it lies, and its cells as text."""

    name: str
    depth: int
    cells: tuple[str, ...]


class MatrixGrid(CursorView):
    """Rows by columns with a cursor on a cell."""

    STYLES_OF = "matrix-grid"
    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.MATRIX_GRID)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Table")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix-grid--heading",
        "matrix-grid--striped",
        "matrix-grid--crossed",
        "matrix-grid--cursor",
    }
    DEFAULT_CSS = """
    MatrixGrid {
        background: $surface;
        color: $foreground;
        overflow: auto auto;
        scrollbar-size: 1 1;
        & > .matrix-grid--heading { background: $panel; text-style: bold; }
        & > .matrix-grid--striped { background: $foreground 5%; }
        & > .matrix-grid--crossed { background: $primary 20%; }
        & > .matrix-grid--cursor { background: $primary 35%; }
        &:focus > .matrix-grid--cursor { background: $primary; color: $text; text-style: bold; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell."""

        grid: "MatrixGrid"

    @dataclass
    class Opened(Message):
        """The reader wants to see what is behind the cell."""

        grid: "MatrixGrid"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._corner = ""
        self._columns: tuple[str, ...] = ()
        self._rows: Sequence[GridRow] = ()
        self._widths: list[int] = []
        self._lefts: list[int] = []
        self._label = NARROW_LABELS
        self._nested = False

    def show(self, corner: str, columns: tuple[str, ...], rows: Sequence[GridRow]) -> None:
        """Show a table; ``corner`` names what the rows are."""
        held = self.cursor_at
        self._corner, self._columns, self._rows = corner, columns, rows
        self._nested = any(row.depth for row in rows)
        self._widths = [min(max(cell_len(name), NARROWEST), WIDEST) + 2 for name in columns]
        self._lefts = [sum(self._widths[:index]) for index in range(len(columns) + 1)]
        self.measure()
        self._place = self.nearest(self._place)
        self.hold_cursor(held)
        self.cursor_moved()

    @property
    def rows(self) -> Sequence[GridRow]:
        """The rows shown."""
        return self._rows

    # The cursor

    def nearest(self, place: Place) -> Place:
        """The cell, or the nearest that there is."""
        row, column = place
        return (
            min(max(row, 0), max(len(self._rows) - 1, 0)),
            min(max(column, 0), max(len(self._columns) - 1, 0)),
        )

    def place_under(self, at: Offset) -> Place | None:
        """The cell under a cell of the view; on the name of a row, that row in the cursor's column."""
        row = at.y - 1 + self.scroll_offset.y
        if at.y == 0 or row >= len(self._rows):
            return None
        x = at.x - self._label + self.scroll_offset.x
        column = next((i for i, left in enumerate(self._lefts[1:]) if x < left), None)
        return row, self._place[1] if at.x < self._label or column is None else column

    def cursor_region(self) -> Region:
        """The cell of the cursor."""
        row, column = self._place
        if not self._rows or not self._columns:
            return Region(0, 0, 0, 0)
        return Region(self._lefts[column], row, self._widths[column], 1)

    @property
    def fixed(self) -> Offset:
        """The names of rows and columns stay."""
        return Offset(self._label, 1)

    def cursor_moved(self) -> None:
        """Tell that the cursor stands on another cell, or the cell on other numbers."""
        self.post_message(self.Moved(self))

    def action_open(self) -> None:
        """See what is behind the cell."""
        if self._rows:
            self.post_message(self.Opened(self))

    # Drawing

    def measure(self) -> None:
        """The names get what the columns leave, and a third where there are too many columns."""
        width, columns = self.size.width, self._lefts[-1] if self._lefts else 0
        longest = max((cell_len(row.name) + 2 * row.depth for row in self._rows), default=0) + 3
        left = width - columns - 1
        self._label = min(longest, max(left if left >= NARROW_LABELS else width // 3, NARROW_LABELS))
        self.virtual_size = Size(self._label + columns, len(self._rows) + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row: the names of columns, which stay, or a row of cells after its name, which stays too."""
        base, width = self.rich_style, self.size.width
        if not self._rows:
            return Strip.blank(width, base)
        index = y - 1 + self.scroll_offset.y
        if y and index >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index] if y else None
        ground = self._ground(row, index, base)
        text = f" {'  ' * row.depth}{row.name}" if row else f" {self._corner}"
        label = strip_of([(cut(text, self._label - 1), ground)], self._label, ground)
        cells = row.cells if row else self._columns
        return Strip.join([label, self._cells(index if row else -1, cells, ground)])

    def _cells(self, row: int, texts: tuple[str, ...], ground: Style) -> Strip:
        """The cells of a row that are in view beside its name; row -1 is the heading."""
        x, room = self.scroll_offset.x, self.size.width - self._label
        seen = [i for i, left in enumerate(self._lefts[:-1]) if left < x + room and self._lefts[i + 1] > x]
        skipped = x - self._lefts[seen[0]] if seen else 0
        pieces = [self._cell(row, i, texts, ground) for i in seen]
        return strip_of(pieces, skipped + room, ground).crop(skipped)

    def _ground(self, row: GridRow | None, index: int, base: Style) -> Style:
        if row is None:
            return base + self.style_of("heading")
        style = base + self.style_of("striped") if index % 2 else base
        if index == self._place[0]:
            style = base + self.style_of("crossed")
        return style + Style(bold=True) if self._nested and row.depth == 0 else style

    def _cell(self, row: int, column: int, texts: tuple[str, ...], ground: Style) -> Piece:
        wide = self._widths[column]
        text = cut(texts[column], wide - 2)
        style = ground
        if (row, column) == self._place:
            style = ground + self.style_of("cursor")
        elif column == self._place[1] and row < 0:
            style = ground + self.style_of("crossed")
        return " " * (wide - 1 - cell_len(text)) + text + " ", style
