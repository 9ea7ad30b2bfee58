"""How a table is laid out on A4: upright or lying, with what columns, and what is done when it is too wide.

A table of numbers that is too wide even lying, with its heads turned, is parted by columns. One of texts is
set as a list instead: a row becomes a block, with a line for each of its cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from qualwb.exchange.tables.table import Cell, Table, with_columns
from qualwb.exchange.writers.latex.cells import lines_of
from qualwb.exchange.writers.latex.type_widths import BOLD, text_width
from qualwb.exchange.writers.text import text_of
from qualwb.localization import gettext as _

UPRIGHT, LYING = 483.0, 731.0
"""Points between the margins of two centimetres."""
GAP = 8.0
"""Points between two columns."""
LONG_WORD = 80.0
"""Points of a word that is kept whole where there is room; a longer one may be parted."""
SHORT = 12
"""Signs of a text that stays on one line."""
MOST_LINES, WIDEST_FLOOR = 12, 170.0
"""A column is at least so wide that no cell takes more lines, if that is not more than so many points."""
UPRIGHT_LINES = 16
"""Lines of the tallest cell of an upright page; with taller ones the page lies."""
NARROWEST = 10.0
TURNED, LINE = 85.0, 11.0
"""Points that a turned head takes of the page's height, and that each of its lines takes of the width."""
NAMES = 130.0
"""Points that the names of a block's lines take at most."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column needs, in points: at least, and for each of its lines to stay whole."""

    least: float
    whole: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as it is to be set."""

    table: Table
    widths: tuple[float, ...]
    """Points of each column, without the gaps between them."""
    lying: bool = False
    turned: bool = False
    """Heads of numbers stand on end."""
    blocks: bool = False
    """A row whose second cell is None is the heading of the block beneath it."""

    @property
    def line(self) -> float:
        """Points between the margins."""
        return LYING if self.lying else UPRIGHT


def layouts(table: Table) -> list[Layout]:
    """The table, or what it is parted into, laid out so that nothing is cut and columns can be read."""
    table = _without_blanks(table)
    for lying, turned in ((False, False), (True, False), (True, True)):
        columns = [_column(table, index, turned) for index in range(len(table.columns))]
        widths = fitted(columns, LYING if lying else UPRIGHT)
        if widths is not None and (lying or _tallest(table, widths) <= UPRIGHT_LINES):
            return [Layout(table, tuple(widths), lying, turned and bool(table.numeric))]
    if len(table.numeric) * 2 > len(table.columns):
        return [layout for part in _by_columns(table) for layout in layouts(part)]
    return [_as_blocks(table)]


def fitted(columns: Sequence[Column], line: float) -> list[float] | None:
    """Widths that fit the line together with the gaps, None when the columns need more.

    What is left when each has the least it needs is shared by how much each lacks, until its lines are whole,
    and then evenly: a table is as wide as the line.
    """
    room = line - GAP * (len(columns) - 1) - sum(column.least for column in columns)
    if room < 0:
        return None
    lacking = [max(column.whole - column.least, 0.0) for column in columns]
    more = lacking if sum(lacking) <= room else _shares(lacking, room)
    rest = (room - sum(more)) / len(columns)
    return [column.least + share + rest for column, share in zip(columns, more, strict=True)]


def _tallest(table: Table, widths: Sequence[float]) -> int:
    """Lines of the tallest cell."""
    return max(
        (
            len(lines_of(text_of(cell), width))
            for row in table.rows
            for cell, width in zip(row, widths, strict=True)
            if isinstance(cell, str)
        ),
        default=0,
    )


def _shares(lacking: Sequence[float], room: float) -> list[float]:
    """Room dealt out by the square root of what is lacked; who lacks less leaves the rest to the others."""
    shares = [0.0] * len(lacking)
    open_ = {index for index, need in enumerate(lacking) if need > 0}
    while open_ and room > 0.01:
        weight = sum(lacking[index] ** 0.5 for index in open_)
        dealt = {index: room * lacking[index] ** 0.5 / weight for index in open_}
        done = {index for index, more in dealt.items() if more >= lacking[index]}
        for index in done or open_:
            shares[index] = lacking[index] if index in done else dealt[index]
            room -= shares[index]
        open_ = open_ - done if done else set()
    return shares


def _column(table: Table, index: int, turned: bool) -> Column:
    head, cells = table.columns[index], [text_of(row[index]) for row in table.rows]
    whole = max((text_width(line) for cell in cells for line in cell.split("\n")), default=0.0)
    if turned and index in table.numeric:
        return Column(max(whole, LINE * len(lines_of(head, TURNED / BOLD))), whole)
    name = _unbroken(head) * BOLD
    if index in table.numeric:
        return Column(max(whole, min(name, LONG_WORD)), max(whole, name))
    longest = max((sum(map(text_width, cell.split("\n"))) for cell in cells), default=0.0)
    words = max(map(_unbroken, cells), default=0.0)
    least = max(min(max(words, name), LONG_WORD), min(longest / MOST_LINES, WIDEST_FLOOR), NARROWEST)
    return Column(least, max(whole, text_width(head, bold=True)))


def _unbroken(text: str) -> float:
    """Points of what stands on one line: a short text's own, else those of its widest word."""
    return max((text_width(part) for part in ([text] if len(text) <= SHORT else text.split())), default=0.0)


