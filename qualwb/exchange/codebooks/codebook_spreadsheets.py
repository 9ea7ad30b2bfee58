"""The rows of spreadsheets and lists that a codebook is read from: csv, tsv, xlsx, txt."""

from collections.abc import Sequence

from qualwb.acts import codebook_input
from qualwb.acts.codebook_input import codebook_text
from qualwb.exchange.codebooks.codebook_columns import SEARCHED_LINES, known_columns
from qualwb.exchange.writers.text import unguarded

Rows = list[list[str]]


def separated_rows(data: bytes, name: str) -> Rows:
    """Lines of values between commas, semicolons or tabs, whichever stands most often in the first."""
    text = codebook_text(data, name)
    head = text.split("\n", 1)[0]
    return _unguarded_rows(codebook_input.separated_rows(text, name, max(",;\t", key=head.count)))


def list_rows(data: bytes, name: str) -> Rows:
    """A plain list of paths, each with a memo after a tab if any."""
    return [["path", "memo"], *(line.split("\t") for line in codebook_text(data, name).splitlines())]


def workbook_rows(data: bytes, name: str) -> Rows:
    """The sheet with the most known headings; of equals, the first."""
    return _unguarded_rows(codebook_input.workbook_rows(data, name, _known_headings, SEARCHED_LINES))


def _known_headings(rows: Sequence[Sequence[str]]) -> int:
    known = [known_columns(row) for row in rows]
    return max((len(columns) for columns in known if "name" in columns), default=0)


def _unguarded_rows(rows: Rows) -> Rows:
    return [[unguarded(cell) for cell in row] for row in rows]
