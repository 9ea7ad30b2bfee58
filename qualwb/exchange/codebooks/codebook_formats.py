"""The formats of codebooks, by the end of a file's name: one list for reading, one for writing.

A new format is a function of a file's bytes in ``READERS``, of the codebook in ``WRITERS``, or both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualwb.acts.codebook_entries import Codebook
from qualwb.acts.codebook_file import dump_codebook, parse_codebook
from qualwb.acts.codebook_input import codebook_bytes
from qualwb.errors import QualwbError
from qualwb.exchange.codebooks.codebook_columns import codebook_from_rows, codebook_table
from qualwb.exchange.codebooks.codebook_spreadsheets import (
    Rows,
    list_rows,
    read_text,
    separated_rows,
    workbook_rows,
)
from qualwb.exchange.codebooks.docx_page import codebook_docx, from_docx
from qualwb.exchange.codebooks.findings import Findings
from qualwb.exchange.codebooks.markdown_page import codebook_markdown, from_markdown
from qualwb.exchange.codebooks.qc_codebook import from_qc, is_qc_codebook
from qualwb.exchange.codebooks.qdc import from_qdc, to_qdc
from qualwb.exchange.output_file import write_file
from qualwb.exchange.rendering import SUFFIXES, format_of, refuse_template_but_for_docx, render
from qualwb.localization import gettext as _

Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What a researcher may ask for when a codebook of another program is read."""

    separator: str = ""
    """Between the steps of paths, such as '.'; an arrow of any kind where it is ''."""
    folders_as_themes: bool = False
    """Folders of a REFI-QDA codebook, which are not to be coded, become themes."""


@dataclass(frozen=True, slots=True)
class CodebookRead:
    """The codebook in a file, and what there is to tell of its reading."""

    codebook: Codebook
    findings: Findings


Reader = Callable[[bytes, Findings, ReadingChoices], Codebook]


def _from_yaml(data: bytes, findings: Findings, _choices: ReadingChoices) -> Codebook:
    text = read_text(data, findings)
    if is_qc_codebook(text):
        return from_qc(text, findings)
    return parse_codebook(text, findings.file).written_out()


def _from_qdc(data: bytes, findings: Findings, choices: ReadingChoices) -> Codebook:
    return from_qdc(data, findings, folders_as_themes=choices.folders_as_themes)


def _from(rows: Callable[[bytes, Findings], Rows]) -> Reader:
    """A reader of tables."""
    return lambda data, findings, choices: codebook_from_rows(
        rows(data, findings), findings, choices.separator
    )


READERS: dict[str, Reader] = {
    ".yaml": _from_yaml,
    ".yml": _from_yaml,
    ".csv": _from(separated_rows),
    ".tsv": _from(separated_rows),
    ".xlsx": _from(workbook_rows),
    ".qdc": _from_qdc,
    ".txt": _from(list_rows),
    ".docx": lambda data, findings, _choices: from_docx(data, findings),
    ".md": lambda data, findings, _choices: from_markdown(data, findings),
}
AS_IT_STANDS = ReadingChoices()
WRITERS: dict[str, Callable[[Codebook], str | bytes]] = {
    ".yaml": dump_codebook,
    ".yml": dump_codebook,
    ".qdc": to_qdc,
    ".md": codebook_markdown,
    ".docx": codebook_docx,
}
"""Formats of codebooks alone; the others are those of any table."""


def read_codebook(
    path: Path, notice: Notice = lambda _text: None, choices: ReadingChoices = AS_IT_STANDS
) -> Codebook:
    """The codebook in a file, in the format that its name says.

    ``notice`` is told of what could not be taken as it stands. Raises ``BadCodebook`` with the line, and
    ``QualwbError`` for a file that can't be read or a format that is not known.
    """
    read = codebook_in(path, choices)
    for text in read.findings.all():
        notice(text)
    return read.codebook


def codebook_in(path: Path, choices: ReadingChoices = AS_IT_STANDS) -> CodebookRead:
    """As ``read_codebook``, with what was found beside it."""
    suffix = path.suffix.lower()
    if suffix not in READERS:
        known = ", ".join(name.removeprefix(".") for name in suffixes_read())
        raise QualwbError(
            _("{file}: '{suffix}' is no codebook format.").format(file=path.name, suffix=suffix),
            _("There are: {names}.").format(names=known),
        )
    findings = Findings(path.name)
    return CodebookRead(READERS[suffix](codebook_bytes(path), findings, choices), findings)


def write_codebook(
    codebook: Codebook,
    path: Path,
    suffix: str = "",
    uses: Mapping[str, str] | None = None,
    template: Path | None = None,
) -> None:
    """Write a codebook whole to a file, in the format that ``suffix`` or else its name says.

    ``uses`` says how each code is used, by ``same_name`` of its name; a page to read (md, docx) tells it.
    A ``template`` is a Word document whose styles a docx takes. Raises ``QualwbError``.
    """
    named = path.with_suffix(suffix) if suffix else path
    if template is not None:
        refuse_template_but_for_docx(format_of(named))
    if named.suffix.lower() == ".docx":
        write_file(path, codebook_docx(codebook, uses, template))
        return
    if named.suffix.lower() == ".md":
        write_file(path, codebook_markdown(codebook, uses).encode())
        return
    writer = WRITERS.get(named.suffix.lower())
    content = writer(codebook) if writer else render(codebook_table(codebook), format_of(named))
    write_file(path, content.encode() if isinstance(content, str) else content)


def suffixes_read() -> tuple[str, ...]:
    """The ends of names that ``read_codebook`` knows."""
    return tuple(READERS)


def suffixes_written() -> tuple[str, ...]:
    """The ends of names that ``write_codebook`` knows, our own form first."""
    return tuple(dict.fromkeys((*WRITERS, *SUFFIXES)))
