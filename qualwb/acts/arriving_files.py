"""What the files in another program's project hold: archives of any size, texts as they were stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from qualwb.system_errors import reason_of
from qualwb.transcripts import reading
from qualwb.transcripts.decoding import BYTE_ORDER_MARKS, as_stored, clean, notices_of
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import spreadsheet
from qualwb.transcripts.formats.archive import MEMBER_LIMIT, TOTAL_LIMIT, ArchiveOnDisk

__all__ = [
    "TOTAL_LIMIT",
    "ArchiveOnDisk",
    "StoredText",
    "document_text",
    "file_bytes",
    "opened_archive",
    "stored_text",
    "table_head",
    "table_rows",
    "taken_out",
]


class StoredText(NamedTuple):
    """A text as its file has it: no character changed, but without the byte order mark."""

    text: str
    marked: bool = False
    """Whether a byte order mark stands before it."""
    notices: tuple[str, ...] = ()
    """What a person should know of its character set."""


@contextmanager
def opened_archive(path: Path, kind: str) -> Iterator[ArchiveOnDisk]:
    """A zip file with bounds on what is read out of it; ``kind`` is what it should be, in words.

    Raises ``QualwbError`` for what can't be opened or is none.
    """
    if not path.is_file():
        reading.load(path, 0)  # says what it is instead
    try:
        with path.open("rb") as stream:
            yield ArchiveOnDisk(stream, str(path), kind)
    except OSError as error:
        raise TranscriptError(str(path), f"{reason_of(error)}.") from error


def file_bytes(path: Path) -> bytes:
    """The bytes of a file of bounded size. Raises ``QualwbError``."""
    return reading.load(path, MEMBER_LIMIT)


def stored_text(data: bytes, name: str) -> StoredText:
    """The text in the bytes of a file of that name. Raises ``QualwbError`` for what is no text."""
    if not data:
        return StoredText("")
    text, _encoding, notices = as_stored(data, name)
    marked = any(data.startswith(mark) for mark, _encoding in BYTE_ORDER_MARKS)
    return StoredText(text, marked, tuple(notices))


def taken_out(text: str) -> list[str]:
    """What a person is told of the characters of a text that no project keeps."""
    return notices_of(clean(text)[1])


def document_text(data: bytes, name: str) -> str:
    """The paragraphs of a Word document, a line each. Raises ``QualwbError`` for what is none."""
    from qualwb.transcripts.formats.docx import paragraphs

    return "\n".join(line.text for line in paragraphs(data, name).lines)


def table_head(path: Path) -> list[str]:
    """The first row of such a table that holds something; none where nothing does, or it begins far inside.

    Raises ``QualwbError`` for what is no table.
    """
    return spreadsheet.first_row(file_bytes(path), str(path))


def table_rows(path: Path) -> tuple[list[list[str]], list[str]]:
    """The rows of a csv file or a workbook's first sheet that hold something, and what to tell of them.

    Raises ``QualwbError`` for what is no table.
    """
    read = spreadsheet.read_spreadsheet(file_bytes(path), str(path))
    return read.rows, read.notices
