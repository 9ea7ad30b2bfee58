"""The rows of spreadsheets and lists that a codebook is read from: csv, tsv, xlsx, txt."""

import csv
import io
from collections.abc import Iterable

from qualwb.acts.codebook_file import BadCodebook, codebook_text
from qualwb.exchange.codebooks.codebook_columns import SEARCHED_LINES, known_columns
from qualwb.localization import gettext as _

Rows = list[list[str]]


def separated_rows(data: bytes, name: str) -> Rows:
    """Lines of values between commas, semicolons or tabs, whichever stands most often in the first."""
    text = codebook_text(data, name)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    return [[_unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def list_rows(data: bytes, name: str) -> Rows:
    """A plain list of paths, each with a memo after a tab if any."""
    return [["path", "memo"], *(line.split("\t") for line in codebook_text(data, name).splitlines())]


def workbook_rows(data: bytes, name: str) -> Rows:
    """The sheet with the most known headings; of equals, the first."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a damaged file
        raise BadCodebook(name, 1, _("no workbook that can be read ({why}).").format(why=error)) from None
    try:
        best: tuple[int, Rows] = (0, [])
        for sheet in book.worksheets:
            head = [_cells(row) for row in sheet.iter_rows(max_row=SEARCHED_LINES, values_only=True)]
            known = max((len(known_columns(row)) for row in head if "name" in known_columns(row)), default=0)
            if known > best[0]:
                best = known, [_cells(row) for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()
    return best[1]


def _cells(row: Iterable[object]) -> list[str]:
    return ["" if cell is None else _unguarded(str(cell)) for cell in row]


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking the cell for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell
