"""Tables as an Excel workbook, one sheet each: heads frozen, text wrapped, nothing taken for a formula."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from qualwb.colours import SHEET_NOTE
from qualwb.exchange.numbers import Count, Missing, Share
from qualwb.exchange.tables.table import Cell, Table, parts
from qualwb.exchange.writers.fixed_zip import EPOCH
from qualwb.exchange.writers.text import text_of
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned

LONGEST_CELL = 32_767
"""Characters that Excel takes in one cell."""
LONGEST_NAME = 31
MANY_ROWS = 5_000
"""From here on rows are streamed to disk instead of kept in memory."""
LINE, HIGHEST_ROW = 15.0, 409.0
"""Points of a line of text, and the most that Excel takes for a row."""
WIDTHS = (6, 60)
SAMPLE = 200
"""Rows that column widths are judged by."""


def render(table: Table) -> bytes:
    """The table as a workbook of one sheet, or a sheet a part."""
    return render_book(parts(table))


def render_book(tables: Sequence[Table]) -> bytes:
    """Tables as a workbook, a sheet each, named by their titles.

    Text is written as text whatever it begins with. A cell longer than Excel takes ends with '…'.
    """
    import xlsxwriter

    out = io.BytesIO()
    many = any(len(table.rows) > MANY_ROWS for table in tables)
    book = xlsxwriter.Workbook(out, {"constant_memory": many, "strings_to_urls": False})
    book.set_properties({"created": datetime(EPOCH.year, EPOCH.month, EPOCH.day), "author": "qualwb"})
    names: list[str] = []
    for table in tables:
        names.append(_sheet_name(table.title, names))
        _Sheet(book, names[-1], table).write()
    book.close()
    return out.getvalue()


class _Sheet:
    """One table on its way into a workbook."""

    def __init__(self, book: Any, name: str, table: Table) -> None:
        self.table = table
        self.widths: list[int] = []
        self.truth = {value: text_of(value) for value in (True, False)}
        self.sheet = book.add_worksheet(name)
        base = {"valign": "top", "font_name": "Calibri", "font_size": 11}
        self.head = book.add_format({**base, "bold": True, "bottom": 1, "text_wrap": True})
        self.number_head = book.add_format({**base, "bold": True, "bottom": 1, "align": "right", "indent": 1})
        self.text = book.add_format({**base, "text_wrap": True})
        self.count = book.add_format({**base, "align": "right", "indent": 1})
        self.fraction = book.add_format({**base, "num_format": "0.000"})
        self.share = book.add_format({**base, "num_format": "0.0 %"})
        self.note = book.add_format({**base, "italic": True, "font_color": SHEET_NOTE})

    def write(self) -> None:
        """Head, rows and notes."""
        sheet, table = self.sheet, self.table
        sheet.freeze_panes(1, 1 if table.numeric else 0)
        self.widths = _widths(table)
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        for column, name in enumerate(table.columns):
            sheet.write_string(
                0, column, _fitting(name), self.number_head if column in table.numeric else self.head
            )
        for number, row in enumerate(table.rows, 1):
            self._write_row(number, row)
        self._lay_out(len(table.rows))
        notes = [*table.notes, *self._signs_in_words()] if table.notes else []
        for number, note in enumerate(notes, len(table.rows) + 2):
            sheet.write_string(number, 0, _fitting(note), self.note)

    def _signs_in_words(self) -> Iterator[str]:
        """What stands here for the signs and blanks that the notes speak of."""
        cells = [cell for row in self.table.rows for cell in row]
        signs = dict.fromkeys((cell.in_files, str(cell)) for cell in cells if isinstance(cell, Missing))
        told = [f"{in_files} = {sign}" for in_files, sign in signs]
        if any(isinstance(cell, Count) and not cell for cell in cells):
            told.append(_("0 = blank"))
        if told:
            yield _("In this file: {signs}.").format(signs="; ".join(told))

    def _write_row(self, number: int, row: Sequence[Cell]) -> None:
        sheet, numeric, lines = self.sheet, self.table.numeric, 1
        for column, cell in enumerate(row):
            if isinstance(cell, Missing):
                sheet.write_string(number, column, cell.in_files, self.count)
            elif isinstance(cell, str):
                style = self.count if column in numeric else self.text
                sheet.write_string(number, column, _fitting(cell), style)
                if len(cell) > self.widths[column] - 2:
                    lines = max(lines, _lines(cell, self.widths[column]))
            elif isinstance(cell, bool):
                sheet.write_string(number, column, self.truth[cell], self.text)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell, self.count)
            elif cell is not None:
                style = self.share if isinstance(cell, Share) else self.fraction
                sheet.write_number(number, column, cell, style)
        if lines > 1:
            sheet.set_row(number, min(lines * LINE, HIGHEST_ROW))

    def _lay_out(self, rows: int) -> None:
        sheet = self.sheet
        if rows:
            sheet.autofilter(0, 0, rows, len(self.table.columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        if len(self.table.columns) > 5:
            sheet.set_landscape()


def _fitting(text: str) -> str:
    text = cleaned(text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _lines(text: str, width: int) -> int:
    """The lines of a text in a column of so many characters: not every program counts them itself."""
    return len(text) // (width - 2) + text.count("\n") + 1


def _widths(table: Table) -> list[int]:
    rows = list(islice(table.rows, SAMPLE))
    return [_width(name, (text_of(row[column]) for row in rows)) for column, name in enumerate(table.columns)]


def _width(name: str, cells: Iterable[str]) -> int:
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    narrowest, widest = WIDTHS
    return max(narrowest, min(max(longest, len(name) + 2) + 2, widest))


def _sheet_name(title: str, taken: Iterable[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, no twin without regard to case."""
    allowed = re.sub(r"[\[\]:*?/\\]", " ", cleaned(title)).strip().strip("'")
    first = allowed[:LONGEST_NAME].strip() or _("Table")
    used = {name.casefold() for name in taken}
    name, nth = first, 2
    while name.casefold() in used:
        name = f"{first[: LONGEST_NAME - 4]} {nth}"
        nth += 1
    return name
