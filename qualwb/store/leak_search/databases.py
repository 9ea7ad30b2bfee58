"""A SQLite file: the text of every column, and the terms of its full-text indexes."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.faults import database_errors
from qualwb.store.engines.interface import DriverConnection
from qualwb.store.errors import PassphraseNeeded
from qualwb.store.leak_search import database_remains
from qualwb.store.leak_search.content import Content
from qualwb.store.leak_search.database_cells import index_terms
from qualwb.store.leak_search.database_pages import DatabasePages, LogPages
from qualwb.store.leak_search.database_remains import BORDER
from qualwb.store.leak_search.decrypted import DecryptedFile
from qualwb.store.leak_search.pieces import BLOCK, Bytes, blocks

_LARGEST_IN_MEMORY = 1 << 29
"""Bytes of a database inside an archive."""


def of_database(
    file: Bytes, path: Path | None, refuse: Callable[[str, str], None], where: str
) -> Iterator[Content]:
    """Every column of every table, by name, and what was freed; if SQLite can't read it, its bytes."""
    inside = f"{where} » " if where else ""
    try:
        with closing(_opened(file, path)) as connection:
            connection.text_factory = bytes
            damaged: list[Exception] = []
            for content in _columns(connection, inside):
                yield replace(content, blocks=_until_damage(content.blocks, damaged))
        if damaged:
            raise damaged[0]
        plain = file if path is None else _decrypted(file, path)
        if plain is not None:
            freed = database_remains.of_database(DatabasePages(plain))
            yield Content(f"{inside}{_('freed space')}", freed, joined=True, placed=False)
    except database_errors(QualwbError, ValueError) as error:
        refuse(where, str(error))
        file.seek(0)
        yield Content(where, blocks(file))


def _until_damage(blocks: Iterator[bytes], damaged: list[Exception]) -> Iterator[bytes]:
    """The blocks as far as SQLite can read them; what stopped it is added to the list."""
    try:
        yield from blocks
    except database_errors() as error:
        damaged.append(error)


def of_log(file: Bytes, where: str) -> Iterator[Content]:
    """The pages of a write-ahead log or a rollback journal; what is none after all is searched as bytes."""
    try:
        pages = LogPages(file)
    except ValueError:
        file.seek(0)
        yield Content(where, blocks(file))
    else:
        inside = f"{where} » " if where else ""
        said = f"{inside}{_('pages')}"
        yield Content(said, database_remains.of_log(pages), joined=True, placed=False)


def is_encrypted(path: Path) -> bool:
    """Whether the file is an encrypted database whose key is held, or by its name may be one."""
    try:
        return engine_of(path, asking=False).key is not None
    except PassphraseNeeded:
        return ".qwb" in path.name


def _decrypted(file: Bytes, path: Path) -> Bytes | None:
    """The file as a plain one would be; None without the library that reads pages of an encrypted one."""
    key = engine_of(path, asking=False).key
    if key is None:
        return file
    try:
        return DecryptedFile(file, key)
    except ImportError:
        return None


def _opened(file: Bytes, path: Path | None) -> DriverConnection:
    if path is not None:
        return engine_of(path, asking=False).open(path.resolve(), mode="ro")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(file.read(_LARGEST_IN_MEMORY))
    return connection


def _columns(connection: DriverConnection, inside: str) -> Iterator[Content]:
    schema = "SELECT sql FROM sqlite_schema"
    yield Content(f"{inside}sqlite_schema", _values(connection, schema), placed=False)
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    tables = {name.decode(): (sql or b"").decode() for name, sql in rows}
    indexes = [
        name for name, sql in tables.items() if re.match(r"CREATE VIRTUAL TABLE .* USING fts5\b", sql, re.I)
    ]
    shortened = {f"{index}_{part}" for index in indexes for part in ("data", "idx")}
    for index in indexes:
        yield Content(f"{inside}{index}", _terms(connection, index), placed=False)
    for table in sorted(tables.keys() - shortened - set(indexes)):
        for column in _column_names(connection, table):
            select = f"SELECT {_quoted(column)} FROM {_quoted(table)}"
            yield Content(f"{inside}{table}.{column}", _values(connection, select), placed=False)


def _column_names(connection: DriverConnection, table: str) -> list[str]:
    rows = connection.execute(f"PRAGMA table_xinfo({_quoted(table)})")
    return [row[1].decode() for row in rows]


def _terms(connection: DriverConnection, index: str) -> Iterator[bytes]:
    """The terms of a full-text index, of deleted rows too, which stand shortened in its table of data."""
    for (block,) in connection.execute(f"SELECT block FROM {_quoted(f'{index}_data')}"):
        yield BORDER.join((*index_terms(block), b""))


def _values(connection: DriverConnection, select: str) -> Iterator[bytes]:
    """The values as bytes, each after a border that no word has within it."""
    for (value,) in connection.execute(select):
        if value is not None:
            raw = _raw(value)
            for at in range(0, len(raw), BLOCK):
                yield raw[at : at + BLOCK]
            yield BORDER


def _raw(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
