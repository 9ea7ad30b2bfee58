"""A table as text: for the terminal, csv, json and markdown."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from types import NoneType
from typing import cast
from unicodedata import combining, east_asian_width

from qualwb.exchange.numbers import Count, Missing, Share
from qualwb.exchange.tables.table import Cell, Table, with_columns
from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned, cleaned_within

_SIGN = r"(?:[=@]|[+-](?=\s*[\w(=+@\"'-]))"
"""What begins a formula; no smiley such as ';-)'."""
_OTHER = {",": ";", ";": ","}
"""By the delimiter of a file, that of a spreadsheet of another country."""
_FORMULA_WITHIN = {
    delimiter: re.compile(rf"[\t\n{other}](?:(?<!\n) ?(?={_SIGN})|(?<=\n)(?=[=+@]))")
    for delimiter, other in _OTHER.items()
}
"""What goes before a formula: found by its first sign, four times as quick as by looking back everywhere."""
_GUARD_WITHIN = re.compile(rf"(?:(?<=[\t;,\n])|(?<=[\t;,] ))'(?={_SIGN})")
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

FIRST_COMBINING = "\u0300"
"""All characters before it take one cell."""
SHARE_DECIMALS = 10
"""Of percent in csv: enough to count on with, and no noise of binary fractions."""
_TOLD_APART = {str, bool, NoneType}
"""Kinds of cells that are written alike if they are equal: 1, 1.0 and True are not, nor 0 and a ``Count``."""

Row = list[list[str]]
"""The cells of a row, each as its lines."""


def as_json(table: Table) -> str:
    """The table's data, or its rows as a list of objects keyed by column."""
    return json.dumps(cleaned_within(table.as_data()), ensure_ascii=False, indent=2) + "\n"


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
    parts = [table] if width is None else list(_parts(table, width))
    return [line for part in parts for line in _part_laid_out(part, width)]


def _parts(table: Table, width: int) -> Iterator[Table]:
    """The table, or where it leaves the columns that name its rows no room, parts with fewer columns each."""
    lead = min(table.numeric, default=0)
    names, others = range(lead), range(lead, len(table.columns))
    room = width - 1 - sum(min(_widest(table, index), ROOM_FOR_NAMES) + GAP for index in names) + GAP
    kept: list[int] = []
    taken = 0
    for index in others if lead else ():
        needs = GAP + _least_width(table, index)
        if kept and taken + needs > room:
            yield with_columns(table, [*names, *kept])
            kept, taken = [], 0
        kept.append(index)
        taken += needs
    yield table if len(kept) in (0, len(others)) else with_columns(table, [*names, *kept])


def _least_width(table: Table, index: int) -> int:
    """What a column takes at least: numbers whole, and so the words of the heading and of a text."""
    head, cells = table.columns[index], [text_of(row[index]) for row in table.rows]
    if index in table.numeric:
        return _number_width(head, cells)
    return min(_longest_word([head, *cells]), LONG_WORD)


def _widest(table: Table, index: int) -> int:
    return max(map(_cells_wide, [table.columns[index], *(text_of(row[index]) for row in table.rows)]))


def _number_width(head: str, cells: Iterable[str]) -> int:
    return max(_longest_word([head]), *map(_cells_wide, cells), 0)


def _part_laid_out(table: Table, width: int | None) -> list[str]:
    rows = [[text_of(cell).split("\n") for cell in row] for row in table.rows]
    heads = [[column] for column in table.columns]
    widths = [max(map(_cells_wide, chain(*column))) for column in zip(heads, *rows, strict=True)]
    if width is not None and _total(widths) > width:
        widths = _fitted(table, heads, widths, width)
        heads, rows = _fold_row(heads, widths), [_fold_row(row, widths) for row in rows]
    rule = "─" * (_total(widths) - 1)
    body = [line for row in rows for line in _lines(row, widths, table.numeric)]
    return [*_lines(heads, widths, table.numeric), " " + rule, *body, ""]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1) + 1


def _fitted(table: Table, heads: Row, widths: Sequence[int], width: int) -> list[int]:
    """Numbers stay whole and so do the words of their headings; the other columns share what room is left."""
    fitted = list(widths)
    for index in table.numeric:
        fitted[index] = _least_width(table, index)
    texts = [index for index in range(len(widths)) if index not in table.numeric]
    room = width - _total(fitted) + sum(fitted[index] for index in texts)
    words = [min(_longest_word(heads[i] + [text_of(row[i]) for row in table.rows]), LONG_WORD) for i in texts]
    floors = words if sum(words) <= room else [NARROWEST] * len(texts)
    more = _shares(
        [max(widths[i] - floor, 0) for i, floor in zip(texts, floors, strict=True)], room - sum(floors)
    )
    for index, floor, share in zip(texts, floors, more, strict=True):
        fitted[index] = min(floor, widths[index]) + share
    return fitted


def _longest_word(texts: Iterable[str]) -> int:
    return max((_cells_wide(word) for text in texts for word in text.split()), default=0)


def _shares(needs: Sequence[int], room: int) -> list[int]:
    """Room dealt out evenly; who needs less than its share leaves the rest to the others."""
    shares = [0] * len(needs)
    order = sorted(range(len(needs)), key=lambda index: needs[index])
    for left, index in zip(range(len(order), 0, -1), order, strict=True):
        shares[index] = min(needs[index], max(room, 0) // left)
        room -= shares[index]
    return shares


def _fold_row(row: Row, widths: Sequence[int]) -> Row:
    cells = zip(row, widths, strict=True)
    return [[part for line in cell for part in folded(line, width)] for cell, width in cells]


def folded(line: str, width: int) -> list[str]:
    """A line as lines of at most ``width`` cells, parted at blanks; its indent stays on each."""
    if _cells_wide(line) <= width:
        return [line]
    indent = line[: min(len(line) - len(line.lstrip(" ")), width // 2)]
    lines, now, filled = [], indent, len(indent)
    begun = False
    for word in line.split():
        for part in _cut(word, width - len(indent)):
            wide = _cells_wide(part)
            if begun and filled + 1 + wide > width:
                lines.append(now)
                now, filled, begun = indent, len(indent), False
            now += f" {part}" if begun else part
            filled += wide + begun
            begun = True
    return [*lines, now]


def _cut(word: str, width: int) -> list[str]:
    """A word in parts of at most ``width`` cells."""
    if _cells_wide(word) <= width:
        return [word]
    parts, now = [], ""
    for char in word:
        if now and _cells_wide(now + char) > width:
            parts.append(now)
            now = ""
        now += char
    return [*parts, now]


def _lines(row: Row, widths: Sequence[int], numeric: frozenset[int]) -> list[str]:
    lines = []
    for parts in zip_longest(*row, fillvalue=""):
        padded = [
            (" " * (width - _cells_wide(part)) + part)
            if index in numeric
            else (part + " " * (width - _cells_wide(part)))
            for index, (part, width) in enumerate(zip(parts, widths, strict=True))
        ]
        lines.append((" " + (" " * GAP).join(padded)).rstrip())
    return lines


def _cells_wide(text: str) -> int:
    """How many cells of a terminal a line takes; combining marks none, wide characters two."""
    if text.isascii() or max(text) < FIRST_COMBINING:
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def text_of(cell: Cell) -> str:
    """A cell as text: blank for None and a count of 0, yes and no in words, the smaller the more decimals."""
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
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def unguarded(text: str) -> str:
    """The text without the apostrophes that ``guarded`` put into it."""
    text = text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text
    return _GUARD_WITHIN.sub("", text)


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
