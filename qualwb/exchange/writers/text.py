"""A table as text: for the terminal, csv, json and markdown."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from types import NoneType
from typing import NamedTuple, cast
from unicodedata import combining, east_asian_width

from qualwb.exchange.numbers import Count, Missing, Share
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned, cleaned_within

_SIGN = r"(?:[=@]|[+-](?=\s*[\w(=+@\"'-]))"
"""What begins a formula; no smiley such as ';-)'."""
_OTHER = {",": ";", ";": ","}
"""By the delimiter of a file, that of a spreadsheet of another country."""
_WITHIN = rf"(?:(?<!\n) ?(?='*{_SIGN})|(?<=\n)(?='*[=+@]))"
_FORMULA_WITHIN = {delimiter: re.compile(rf"[\t\n{other}]{_WITHIN}") for delimiter, other in _OTHER.items()}
"""What goes before a formula: found by its first sign, four times as quick as by looking back everywhere."""
_GUARD_WITHIN = {
    delimiter: re.compile(rf"([\t{other}] ?)'(?='*{_SIGN})|(\n)'(?='*[=+@])")
    for delimiter, other in _OTHER.items()
}
_FORMULA_FIRST = re.compile("'*[=+@\t\r-]")
_LIVE_MARKDOWN = re.compile(r"<(?=[A-Za-z/!?])|\](?=[(\[:])")
"""What begins a tag or an address in brackets, or ends the words of a link."""

GAP = 3
"""Blanks between columns."""
ROOM_FOR_NAMES = 20
"""Cells that the names of rows keep beside numbers; where these leave less, the table is parted."""
NARROWEST = 6
"""Cells that a column of text has at least."""
LONG_WORD = 25
"""Cells of a word that is kept whole where there is room; a longer one may be cut."""

_COMBINING_OR_WIDE = re.compile("[\u0300-\U0010ffff]")
"""The characters that may not take one cell; all before them do."""
SHARE_DECIMALS = 10
"""Of percent in csv: enough to count on with, and no noise of binary fractions."""
_TOLD_APART = {str, bool, NoneType}
"""Kinds of cells that are written alike if they are equal: 1, 1.0 and True are not, nor 0 and a ``Count``."""


def as_json(table: Table) -> str:
    """The table's data, or its rows as a list of objects keyed by column."""
    return json.dumps(cleaned_within(table.as_data()), ensure_ascii=False, indent=2) + "\n"


def as_objects_by_line(table: Table) -> str:
    """The rows as JSON objects keyed by column, one a line."""
    columns = cleaned_within(table.columns)
    rows = (dict(zip(columns, cleaned_within(row), strict=True)) for row in table.rows)
    return "".join([json.dumps(row, ensure_ascii=False) + "\n" for row in rows])


def as_csv(table: Table, *, excel: bool = False) -> str:
    """Comma-separated with a header; ``excel`` gives ';', a decimal comma and a BOM, as Swedish Excel wants.

    What a spreadsheet would take for a formula gets an apostrophe before it, also within a cell, where a
    spreadsheet of another country parts it.
    """
    out = io.StringIO()
    delimiter = ";" if excel else ","
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if excel else "\n")
    writer.writerow([guarded(cleaned(column), delimiter) for column in table.columns])
    columns = [_csv_column(column, delimiter) for column in zip(*table.rows, strict=True)]
    writer.writerows(zip(*columns, strict=True))
    return ("\ufeff" if excel else "") + out.getvalue()


def as_markdown(table: Table) -> str:
    """A pipe table with the title above and the notes below."""
    lines = [f"## {markdown(table.title)}", ""] if table.title else []
    lines.append("| " + " | ".join(map(_pipe_cell, table.columns)) + " |")
    lines.append("|" + "|".join(" ---: " if i in table.numeric else " --- " for i in _indices(table)) + "|")
    lines += ["| " + " | ".join(map(_pipe_cell, row)) + " |" for row in table.rows]
    if table.notes:
        lines += ["", *(f"*{markdown(note)}*" for note in table.notes)]
    return "\n".join(lines) + "\n"


def as_text(table: Table, *, width: int | None = None) -> str:
    """The table for a terminal or a page of ``width`` columns; without a width, nothing is folded."""
    heading = [table.title, ""] if table.title else []
    lines = _laid_out(table, width)
    return cleaned("\n".join([*heading, *lines, *table.notes])).strip("\n") + "\n"


