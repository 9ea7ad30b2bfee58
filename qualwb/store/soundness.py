"""Rules that no constraint of the database keeps: names that differ beyond case, trees without cycles."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from qualwb.model import Code, Group, Participant, Record, Round, Source, Theme
from qualwb.store.driver import ask_ahead, fetch
from qualwb.store.errors import StateForbidden
from qualwb.store.images import WHOLE, Image, keys_of
from qualwb.store.tree_faults import in_cycles

TREES = tuple(record.__tablename__ for record in (Code, Theme))
NAMED = {
    **{record.__tablename__: ("name",) for record in (Code, Theme, Source, Group, Round)},
    Participant.__tablename__: ("alias", "group_id"),
}
"""Columns that no two rows of a table may share: the name, without regard to case, and where it counts."""


def refuse_broken(connection: Connection, images: Iterable[Image]) -> None:
    """Raise ``StateForbidden`` when the rows of these images, as they are now, break a rule."""
    written = list(images)
    moved_in = {table: _written(written, table, "parent_id") for table in TREES}
    named_in = {table: _written(written, table, columns[0]) for table, columns in NAMED.items()}
    ask_ahead(
        connection,
        *((parents_of(table), {}) for table, moved in moved_in.items() if moved),
        *((names_of(table), {}) for table, named in named_in.items() if named),
    )
    for table, moved in moved_in.items():
        if moved and (faulty := moved & in_cycles(dict(fetch(connection, parents_of(table))))):
            raise StateForbidden(f"{table} {min(faulty)}: parent_id")
    for table, named in named_in.items():
        if named and (twins := named & namesakes_within(connection, table)):
            raise StateForbidden(f"{table} {min(twins)}: {NAMED[table][0]}")


def _written(images: Iterable[Image], table: str, column: str) -> set[int]:
    """The keys of the rows of a table that images bring, take, or write this column of."""
    ours = (image for image in images if image["table"] == table)
    return {
        key
        for image in ours
        if image["op"] in WHOLE or column in image.get("after", ())
        for key in keys_of(image)
    }


def namesakes_within(connection: Connection, table: str) -> set[int]:
    """The keys of the rows of a table whose name another row has too."""
    by_name: dict[tuple[str, ...], list[int]] = {}
    for key, name, *where in fetch(connection, names_of(table)):
        by_name.setdefault(as_name((name, *where)), []).append(key)
    return {key for keys in by_name.values() if len(keys) > 1 for key in keys}


def as_name(values: Sequence[Any]) -> tuple[str, ...]:
    """The values of the columns in ``NAMED`` in the form in which they are compared."""
    name, *where = values
    return (str(name).casefold(), *map(str, where))


def _table(name: str) -> Table:
    return Record.metadata.tables[name]


@cache
def parents_of(table: str) -> Select[int, int]:
    """A query for the key of each row of a tree, with the key of what it lies beneath."""
    return select(_table(table).c.id, _table(table).c.parent_id)


@cache
def names_of(table: str) -> Select[int, str]:
    """A query for the key of each row of a table in ``NAMED``, with those columns."""
    return select(_table(table).c.id, *(_table(table).c[column] for column in NAMED[table]))
