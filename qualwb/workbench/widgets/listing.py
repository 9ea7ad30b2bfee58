"""A list of rows with columns: one widget, drawn a row at a time, however long the list is.

Columns share the width by what they hold; where there is no room for all, those of the highest rank are left
away and the others cut with an ellipsis.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.workbench.registry import actions, pane_actions
from qualwb.workbench.widgets.folding import cut, folded

GAP = 2
"""Cells between two columns."""
MEASURED = 500
"""Rows whose cells decide how wide a column wants to be."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, the fewest and most cells it is given, and when it is left away.

    The column of rank 0 stays always; of the others, the one with the highest rank goes first.
    """

    title: str
    least: int = 6
    most: int = 40
    rank: int = 0
    right: bool = False


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

    def used() -> int:
        return sum(sizes[i] for i in shown) + GAP * max(len(shown) - 1, 0)

    for i in sorted(shown, key=lambda i: (columns[i].rank, i), reverse=True):
        if used() > width and columns[i].rank:
            shown.remove(i)
    for limit in (lambda i: min(wanted[i], columns[i].most), lambda i: wanted[i]):
        while (left := width - used()) > 0:
            growing = [i for i in shown if sizes[i] < limit(i)]
            if not growing:
                break
            for i in growing:
                sizes[i] += min(max(left // len(growing), 1), limit(i) - sizes[i])
                if used() >= width:
                    break
    return [size if i in shown else 0 for i, size in enumerate(sizes)]


class Listing(ScrollView, can_focus=True, inherit_bindings=False):
    """The list. Tells its screen which row the cursor is on, and which was opened."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[Binding]] = actions.bindings(pane_actions.LISTING)  # type: ignore[assignment]
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

    def __init__(self, columns: Sequence[ListColumn], *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._empty = empty
        self._rows: tuple[Row, ...] = ()
        self._sizes: list[int] = []
        self._at = 0
        self._marked: set[Hashable] = set()
        self._looks: dict[str, Style] = {}

    # Contents

    def show(
        self, rows: Sequence[Row], *, columns: Sequence[ListColumn] | None = None, empty: str | None = None
    ) -> None:
        """Show these rows; the cursor stays on its row, or near it where the row is gone."""
        key = self.key
        self._rows = tuple(rows)
        self._columns = self._columns if columns is None else tuple(columns)
        self._empty = self._empty if empty is None else empty
        self._marked &= {row.key for row in self._rows}
        places = [i for i, row in enumerate(self._rows) if row.key == key]
        self._at = places[0] if places else max(min(self._at, len(self._rows) - 1), 0)
        self._measure()
        self._keep_in_view()
        self.post_message(self.Highlighted(self, self.key))

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
        """The marked rows' keys, else that of the row under the cursor."""
        marked = [row.key for row in self._rows if row.key in self._marked]
        return marked or ([self.key] if self._rows else [])

    def toggle_mark(self) -> None:
        """Mark or unmark the row under the cursor, and go on to the next."""
        if self._rows:
            self._marked ^= {self.key}
            self.action_step(1)
            self.refresh()

    def clear_marks(self) -> None:
        """Unmark all."""
        self._marked.clear()
        self.refresh()

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on the row of this key, where there is one."""
        places = [i for i, row in enumerate(self._rows) if row.key == key]
        if places:
            self._move_to(places[0])

    # Moving

    def action_step(self, by: int) -> None:
        """The next or previous row."""
        self._move_to(self._at + by)

    def action_page(self, by: int) -> None:
        """A screenful on or back."""
        self._move_to(self._at + by * max(self.scrollable_content_region.height - 2, 1))

    def action_edge(self, last: bool) -> None:
        """The last or the first row."""
        self._move_to(len(self._rows) - 1 if last else 0)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self._rows:
            self.post_message(self.Opened(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """A click chooses a row, a second one opens it."""
        line = self.scroll_offset.y + event.y - 1
        if event.y > 0 and line < len(self._rows):
            again = line == self._at and event.chain > 1
            self._move_to(line)
            if again:
                self.action_open()

    def _move_to(self, at: int) -> None:
        if not self._rows:
            return
        before, self._at = self._at, max(0, min(at, len(self._rows) - 1))
        if before != self._at:
            self._keep_in_view()
            self.refresh()
            self.post_message(self.Highlighted(self, self.key))

    def _keep_in_view(self) -> None:
        height = max(self.scrollable_content_region.height - 1, 1)
        top = self.scroll_offset.y
        wanted = min(max(top, self._at - height + 1), self._at)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    # Drawing

    def on_resize(self) -> None:
        """The columns share the new width."""
        self._measure()
        self._keep_in_view()

    def notify_style_update(self) -> None:
        """Colours have changed."""
        self._looks.clear()
        super().notify_style_update()

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        lines = len(self._rows) if self._rows else len(folded(self._empty, max(width - 2, 1)))
        self.virtual_size = Size(width, lines + 1)
        wanted = [self._wanted(i) for i in range(len(self._columns))]
        self._sizes = fit(self._columns, wanted, self.scrollable_content_region.width - 2)
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
            head = tuple(column.title for column in self._columns) if self._rows else ()
            return self._strip("  ", head, self._look("listing--head"), width)
        line = self.scroll_offset.y + y - 1
        if not self._rows:
            told = folded(self._empty, max(width - 2, 1))
            text = told[line] if line < len(told) else ""
            return Strip([Segment(f"  {text}", self._look("listing--muted"))]).adjust_cell_length(
                width, self._look("")
            )
        if line >= len(self._rows):
            return Strip.blank(width, self._look(""))
        row = self._rows[line]
        look = self._look(f"listing--{row.tone}" if row.tone else "")
        if line == self._at:
            look = look + self._look("listing--cursor" if self.has_focus else "listing--resting")
        mark = "✓ " if row.key in self._marked else "› " if line == self._at else "  "
        return self._strip(mark, row.cells, look, width)

    def _strip(self, mark: str, cells: Sequence[str], look: Style, width: int) -> Strip:
        parts = []
        for size, text, column in zip(self._sizes, cells, self._columns, strict=False):
            if size:
                shown = cut(text, size)
                blank = " " * (size - cell_len(shown))
                parts.append(blank + shown if column.right else shown + blank)
        return Strip([Segment(mark + (" " * GAP).join(parts), look)]).adjust_cell_length(width, look)

    def _look(self, name: str) -> Style:
        found = self._looks.get(name)
        if found is None:
            found = self.get_component_rich_style(name) if name else self.rich_style
            self._looks[name] = found
        return found

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor is bright only where keys arrive."""
        super().watch_has_focus(has_focus)
        self.refresh()

    @property
    def cursor_region(self) -> Region:
        """Where the cursor is, for tests and tooltips."""
        return Region(0, self._at - self.scroll_offset.y + 1, self.size.width, 1)
