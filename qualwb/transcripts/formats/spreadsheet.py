"""Rows of values in a csv, tsv or xlsx file, as text, read with bounds."""

import csv
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from qualwb.localization import gettext as _
from qualwb.transcripts import decoding
from qualwb.transcripts.door import TakenOut
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats.archive import ZIP_SIGNATURE, Archive
from qualwb.transcripts.transcript import LeftAside

ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 400
CELL_LIMIT = csv.field_size_limit()
"""Characters in one cell of a workbook; in csv it is the library's own limit."""
SIGNS_LIMIT = 32_000_000
"""Characters in a sheet: a workbook writes a text once that stands in many cells."""
HEAD_LIMIT = 65_536
"""Bytes of a text that are looked at for its first row."""
TAGS_LIMIT = 4_000_000
"""Tags in one part of a workbook: a million cells."""
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
"""What workbooks are called."""
_DELIMITERS = ";,\t|"


@dataclass(slots=True)
class Spreadsheet:
    """The rows that hold something, each cell without outer blanks, and what was noticed."""

    rows: list[list[str]]
    notices: list[str] = field(default_factory=list)
    left_aside: list[LeftAside] = field(default_factory=list)


def read_spreadsheet(data: bytes, name: str, encoding: str | None = None) -> Spreadsheet:
    """The values of a csv or tsv file, or of a workbook's first sheet that has some.

    Raises TranscriptError for a damaged file or one with too many rows.
    """
    if data.startswith(ZIP_SIGNATURE) or name.lower().endswith(WORKBOOKS):
        taken = TakenOut()
        rows, notices = _workbook(data, name, taken)
        found = Spreadsheet(rows, [*notices, *taken.notices()], taken.left_aside())
    else:
        decoded = decoding.decode(data, name, encoding)
        found = Spreadsheet(
            list(_values(decoded.text, name)), list(decoded.notices), list(decoded.left_aside)
        )
    found.rows = [row for row in found.rows if any(row)]
    return found


def first_row(data: bytes, name: str) -> list[str]:
    """The first row that holds something, as ``read_spreadsheet`` has it, without reading those after it.

    Of a text only the first ``HEAD_LIMIT`` bytes are looked at. Raises TranscriptError for a damaged file.
    """
    if data.startswith(ZIP_SIGNATURE) or name.lower().endswith(WORKBOOKS):
        with open_workbook(data, name) as workbook:
            rows = (row for sheet in workbook.worksheets for row in sheet_rows(sheet, name, TakenOut()))
            return next(filter(any, rows), [])
    text = decoding.decode(_whole_lines(data[:HEAD_LIMIT], cut=len(data) > HEAD_LIMIT), name).text
    return next(filter(any, _values(text, name)), [])


def _whole_lines(head: bytes, *, cut: bool) -> bytes:
    """The beginning of a text up to a line's end where it was cut, so that no sign is left half."""
    if not cut:
        return head
    end = head.rfind(b"\n") + 1
    if b"\0" in head[:8]:
        end += end % 2  # of UTF-16, where a line's end may have its zero behind it
    return head[:end] or head


def cell_of(row: Sequence[str], place: int) -> str:
    """A row's cell at a place from 0, '' where the row is shorter."""
    return row[place] if place < len(row) else ""


def _values(text: str, name: str) -> Iterator[list[str]]:
    for row in separated_rows(text, name, delimiter(text)):
        yield [" ".join(cell.split(" ")).strip() for cell in row]


def separated_rows(text: str, name: str, sign: str) -> Iterator[list[str]]:
    """The rows of a text whose values stand between ``sign``; of each its first ``COLUMNS_LIMIT`` cells.

    Raises TranscriptError for too many rows, with the line for a cell that is too long.
    """
    reader = csv.reader(io.StringIO(text), delimiter=sign)
    try:
        for number, row in enumerate(reader, 1):
            if number > ROWS_LIMIT:
                raise _too_many(name)
            yield row[:COLUMNS_LIMIT]
    except csv.Error as error:
        raise TranscriptError(
            name,
            _("the table is damaged: {problem}.").format(problem=error),
            _("Save it anew as csv or xlsx."),
            reader.line_num,
        ) from error


def delimiter(text: str) -> str:
    """The sign that parts the head into most columns."""
    head = re.sub(r'"[^"]*"', "", text[:20_000]).lstrip("\r\n ").partition("\n")[0]
    return max(_DELIMITERS, key=head.count) if any(sign in head for sign in _DELIMITERS) else ","


def _too_many(name: str) -> TranscriptError:
    return TranscriptError(
        name,
        _("the table has more than {n} rows.").format(n=ROWS_LIMIT),
        _("Take out the rows that are not answers, or divide it."),
    )


def _workbook(data: bytes, name: str, taken: TakenOut) -> tuple[list[list[str]], list[str]]:
    """The first sheet with content, and which others were not read."""
    rows: list[list[str]] = []
    others: list[str] = []
    with open_workbook(data, name) as workbook:
        for sheet in workbook.worksheets:
            if rows:
                others.append(sheet.title)
                continue
            rows = [row for row in sheet_rows(sheet, name, taken) if any(row)]
    notices = (
        [_("Only the first sheet was read, not: {sheets}.").format(sheets=", ".join(others))]
        if others
        else []
    )
    return rows, notices


@contextmanager
def open_workbook(data: bytes, name: str, most_tags: int = TAGS_LIMIT) -> Iterator[Any]:
    """A workbook of openpyxl to read from, unpacked with bounds.

    ``most_tags`` is how many tags one of its parts may have: each costs memory. Raises TranscriptError for
    one that is damaged or too large, also while it is read.
    """
    _look_inside(Archive(data, name, "xlsx"), most_tags)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not used
            import openpyxl

            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                yield workbook
            finally:
                workbook.close()
    except (TranscriptError, KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:  # openpyxl fails in many ways on damaged workbooks
        raise TranscriptError(
            name,
            _("the workbook is damaged: {problem}").format(problem=str(error).partition("\n")[0][:120]),
            _("Open it and save it anew, or save the sheet as csv."),
        ) from error


def _look_inside(archive: Archive, most_tags: int) -> None:
    for member in archive.names():
        if not member.endswith((".xml", ".rels")):
            continue
        part = archive.read(member)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:200]:
            raise TranscriptError(
                archive.name, _("the workbook's XML declares a document type."), _("Save it anew from Excel.")
            )
        if part.count(b"<") > most_tags:
            raise archive.too_large()


def sheet_rows(sheet: Any, name: str, taken: TakenOut) -> Iterator[list[str]]:
    """The rows of a sheet as text; of each its first ``COLUMNS_LIMIT`` cells, none longer than in csv.

    Raises TranscriptError for too many rows, too long a cell, and more text than ``SIGNS_LIMIT``.
    """
    signs = 0
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=ROWS_LIMIT + 2, max_col=COLUMNS_LIMIT, values_only=True)
    for number, values in enumerate(rows, 1):
        if number > ROWS_LIMIT + 1:
            raise _too_many(name)
        row = [_written(value, taken) for value in values]
        longest = max(map(len, row), default=0)
        signs += sum(map(len, row))
        if longest > CELL_LIMIT or signs > SIGNS_LIMIT:
            raise TranscriptError(
                name, _("a cell, or the sheet, holds more text than can be read."), line=number
            )
        yield row


def _written(value: Any, taken: TakenOut) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return taken.clean(str(value)).strip()
