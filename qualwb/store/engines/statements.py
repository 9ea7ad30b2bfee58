"""Statements in the words of a database, made once for a table and for a statement that never changes.

So no row costs SQLAlchemy's work on it; values are bound and read as SQLAlchemy's types do it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Select, Table, insert, select
from sqlalchemy.sql.visitors import iterate

Convert = Callable[[Any], Any]

Asked = tuple[Select[*tuple[Any, ...]], Mapping[str, Any]]
"""A constant statement and its values by name."""


@dataclass(frozen=True, slots=True)
class TableStatements:
    """What is asked of a table, and how values of its columns are bound and read where that takes work."""

    insert: str
    """All columns but the key, which the database gives."""
    insert_numbered: str
    select_all: str
    select_keys: str
    bind: Mapping[str, Convert]
    read: Mapping[int, Convert]
    """By the place of the column."""

    def bound(self, table: Table, row: Mapping[str, Any], *, key: int | None = None) -> list[Any]:
        """The values of a row in the order of its columns, with its key where one is given."""
        whole = row if key is None else {**row, "id": key}
        return [
            self.bind[column.name](whole[column.name]) if column.name in self.bind else whole[column.name]
            for column in table.columns
            if key is not None or not column.primary_key
        ]

    def bound_columns(self, table: Table, columns: Mapping[str, Iterable[Any]]) -> list[Iterable[Any]]:
        """Columns with their values bound, in the order of the table."""
        return [
            map(self.bind[name], columns[name]) if name in self.bind else columns[name]
            for name in table.columns.keys()  # noqa: SIM118 - columns are no mapping of their names
        ]

    def converted(self, rows: list[Sequence[Any]]) -> list[Sequence[Any]]:
        """The rows with the values that take work converted, a column at a time."""
        if not (self.read and rows):
            return rows
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, read in self.read.items():
            columns[place] = map(read, columns[place])
        return list(zip(*columns, strict=True))


class Statements:
    """The statements of one dialect; its values stand in the order of their places.

    ``native`` says that the driver reads every value as Python has it.
    """

    def __init__(self, dialect: Dialect, *, native: bool = False) -> None:
        self._dialect, self._native = dialect, native
        self._tables: dict[str, TableStatements] = {}
        self.compiled = lru_cache(maxsize=256)(self._compiled)
        self.tables_read = lru_cache(maxsize=256)(_tables_read)

    def of(self, table: Table) -> TableStatements:
        """Those of a table."""
        if table.name not in self._tables:
            self._tables[table.name] = self._of(table)
        return self._tables[table.name]

    def in_words(
        self, constant: Select[*tuple[Any, ...]], values: Mapping[str, Any]
    ) -> tuple[str, list[Any]]:
        """The text of a statement that never changes, and its values in order."""
        text, order, fixed = self.compiled(constant)
        return text, [values[name] if name in values else fixed[name] for name in order]

    def _compiled(self, constant: Select[*tuple[Any, ...]]) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        """The text, the names of its values in order, and those values that are always the same."""
        compiled = constant.compile(dialect=self._dialect)
        return str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params)

    def _of(self, table: Table) -> TableStatements:
        dialect, names = self._dialect, table.columns.keys()
        given = [column.name for column in table.columns if not column.primary_key]
        every = select(table).order_by(table.c.id)
        types = {column.name: column.type.dialect_impl(dialect) for column in table.columns}
        bind = {name: kind.bind_processor(dialect) for name, kind in types.items()}
        read = [None if self._native else kind.result_processor(dialect, None) for kind in types.values()]
        return TableStatements(
            str(insert(table).compile(dialect=dialect, column_keys=given)),
            str(insert(table).compile(dialect=dialect, column_keys=names)),
            str(every.compile(dialect=dialect)),
            str(select(table.c.id).compile(dialect=dialect)),
            {name: convert for name, convert in bind.items() if convert is not None},
            {place: convert for place, convert in enumerate(read) if convert is not None},
        )


def _tables_read(statement: Select[*tuple[Any, ...]]) -> frozenset[str]:
    return frozenset(part.name for part in iterate(statement) if isinstance(part, Table))
