"""A QualCoder project folder as that program lays it out, in its third and its fourth version."""

import sqlite3
from pathlib import Path

_V3 = """
CREATE TABLE project (databaseversion text, date text, memo text, about text, bookmarkfile integer,
    bookmarkpos integer, codername text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
    date text, av_text_id integer, risid integer, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer,
    height integer, cid integer, memo text, date text, owner text, important integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer,
    memo text, date text, owner text, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text,
    owner text, date text, unique(fid, pos0, pos1, owner));
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text,
    valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer,
    date text, owner text, unique(name, attr_type, id));
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer,
    owner text, date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text,
    constraint ucm unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text,
    supercatid integer, unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
    pos1 integer, owner text, date text, memo text, avid integer, important integer,
    unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
    color text, unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text, unique(name));
"""
_V4 = """
ALTER TABLE code_name ADD supercid integer;
ALTER TABLE code_image ADD pdf_page integer;
CREATE TABLE coder_names (name text unique not null, visibility integer not null default 1);
CREATE VIEW code_text_visible AS SELECT * FROM code_text WHERE owner IN (SELECT name FROM coder_names);
"""
MOMENT = "2026-03-04 05:06:07"


class QualcoderDatabase:
    """Writes a project folder; rows are named by their columns, and numbered from 1 as they come."""

    def __init__(self, folder: Path, version: int = 3) -> None:
        folder.mkdir()
        (folder / "documents").mkdir()
        self.folder = folder
        self._connection = sqlite3.connect(folder / "data.qda")
        self._connection.executescript(_V3 + (_V4 if version == 4 else ""))
        about = "QualCoder 4.0" if version == 4 else "QualCoder 3.6"
        self.put("project", databaseversion=f"v{version}", date="2026-01-02 03:04:05", memo="Om", about=about)

    def put(self, table: str, **values: object) -> int:
        """A row; its number."""
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        done = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", (*values.values(),)
        )
        return done.lastrowid or 0

    def close(self) -> Path:
        """The finished folder."""
        self._connection.commit()
        self._connection.close()
        return self.folder
