"""csv with one line a row, whatever its texts hold: a backslash stands before line ends and other signs.

So a changed row is one changed line. A text that a spreadsheet would take for a formula begins with a
backslash, too.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from qualwb.exchange.folder.bad_folder import BadFolder
from qualwb.exchange.folder.entries import FileEntry
from qualwb.localization import gettext as _

_FORMULA = ("=", "+", "-", "@", "\t")
_WRITTEN = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\x00": "\\0"}
_SIGN = re.compile("[\\\\\n\r\x00]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "0": "\x00"}
_SEPARATORS = ",;\t"
_SEPARATOR_WORDS = {"\t": "\\t"}
_CELLS = Lock()


def written_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows beneath their headings."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def read_rows(text: str, file: str, known: Sequence[str]) -> list[FileEntry]:
    """The rows by their headings; values may stand between semicolons or tabs as well.

    ``known`` are the headings that are read. Raises ``BadFolder`` where none of them is there.
    """
    with _CELLS, _cells_of_any_length():
        return list(_rows(text, file, known))


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """The library's limit holds for the whole process; the file's own size is the bound here."""
    usual = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _rows(text: str, file: str, known: Sequence[str]) -> Iterator[FileEntry]:
    heading = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = [name.strip() for name in next(reader, [])]
        if not set(columns) & set(known):
            raise BadFolder(
                file,
                1,
                _("no column is known here."),
                _("There are: {names}.").format(names=", ".join(known)),
            )
        before = reader.line_num
        for row in reader:
            line, before = before + 1, reader.line_num
            if any(row):
                entry = FileEntry(dict(zip(columns, map(_value, row), strict=False)), file, line)
                entry.fault = _fault_of(row, columns, separator)
                yield entry
    except csv.Error as error:
        raise BadFolder(file, reader.line_num, _("no csv: {why}.").format(why=error)) from None


def _fault_of(row: Sequence[str], columns: Sequence[str], separator: str) -> str:
    """Why a row is none of its table: it has other separators than the headings."""
    if len(columns) > 1 == len(row) and any(other in row[0] for other in _SEPARATORS):
        return _("its values stand not between '{sign}', as the headings do").format(
            sign=_SEPARATOR_WORDS.get(separator, separator)
        )
    return ""


def _cell(value: str) -> str:
    made = _SIGN.sub(lambda sign: _WRITTEN[sign[0]], value) if _SIGN.search(value) else value
    return f"\\{made}" if made.startswith(_FORMULA) else made


def _value(cell: str) -> str:
    if "\\" not in cell:
        return cell
    return _ESCAPED.sub(lambda sign: _MEANT.get(sign[1], sign[1]), cell)