def _without_blanks(table: Table) -> Table:
    """The table without columns that have neither head nor cells."""
    kept = [
        index
        for index, name in enumerate(table.columns)
        if name or any(text_of(row[index]) for row in table.rows)
    ]
    return table if len(kept) == len(table.columns) else with_columns(table, kept)


def _by_columns(table: Table) -> Iterator[Table]:
    """The table in parts that fit a lying page: each with the columns that name the rows."""
    heads = [index for index in range(len(table.columns)) if index not in table.numeric]
    needs = [_column(table, index, turned=True).least + GAP for index in range(len(table.columns))]
    first = sum(needs[index] for index in heads)
    groups: list[list[int]] = []
    room = 0.0
    for index in sorted(table.numeric):
        if needs[index] > room:
            groups.append([])
            room = LYING + GAP - first
        groups[-1].append(index)
        room -= needs[index]
    for number, group in enumerate(groups, 1):
        yield _columns_of(table, [*heads, *group], number, len(groups))


def _columns_of(table: Table, kept: Sequence[int], number: int, of: int) -> Table:
    title = _("{title} ({n} of {m})").format(title=table.caption or table.title, n=number, m=of)
    notes = table.notes if number == of else ()
    return replace(with_columns(table, kept), caption=title.strip(), notes=notes)


def _as_blocks(table: Table) -> Layout:
    """A block for each row: what names it, then the names and texts of its other cells that are not blank.

    What a row further in says in the same column is said there alone.
    """
    rows: list[tuple[str, str | None]] = []
    naming, left_out = _naming(table), False
    for number, row in enumerate(table.rows):
        rows.append((": ".join(text_of(cell) for cell in row[:naming]), None))
        beneath = _beneath(table, number)
        for index in range(naming, len(row)):
            texts = [text for text in text_of(row[index]).split("\n\n") if text]
            said = {
                text for lower in beneath for text in text_of(lower[index]).split("\n\n") if len(text) > 1
            }
            rows += [(table.columns[index], text) for text in texts if text not in said]
            left_out = left_out or not said.isdisjoint(texts)
    names = min(max(text_width(name, bold=True) for name in table.columns), NAMES)
    note = _("What is said under a heading further in is not repeated under the one above it.")
    notes = (*((note,) if left_out else ()), *table.notes)
    listed = replace(table, columns=("", ""), rows=rows, numeric=frozenset(), data=None, notes=notes)
    return Layout(listed, (names, UPRIGHT - names - GAP), blocks=True)


def _beneath(table: Table, number: int) -> list[Sequence[Cell]]:
    """The rows after one whose heads are further in than its own."""
    if not table.row_heads:
        return []
    depth = _indent(table.rows[number])
    return list(takewhile(lambda row: _indent(row) > depth, table.rows[number + 1 :]))


def _indent(row: Sequence[Cell]) -> int:
    head = text_of(row[0])
    return len(head) - len(head.lstrip(" "))


def _naming(table: Table) -> int:
    """How many of the first columns name a row: one, or two where the first has the same cell twice."""
    first = [row[0] for row in table.rows]
    return 1 if table.row_heads or len(set(first)) == len(first) or len(table.columns) < 3 else 2
