"""The records of a project file as they lie in it: for a copy of the whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from qualwb.store.engines.interface import DriverConnection


class FileRecords:
    """See ``qualwb.store.whole_copy.Records``."""

    def __init__(self, connection: Connection) -> None:
        driver: DriverConnection | None = connection.connection.driver_connection
        assert driver is not None
        self._driver = driver

    def count(self, table: Table) -> int:
        (n,) = self._driver.execute(f"SELECT count(*) FROM main.{table.name}").fetchone()
        return int(n)

    def rows(self, table: Table) -> Iterator[Sequence[Any]]:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        return iter(self._driver.execute(f"SELECT {columns} FROM main.{table.name} ORDER BY id"))

    def write(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        places = ", ".join("?" for _column in table.columns)
        # A row may refer to a later one of its own table.
        self._driver.execute("PRAGMA defer_foreign_keys = ON")
        self._driver.executemany(f"INSERT INTO main.{table.name} ({columns}) VALUES ({places})", rows)

    def last_keys(self) -> Mapping[str, int]:
        return _Counted(self._driver.execute("SELECT name, seq FROM main.sqlite_sequence").fetchall())

    def set_last_keys(self, keys: Mapping[str, int]) -> None:
        self._driver.execute("DELETE FROM main.sqlite_sequence")
        rows = [(name, key) for name, key in keys.items() if key]
        self._driver.executemany("INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)", rows)


class _Counted(dict[str, int]):
    """Of a table that SQLite has not counted yet no row was ever made."""

    def __missing__(self, _name: str) -> int:
        return 0
