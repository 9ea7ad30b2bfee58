"""Rows that hang on others: those that refer to them in a column."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from qualwb.model import Record
from qualwb.store.driver import Asked, as_keys, fetch_whole, given_keys, know_rows
from qualwb.store.journal import table_of

Hook = tuple[type[Record], str]
"""A record, and its column that refers to others."""


def hanging_asked(hooks: Iterable[Hook], keys: Iterable[int]) -> Iterator[Asked]:
    """What ``hanging`` asks of the rows of these keys."""
    listed = {"keys": as_keys(sorted(keys))}
    return ((_hanging(*hook), listed) for hook in hooks)


def hanging(connection: Connection, hook: Hook, keys: Iterable[int]) -> list[Mapping[str, Any]]:
    """The rows that refer to those of these keys, whole, in order of their own keys.

    They need not be asked for when they are changed or deleted.
    """
    table = table_of(hook[0])
    rows: list[Mapping[str, Any]] = [
        *fetch_whole(connection, table, _hanging(*hook), keys=as_keys(sorted(keys)))
    ]
    know_rows(connection, table, rows)
    return rows


@cache
def _hanging(record: type[Record], column: str) -> Select[*tuple[Any, ...]]:
    table = table_of(record)
    return select(table).where(table.c[column].in_(given_keys("keys"))).order_by(table.c.id)


def keys_of(rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """The keys of rows."""
    return [row["id"] for row in rows]