def _laid_out(table: Table, width: int | None) -> list[str]:
    cells = [[text_of(row[index]) for row in table.rows] for index in _indices(table)]
    columns = [
        _Column(*column, i in table.numeric)
        for i, column in enumerate(zip(table.columns, cells, strict=True))
    ]
    parts = [columns] if width is None else _parts(columns, width)
    return [line for part in parts for line in _part_laid_out(part, width)]


class _Column(NamedTuple):
    """A column as texts; that of numbers is aligned to the right."""

    head: str
    cells: Sequence[str]
    numeric: bool

    @property
    def least_width(self) -> int:
        """What it takes at least: numbers whole, and so the words of the heading and of a text."""
        if self.numeric:
            return max(_longest_word([self.head]), _widest(self.cells))
        return min(_longest_word([self.head, *self.cells]), LONG_WORD)


def _parts(columns: Sequence[_Column], width: int) -> Iterator[Sequence[_Column]]:
    """The columns, or where those that name rows are left no room, parts with fewer of the others each."""
    lead = next((index for index, column in enumerate(columns) if column.numeric), 0)
    names, others = columns[:lead], columns[lead:]
    room = (
        width - 1 - sum(min(_widest([name.head, *name.cells]), ROOM_FOR_NAMES) + GAP for name in names) + GAP
    )
    kept: list[_Column] = []
    taken = 0
    for column in others if lead else ():
        needs = GAP + column.least_width
        if kept and taken + needs > room:
            yield [*names, *kept]
            kept, taken = [], 0
        kept.append(column)
        taken += needs
    yield [*names, *kept] if kept else columns


def _part_laid_out(columns: Sequence[_Column], width: int | None) -> list[str]:
    cells = [[text.split("\n") for text in (column.head, *column.cells)] for column in columns]
    widths = [_widest(chain(*column)) for column in cells]
    if width is not None and _total(widths) > width:
        widths = _fitted(columns, widths, width)
        cells = [
            [[part for line in cell for part in folded(line, room)] for cell in column]
            for column, room in zip(cells, widths, strict=True)
        ]
    heads, *rows = zip(*cells, strict=True)
    shapes = [(width, column.numeric) for column, width in zip(columns, widths, strict=True)]
    rule = "─" * (_total(widths) - 1)
    return [*_lines(heads, shapes), " " + rule, *(line for row in rows for line in _lines(row, shapes)), ""]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1) + 1


def _fitted(columns: Sequence[_Column], widths: Sequence[int], width: int) -> list[int]:
    """Numbers stay whole and so do the words of their headings; the other columns share what room is left."""
    fitted = [
        column.least_width if column.numeric else whole for column, whole in zip(columns, widths, strict=True)
    ]
    texts = [index for index, column in enumerate(columns) if not column.numeric]
    room = width - _total(fitted) + sum(fitted[index] for index in texts)
    words = [columns[index].least_width for index in texts]
    floors = words if sum(words) <= room else [NARROWEST] * len(texts)
    more = _shares(
        [max(widths[i] - floor, 0) for i, floor in zip(texts, floors, strict=True)], room - sum(floors)
    )
    for index, floor, share in zip(texts, floors, more, strict=True):
        fitted[index] = min(floor, widths[index]) + share
    return fitted


def _longest_word(texts: Iterable[str]) -> int:
    return _widest(word for text in texts for word in text.split())


def _widest(texts: Iterable[str]) -> int:
    """How many cells the widest of the texts takes."""
    texts = list(texts)
    return max(map(_measure("".join(texts)), texts), default=0)


