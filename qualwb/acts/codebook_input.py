"""What a codebook file of any program brings, read with bounds: its bytes, its text, its rows.

A file from elsewhere may be damaged or made to do harm: each function here refuses with one line what is
larger, longer or deeper than codebooks are.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.safe_text import one_line
from qualwb.transcripts.bounded_yaml import DEPTH_LIMIT, refuse_unbounded
from qualwb.transcripts.decoding import Decoded, decode
from qualwb.transcripts.door import TakenOut
from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import spreadsheet
from qualwb.transcripts.formats.archive import Archive
from qualwb.transcripts.reading import load

__all__ = [
    "BadCodebook",
    "TakenOut",
    "codebook_bytes",
    "decoded",
    "refuse_unbounded_document",
    "refuse_unbounded_xml",
    "refuse_unbounded_yaml",
    "separated_rows",
    "workbook_rows",
]

SIZE_LIMIT = 16 * 2**20
"""Bytes of a file."""
TAGS_LIMIT = 1_000_000
"""Tags in an XML file, or in one part of a workbook."""
CODES_LIMIT = 10_000
"""Codes, and themes, in a codebook."""
LEVELS_LIMIT = 50
"""Codes beneath each other, and themes."""


class BadCodebook(QualwbError):
    """A codebook file that can't be used, with the file and the line."""

    def __init__(self, name: str, line: int, what: str, hint: str = "") -> None:
        super().__init__(f"{name}:{line}: {one_line(what)}", hint)


def codebook_bytes(path: Path) -> bytes:
    """The bytes of a codebook file. Raises ``QualwbError`` when it can't be read or is too large."""
    return load(path, SIZE_LIMIT)


def decoded(data: bytes, name: str) -> Decoded:
    """The text of a codebook file in whatever character set it was written, and what to tell of it.

    ``name`` is for messages. Raises ``BadCodebook`` for what is no text.
    """
    with _as_codebook(name):
        return decode(data, name)


def refuse_unbounded_yaml(text: str, name: str, deepest: int = DEPTH_LIMIT) -> None:
    """Refuse YAML that is nested deeper than that, holds too much or repeats parts of itself.

    Raises ``BadCodebook``, and ``yaml.YAMLError`` for what is no YAML.
    """
    with _as_codebook(name):
        refuse_unbounded(text, name, deepest)


def refuse_unbounded_xml(data: bytes, name: str, most_tags: int = TAGS_LIMIT) -> None:
    """Refuse XML with more tags than that. Raises ``BadCodebook``."""
    if data.count(b"<") > most_tags:
        raise BadCodebook(name, 1, _("the file holds far more than can be read."))


def refuse_unbounded_document(data: bytes, name: str) -> None:
    """Refuse a Word document that unpacks to far more than a codebook, or declares a document type.

    Raises ``BadCodebook``.
    """
    with _as_codebook(name):
        archive = Archive(data, name, "docx")
        for member in archive.names():
            if member.endswith((".xml", ".rels")):
                part = archive.read(member)
                if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:200]:
                    raise BadCodebook(name, 1, _("the document's XML declares a document type."))
                refuse_unbounded_xml(part, name)


def separated_rows(text: str, name: str, sign: str) -> list[list[str]]:
    """The rows of a text whose values stand between ``sign``. Raises ``BadCodebook``."""
    with _as_codebook(name):
        return list(spreadsheet.separated_rows(text, name, sign))


def workbook_rows(
    data: bytes, name: str, fitness: Callable[[Sequence[Sequence[str]]], int], lines: int, taken: TakenOut
) -> list[list[str]]:
    """The rows of the sheet whose first ``lines`` rows fit best; of equals, the first.

    ``fitness`` gives how well they fit; none is taken where all give 0. ``taken`` is
    told of the characters taken out. Raises ``BadCodebook``.
    """
    with (
        _as_codebook(name, _("no workbook that can be read ({why}).")),
        spreadsheet.open_workbook(data, name, TAGS_LIMIT) as workbook,
    ):
        sheets = workbook.worksheets
        fits = [
            fitness(list(islice(spreadsheet.sheet_rows(sheet, name, TakenOut()), lines))) for sheet in sheets
        ]
        best = max(fits, default=0)
        if not best:
            return []
        return list(spreadsheet.sheet_rows(sheets[fits.index(best)], name, taken))


@contextmanager
def _as_codebook(name: str, said: str = "{why}") -> Iterator[None]:
    """What is wrong with a file that could as well be a transcript, told of a codebook."""
    try:
        yield
    except TranscriptError as error:
        raise BadCodebook(name, error.line or 1, said.format(why=error.problem), error.hint) from None
