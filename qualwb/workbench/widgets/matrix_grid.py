"""A table with fixed names of rows and columns, of which only the cells in view are drawn.

Its cells are numbers, or texts folded into the lines that each row has. A cell can be shaded: by its ground,
and by a sign before it that says the same without colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, repeat
from operator import gt
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.cursor_view import CursorView, Place
from qualwb.workbench.widgets.folding import cut, folded, strip_of

NARROW_LABELS = 20
"""The least that the names of rows get."""
NARROWEST, USUAL = 3, 16
"""Least cells of a column of numbers, and how many its name gets before there is room for more."""
LONGEST_WORD = 24
"""Cells of a word in such a name that is not broken."""
HEAD_LINES = 2
"""Lines that the names of columns are folded into where one line holds them not."""
MEASURED = 500
"""Rows whose names decide how wide these want to be."""
SHADES = " ░▒▓█"
"""The signs of shades, from none to the darkest."""

FOLDED = 20
"""Widths of a cell that are looked at to fill its few lines."""

Piece = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its name, how deep it lies, and its cells as text."""

    name: str
    depth: int
    cells: tuple[str, ...]
    shades: tuple[int, ...] = ()
    """How dark each cell is, as a place in ``SHADES``; without any, none is shaded."""


@dataclass(frozen=True, slots=True)
class GridShape:
    """How cells are laid out: numbers in one line to the right, or texts in several to the left."""

    lines: int = 1
    width: int = 0
    """Cells of each column; 0 fits them to their names."""


