"""The coded lines of a qc project: in a database, before version 1 in a file for each coder of a text."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from qualwb.acts.arriving_files import file_bytes, stored_text
from qualwb.errors import QualwbError
from qualwb.exchange.foreign_database import ForeignDatabase, opened, text_of, whole_number
from qualwb.localization import gettext as _

_TABLES: Mapping[str, tuple[str, ...]] = {
    "document": ("file_path",),
    "document_index": ("id", "document_id"),
    "location": ("id", "document_index_id"),
    "coded_line_location_association": ("coded_line_id", "location_id"),
    "coded_line": ("id", "line", "coder_id", "code_id"),
}
_SUFFIX = ".codes"


class CodedLine(NamedTuple):
    """A code on a line, counted from 0, of a document by a coder; no document where the file tells none."""

    document: str | None
    line: int | None
    coder: str
    code: str


class Coded(NamedTuple):
    """The documents of a project, with the SHA-1 of each as it was when it was taken in, and its lines."""

    documents: Mapping[str, str]
    lines: list[CodedLine]


def from_database(path: Path) -> Coded:
    """The documents and coded lines in a database. Raises ``QualwbError`` for one of another program."""
    with opened(path) as database:
        if not all(database.has(table, *columns) for table, columns in _TABLES.items()):
            raise QualwbError(_("{file}: this is no database of qc.").format(file=path))
        rows = database.rows("document", "file_path", "file_hash")
        documents = {text_of(row["file_path"]): text_of(row["file_hash"]) for row in rows}
        return Coded(documents, list(_lines(database)))


def from_code_files(folder: Path, documents: list[str]) -> Coded:
    """The coded lines in the files of a folder, ``TEXT.CODER.codes``: a line for each of the text."""
    lines: list[CodedLine] = []
    for path in sorted(folder.rglob(f"*{_SUFFIX}")):
        if not path.resolve().is_relative_to(folder) or not path.is_file():
            continue
        name, _dot, coder = path.relative_to(folder).as_posix().removesuffix(_SUFFIX).rpartition(".")
        document = name if name in documents else None
        text = stored_text(file_bytes(path), str(path)).text
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            codes = dict.fromkeys(filter(None, map(str.strip, line.split(","))))
            lines += (CodedLine(document, number, coder, code) for code in codes)
    return Coded(dict.fromkeys(documents, ""), lines)


def _lines(database: ForeignDatabase) -> Iterator[CodedLine]:
    indices = {
        row["id"]: text_of(row["document_id"]) for row in database.rows("document_index", "id", "document_id")
    }
    places = {
        row["id"]: indices.get(row["document_index_id"])
        for row in database.rows("location", "id", "document_index_id")
    }
    documents: dict[Any, str | None] = {}
    for row in database.rows("coded_line_location_association", "coded_line_id", "location_id"):
        documents.setdefault(row["coded_line_id"], places.get(row["location_id"]))
    for row in database.rows("coded_line", "id", "line", "coder_id", "code_id"):
        coder, code = text_of(row["coder_id"]), text_of(row["code_id"])
        yield CodedLine(documents.get(row["id"]), whole_number(row["line"]), coder, code)
