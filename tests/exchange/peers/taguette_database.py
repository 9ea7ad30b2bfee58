"""A Taguette database as that program lays it out, with what a test wants in it."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_SCHEMA = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL, hashed_password TEXT);
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL,
    project_id INTEGER NOT NULL REFERENCES projects (id), text_direction VARCHAR(13) NOT NULL,
    contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
    user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
    path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
    PRIMARY KEY (highlight_id, tag_id));
"""
_MOMENT = "2026-03-04 05:06:07.890000"


class Highlight(NamedTuple):
    """Bytes of a document, with what is noted as their words and the numbers of its tags."""

    start: int
    end: int
    snippet: str
    tags: Sequence[int] = ()
    user: str = ""


class TaguetteDatabase:
    """Writes a database; projects, documents and tags are numbered from 1."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_SCHEMA)

    def project(self, name: str) -> int:
        return self._put("projects (name, description, created)", name, "Om studien", _MOMENT)

    def tag(self, project: int, path: str, description: str = "") -> int:
        return self._put("tags (project_id, path, description)", project, path, description)

    def document(
        self,
        project: int,
        name: str,
        contents: str,
        highlights: Sequence[Highlight] = (),
        description: str = "",
    ) -> int:
        columns = "(name, description, filename, created, project_id, text_direction, contents)"
        values = (name, description, f"{name}.html", _MOMENT, project, "LEFT_TO_RIGHT", contents)
        document = self._put(f"documents {columns}", *values)
        for one in highlights:
            columns = "(document_id, start_offset, end_offset, snippet)"
            number = self._put(f"highlights {columns}", document, one.start, one.end, one.snippet)
            for tag in one.tags:
                self._put("highlight_tags (highlight_id, tag_id)", number, tag)
            if one.user:
                payload = {"type": "highlight_add", "highlight_id": number, "tags": [*one.tags]}
                columns = "(date, user_login, project_id, document_id, payload)"
                self._put(f"commands {columns}", _MOMENT, one.user, project, document, json.dumps(payload))
        return document

    def close(self) -> None:
        self._connection.commit()
        self._connection.close()

    def _put(self, table: str, *values: object) -> int:
        marks = ", ".join("?" * len(values))
        return self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", values).lastrowid or 0