def _shares(needs: Sequence[int], room: int) -> list[int]:
    """Room dealt out evenly; who needs less than its share leaves the rest to the others."""
    shares = [0] * len(needs)
    order = sorted(range(len(needs)), key=lambda index: needs[index])
    for left, index in zip(range(len(order), 0, -1), order, strict=True):
        shares[index] = min(needs[index], max(room, 0) // left)
        room -= shares[index]
    return shares


def folded(line: str, width: int) -> list[str]:
    """A line as lines of at most ``width`` cells, parted at blanks; its indent stays on each."""
    measure = _measure(line)
    if measure(line) <= width:
        return [line]
    indent = line[: min(len(line) - len(line.lstrip(" ")), width // 2)]
    lines, now, filled = [], indent, len(indent)
    begun = False
    for word in line.split():
        for part in [word] if measure(word) <= width - len(indent) else _cut(word, width - len(indent)):
            wide = measure(part)
            if begun and filled + 1 + wide > width:
                lines.append(now)
                now, filled, begun = indent, len(indent), False
            now += f" {part}" if begun else part
            filled += wide + begun
            begun = True
    return [*lines, now]


def _cut(word: str, width: int) -> list[str]:
    """A word in parts of at most ``width`` cells."""
    parts, now = [], ""
    for char in word:
        if now and _cells_wide(now + char) > width:
            parts.append(now)
            now = ""
        now += char
    return [*parts, now]


def _lines(row: Sequence[list[str]], shapes: Sequence[tuple[int, bool]]) -> Iterator[str]:
    """The lines of a row; of each column its width, and whether it holds numbers."""
    for parts in zip_longest(*row, fillvalue=""):
        padded = []
        for part, (width, numeric) in zip(parts, shapes, strict=True):
            blanks = " " * (width - _measure(part)(part))
            padded.append(blanks + part if numeric else part + blanks)
        yield (" " + (" " * GAP).join(padded)).rstrip()


@lru_cache(maxsize=1024)
def _cells_wide(text: str) -> int:
    """How many cells of a terminal a line takes; combining marks none, wide characters two."""
    if _measure(text) is len:
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _measure(text: str) -> Callable[[str], int]:
    """How a text and its parts are measured: by their length where no character combines or is wide."""
    return len if text.isascii() or _COMBINING_OR_WIDE.search(text) is None else _cells_wide


def text_of(cell: Cell) -> str:
    """A cell as text: blank for None and a count of 0, yes and no in words, the smaller the more decimals."""
    if isinstance(cell, str):
        return str(cell)
    if cell is None or (isinstance(cell, Count) and not cell):
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, Share):
        return f"{decimal(100 * cell, 1)} %"
    if isinstance(cell, float):
        return decimal(cell, 3 if abs(cell) < 1 else 2 if abs(cell) < 10 else 1)
    return str(cell)


def guarded(text: str, delimiter: str = ",") -> str:
    """The text with an apostrophe before each place where a spreadsheet would begin a formula.

    That is the text's own beginning, and what follows a sign other than ``delimiter`` at which a spreadsheet
    may part cells, or a line. A dash that begins a line is left: so does a turn in a quote.
    """
    if "\n" in text or "\t" in text or _OTHER[delimiter] in text:
        text = _FORMULA_WITHIN[delimiter].sub(r"\g<0>'", text)
    return "'" + text if _FORMULA_FIRST.match(text) else text


def unguarded(text: str, delimiter: str = ",") -> str:
    """The text without the apostrophes that ``guarded`` put into it."""
    text = text[1:] if text[:1] == "'" and _FORMULA_FIRST.match(text) else text
    return _GUARD_WITHIN[delimiter].sub(r"\1\2", text) if delimiter in _GUARD_WITHIN else text


def markdown(text: str) -> str:
    """The text as Markdown that shows it: no tag, link or picture in it comes to life."""
    text = cleaned(text).replace("\\", "\\\\")
    return _LIVE_MARKDOWN.sub(r"\\\g<0>", text)


def _csv_column(cells: tuple[Cell, ...], delimiter: str) -> Iterable[str | int | float]:
    """The cells of a column as csv; what names its rows stands in many of them and is looked at once."""
    kinds = set(map(type, cells))
    if kinds == {int}:
        return cast("tuple[int, ...]", cells)
    if kinds <= _TOLD_APART:
        written = {cell: _csv_cell(cell, delimiter) for cell in set(cells)}
        return map(written.__getitem__, cells)
    return [_csv_cell(cell, delimiter) for cell in cells]


def _csv_cell(cell: Cell, delimiter: str) -> str | int | float:
    if type(cell) is str:  # most cells: asked first, and by what is quickest
        return guarded(cleaned(cell), delimiter)
    if isinstance(cell, Missing):
        return cell.in_files
    if isinstance(cell, Share):
        cell = round(100 * cell, SHARE_DECIMALS)
    if isinstance(cell, float) and delimiter == ";":
        return str(cell).replace(".", ",")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return guarded(cleaned(text_of(cell)), delimiter)


def _pipe_cell(cell: Cell) -> str:
    return markdown(text_of(cell)).replace("|", "\\|").replace("\n", "<br>")


def _indices(table: Table) -> range:
    return range(len(table.columns))
