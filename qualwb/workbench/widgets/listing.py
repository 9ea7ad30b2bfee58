"""A list of rows with columns: one widget, drawn a row at a time, however long the list is.

Columns share the width by what they hold; where there is no room for all, those of the highest rank are left
away and the others cut with an ellipsis.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
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
from qualwb.workbench.widgets.folding import (
    cut,
    cut_after_word,
    cut_before,
    cut_before_word,
    folded,
)
from qualwb.workbench.widgets.transcript.cells import keeping_number

GAP = 2
"""Cells between two columns."""
SHORT = 10
"""Cells that each column gets before another gets more: short headings and numbers are whole."""
MEASURED = 500
"""Rows whose cells decide how wide a column wants to be."""
STRONG = Style(bold=True, underline=True)
"""Laid over a cell that is to be seen first."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, the fewest and most cells it is given, and when it is left away.

    The column of rank 0 stays always; of the others, those with the highest rank go first, together.
    """

    title: str
    least: int = 6
    most: int = 40
    rank: int = 0
    right: bool = False
    keeps_end: bool = False
    """What is too long is cut at its beginning."""
    strong: bool = False
    """Stands out from the others."""
    whole_words: bool = False
    """What is too long is cut between words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. ``tone`` is '' or 'muted' or 'warn'."""

    key: Hashable
    cells: tuple[str, ...]
    tone: str = ""


def fit(columns: Sequence[ListColumn], wanted: Sequence[int], width: int) -> list[int]:
    """Cells for each column, 0 for one that is left away.

    ``wanted`` are the cells that the widest contents take, 0 where the column is to be left away.
    """
    sizes = [min(want, column.least) for column, want in zip(columns, wanted, strict=True)]
    shown = [i for i, want in enumerate(wanted) if want]
    for rank in sorted({columns[i].rank for i in shown} - {0}, reverse=True):
        if _used(sizes, shown) > width:
            shown = [i for i in shown if columns[i].rank != rank]
    _grow(sizes, shown, [min(want, SHORT) for want in wanted], width)
    _grow(sizes, shown, [min(want, column.most) for want, column in zip(wanted, columns, strict=True)], width)
    _grow(sizes, shown, wanted, width)
    return [size if i in shown else 0 for i, size in enumerate(sizes)]


def _used(sizes: Sequence[int], shown: Sequence[int]) -> int:
    """Cells that the columns shown take, with the gaps between them."""
    return sum(sizes[i] for i in shown) + GAP * max(len(shown) - 1, 0)


def _grow(sizes: list[int], shown: Sequence[int], limits: Sequence[int], width: int) -> None:
    """Share what is left of the width among the columns that are below their limit."""
    while (left := width - _used(sizes, shown)) > 0:
        growing = [i for i in shown if sizes[i] < limits[i]]
        if not growing:
            return
        for i in growing:
            sizes[i] += min(max(left // len(growing), 1), limits[i] - sizes[i])
            if _used(sizes, shown) >= width:
                return


class Listing(CursorView, inherit_bindings=False):
    """The list. Tells its screen which row the cursor is on, and which was opened."""

    ALLOW_SELECT = False
    STYLES_OF = "listing"
    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.LISTING)  # type: ignore[assignment]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "listing--head",
        "listing--cursor",
        "listing--resting",
        "listing--muted",
        "listing--warn",
    }
    DEFAULT_CSS = """
    Listing {
        height: 1fr; overflow-x: hidden; background: $background;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    Listing > .listing--head { color: $text-muted; text-style: bold; background: $panel; }
    Listing > .listing--cursor {
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
    }
    Listing > .listing--resting { background: $boost; text-style: bold; }
    Listing > .listing--muted { color: $text-muted; }
    Listing > .listing--warn { color: $text-warning; text-style: bold; }
    """
    BINDING_GROUP_TITLE = _("List")

    @dataclass
    class Highlighted(Message):
        """The cursor came to a row; ``key`` is None where there is none."""

        listing: "Listing"
        key: Hashable

        @property
        def control(self) -> "Listing":
            return self.listing

    @dataclass
    class Opened(Message):
        """A row was opened with Enter or a second click."""

        listing: "Listing"
        key: Hashable

        @property
        def control(self) -> "Listing":
            return self.listing

    @dataclass
    class HeadChosen(Message):
        """The heading of a column was clicked."""

        listing: "Listing"
        title: str

        @property
        def control(self) -> "Listing":
            return self.listing

    def __init__(self, columns: Sequence[ListColumn], *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._empty = empty
        self._rows: tuple[Row, ...] = ()
        self._sizes: list[int] = []
        self._left_away = 0
        """Columns that hold something and have no room."""
        self._marked: set[Hashable] = set()

    # Contents

    def show(
        self,
        rows: Sequence[Row],
        *,
        columns: Sequence[ListColumn] | None = None,
        empty: str | None = None,
        hidden: Collection[Hashable] = (),
    ) -> None:
        """Show these rows; the cursor stays on its row, or near it where the row is gone.

        ``hidden`` are the keys of rows that a filter holds back: their marks stay.
        """
        key, held, from_top = self.key, self.cursor_at, self.scroll_offset.y == 0
        self._rows = tuple(rows)
        self._columns = self._columns if columns is None else tuple(columns)
        self._empty = self._empty if empty is None else empty
        if self._marked:
            self._marked &= {*(row.key for row in self._rows), *hidden}
        at = self._row_of(key)
        self._place = self.nearest((self._at if at is None else at, 0))
        self.measure()
        self.hold_cursor(held)
        if from_top and self._at < self.scrollable_content_region.height - 1:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)  # no row is hidden above it
        self.cursor_moved()

    @property
    def key(self) -> Hashable:
        """The key of the row under the cursor; None in an empty list."""
        return self._rows[self._at].key if self._rows else None

    @property
    def keys(self) -> list[Hashable]:
        """The keys of all rows, in order."""
        return [row.key for row in self._rows]

    @property
    def chosen(self) -> list[Hashable]:
        """The marked rows' keys, hidden ones last, else that of the row under the cursor."""
        marked = [row.key for row in self._rows if row.key in self._marked]
        return [*marked, *self.hidden_marks] or ([self.key] if self._rows else [])

    @property
    def hidden_marks(self) -> set[Hashable]:
        """The keys of marked rows that are not shown."""
        return self._marked.difference(self.keys)

    def toggle_mark(self) -> None:
        """Mark or unmark the row under the cursor."""
        if self._rows:
            self._marked ^= {self.key}
            self.refresh()

    def clear_marks(self) -> None:
        """Unmark all."""
        self._marked.clear()
        self.refresh()

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on the row of this key, where there is one."""
        at = self._row_of(key)
        if at is not None:
            self.move_to(at)

    def _row_of(self, key: Hashable) -> int | None:
        return next((i for i, row in enumerate(self._rows) if row.key == key), None)

    @property
    def _at(self) -> int:
        return self._place[0]

    # The cursor

    def nearest(self, place: Place) -> Place:
        """The row, or the nearest that there is."""
        return max(min(place[0], len(self._rows) - 1), 0), 0

    def place_under(self, at: Offset) -> Place | None:
        """The row under a cell of the view; None for the heading and below the last."""
        row = self.scroll_offset.y + at.y - 1
        return (row, 0) if at.y > 0 and row < len(self._rows) else None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor; on a heading, tell which was chosen."""
        at = event.get_content_offset(self)
        if at is None or at.y:
            super().on_click(event)
        elif (title := self._heading_under(at.x)) is not None:
            self.post_message(self.HeadChosen(self, title))

    def _heading_under(self, x: int) -> str | None:
        """The title of the column at a cell of the heading."""
        right = 2
        for size, column in zip(self._sizes, self._columns, strict=True):
            if size:
                right += size + GAP
                if x < right:
                    return column.title
        return None

    def cursor_region(self) -> Region:
        """The row of the cursor."""
        return Region(0, self._at, 1, 1)

    @property
    def fixed(self) -> Offset:
        """The heading stays on top."""
        return Offset(0, 1)

    def cursor_moved(self) -> None:
        """Tell which row the cursor is on."""
        self.post_message(self.Highlighted(self, self.key))

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self._rows:
            self.post_message(self.Opened(self, self.key))

    # Drawing

    def measure(self) -> None:
        """Let the columns share the width."""
        width = self.scrollable_content_region.width
        lines = len(self._rows) if self._rows else len(folded(self._empty, max(width - 2, 1)))
        self.virtual_size = Size(width, lines + 1)
        wanted = [self._wanted(i) for i in range(len(self._columns))]
        self._sizes = fit(self._columns, wanted, self.scrollable_content_region.width - 2)
        self._left_away = sum(want > 0 and not size for want, size in zip(wanted, self._sizes, strict=True))
        self.refresh()

    def _wanted(self, column: int) -> int:
        """The widest cell of a column; 0 for one that may be left away and holds nothing."""
        widest = max((cell_len(row.cells[column]) for row in self._rows[:MEASURED]), default=0)
        if not widest and self._columns[column].rank:
            return 0
        return max(widest, cell_len(self._columns[column].title))

    def render_line(self, y: int) -> Strip:
        """The heading stays on top; the rows scroll beneath it."""
        width = self.size.width
        if y == 0:
            return self._heading(self.scrollable_content_region.width).adjust_cell_length(
                width, self.style_of("head")
            )
        line = self.scroll_offset.y + y - 1
        if not self._rows:
            told = folded(self._empty, max(width - 2, 1))
            text = told[line] if line < len(told) else ""
            return Strip([Segment(f"  {text}", self.style_of("muted"))]).adjust_cell_length(
                width, self.rich_style
            )
        if line >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[line]
        look = self.style_of(row.tone) if row.tone else self.rich_style
        if line == self._at:
            look = look + self.style_of("cursor" if self.has_focus else "resting")
        here = "› " if self.has_focus else "· "
        mark = "✓ " if row.key in self._marked else here if line == self._at else "  "
        return self._strip(mark, row.cells, look, width)

    def _heading(self, width: int) -> Strip:
        """The names of the columns, at its end how many have no room: '+2'."""
        look = self.style_of("head")
        head = tuple(column.title for column in self._columns) if self._rows else ()
        strip = self._strip("  ", head, look, width)
        if not (head and self._left_away):
            return strip
        more = f" +{self._left_away}"
        return Strip.join([strip.crop(0, width - cell_len(more)), Strip([Segment(more, look)])])

    def _strip(self, mark: str, cells: Sequence[str], look: Style, width: int) -> Strip:
        segments = [Segment(mark, look)]
        for size, text, column in zip(self._sizes, cells, self._columns, strict=False):
            if size:
                shown = _cut(text, size, column)
                blank = " " * (size - cell_len(shown))
                style = look + STRONG if column.strong else look
                segments.append(Segment(blank + shown if column.right else shown + blank, style))
                segments.append(Segment(" " * GAP, look))
        return Strip(segments).adjust_cell_length(width, look)


def _cut(text: str, size: int, column: ListColumn) -> str:
    """As much of a cell as its column holds."""
    if not column.keeps_end and (short := keeping_number(text, size)) != text:
        return short
    if column.whole_words:
        return cut_before_word(text, size) if column.keeps_end else cut_after_word(text, size)
    return cut_before(text, size) if column.keeps_end else cut(text, size)


class QuietListing(Listing, inherit_bindings=False):
    """A list whose Enter the footer does not tell of: there is more need of the room."""

    BINDINGS: ClassVar[list[Binding]] = bindings(replace(one, footer=False) for one in pane_actions.LISTING)


class ReadListing(Listing, inherit_bindings=False):
    """A list whose rows are only read: Enter opens nothing."""

    BINDINGS: ClassVar[list[Binding]] = bindings(one for one in pane_actions.LISTING if one.id != "list.open")