NUMBERS = GridShape()


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
        *(f"matrix-grid--shade-{n}" for n in range(1, len(SHADES))),
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
        & > .matrix-grid--shade-1 { background: $accent 12%; }
        & > .matrix-grid--shade-2 { background: $accent 24%; }
        & > .matrix-grid--shade-3 { background: $accent 38%; }
        & > .matrix-grid--shade-4 { background: $accent 52%; text-style: bold; }
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

    @dataclass
    class HeadChosen(Message):
        """The reader clicked on the name of a column."""

        grid: "MatrixGrid"
        column: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shape = NUMBERS
        self._corner = ""
        self._columns: tuple[str, ...] = ()
        self._signs: Sequence[str] = ()
        self._head = 1
        """Lines of the names of columns."""
        self._rows: Sequence[GridRow] = ()
        self._widths: list[int] = []
        self._lefts: list[int] = []
        self._label = NARROW_LABELS
        self._nested = False
        self._texts: list[int] = []
        """Cells of the widest text of each column of numbers."""

    def show(
        self,
        corner: str,
        columns: tuple[str, ...],
        rows: Sequence[GridRow],
        shape: GridShape = NUMBERS,
        signs: Sequence[str] = (),
    ) -> None:
        """Show a table; ``corner`` names what the rows are, ``signs`` stand behind the names of columns."""
        held = self.cursor_at
        self._corner, self._columns, self._rows, self._shape = corner, columns, rows, shape
        self._signs = signs
        self._nested = any(row.depth for row in rows[:MEASURED])
        self._texts = self._widest_texts()
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
        row = (at.y - self._head + self.scroll_offset.y) // self._shape.lines
        if at.y < self._head or row >= len(self._rows):
            return None
        column = self._column_under(at)
        return row, self._place[1] if column is None else column

    def _column_under(self, at: Offset) -> int | None:
        x = at.x - self._label + self.scroll_offset.x
        if at.x < self._label:
            return None
        return next((i for i, left in enumerate(self._lefts[1:]) if x < left), None)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor; on the name of a column, tell which was chosen."""
        at = event.get_content_offset(self)
        if at is None or at.y >= self._head:
            super().on_click(event)
        elif (column := self._column_under(at)) is not None:
            self.post_message(self.HeadChosen(self, column))

    def cursor_region(self) -> Region:
        """The cell of the cursor."""
        row, column = self._place
        if not self._rows or not self._columns:
            return Region(0, 0, 0, 0)
        lines = self._shape.lines
        return Region(self._lefts[column], row * lines, self._widths[column], lines)

    @property
    def page(self) -> int:
        """Rows in a screenful."""
        return (self.size.height - self.fixed.y) // self._shape.lines - 1

    @property
    def fixed(self) -> Offset:
        """The names of rows and columns stay."""
        return Offset(self._label, self._head)

    def cursor_moved(self) -> None:
        """Tell that the cursor stands on another cell, or the cell on other numbers."""
        self.post_message(self.Moved(self))

    def action_open(self) -> None:
        """See what is behind the cell."""
        if self._rows:
            self.post_message(self.Opened(self))

    # Drawing

    def measure(self) -> None:
        """The names get what the columns leave; where that is little, a third, or a fifth beside texts.

        What is left then goes to those columns whose names are longer than usual.
        """
        least, whole = self._wanted()
        width, columns = self.size.width, sum(least) + 2 * len(least)
        names = (cell_len(row.name) + 2 * row.depth for row in self._rows[:MEASURED])
        longest = max([cell_len(self._corner), *names]) + 3
        left = width - columns - 1
        room = left if left >= NARROW_LABELS else width // (5 if self._shape.width else 3)
        self._label = min(longest, max(room, NARROW_LABELS))
        widths = _grown(least, whole, width - columns - self._label - 1)
        self._head = HEAD_LINES if any(map(gt, map(cell_len, self._heads()), widths)) else 1
        self._widths = [one + 2 for one in widths]
        self._lefts = [0, *accumulate(self._widths)]
        self.virtual_size = Size(
            self._label + self._lefts[-1], len(self._rows) * self._shape.lines + self._head
        )
        self.refresh()

    def _wanted(self) -> tuple[list[int], list[int]]:
        """The least cells that each column gets, and those that show its whole name."""
        if fixed := self._shape.width:
            return [fixed] * len(self._columns), [fixed] * len(self._columns)
        whole = [max(cell_len(head), NARROWEST) for head in self._heads()]
        words = [max(map(cell_len, name.split()), default=0) for name in self._columns]
        least = [max(USUAL, min(word, LONGEST_WORD)) for word in words]
        texts = self._texts or [0] * len(whole)
        whole = list(map(max, whole, texts))
        return [max(text, min(*pair)) for text, *pair in zip(texts, whole, least, strict=True)], whole

    def _widest_texts(self) -> list[int]:
        """What the numbers take, those of the totals too, which are the largest; texts are folded instead."""
        if self._shape.width:
            return []
        rows = [*self._rows[:MEASURED], *self._rows[-1:]]
        return [
            max((cell_len(row.cells[i]) for row in rows if i < len(row.cells)), default=0)
            for i in range(len(self._columns))
        ]

    def _heads(self) -> list[str]:
        """The names of the columns, each with its sign."""
        signs = chain(self._signs, repeat(""))
        return [f"{name} {sign}" if sign else name for name, sign in zip(self._columns, signs, strict=False)]

    def render_line(self, y: int) -> Strip:
        """One line: the names of columns, which stay, or of a row after its name, which stays too."""
        base, width = self.rich_style, self.size.width
        if not self._rows:
            return Strip.blank(width, base)
        if y < self._head:
            return self._heading(y, base + self.style_of("heading"))
        index, line = divmod(y - self._head + self.scroll_offset.y, self._shape.lines)
        if index >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        ground = self._ground(row, index, base)
        name = f" {'  ' * row.depth}{row.name}"
        label = strip_of([(self._line_of(name, self._label - 1, line), ground)], self._label, ground)
        seen, skipped = self._in_view()
        pieces = [self._cell(row, index, column, line, ground) for column in seen]
        return Strip.join([label, self._cropped(pieces, skipped, ground)])

    def _heading(self, line: int, ground: Style) -> Strip:
        corner = f" {self._corner}" if line == self._head - 1 else ""
        label = strip_of([(cut(corner, self._label - 1), ground)], self._label, ground)
        seen, skipped = self._in_view()
        crossed = ground + self.style_of("crossed")
        looks = [crossed if column == self._place[1] else ground for column in seen]
        texts = [self._aligned(self._head_line(column, line), column) for column in seen]
        pieces = list(zip(texts, looks, strict=True))
        return Strip.join([label, self._cropped(pieces, skipped, ground)])

    def _head_line(self, column: int, line: int) -> str:
        """A line of the name of a column; a name that is cut keeps its sign."""
        name, width = self._columns[column], self._widths[column] - 2
        sign = self._signs[column] if column < len(self._signs) else ""
        head = f"{name} {sign}".rstrip()
        lines = [head] if cell_len(head) <= width else folded(head, width)
        if len(lines) > self._head:
            *lines, last = folded(name, width, self._head)
            lines.append(f"{cut(last, width - cell_len(sign) - 1)} {sign}" if sign else last)
        lines = [""] * (self._head - len(lines)) + lines
        return lines[line]

    def _in_view(self) -> tuple[list[int], int]:
        """The columns in view beside the names of rows, and how much of the first is not."""
        x, room = self.scroll_offset.x, self.size.width - self._label
        seen = [i for i, left in enumerate(self._lefts[:-1]) if left < x + room and self._lefts[i + 1] > x]
        whole = [i for i in seen if self._lefts[i] >= x and self._lefts[i + 1] <= x + room]
        if whole and not self._shape.width:  # a part of a number would be another number
            seen = whole
        return seen, x - self._lefts[seen[0]] if seen else 0

    def _cropped(self, pieces: list[Piece], skipped: int, ground: Style) -> Strip:
        if skipped < 0:
            pieces, skipped = [(" " * -skipped, ground), *pieces], 0
        return strip_of(pieces, skipped + self.size.width - self._label, ground).crop(skipped)

    def _ground(self, row: GridRow, index: int, base: Style) -> Style:
        style = base + self.style_of("striped") if index % 2 else base
        if index == self._place[0]:
            style = base + self.style_of("crossed")
        return style + Style(bold=True) if self._nested and row.depth == 0 else style

    def _cell(self, row: GridRow, index: int, column: int, line: int, ground: Style) -> Piece:
        """A line of a cell: the sign of its shade, and its text."""
        shade = row.shades[column] if column < len(row.shades) else 0
        style = ground + self.style_of(f"shade-{shade}") if shade else ground
        if (index, column) == self._place:
            style = ground + self.style_of("cursor")
        text = self._line_of(row.cells[column], self._widths[column] - 2, line)
        sign = SHADES[shade] if not line else " "
        return sign + self._aligned(text, column)[1:], style

    def _line_of(self, text: str, width: int, line: int) -> str:
        """One of the lines that a text is folded into."""
        if self._shape.lines == 1:
            return cut(text, width)
        lines = _folded(text[: FOLDED * width], max(width, 1), self._shape.lines)
        return lines[line] if line < len(lines) else ""

    def _aligned(self, text: str, column: int) -> str:
        """A text with a blank at each side: numbers to the right, texts to the left."""
        room = self._widths[column] - 2
        shown = cut(text, room)
        blank = " " * (room - cell_len(shown))
        return f" {shown}{blank} " if self._shape.width else f" {blank}{shown} "


def _grown(least: Sequence[int], whole: Sequence[int], room: int) -> list[int]:
    """Widths from the least on, as near to whole as the room allows; those that lack little come first."""
    widths = list(least)
    lacking = sorted((wants - has, i) for i, (has, wants) in enumerate(zip(least, whole, strict=True)))
    for place, (lack, i) in enumerate(lacking):
        more = min(lack, max(room, 0) // (len(lacking) - place))
        widths[i] += more
        room -= more
    return widths


@lru_cache(maxsize=4096)
def _folded(text: str, width: int, lines: int) -> tuple[str, ...]:
    """The lines of a text, kept for the other lines of its row."""
    return tuple(folded(text, width, lines)) if text else ()


class TurnsGrid(MatrixGrid, inherit_bindings=False):
    """A matrix of turns: there are no quotes behind its cells."""

    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.TURNS_GRID)
