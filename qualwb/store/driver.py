"""Rows in and out of a table without SQLAlchemy's work on each: what an act does for each file and row."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Select, Table, bindparam, select

from qualwb.store.engines.backend import ChainHead, backend_of
from qualwb.store.engines.json_members import json_each
from qualwb.store.engines.statements import Asked as Asked

Found = TypeVar("Found")
given = bindparam
"""The place of a value in a constant statement for ``fetch``, by name."""


def given_keys(name: str) -> Select[int]:
    """The place of any number of keys in a constant statement, for ``in_``; ``as_keys`` makes their value."""
    return select(json_each(given(name)).table_valued("value").c.value)


def as_keys(keys: Iterable[int]) -> str:
    """Keys as the value of ``given_keys``."""
    return json.dumps(list(keys))


def fetch(connection: Connection, constant: Select[*tuple[Any, ...]], **values: Any) -> list[Any]:
    """The rows of a statement that is made once, when its module is imported, as tuples.

    ``values`` are by the names of its ``given``. Columns of numbers and strings only: nothing is converted.
    """
    return list(fetch_each(connection, constant, **values))


def fetch_each(
    connection: Connection, constant: Select[*tuple[Any, ...]], **values: Any
) -> Iterator[tuple[Any, ...]]:
    """The rows of ``fetch`` one by one, where all of them at once would take much memory."""
    backend = backend_of(connection)
    text, bound = backend.statements.in_words(constant, values)
    return iter(backend.rows(connection, text, bound))


def ask_ahead(connection: Connection, *asked: Asked, digest_before: int | None = None) -> None:
    """Ask together what is soon fetched one by one: over a network it takes the time of one question.

    ``digest_before`` is the number of a change for which that will be asked. An answer holds until something
    is written to a table that it was read from.
    """
    backend_of(connection).ask_ahead(connection, asked, digest_before)


def fetch_whole(
    connection: Connection, table: Table, constant: Select[*tuple[Any, ...]], **values: Any
) -> list[dict[str, Any]]:
    """The rows of ``fetch`` by column, converted; the statement selects all columns of the table in order."""
    found = backend_of(connection).statements.of(table).converted(fetch(connection, constant, **values))
    return [dict(zip(table.columns.keys(), row, strict=True)) for row in found]


def plain_rows(connection: Connection, statement: Select[*tuple[Any, ...]]) -> list[Any]:
    """The rows of any statement as tuples: many, of numbers and strings only, since nothing is converted."""
    cursor = connection.execute(statement).cursor
    assert cursor is not None
    return list(cursor.fetchall())


def write(
    connection: Connection,
    statement: Executable,
    rows: Sequence[Mapping[str, Any]] = (),
    *,
    touching: Sequence[int] = (),
) -> None:
    """Run a statement that answers nothing, once for each row of values; done when the act is stored.

    ``touching`` says, for each run, how many rows it changes or deletes.
    """
    backend_of(connection).write(connection, statement, rows, touching)


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert one row, all columns but the key, and return its key."""
    return backend_of(connection).insert(connection, table, row)


def insert_missing(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert one row, all columns but the key, unless there is one that it may not stand beside."""
    backend_of(connection).insert_missing(connection, table, row)


def insert_columns(connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]) -> None:
    """Insert rows given by column, all of them with the key; they end with the shortest column."""
    backend_of(connection).insert_columns(connection, table, columns)


@cache
def run(table: Table) -> Select[*tuple[Any, ...]]:
    """The constant statement by which ``rows_of_run`` asks, between the keys ``first`` and ``last``."""
    every = select(table).where(table.c.id.between(given("first"), given("last")))
    return every.order_by(table.c.id)


def rows_of_run(connection: Connection, table: Table, first: int, last: int) -> list[Sequence[Any]]:
    """The rows whose keys are ``first`` to ``last``, whole, in order of their keys."""
    found = fetch(connection, run(table), first=first, last=last)
    return backend_of(connection).statements.of(table).converted(found)


@cache
def _of_keys(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.id.in_(given_keys("keys"))).order_by(table.c.id)


def rows_asked(table: Table, keys: Sequence[int]) -> Asked:
    """What ``rows_of_keys`` asks of these keys, which are in order."""
    if keys and len(keys) == keys[-1] - keys[0] + 1:
        return run(table), {"first": keys[0], "last": keys[-1]}
    return _of_keys(table), {"keys": as_keys(keys)}


def rows_of_keys(connection: Connection, table: Table, keys: Sequence[int]) -> list[Sequence[Any]]:
    """The rows of these keys, which are in order, whole and in that order."""
    if not keys:
        return []
    constant, values = rows_asked(table, keys)
    found = fetch(connection, constant, **values)
    return backend_of(connection).statements.of(table).converted(found)


def rows_in_turn(
    connection: Connection, table: Table, keys: Sequence[int], then: Callable[[list[Sequence[Any]]], Found]
) -> Callable[[], Found]:
    """What ``then`` makes of the rows of ``rows_of_keys``, as they are before what is written from now on.

    Over a network that is waited for when what is returned is called: what an act writes meanwhile, and other
    rows that it asks for so, go there together.
    """
    backend = backend_of(connection)
    read = backend.statements.of(table).converted
    return backend.in_turn(connection, rows_asked(table, keys), lambda found: then(read(found)))


def all_rows(connection: Connection, table: Table) -> list[Sequence[Any]]:
    """All rows of a table, whole, in order of their keys."""
    backend = backend_of(connection)
    statements = backend.statements.of(table)
    return statements.converted(list(backend.rows(connection, statements.select_all, ())))


def all_keys(connection: Connection, table: Table) -> Iterator[int]:
    """The keys of all rows of a table."""
    backend = backend_of(connection)
    statement = backend.statements.of(table).select_keys
    return (key for (key,) in backend.rows(connection, statement, ()))


def run_as_json(connection: Connection, table: Table, first: int, last: int) -> Iterable[bytes]:
    """The rows of ``rows_of_run``, each as the JSON list that Python would make of it, or nothing.

    The database makes it, where it can; where the bytes may differ from Python's, it is left out.
    """
    return backend_of(connection).run_as_json(connection, table, first, last)


def know_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows that were read, whole, in order of their keys.

    Who wants just these by their keys need not ask for them, until something is written to their table.
    """
    if rows:
        asked = rows_asked(table, [row["id"] for row in rows])
        backend_of(connection).know(connection, asked, [tuple(row.values()) for row in rows])


def row_of(connection: Connection, table: Table, key: int) -> dict[str, Any]:
    """The row of that key, whole, by column. Raises ``ValueError`` where there is none."""
    (row,) = rows_of_run(connection, table, key, key)
    return dict(zip(table.columns.keys(), row, strict=True))


def new_keys(connection: Connection, table: Table, count: int) -> int:
    """The first of so many keys one after another that no row of the table has had."""
    return backend_of(connection).new_keys(connection, table, count)


def digest_before(connection: Connection, number: int) -> str:
    """The digest of the change before the one of this number, '' where there is none."""
    return backend_of(connection).digest_before(connection, number)


def chain_head(connection: Connection) -> ChainHead:
    """The end of the journal's chain."""
    return backend_of(connection).chain_head(connection)
