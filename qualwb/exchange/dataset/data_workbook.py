"""The data set as one Excel workbook: the dictionary, what must be known, then a sheet a table.

Numbers are numbers, truth values truth values, texts texts whatever they begin with; moments stay ISO 8601.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qualwb.errors import QualwbError
from qualwb.exchange.dataset.columns import DataCell, DataColumn, DataTable
from qualwb.exchange.dataset.lines import flat_cell
from qualwb.exchange.writers.fixed_zip import EPOCH
from qualwb.exchange.writers.xlsx import LONGEST_CELL
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned

ABOUT = "about"
MOST_ROWS = 2**20
"""Of a sheet of Excel, with the headings."""
WIDTHS = (10, 60)
SAMPLE = 200
"""Rows that column widths are judged by."""


@dataclass(frozen=True, slots=True)
class DataWorkbook:
    """A workbook, and how many cells of which columns were longer than Excel takes."""

    content: bytes
    cut: Mapping[str, int]
    """By 'table.column'; such a cell ends with '…'."""


@dataclass(slots=True)
class _Cuts:
    counts: dict[str, int] = field(default_factory=dict)

    def fitting(self, text: str, place: str) -> str:
        """The text, cut where it is longer than a cell."""
        text = cleaned(text)
        if len(text) <= LONGEST_CELL:
            return text
        self.counts[place] = self.counts.get(place, 0) + 1
        return text[: LONGEST_CELL - 1] + "…"


def data_workbook(dictionary: DataTable, about: Sequence[str], tables: Sequence[DataTable]) -> DataWorkbook:
    """The workbook; ``about`` are the lines of its second sheet.

    Raises ``QualwbError`` for a table of more rows than a sheet of Excel has.
    """
    import xlsxwriter

    for table in tables:
        if len(table.rows) >= MOST_ROWS:
            raise QualwbError(
                _("{table} has more rows than a sheet of Excel takes.").format(table=table.name),
                _("Name a folder instead of a workbook."),
            )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"created": datetime(EPOCH.year, EPOCH.month, EPOCH.day), "author": "qualwb"})
    bold, cuts = book.add_format({"bold": True}), _Cuts()
    _write(book.add_worksheet(dictionary.name), dictionary, bold, cuts)
    sheet = book.add_worksheet(ABOUT)
    sheet.set_column(0, 0, 2 * WIDTHS[1])
    for number, line in enumerate(about):
        sheet.write_string(number, 0, cuts.fitting(line, ABOUT))
    for table in tables:
        _write(book.add_worksheet(table.name), table, bold, cuts)
    book.close()
    return DataWorkbook(out.getvalue(), cuts.counts)


def _write(sheet: Any, table: DataTable, bold: Any, cuts: _Cuts) -> None:
    kept = [place for place, column in enumerate(table.columns) if column.in_workbook]
    columns = [table.columns[place] for place in kept]
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _width(column, [row[kept[number]] for row in table.rows[:SAMPLE]]))
        sheet.write_string(0, number, column.name, bold)
    for line, row in enumerate(table.rows, 1):
        for number, (column, place) in enumerate(zip(columns, kept, strict=True)):
            _write_cell(sheet, line, number, column, row[place], f"{table.name}.{column.name}", cuts)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)


def _width(column: DataColumn, cells: Sequence[DataCell]) -> int:
    """Room for what the cells hold; of ids, which nobody reads, for the heading alone."""
    narrowest, widest = WIDTHS
    is_id = column.name.endswith(("_uid", "_uids"))
    longest = 0 if is_id else max((len(str(flat_cell(column, cell) or "")) for cell in cells), default=0)
    return min(max(narrowest, len(column.name) + 2, longest + 1), widest)


def _write_cell(
    sheet: Any, line: int, number: int, column: DataColumn, cell: DataCell, place: str, cuts: _Cuts
) -> None:
    cell = flat_cell(column, cell)
    if isinstance(cell, str):
        sheet.write_string(line, number, cuts.fitting(cell, place))
    elif isinstance(cell, bool):
        sheet.write_boolean(line, number, cell)
    elif cell is not None:
        sheet.write_number(line, number, cell)
