"""The formats of codebooks, by the end of a file's name: one list for reading, one for writing.

A new format is a function of a file's bytes in ``READERS``, of the codebook in ``WRITERS``, or both.
"""

from collections.abc import Callable
from pathlib import Path

from qualwb.acts.codebook_file import dump_codebook, parse_codebook
from qualwb.acts.codebook_input import codebook_bytes, codebook_text
from qualwb.acts.codebooks import Codebook
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_columns import codebook_from_rows, codebook_table
from qualwb.exchange.codebooks.codebook_page import codebook_markdown
from qualwb.exchange.codebooks.codebook_spreadsheets import Rows, list_rows, separated_rows, workbook_rows
from qualwb.exchange.codebooks.drafts import Notice
from qualwb.exchange.codebooks.qdc import from_qdc, to_qdc
from qualwb.exchange.output_file import write_file
from qualwb.exchange.rendering import SUFFIXES, format_of, render
from qualwb.localization import gettext as _

Reader = Callable[[bytes, str, Notice], Codebook]
"""From a file's bytes and its name; told of what could not be taken as it stands."""


def _from_yaml(data: bytes, name: str, _notice: Notice) -> Codebook:
    return parse_codebook(codebook_text(data, name), name)


def _from(rows: Callable[[bytes, str], Rows]) -> Reader:
    """A reader of tables."""
    return lambda data, name, notice: codebook_from_rows(rows(data, name), name, notice)


READERS: dict[str, Reader] = {
    ".yaml": _from_yaml,
    ".yml": _from_yaml,
    ".csv": _from(separated_rows),
    ".tsv": _from(separated_rows),
    ".xlsx": _from(workbook_rows),
    ".qdc": from_qdc,
    ".txt": _from(list_rows),
}
WRITERS: dict[str, Callable[[Codebook], str | bytes]] = {
    ".yaml": dump_codebook,
    ".yml": dump_codebook,
    ".qdc": to_qdc,
    ".md": codebook_markdown,
}
"""Formats of codebooks alone; the others are those of any table."""


def read_codebook(path: Path, notice: Notice = lambda _text: None) -> Codebook:
    """The codebook in a file, in the format that its name says.

    ``notice`` is told of what could not be taken as it stands. Raises ``BadCodebook`` with the line, and
    ``QualwbError`` for a file that can't be read or a format that is not known.
    """
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise QualwbError(
            _("{file}: '{suffix}' is no codebook format.").format(file=path.name, suffix=suffix),
            _("There are: yaml, csv, tsv, xlsx, qdc, txt."),
        )
    return READERS[suffix](codebook_bytes(path), path.name, notice)


def write_codebook(codebook: Codebook, path: Path, suffix: str = "") -> None:
    """Write a codebook whole to a file, in the format that ``suffix`` or else its name says.

    Raises ``QualwbError``.
    """
    named = path.with_suffix(suffix) if suffix else path
    writer = WRITERS.get(named.suffix.lower())
    content = writer(codebook) if writer else render(codebook_table(codebook), format_of(named))
    write_file(path, content.encode() if isinstance(content, str) else content)


def suffixes_written() -> tuple[str, ...]:
    """The ends of names that ``write_codebook`` knows, our own form first."""
    return tuple(dict.fromkeys((*WRITERS, *SUFFIXES)))
