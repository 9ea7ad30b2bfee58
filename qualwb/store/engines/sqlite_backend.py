"""What the store's SQL asks of SQLite, plain or encrypted: by the driver's own cursor."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import JSON, Boolean, Column, Connection, Dialect, Executable, Table
from sqlalchemy.dialects import sqlite

from qualwb.store.engines.backend import ChainHead
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.faults import operational_errors
from qualwb.store.engines.interface import DriverConnection
from qualwb.store.engines.sqlite_turn_index import FileTurnIndex
from qualwb.store.engines.statements import Asked, Statements

Found = TypeVar("Found")


class SqliteBackend:
    """Nothing waits and nothing is asked ahead: every statement is answered at once."""

    dialect: Dialect = sqlite.dialect()
    turn_index = FileTurnIndex()
    hides = False
    words_for_views = {  # noqa: RUF012
        "tables": "main",
        "views": "temp",
        "listed": "(SELECT value FROM json_each(codings))",
    }

    def __init__(self) -> None:
        self.statements = Statements(self.dialect)

    def rows(self, connection: Connection, text: str, values: Sequence[Any]) -> Iterator[Any]:
        return iter(_driver(connection).execute(text, values))

    def ask_ahead(self, connection: Connection, asked: Iterable[Asked], digest_before: int | None) -> None:
        pass

    def know(self, connection: Connection, asked: Asked, rows: list[Any]) -> None:
        pass

    def in_turn(
        self, connection: Connection, asked: Asked, then: Callable[[list[Any]], Found]
    ) -> Callable[[], Found]:
        text, values = self.statements.in_words(*asked)
        found = then(list(self.rows(connection, text, values)))
        return lambda: found

    def together(self, questions: Iterable[Callable[[], Any]]) -> list[Any]:
        return [question() for question in questions]

    def write(
        self,
        connection: Connection,
        statement: Executable,
        rows: Sequence[Mapping[str, Any]] = (),
        touching: Sequence[int] = (),  # noqa: ARG002
    ) -> None:
        connection.execute(statement, rows or None)

    def insert(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
        statements = self.statements.of(table)
        key = _driver(connection).execute(statements.insert, statements.bound(table, row)).lastrowid
        assert key is not None
        return key

    def insert_missing(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        statements = self.statements.of(table)
        missing = f"{statements.insert} ON CONFLICT DO NOTHING"
        _driver(connection).execute(missing, statements.bound(table, row))

    def insert_columns(
        self, connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]
    ) -> None:
        statements = self.statements.of(table)
        rows = zip(*statements.bound_columns(table, columns), strict=False)
        _driver(connection).executemany(statements.insert_numbered, rows)

    def new_keys(self, connection: Connection, table: Table, count: int) -> int:  # noqa: ARG002
        used = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        row = _driver(connection).execute(used, (table.name,)).fetchone()
        return row[0] + 1 if row else 1

    def expect_change(self, connection: Connection) -> None:
        pass

    def chain_head(self, connection: Connection) -> ChainHead:
        newest = "SELECT id, digest FROM change ORDER BY id DESC LIMIT 1"
        row = _driver(connection).execute(newest).fetchone()
        return ChainHead(*row) if row else ChainHead(0, "")

    def digest_before(self, connection: Connection, number: int) -> str:
        before = "SELECT digest FROM change WHERE id < ? ORDER BY id DESC LIMIT 1"
        row = _driver(connection).execute(before, (number,)).fetchone()
        return str(row[0]) if row else ""

    def sees_everything(self, connection: Connection) -> bool:  # noqa: ARG002
        return True

    def defer_references(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")

    def notify(self, connection: Connection, notice: str) -> None:
        """Nobody listens to a file: it is looked at."""

    def hide(self, connection: Connection, views: Mapping[str, str]) -> None:
        for table, condition in views.items():
            connection.exec_driver_sql(
                f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {condition}"
            )

    def is_encrypted(self, connection: Connection) -> bool:
        (_number, _name, path), *_attached = _driver(connection).execute("PRAGMA database_list").fetchall()
        return engine_of(Path(path)).key is not None

    def run_as_json(self, connection: Connection, table: Table, first: int, last: int) -> Iterator[bytes]:
        """The rows as SQLite makes JSON of them.

        Where a number is written in another way, as some with many decimals are, the bytes differ. Nothing
        comes of a table with columns of JSON, which Python writes otherwise, nor of rows that can't be
        written as JSON.
        """
        statement = _run_as_json(table)
        try:
            for (row,) in _driver(connection).execute(statement, (first, last)) if statement else ():
                yield row
        except operational_errors() as error:
            if "JSON" not in str(error):
                raise


SQLITE = SqliteBackend()


def _driver(connection: Connection) -> DriverConnection:
    driver: DriverConnection | None = connection.connection.driver_connection
    assert driver is not None
    return driver


@cache
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
