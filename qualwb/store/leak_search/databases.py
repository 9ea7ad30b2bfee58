"""A SQLite file: the text of every column, and the terms of its full-text indexes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.faults import database_errors, operational_errors
from qualwb.store.engines.interface import DriverConnection
from qualwb.store.errors import PassphraseNeeded
from qualwb.store.leak_search.content import Content
from qualwb.store.leak_search.pieces import BLOCK, Bytes, blocks

_LARGEST_IN_MEMORY = 1 << 29
"""Bytes of a database inside an archive."""


def columns_of(
    file: Bytes, path: Path | None, refuse: Callable[[str, str], None], where: str
) -> Iterator[Content]:
    """Every column of every table, by name; what SQLite can't read is searched as bytes."""
    try:
        with closing(_opened(file, path)) as connection:
            connection.text_factory = bytes
            yield from _columns(connection, f"{where} » " if where else "")
    except database_errors(QualwbError) as error:
        refuse(where, str(error))
        file.seek(0)
        yield Content(where, blocks(file))


def is_encrypted(path: Path) -> bool:
    """Whether the file is an encrypted database whose key is held, or by its name may be one."""
    try:
        return engine_of(path, asking=False).key is not None
    except PassphraseNeeded:
        return ".qwb" in path.name


def _opened(file: Bytes, path: Path | None) -> DriverConnection:
    if path is not None:
        return engine_of(path, asking=False).open(path.resolve(), mode="ro")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(file.read(_LARGEST_IN_MEMORY))
    return connection


def _columns(connection: DriverConnection, inside: str) -> Iterator[Content]:
    tables = [
        (n.decode(), (s or b"").decode())
        for n, s in connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        )
    ]
    virtual = [name for name, sql in tables if sql.upper().startswith("CREATE VIRTUAL")]
    yield Content(
        f"{inside}sqlite_schema", _values(connection, "SELECT sql FROM sqlite_schema"), placed=False
    )
    for name, _sql in tables:
        if name in virtual:
            yield from _terms(connection, inside, name)
        elif not any(name in (f"{index}_data", f"{index}_idx") for index in virtual):
            for column in _column_names(connection, name):
                select = f"SELECT {_quoted(column)} FROM {_quoted(name)}"
                yield Content(f"{inside}{name}.{column}", _values(connection, select), placed=False)


def _column_names(connection: DriverConnection, table: str) -> list[str]:
    rows = connection.execute(f"PRAGMA table_xinfo({_quoted(table)})")
    return [row[1].decode() for row in rows]


def _terms(connection: DriverConnection, inside: str, index: str) -> Iterator[Content]:
    """The terms of a full-text index, which stand shortened in its own tables."""
    vocabulary = _quoted(f"leak_search_{index}")
    try:
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.{vocabulary} USING fts5vocab(main, {_quoted(index)}, row)"
        )
    except operational_errors():  # a virtual table of another kind
        return
    said = _("{inside}{index}, its terms").format(inside=inside, index=index)
    yield Content(said, _values(connection, f"SELECT term FROM temp.{vocabulary}"), placed=False)


def _values(connection: DriverConnection, select: str) -> Iterator[bytes]:
    """The values as bytes, each after a border that no word has within it."""
    for (value,) in connection.execute(select):
        if value is not None:
            raw = _raw(value)
            for at in range(0, len(raw), BLOCK):
                yield raw[at : at + BLOCK]
            yield b"\n\0"


def _raw(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
