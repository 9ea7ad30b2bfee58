"""Values of rows that hold names: columns, and strings within columns of JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from sqlalchemy import JSON, Connection, String, Table, select

from qualwb.model import Record

Path = Sequence[str | int]


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


def at_path(value: Any, path: Path) -> Any:
    """What stands at a path of a value of JSON; None where the path leads nowhere."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def put_at(value: Any, path: Path, new: str) -> Any:
    """The value with another string at the path, which leads somewhere; a copy."""
    if not path:
        return new
    changed = deepcopy(value)
    inner = at_path(changed, path[:-1])
    inner[path[-1]] = new
    return changed


def strings_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string of a value of JSON, with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from strings_in(inner, (*path, name))
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value):
            yield from strings_in(inner, (*path, n))


def columns_of_words(table: Table) -> list[str]:
    """The columns of a table that hold strings."""
    return [column.name for column in table.columns if isinstance(column.type, String | JSON)]
