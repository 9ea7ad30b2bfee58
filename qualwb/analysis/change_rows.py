"""One change of the journal, row by row: what was there before and what is there after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from qualwb.model import Change, Record
from qualwb.store.errors import NotFound

NAMES = ("name", "alias", "label", "quote", "text")
"""Columns that tell a person which row is meant, the most telling first."""
SILENT = ("id", "digest", "created_at", "updated_at", "position", "sha256")
"""Columns that tell a person nothing."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happened to one row, or to ``count`` rows of one table that came in bulk.

    ``happened`` is 'new', 'changed' or 'gone'. ``fields`` are (column, before, after); references to other
    rows are given by those rows' names.
    """

    table: str
    happened: str
    name: str
    count: int = 1
    fields: tuple[tuple[str, Any, Any], ...] = ()


def row_changes(connection: Connection, number: int) -> tuple[RowChange, ...]:
    """What the change of that number did, in order. Raises ``NotFound``."""
    images = connection.execute(select(Change.images).where(Change.id == number)).scalar()
    if images is None:
        raise NotFound(str(number))
    names = _Names(connection)
    return tuple(change for image in json.loads(images) for change in _of_image(image, names))


def _of_image(image: Mapping[str, Any], names: "_Names") -> tuple[RowChange, ...]:
    table = image["table"]
    match image["op"]:
        case "insert":
            return (_whole(table, "new", image["after"], names),)
        case "delete":
            return (_whole(table, "gone", image["before"], names),)
        case "insert_many":
            first, last = image["first"], image["last"]
            there = filter(None, (names.known(table, key) for key in range(first, min(last + 1, first + 5))))
            return (RowChange(table, "new", ", ".join(there), last - first + 1),)
        case "delete_many":
            rows = image["before"]
            shown = ", ".join(filter(None, (_name_of(row) for row in rows[:5])))
            return (RowChange(table, "gone", shown, len(rows)),)
    fields = tuple(
        (
            column,
            names.value(table, column, image["before"][column]),
            names.value(table, column, image["after"][column]),
        )
        for column in image["after"]
        if column not in SILENT
    )
    return (RowChange(table, "changed", names.row(table, image["id"]), 1, fields),)


def _whole(table: str, happened: str, row: Mapping[str, Any], names: "_Names") -> RowChange:
    fields = []
    for column, value in row.items():
        if column in SILENT or column in NAMES[:3] or value in (None, "", {}, []):
            continue
        told = names.value(table, column, value)
        fields.append((column, None, told) if happened == "new" else (column, told, None))
    return RowChange(table, happened, _name_of(row), 1, tuple(fields))


def _name_of(row: Mapping[str, Any]) -> str:
    return next((str(row[column]) for column in NAMES if row.get(column)), "")


class _Names:
    """Names of rows by key; '#12' for one that is gone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def value(self, table_name: str, column: str, value: Any) -> Any:
        for reference in Record.metadata.tables[table_name].c[column].foreign_keys:
            if isinstance(value, int):
                return self.row(reference.column.table.name, value)
        return value

    def row(self, table_name: str, key: int) -> str:
        return self.known(table_name, key) or f"#{key}"

    def known(self, table_name: str, key: int) -> str:
        table = Record.metadata.tables[table_name]
        row = self._connection.execute(select(table).where(table.c.id == key)).mappings().first()
        return _name_of(dict(row)) if row is not None else ""
