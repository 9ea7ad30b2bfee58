"""A table as text: for the terminal, csv, json and markdown."""

import csv
import io
import json
import re
from itertools import zip_longest
from unicodedata import combining, east_asian_width

from qualwb.exchange.numbers import Share
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import decimal
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned, cleaned_within

_SIGN = r"(?:[=@]|[+-](?=\s*[\w(=+@\"'-]))"
"""What begins a formula; no smiley such as ';-)'."""
_FORMULA_WITHIN = {
    delimiter: re.compile(rf"(?:(?<=[\t{other}])|(?<=[\t{other}] ))(?={_SIGN})|(?<=\n)(?=[=+@])")
    for delimiter, other in ((",", ";"), (";", ","))
}
_GUARD_WITHIN = re.compile(rf"(?:(?<=[\t;,\n])|(?<=[\t;,] ))'(?={_SIGN})")
_LIVE_MARKDOWN = re.compile(r"<(?=[A-Za-z/!?])|\](?=[(\[:])")
"""What begins a tag or an address in brackets, or ends the words of a link."""


def as_json(table: Table) -> str:
    """The table's data, or its rows as a list of objects keyed by column."""
    data = table.data
    if data is None:
        data = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return json.dumps(cleaned_within(data), ensure_ascii=False, indent=2) + "\n"


def as_csv(table: Table, *, excel: bool = False) -> str:
    """Comma-separated with a header; ``excel`` gives ';', a decimal comma and a BOM, as Swedish Excel wants.

    What a spreadsheet would take for a formula gets an apostrophe before it, also within a cell, where a
    spreadsheet of another country parts it.
    """
    out = io.StringIO()
    delimiter = ";" if excel else ","
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if excel else "\n")
    writer.writerow([guarded(cleaned(column), delimiter) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(cell, delimiter) for cell in row])
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
    """The table for a terminal of ``width`` columns; without a width, lines are as long as they must."""
    lines = _unwrapped(table) if width is None else _wrapped(table, width)
    heading = [table.title, ""] if table.title else []
    return cleaned("\n".join([*heading, *lines, *table.notes])).strip("\n") + "\n"


def _wrapped(table: Table, width: int) -> list[str]:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(box=SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(table.columns):
        numeric = index in table.numeric
        shown.add_column(column, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(text_of(cell)) for cell in row))
    out = io.StringIO()
    Console(file=out, width=width, no_color=True, highlight=False).print(shown)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def _unwrapped(table: Table) -> list[str]:
    """Lines for a file or another program: nothing is folded, and thousands of rows cost little."""
    cells = [[text_of(cell).split("\n") for cell in row] for row in table.rows]
    heads = [[column] for column in table.columns]
    widths = [
        max(_cells_wide(line) for row in (heads, *cells) for line in row[index])
        for index in range(len(table.columns))
    ]
    rule = "─" * (sum(widths) + 3 * (len(widths) - 1) + 1)
    body = [line for row in cells for line in _lines(row, widths, table.numeric)]
    return [*_lines(heads, widths, table.numeric), " " + rule, *body, ""]


def _lines(row: list[list[str]], widths: list[int], numeric: frozenset[int]) -> list[str]:
    lines = []
    for parts in zip_longest(*row, fillvalue=""):
        padded = [
            (" " * (width - _cells_wide(part)) + part)
            if index in numeric
            else (part + " " * (width - _cells_wide(part)))
            for index, (part, width) in enumerate(zip(parts, widths, strict=True))
        ]
        lines.append((" " + "   ".join(padded)).rstrip())
    return lines


def _cells_wide(text: str) -> int:
    """How many cells of a terminal a line takes; combining marks none, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def text_of(cell: Cell) -> str:
    """A cell as text: blank for None, yes and no in words, the smaller a number the more decimals."""
    if cell is None:
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
    text = _FORMULA_WITHIN[delimiter].sub("'", text)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def unguarded(text: str) -> str:
    """The text without the apostrophes that ``guarded`` put into it."""
    text = text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r") else text
    return _GUARD_WITHIN.sub("", text)


def markdown(text: str) -> str:
    """The text as Markdown that shows it: no tag, link or picture in it comes to life."""
    text = cleaned(text).replace("\\", "\\\\")
    return _LIVE_MARKDOWN.sub(r"\\\g<0>", text)


def _csv_cell(cell: Cell, delimiter: str) -> str | int | float:
    if isinstance(cell, float) and delimiter == ";":
        return str(cell).replace(".", ",")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return guarded(cleaned(text_of(cell)), delimiter)


def _pipe_cell(cell: Cell) -> str:
    return markdown(text_of(cell)).replace("|", "\\|").replace("\n", "<br>")


def _indices(table: Table) -> range:
    return range(len(table.columns))
