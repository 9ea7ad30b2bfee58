"""Rows by table and key, as those that replace and restore names ask for them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, select

from qualwb.model import Record


def record_of(table: str) -> type[Record]:
    """The record class behind a table."""
    return next(one.class_ for one in Record.registry.mappers if one.class_.__tablename__ == table)


def rows_of(connection: Connection, table: Table, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of these keys, as far as they are there, by key."""
    wanted = sorted(set(keys))
    found: dict[int, dict[str, Any]] = {}
    for first in range(0, len(wanted), 500):
        rows = select(table).where(table.c.id.in_(wanted[first : first + 500]))
        found |= {row["id"]: dict(row) for row in connection.execute(rows).mappings()}
    return found
