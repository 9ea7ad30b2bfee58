"""Rows in and out of a table by the driver's own cursor: for what an act does for each file and each row.

The text of a statement is made once for a table, and no row costs SQLAlchemy's work on it. Values are bound
and read as SQLAlchemy's types do it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Select, Table, bindparam, func, insert, select
from sqlalchemy.dialects import sqlite

from qualwb.store.engines.faults import operational_errors
from qualwb.store.engines.interface import DriverConnection

Convert = Callable[[Any], Any]

given = bindparam
"""The place of a value in a constant statement for ``fetch``, by name."""

_DIALECT = sqlite.dialect()


def given_keys(name: str) -> Select[int]:
    """The place of any number of keys in a constant statement, for ``in_``; ``as_keys`` makes their value."""
    return select(func.json_each(given(name)).table_valued("value").c.value)


def as_keys(keys: Iterable[int]) -> str:
    """Keys as the value of ``given_keys``."""
    return json.dumps(list(keys))


@dataclass(frozen=True, slots=True)
class _Statements:
    """What is asked of a table, and how values of its columns are bound and read where that takes work."""

    insert: str
    """All columns but the key, which SQLite gives."""
    insert_numbered: str
    select_run: str
    select_run_as_json: str
    """Empty where SQLite can't make the JSON."""
    select_keys: str
    bind: Mapping[str, Convert]
    read: Mapping[int, Convert]
    """By the place of the column."""


def fetch(connection: Connection, constant: Select[*tuple[Any, ...]], **values: Any) -> list[Any]:
    """The rows of a statement that is made once, when its module is imported, as tuples.

    ``values`` are by the names of its ``given``. Columns of numbers and strings only: nothing is converted.
    """
    return list(fetch_each(connection, constant, **values))


def fetch_each(
    connection: Connection, constant: Select[*tuple[Any, ...]], **values: Any
) -> Iterator[tuple[Any, ...]]:
    """The rows of ``fetch`` one by one, where all of them at once would take much memory."""
    text, order, fixed = _compiled(constant)
    bound = fixed | values
    return iter(_driver(connection).execute(text, [bound[name] for name in order]))


def plain_rows(connection: Connection, statement: Select[*tuple[Any, ...]]) -> list[Any]:
    """The rows of any statement as tuples: many, of numbers and strings only, since nothing is converted."""
    cursor = connection.execute(statement).cursor
    assert cursor is not None
    return list(cursor.fetchall())


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert one row, all columns but the key, and return its key."""
    statements = _statements(table)
    bind = statements.bind
    values = [
        bind[column.name](row[column.name]) if column.name in bind else row[column.name]
        for column in table.columns
        if not column.primary_key
    ]
    key = _driver(connection).execute(statements.insert, values).lastrowid
    assert key is not None
    return key


def insert_columns(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> None:
    """Insert rows given by column, all of them with the key; they end with the shortest column."""
    statements = _statements(table)
    bound = [
        map(statements.bind[name], columns[name]) if name in statements.bind else columns[name]
        for name in table.columns.keys()  # noqa: SIM118 - columns are no mapping of their names
    ]
    _driver(connection).executemany(statements.insert_numbered, zip(*bound, strict=False))


def rows_of_run(connection: Connection, table: Table, first: int, last: int) -> list[Sequence[Any]]:
    """The rows whose keys are ``first`` to ``last``, whole, in order of their keys."""
    statements = _statements(table)
    return _read(statements, _driver(connection).execute(statements.select_run, (first, last)).fetchall())


def all_rows(connection: Connection, table: Table) -> list[Sequence[Any]]:
    """All rows of a table, whole, in order of their keys."""
    return rows_of_run(connection, table, -_ANY_KEY, _ANY_KEY)


def all_keys(connection: Connection, table: Table) -> Iterator[int]:
    """The keys of all rows of a table."""
    return (key for (key,) in _driver(connection).execute(_statements(table).select_keys))


def run_as_json(connection: Connection, table: Table, first: int, last: int) -> Iterator[bytes]:
    """The rows of ``rows_of_run``, each as the JSON list that Python would make of it, made by SQLite.

    Where a number is written in another way, as some with many decimals are, the bytes differ. Nothing comes
    of a table with columns of JSON, which Python writes otherwise, nor of rows that can't be written as JSON.
    """
    statement = _statements(table).select_run_as_json
    try:
        for (row,) in _driver(connection).execute(statement, (first, last)) if statement else ():
            yield row
    except operational_errors() as error:
        if "JSON" not in str(error):
            raise


_ANY_KEY = 2**63 - 1


def _read(statements: "_Statements", rows: list[Sequence[Any]]) -> list[Sequence[Any]]:
    """The rows with the values that take work converted, a column at a time."""
    if not (statements.read and rows):
        return rows
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for place, read in statements.read.items():
        columns[place] = map(read, columns[place])
    return list(zip(*columns, strict=True))


def row_of(connection: Connection, table: Table, key: int) -> dict[str, Any]:
    """The row of that key, whole, by column. Raises ``ValueError`` where there is none."""
    (row,) = rows_of_run(connection, table, key, key)
    return dict(zip(table.columns.keys(), row, strict=True))


def last_key(connection: Connection, table: Table) -> int:
    """The highest key that a row of the table has had; 0 when there was none."""
    used = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    row = _driver(connection).execute(used, (table.name,)).fetchone()
    return row[0] if row else 0


def _driver(connection: Connection) -> DriverConnection:
    driver: DriverConnection | None = connection.connection.driver_connection
    assert driver is not None
    return driver


@lru_cache(maxsize=256)
def _compiled(constant: Select[*tuple[Any, ...]]) -> tuple[str, list[str], dict[str, Any]]:
    """The text, the names of its values in order, and those values that are always the same."""
    compiled = constant.compile(dialect=_DIALECT)
    return str(compiled), list(compiled.positiontup or ()), dict(compiled.params)


@cache
def _statements(table: Table) -> _Statements:
    names = table.columns.keys()
    given = [column.name for column in table.columns if not column.primary_key]
    run = select(table).where(table.c.id.between(bindparam("first"), bindparam("last"))).order_by(table.c.id)
    bind = {column.name: column.type.bind_processor(_DIALECT) for column in table.columns}
    read = [column.type.result_processor(_DIALECT, None) for column in table.columns]
    return _Statements(
        str(insert(table).compile(dialect=_DIALECT, column_keys=given)),
        str(insert(table).compile(dialect=_DIALECT, column_keys=names)),
        str(run.compile(dialect=_DIALECT)),
        _run_as_json(table),
        str(select(table.c.id).compile(dialect=_DIALECT)),
        {name: convert for name, convert in bind.items() if convert is not None},
        {place: convert for place, convert in enumerate(read) if convert is not None},
    )


def _run_as_json(table: Table) -> str:
    if any(isinstance(column.type, JSON) for column in table.columns):
        return ""
    row = " || ', ' || ".join(map(_as_json, table.columns))
    return f"SELECT CAST('[' || {row} || ']' AS BLOB) FROM {table.name} WHERE id BETWEEN ? AND ? ORDER BY id"


def _as_json(column: Column[Any]) -> str:
    # From version 3.45 on SQLite reads some blobs as JSON; no column of ours holds any.
    value = f"json_quote(CASE typeof(\"{column.name}\") WHEN 'blob' THEN x'' ELSE \"{column.name}\" END)"
    if isinstance(column.type, Boolean):
        return f"CASE \"{column.name}\" WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE {value} END"
    return value
