"""What was built on an act: which later acts stand in the way of turning it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, select

from qualwb.model import Record
from qualwb.store.images import WHOLE, Image, Row, keys_of, rows_in
from qualwb.store.placement import Placement, placement
from qualwb.store.soundness import NAMED, TREES
from qualwb.store.standing import Standing

Columns = frozenset[str] | None
"""Columns of a row that were written; None for a row that came or went."""
_NONE: frozenset[str] = frozenset()


class Later:
    """The acts that stand after another one, and what each of them did."""

    def __init__(self, connection: Connection, standing: Sequence[Standing]) -> None:
        self._connection = connection
        self._traces = [(one, _Trace(connection, one.images)) for one in standing]

    def in_the_way(self, images: Sequence[Image]) -> tuple[Standing, ...]:
        """Those that stand in the way of turning these images, oldest first."""
        trace = _Trace(self._connection, images, turning=True)
        found = tuple(one for one, later in self._traces if trace.meets(later))
        return found or tuple(one for one, later in self._traces if trace.trees & later.trees)


class _Trace:
    """What images did, as far as it can meet what others did."""

    def __init__(self, connection: Connection, images: Sequence[Image], *, turning: bool = False) -> None:
        self.written = _written(images)
        self.brought = frozenset(row for image in images if "insert" in image["op"] for row in _rows(image))
        self.taken = frozenset(row for image in images if "delete" in image["op"] for row in _rows(image))
        self.refers = frozenset(_references(connection, images))
        self.gives = frozenset(_names_of(images, "after"))
        self.gave_up = frozenset(_names_of(images, "before"))
        moved = (image for image in images if image["op"].startswith("update"))
        self.trees = {image["table"] for image in moved if "parent_id" in image["after"]} & {*TREES}
        self.place: Placement = placement(connection, images, turning=turning)

    def meets(self, later: "_Trace") -> bool:
        """Whether what was done later stands in the way of turning what is traced here."""
        return (
            any(
                _overlap(self.written[row], later.written[row]) for row in self.written.keys() & later.written
            )
            or not self.brought.isdisjoint(later.refers)
            or not self.refers.isdisjoint(later.taken)
            or not self.gave_up.isdisjoint(later.gives)
            or self.place.hinders(later.place)
        )


def _rows(image: Image) -> Iterator[Row]:
    return ((image["table"], key) for key in keys_of(image))


def _written(images: Iterable[Image]) -> dict[Row, Columns]:
    """The rows that images wrote, and which columns of them."""
    found: dict[Row, Columns] = {}
    for image in images:
        if image["op"] == "past":
            continue
        columns: Columns = None
        if image["op"] not in WHOLE:
            columns = frozenset(image["after"] if "after" in image else image["columns"])
        for row in _rows(image):
            known = found.get(row, _NONE)
            found[row] = None if known is None or columns is None else known | columns
    return found


def _overlap(one: Columns, other: Columns) -> bool:
    if one is None:
        return other is None or bool(other)
    return bool(one) if other is None else not one.isdisjoint(other)


def _references(connection: Connection, images: Iterable[Image]) -> Iterator[Row]:
    """The rows that those which images brought, took or pointed elsewhere refer to."""
    for image in images:
        table = Record.metadata.tables[image["table"]]
        columns = {column.name: key.column.table.name for column in table.c for key in column.foreign_keys}
        for row in _values(connection, table, image, columns):
            for column, other in columns.items():
                if isinstance(row.get(column), int):
                    yield other, row[column]


def _values(
    connection: Connection, table: Table, image: Image, columns: Iterable[str]
) -> Iterable[Mapping[str, Any]]:
    """The rows, or parts of rows, that an image holds; of bulk inserts those columns as they are now."""
    if image["op"] == "insert_many":
        chosen = select(*(table.c[name] for name in columns))
        within = table.c.id.between(image["first"], image["last"])
        return [dict(row) for row in connection.execute(chosen.where(within)).mappings()] if columns else ()
    return rows_in(image) or [image[side] for side in ("before", "after") if side in image]


def _names_of(images: Iterable[Image], side: str) -> Iterator[tuple[Any, ...]]:
    """What no two rows share that images gave to rows (``after``) or took from them (``before``)."""
    for image in images:
        if side not in image:
            continue
        table = Record.metadata.tables[image["table"]]
        for row in rows_in(image) or [image[side]]:
            if (name := NAMED.get(table.name, ("",))[0]) in row:
                yield table.name, str(row[name]).casefold()
            for columns in _unique(table):
                if all(row.get(column) is not None for column in columns):
                    yield table.name, columns, tuple(row[column] for column in columns)


def _unique(table: Table) -> Iterator[tuple[str, ...]]:
    rules = [rule.columns for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    rules += [index.columns for index in table.indexes if index.unique]
    return (tuple(column.name for column in columns) for columns in rules)
