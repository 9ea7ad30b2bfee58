"""A project of an earlier schema is brought up to date on a server with the rows that it gets in a file."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Connection, Engine, text

from qualwb.model import Record
from qualwb.store.connection import engine_for
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.migration import upgrade
from tests.store.first_schema import first_schema_project

TABLES = Record.metadata.tables
LATER = {
    "0003": ["INSERT INTO reading (source_id, coder_id, read_at) VALUES (1, 1, '2026-01-02')"],
    "0004": [
        "INSERT INTO finished_coding (source_id, coder_id, round_id, finished_at) VALUES (1, 1, 1, '2026')",
        "INSERT INTO adjudication (uid, source_id, round_id, codings, result, outcome, coder_id, decided_at)"
        " VALUES ('å', 1, 1, '[1, 2]', '[ 3]', 'both', 1, '2026-01-02')",
        "UPDATE round SET blind = 1",
    ],
    "0005": [
        "INSERT INTO name_verdict (uid, kind, name, coder_id, decided_at) VALUES ('ä', 'place', 'Å', 1, '')",
        'INSERT INTO name_verdict (uid, kind, name, coder_id, decided_at, source_id, start, "end")'
        " VALUES ('ö', 'person', 'Åsa', 1, '', 1, 2, 5)",
    ],
    "0006": [
        "UPDATE suggestion_event SET reason = 'words', probability = 0.25, encoder = 'å'",
    ],
}
"""What only a later schema can hold, by the first that can."""

Rows = list[tuple[Any, ...]]


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006"])
def test_each_row_is_as_in_a_file(tmp_path: Path, empty: Engine, revision: str) -> None:
    path = first_schema_project(tmp_path)
    bring(path, to=revision)
    file = sqlite3.connect(path, isolation_level=None)
    for statement in (one for since, new in LATER.items() if since <= revision for one in new):
        file.execute(statement)
    upgrade(empty, to=revision)
    with empty.begin() as server:
        copy(file, server)
        assert rows_of_server(server) == rows_of_file(file)
    before = rows_of_file(file)
    bring(path, to="head")
    upgrade(empty)
    with empty.connect() as server:
        assert rows_of_server(server) == rows_of_file(file)
        assert next_keys(server) == {table: key + 1 for table, key in used_keys(file).items()}
    assert rows_of_file(file) != before
    assert sum(map(len, before.values())) > 30
    file.close()


def bring(path: Path, to: str) -> None:
    engine = engine_for(path)
    upgrade(engine, to=to)
    engine.dispose()


def copy(file: sqlite3.Connection, server: Connection) -> None:
    """Take all rows to the server, and which keys were used."""
    server.execute(text(f"SET search_path = {SCHEMA}"))
    server.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    for table, columns in tables_of(file).items():
        named = quoted(columns)
        places = ", ".join(["%s"] * len(columns))
        rows = list(
            map(tuple, read(file.execute(f"SELECT {named} FROM {table} ORDER BY id"), table, columns))
        )
        if rows:
            server.exec_driver_sql(f"INSERT INTO {table} ({named}) VALUES ({places})", rows)
    for table, key in used_keys(file).items():
        server.execute(text("SELECT setval(:sequence, :key)"), {"sequence": f"{table}_id_seq", "key": key})


def rows_of_file(file: sqlite3.Connection) -> dict[str, Rows]:
    return {
        table: read(file.execute(f"SELECT {quoted(columns)} FROM {table} ORDER BY id"), table, columns)
        for table, columns in tables_of(file).items()
    }


def rows_of_server(server: Connection) -> dict[str, Rows]:
    """All rows, of JSON the text that is kept."""
    server.execute(text(f"SET search_path = {SCHEMA}"))
    found: dict[str, Rows] = {}
    for table in TABLES:
        columns = server.scalars(
            text(
                "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(:table))"
                " AND attnum > 0 AND NOT attisdropped"
            ),
            {"table": table},
        ).all()
        if columns:
            told = ", ".join(
                f'"{name}"' + ("::text" if isinstance(TABLES[table].c[name].type, JSON) else "")
                for name in sorted(columns)
            )
            found[table] = list(map(tuple, server.execute(text(f"SELECT {told} FROM {table} ORDER BY id"))))
    return found


def read(rows: Iterable[tuple[Any, ...]], table: str, columns: list[str]) -> Rows:
    """Rows of a file, with what is true or false as that."""
    kinds = [bool if isinstance(TABLES[table].c[name].type, Boolean) else None for name in columns]
    return [
        tuple(kind(value) if kind else value for kind, value in zip(kinds, row, strict=True)) for row in rows
    ]


def tables_of(file: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of each table that the file has, sorted."""
    found = {table: sorted(row[1] for row in file.execute(f"PRAGMA table_info({table})")) for table in TABLES}
    return {table: columns for table, columns in found.items() if columns}


def used_keys(file: sqlite3.Connection) -> dict[str, int]:
    """The highest key that was given, by table."""
    return dict(file.execute("SELECT name, seq FROM sqlite_sequence"))


def next_keys(server: Connection) -> dict[str, int]:
    """The next key that each table with keys gives."""
    given = text("SELECT last_value + 1 FROM pg_sequences WHERE sequencename = :name")
    last = {table: server.scalar(given, {"name": f"{table}_id_seq"}) for table in TABLES}
    return {table: key for table, key in last.items() if key is not None}


def quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
