"""A state to come: which of its rows would break a rule, so that they can be left as they are."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, select, text, tuple_

from qualwb.model import Record
from qualwb.store.driver import fetch
from qualwb.store.images import Row
from qualwb.store.soundness import NAMED, TREES, as_name, names_of, parents_of
from qualwb.store.tree_faults import in_cycles

Values = dict[str, Any]


def broken_rows(connection: Connection, rows: Mapping[Row, Values | None]) -> set[Row]:
    """Those of the rows that would break a rule if all of them came to these values, None being no row.

    A rule: what a row refers to is there; what no two rows share stays alone; nothing lies beneath itself.
    """
    coming = _Coming(connection, rows)
    return {
        *coming.without_what_they_refer_to(),
        *coming.referred_to(),
        *coming.alike(),
        *coming.beneath_themselves(),
    }


class _Coming:
    """A state to come: some rows with other values than now, or gone, all others as they are."""

    def __init__(self, connection: Connection, rows: Mapping[Row, Values | None]) -> None:
        self._connection, self._rows = connection, rows
        self._removed: dict[str, set[int]] = {}
        self._placed: dict[str, dict[int, Values]] = {}
        for (table, key), values in rows.items():
            if values is None:
                self._removed.setdefault(table, set()).add(key)
            else:
                self._placed.setdefault(table, {})[key] = values

    def without_what_they_refer_to(self) -> Iterator[Row]:
        """Rows to come that refer to a row that will not be there."""
        for name, rows in self._placed.items():
            for column, other in _references(_table(name)):
                wanted = {values[column] for values in rows.values() if values[column] is not None}
                missing = wanted - self._there(other, wanted)
                yield from ((name, key) for key, values in rows.items() if values[column] in missing)

    def referred_to(self) -> Iterator[Row]:
        """Rows that will be gone though another one refers to them."""
        for name in Record.metadata.tables:
            for column, other in _references(_table(name)):
                for key, value in self._referring(name, column, self._removed.get(other, set())):
                    if (name, key) not in self._rows:
                        yield other, value

    def alike(self) -> Iterator[Row]:
        """Rows to come that are like another row in what no two rows may share."""
        for name, rows in self._placed.items():
            for columns, condition in _alone(_table(name)):
                yield from ((name, key) for key in self._twins(name, rows, columns, condition))
            if name in NAMED:
                yield from ((name, key) for key in self._namesakes(name, rows))

    def beneath_themselves(self) -> Iterator[Row]:
        """Rows to come that would lie beneath themselves."""
        for name in TREES:
            rows = self._placed.get(name, {})
            if rows:
                parents = dict(fetch(self._connection, parents_of(name)))
                parents.update({key: values["parent_id"] for key, values in rows.items()})
                yield from ((name, key) for key in in_cycles(parents) & rows.keys())

    def _there(self, table: str, keys: Collection[int]) -> set[int]:
        """Which of these keys of a table will be there."""
        found = set(self._placed.get(table, {})) & set(keys)
        for part in _portions(set(keys) - found - self._removed.get(table, set())):
            there = select(_table(table).c.id).where(_table(table).c.id.in_(part))
            found |= set(self._connection.execute(there).scalars())
        return found

    def _referring(self, table: str, column: str, keys: Collection[int]) -> Iterator[tuple[int, int]]:
        """The rows of a table that refer to one of these keys now, each with the key."""
        columns = _table(table).c
        for part in _portions(keys):
            statement = select(columns.id, columns[column]).where(columns[column].in_(part))
            yield from ((key, value) for key, value in self._connection.execute(statement))

    def _twins(
        self, table: str, rows: Mapping[int, Values], columns: tuple[str, ...], condition: str
    ) -> Iterator[int]:
        """The keys of rows to come that share the values of columns, under a condition, with another."""
        holders: dict[tuple[Any, ...], list[int]] = {}
        for key, values in rows.items():
            shared = tuple(values[column] for column in columns)
            if None not in shared and _meets(values, condition):
                holders.setdefault(shared, []).append(key)
        there = _table(table).c
        for part in _portions(holders, size=100):
            statement = select(there.id, *(there[column] for column in columns))
            statement = statement.where(tuple_(*(there[column] for column in columns)).in_(part))
            if condition:
                statement = statement.where(text(condition))
            for key, *held in self._connection.execute(statement):
                if (table, key) not in self._rows:
                    holders.setdefault(tuple(held), []).append(key)
        yield from (key for keys in holders.values() if len(keys) > 1 for key in keys if key in rows)

    def _namesakes(self, table: str, rows: Mapping[int, Values]) -> Iterator[int]:
        """The keys of rows to come that have the name of another."""
        holders: dict[tuple[str, ...], set[int]] = {}
        for key, *named in fetch(self._connection, names_of(table)):
            if (table, key) not in self._rows:
                holders.setdefault(as_name(named), set()).add(key)
        for key, values in rows.items():
            holders.setdefault(as_name([values[column] for column in NAMED[table]]), set()).add(key)
        yield from (key for keys in holders.values() if len(keys) > 1 for key in keys & rows.keys())


def _table(name: str) -> Table:
    return Record.metadata.tables[name]


@cache
def _references(table: Table) -> tuple[tuple[str, str], ...]:
    """The columns of a table that refer to the key of another, each with the other's name."""
    return tuple(
        (column.name, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.name == "id"
    )


@cache
def _alone(table: Table) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Columns that no two rows of a table share, each with the condition under which they do not."""
    rules = [(rule.columns, "") for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    rules += [(index.columns, index.info.get("where", "")) for index in table.indexes if index.unique]
    return tuple((tuple(column.name for column in columns), condition) for columns, condition in rules)


def _meets(values: Values, condition: str) -> bool:
    """Whether a row meets the condition of a unique index: '' or 'column IS [NOT] NULL'."""
    if not condition:
        return True
    form = re.fullmatch(r"(\w+) IS (NOT )?NULL", condition)
    assert form is not None, condition
    return (values[form[1]] is None) is (form[2] is None)


def _portions(values: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part
