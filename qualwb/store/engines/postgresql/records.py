"""The records of a project on a server, in and out by COPY: for a copy of the whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from psycopg import Connection as ServerConnection
from psycopg import sql
from sqlalchemy import JSON, Boolean, Column, Connection, Float, Integer, Table

from qualwb.model import Record
from qualwb.store.engines.backend import BACKEND
from qualwb.store.engines.postgresql import SCHEMA
from qualwb.store.engines.postgresql.backend import PostgresqlBackend

KEY = "id"


class ServerRecords:
    """See ``qualwb.store.whole_copy.Records``. Values are those that a file has: 0 and 1, JSON as text."""

    def __init__(self, connection: Connection, tables: Sequence[Table] | None = None) -> None:
        """``tables``: those of a project of an earlier schema."""
        self._connection = connection
        self._tables = tables or Record.metadata.sorted_tables

    @property
    def _driver(self) -> ServerConnection[Any]:
        """The driver's connection, when all that was to be said to it before has been said."""
        backend: PostgresqlBackend = self._connection.info[BACKEND]
        backend.conversation.settle()
        driver: Any = self._connection.connection.driver_connection
        return driver  # type: ignore[no-any-return]

    def count(self, table: Table) -> int:
        return int(self._one(sql.SQL("SELECT count(*) FROM {}").format(_name(table))))

    def rows(self, table: Table) -> Iterator[Sequence[Any]]:
        columns = sql.SQL(", ").join(map(_as_in_file, table.columns))
        query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY id) TO STDOUT (FORMAT BINARY)")
        with self._driver.cursor() as cursor, cursor.copy(query.format(columns, _name(table))) as copy:
            copy.set_types([_type_in_file(column) for column in table.columns])
            yield from copy.rows()

    def write(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(_name(table), columns)
        with self._driver.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)

    def last_keys(self) -> Mapping[str, int]:
        """What the sequences gave, or the rows have: a row may have come with a key of its own."""
        asked = sql.SQL(", ").join(
            sql.SQL("greatest(coalesce((SELECT max(id) FROM {}), 0), coalesce({}, 0))").format(
                _name(table),
                sql.SQL("pg_sequence_last_value(pg_get_serial_sequence({}, {})::regclass)").format(
                    _quoted(table), sql.Literal(KEY)
                ),
            )
            for table in self._tables
        )
        row = self._driver.execute(sql.SQL("SELECT {}").format(asked)).fetchone()
        assert row is not None
        return {table.name: int(key) for table, key in zip(self._tables, row, strict=True)}

    def set_last_keys(self, keys: Mapping[str, int]) -> None:
        setting = sql.SQL(", ").join(
            sql.SQL("setval(pg_get_serial_sequence({}, {}), {}, {})").format(
                _quoted(table), sql.Literal(KEY), sql.Literal(max(key, 1)), sql.Literal(key > 0)
            )
            for table in self._tables
            for key in (keys[table.name],)
        )
        self._driver.execute(sql.SQL("SELECT {}").format(setting))

    def _one(self, query: sql.Composed) -> Any:
        row = self._driver.execute(query).fetchone()
        assert row is not None
        return row[0]


def _name(table: Table) -> sql.Identifier:
    return sql.Identifier(SCHEMA, table.name)


def _quoted(table: Table) -> sql.Literal:
    """The table's name as the functions for sequences take it."""
    return sql.Literal(f'"{SCHEMA}"."{table.name}"')


def _as_in_file(column: Column[Any]) -> sql.Composable:
    name = sql.Identifier(column.name)
    if isinstance(column.type, Boolean):
        return sql.SQL("{}::int8").format(sql.SQL("{}::int4").format(name))
    if isinstance(column.type, JSON):
        return sql.SQL("{}::text").format(name)
    if isinstance(column.type, Integer):
        return sql.SQL("{}::int8").format(name)
    return name if not isinstance(column.type, Float) else sql.SQL("{}::float8").format(name)


def _type_in_file(column: Column[Any]) -> str:
    if isinstance(column.type, Integer | Boolean):
        return "int8"
    return "float8" if isinstance(column.type, Float) else "text"
