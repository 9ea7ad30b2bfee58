"""A qc project folder as that program lays it out."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

_SCHEMA = """
CREATE TABLE document (file_path VARCHAR NOT NULL PRIMARY KEY, file_hash VARCHAR NOT NULL);
CREATE TABLE document_index (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL,
    time_series BOOLEAN NOT NULL, document_id VARCHAR NOT NULL);
CREATE TABLE location (id INTEGER NOT NULL PRIMARY KEY, start_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL, document_index_id INTEGER NOT NULL, CHECK (start_line <= end_line));
CREATE TABLE code (name VARCHAR NOT NULL PRIMARY KEY);
CREATE TABLE coder (name VARCHAR NOT NULL PRIMARY KEY);
CREATE TABLE coded_line (id INTEGER NOT NULL PRIMARY KEY, line INTEGER NOT NULL, coder_id VARCHAR NOT NULL,
    code_id VARCHAR NOT NULL);
CREATE TABLE coded_line_location_association (coded_line_id INTEGER NOT NULL, location_id INTEGER NOT NULL,
    PRIMARY KEY (coded_line_id, location_id));
"""


class QcProject:
    """Writes a project folder; documents are numbered from 1."""

    def __init__(self, folder: Path, codebook: str = "", settings: str = "") -> None:
        for name in ("corpus", "memos"):
            (folder / name).mkdir(parents=True)
        self.folder = folder
        places = "corpus_dir: corpus\ndatabase: d.sqlite3\ncodebook: codebook.yaml\nmemos_dir: memos\n"
        (folder / "settings.yaml").write_text(settings or f"qc_version: 1.7.8\n{places}")
        (folder / "codebook.yaml").write_text(codebook, encoding="utf-8")
        self._connection = sqlite3.connect(folder / "d.sqlite3")
        self._connection.executescript(_SCHEMA)

    def document(self, name: str, data: bytes, coded: Sequence[tuple[int, str, str]] = ()) -> None:
        """A text of the corpus with its coded lines: number, coder, code."""
        path = self.folder / "corpus" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        mark = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        self._put("document", name, mark)
        index = self._put("document_index", None, "paragraphs", 0, name)
        place = self._put("location", None, 0, data.count(b"\n") + 1, index)
        for line, coder, code in coded:
            number = self._put("coded_line", None, line, coder, code)
            self._put("coded_line_location_association", number, place)

    def close(self) -> Path:
        """The finished folder."""
        self._connection.commit()
        self._connection.close()
        return self.folder

    def _put(self, table: str, *values: object) -> int:
        marks = ", ".join("?" * len(values))
        return self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", values).lastrowid or 0
