"""The rows of spreadsheets and lists that a codebook is read from: csv, tsv, xlsx, txt."""

from collections.abc import Sequence

from qualwb.acts import codebook_input
from qualwb.exchange.codebooks.codebook_columns import SEARCHED_LINES, known_columns
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.writers.text import unguarded

Rows = list[list[str]]


def separated_rows(data: bytes, findings: Findings) -> Rows:
    """Lines of values between commas, semicolons or tabs, whichever stands most often in the first."""
    text = read_text(data, findings)
    head = text.split("\n", 1)[0]
    sign = max(",;\t", key=head.count)
    rows = codebook_input.separated_rows(text, findings.file, sign)
    return [[unguarded(cell, sign) for cell in row] for row in rows]


def list_rows(data: bytes, findings: Findings) -> Rows:
    """A plain list of paths, each with a memo after a tab if any."""
    lines = read_text(data, findings).split("\n")
    return [["path", "definition"], *(line.split("\t") for line in lines)]


def workbook_rows(data: bytes, findings: Findings) -> Rows:
    """The sheet with the most known headings; of equals, the first."""
    return codebook_input.workbook_rows(
        data, findings.file, _known_headings, SEARCHED_LINES, findings.taken_out
    )


def read_text(data: bytes, findings: Findings) -> str:
    """The text of a file, in whatever character set; what was taken out of it is told."""
    decoded = codebook_input.decoded(data, findings.file)
    findings.remarks += [f"{findings.file}: {notice}" for notice in decoded.notices]
    return decoded.text


def _known_headings(rows: Sequence[Sequence[str]]) -> int:
    known = [known_columns(row) for row in rows]
    return max((len(columns) for columns in known if "name" in columns), default=0)
