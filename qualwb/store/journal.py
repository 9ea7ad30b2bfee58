"""The journal: every act is one transaction that also writes one change with its row images.

An image is one of::

    {"op": "insert", "table": t, "after": row}
    {"op": "update", "table": t, "id": n, "before": columns, "after": columns}
    {"op": "delete", "table": t, "before": row}
    {"op": "insert_many", "table": t, "first": n, "last": n, "columns": names, "sha256": digest}
    {"op": "update_many", "table": t, "keys": runs, "before": columns, "after": columns}
    {"op": "shift", "table": t, "columns": names, "parts": [{"keys": runs, "by": numbers}, ...]}
    {"op": "delete_many", "table": t, "before": rows}
    {"op": "past", "table": t, "id": n, "formers": values by column, "authors": names by column}

Bulk inserts name the new keys only, with the SHA-256 of the rows: these are in their table, and whatever
removes them writes them down. ``runs`` are [first, last] of keys without a gap. A shift adds ``by`` to the
columns of the rows, all its parts at once; what it did is undone by taking away the same. A past changes
nothing: it tells what a row that came from another file had been there, by that file's journal. Undo and redo
are acts of their own: they write the inverse of the images of the act they turn back, so a change is never
altered and the audit trail shows each step.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    update,
)
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from qualwb.model import Change, Record
from qualwb.safe_text import cleaned
from qualwb.store import driver
from qualwb.store.as_left import apart, as_left, asked_of
from qualwb.store.errors import AlteredChange
from qualwb.store.images import Image, Part, Run, runs
from qualwb.store.noting import Notes, Rows, bulk_insert, deletions, joint_update, joint_updates, updates
from qualwb.store.string_door import written, written_column

NO_IMAGES = "[]"
"""What is left of the images of a change when they are erased."""

BORDERS = ("start", "end")
"""Columns of which the first may not come behind the second."""

ASIDE = 2**29
"""Farther than any position: where rows wait while others leave the places that they come to.

Twice as far is a number of four bytes still, for rows that an act moves aside itself.
"""


OLD_ASIDE = 2**40
"""How far aside rows waited in acts of older versions: a server's numbers do not hold as much."""


@dataclass
class Act:
    """The writing end of one act: each method writes rows and notes their images.

    It is the door for all strings that a person or a file brings: they are stored clean (``safe_text``).
    """

    connection: Connection
    summary: str = ""
    reason: str = ""
    target: int | None = None
    """The number of the change that it turns, for an undo or redo."""
    notes: Notes = field(default_factory=Notes)

    @property
    def images(self) -> list[Image]:
        """What it did to rows; waits for the database where that has not answered yet."""
        return self.notes.images()

    def insert(self, record: type[Record], **values: Any) -> int:
        """Insert one row and return its key. Missing columns get their defaults."""
        table = table_of(record)
        row = with_defaults(table, written(table, values))
        key = driver.insert_row(self.connection, table, row)
        self.notes.add({"op": "insert", "table": table.name, "after": {"id": key, **row}})
        return key

    def insert_many(
        self, record: type[Record], rows: Sequence[Mapping[str, Any]], keys: range | None = None
    ) -> range:
        """Insert rows in bulk and return their keys, in the order given. All rows have the same columns.

        ``keys`` are those that were asked for with ``new_keys``, else new ones.
        """
        columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
        return self.insert_columns(record, len(rows), columns, keys)

    def new_keys(self, record: type[Record], count: int) -> range:
        """Keys for so many rows that refer to each other before they are inserted."""
        first = driver.new_keys(self.connection, table_of(record), count) if count else 0
        return range(first, first + count)

    def insert_columns(
        self,
        record: type[Record],
        count: int,
        columns: Mapping[str, Sequence[Any]],
        keys: range | None = None,
    ) -> range:
        """The same of so many rows given by column: for thousands of rows, without an object for each."""
        table = table_of(record)
        keys = self.new_keys(record, count) if keys is None else keys
        if keys:
            driver.insert_columns(self.connection, table, {"id": keys, **_by_column(table, columns, count)})
            self._note_many(table, keys)
        return keys

    def update(self, record: type[Record], key: int, **values: Any) -> None:
        """Change columns of one row; columns that stay as they are leave no trace."""
        table = table_of(record)
        values = written(table, values)
        if not values:
            return
        self._note_later(table, [key], partial(updates, table, values))
        changed = update(table).where(table.c.id == key).values(**values)
        driver.write(self.connection, changed, touching=[1])

    def update_many(self, record: type[Record], keys: Iterable[int], **values: Any) -> None:
        """Give several rows the same values; one image for all that had the same values before."""
        table = table_of(record)
        values, keys = written(table, values), sorted(set(keys))
        if keys:
            self._note_later(table, keys, partial(joint_updates, table, values))
            self._write_runs(update(table).where(_within_run(table)).values(**values), runs(keys))

    def shift(self, record: type[Record], columns: Sequence[str], by: Mapping[int, Sequence[int]]) -> None:
        """Add to number columns of several rows: ``by`` has the addend of each column, by key.

        All rows move at once: one may come to a place that another leaves.
        """
        moved = [n for n in range(len(columns)) if any(addends[n] for addends in by.values())]
        if any(columns[n] in BORDERS for n in moved):  # one alone, waiting aside, would pass by the other
            moved = [n for n in range(len(columns)) if n in moved or columns[n] in BORDERS]
        alike: dict[tuple[int, ...], list[int]] = {}
        for key, addends in by.items():
            if any(addends):
                alike.setdefault(tuple(addends[n] for n in moved), []).append(key)
        if alike:
            parts: list[Part] = [{"keys": runs(keys), "by": list(step)} for step, keys in alike.items()]
            self._shift_parts(table_of(record), [columns[n] for n in moved], parts)

    def delete(self, record: type[Record], keys: Iterable[int]) -> None:
        """Delete rows by key. Rows that hang on them must be deleted first: nothing cascades."""
        table = table_of(record)
        keys = sorted(set(keys))
        if keys:
            self._note_later(table, keys, partial(deletions, table))
            self._delete_rows(table, keys)

    def note_past(
        self,
        record: type[Record],
        key: int,
        formers: Mapping[str, Sequence[str]],
        authors: Mapping[str, str],
    ) -> None:
        """Note what a row was in the file that it comes from: values its columns had, and who wrote them."""
        past = {"formers": dict(formers), "authors": dict(authors)}
        self.notes.add({"op": "past", "table": table_of(record).name, "id": key, **past})

    def turn_back(self, images: Sequence[Image]) -> None:
        """Write the inverse of the images, last first.

        Raises ``StateMoved`` when a row is not as its image left it; then nothing may be kept of what was
        written.
        """
        for stretch in apart(reversed(images)):
            driver.ask_ahead(self.connection, *asked_of(stretch))
            found = [as_left(self.connection, image) for image in stretch]
            for image, rows in zip(stretch, found, strict=True):
                self._invert(image, rows)

    def _invert(self, image: Image, rows: list[dict[str, Any]]) -> None:
        """Write the inverse of an image, whose rows are these now."""
        table = Record.metadata.tables[image["table"]]
        match image["op"]:
            case "insert" | "insert_many":  # in any order: references are looked at when all is written
                gone = runs(row["id"] for row in rows)
                self._write_runs(delete(table).where(_within_run(table)), gone)
                self.notes.add({"op": "delete_many", "table": table.name, "before": rows})
            case "update":
                restored = update(table).where(table.c.id == image["id"]).values(**image["before"])
                driver.write(self.connection, restored, touching=[1])
                self.notes.add({**image, "before": image["after"], "after": image["before"]})
            case "update_many":
                restored = update(table).where(_within_run(table)).values(**image["before"])
                self._write_runs(restored, image["keys"])
                self.notes.add(joint_update(table, image["keys"], image["after"], image["before"]))
            case "shift":
                back: list[Part] = [
                    {"keys": part["keys"], "by": [-n for n in part["by"]]} for part in image["parts"]
                ]
                self._shift_parts(table, image["columns"], back)
            case "delete":
                row = with_defaults(table, image["before"])
                driver.write(self.connection, insert(table).values(**row))
                self.notes.add({"op": "insert", "table": table.name, "after": row})
            case "delete_many":
                self._insert_again(table, image["before"])
            case "past":
                self.notes.add(image)

    def _insert_again(self, table: Table, before: list[dict[str, Any]]) -> None:
        # An image from before a migration lacks the columns that came with it.
        rows = [with_defaults(table, row) for row in before]
        columns = {name: [row[name] for row in rows] for name in table.columns.keys()}  # noqa: SIM118
        driver.insert_columns(self.connection, table, columns)
        keys = [row["id"] for row in rows]
        if len(keys) > 1 and keys == list(range(keys[0], keys[-1] + 1)):
            self._note_many(table, keys)
        else:
            self.notes.add(*({"op": "insert", "table": table.name, "after": row} for row in rows))

    def _note_many(self, table: Table, keys: Sequence[int]) -> None:
        """Note a bulk insert, with the digest of the rows as they are stored."""
        self._note_later(table, keys, partial(bulk_insert, table, keys))

    def _note_later(self, table: Table, keys: Sequence[int], images: Callable[[Rows], list[Image]]) -> None:
        """Note what ``images`` makes of the rows of these keys, which are in order, as they are now."""
        self.notes.add_later(table, driver.rows_in_turn(self.connection, table, keys, images))

    def _shift_parts(self, table: Table, columns: list[str], parts: list[Part]) -> None:
        aside = ASIDE if _unique_by(table, columns) else 0
        for part in parts:
            self._add(table, columns, part["keys"], [_near(n) + aside for n in part["by"]])
        if aside:
            for part in parts:
                self._add(table, columns, part["keys"], [-aside] * len(columns))
        self.notes.add({"op": "shift", "table": table.name, "columns": columns, "parts": parts})

    def _add(self, table: Table, columns: list[str], keys: list[Run], addends: list[int]) -> None:
        added = {name: table.c[name] + addend for name, addend in zip(columns, addends, strict=True)}
        statement = update(table).where(_within_run(table)).values(added)
        self._write_runs(statement, keys)

    def _write_runs(self, statement: Executable, keys: list[Run]) -> None:
        given = [{"first": first, "last": last} for first, last in keys]
        driver.write(self.connection, statement, given, touching=[last - first + 1 for first, last in keys])

    def _delete_rows(self, table: Table, keys: Sequence[int]) -> None:
        # Highest key first: a row that refers to an earlier row of its own table goes before it.
        statement = delete(table).where(table.c.id == bindparam("key"))
        given = [{"key": key} for key in sorted(keys, reverse=True)]
        driver.write(self.connection, statement, given, touching=[1] * len(given))


def _near(addend: int) -> int:
    """The addend, if it moves rows aside as acts of older versions did, as far as they wait today."""
    if abs(addend) < OLD_ASIDE // 2:
        return addend
    farther = OLD_ASIDE - ASIDE
    return addend - farther if addend > 0 else addend + farther


def _by_column(table: Table, given: Mapping[str, Sequence[Any]], count: int) -> dict[str, Iterable[Any]]:
    """The values of rows by column, as they are stored; columns that are not given have their defaults."""
    return {
        column.name: written_column(table, column.name, given[column.name])
        if column.name in given
        else _defaults(column, count)
        for column in table.columns
        if not column.primary_key
    }


def with_defaults(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """All columns but the key, as they will stand in the table, so that no row need be read back."""
    row = {}
    for column in table.columns:
        if column.name in values:
            row[column.name] = values[column.name]
        elif not column.primary_key:
            row[column.name] = _default(column)
    return row


def _defaults(column: Column[Any], count: int) -> Iterable[Any]:
    """A default for each of so many rows: what is made anew each time differs from row to row."""
    if isinstance(column.default, CallableColumnDefault):
        return [_default(column) for _row in range(count)]
    return repeat(_default(column))


def _default(column: Column[Any]) -> Any:
    if isinstance(column.default, CallableColumnDefault):
        return column.default.arg(DefaultExecutionContext())
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _within_run(table: Table) -> ColumnElement[bool]:
    return table.c.id.between(bindparam("first"), bindparam("last"))


def _unique_by(table: Table, columns: Iterable[str]) -> bool:
    """Whether two rows of the table may not be alike in these columns, perhaps with others."""
    together = [rule.columns for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    together += [index.columns for index in table.indexes if index.unique]
    return any(name in alike for alike in together for name in columns)


def table_of(record: type[Record]) -> Table:
    """The table behind a record class."""
    table = record.__table__
    assert isinstance(table, Table)
    return table


def write_change(connection: Connection, act: Act, *, kind: str, coder: str, at: str) -> int:
    """Write the change row of an act and return its number."""
    row = {
        "at": at,
        "coder": cleaned(coder),
        "act": kind,
        "summary": cleaned(act.summary),
        "reason": cleaned(act.reason),
        "target": act.target,
        "images": json.dumps(act.images, ensure_ascii=False, separators=(",", ":")),
    }
    sealed = {**row, "digest": digest(driver.chain_head(connection).digest, row)}
    table = table_of(Change)
    return driver.insert_row(connection, table, with_defaults(table, sealed))


def verify_digest(connection: Connection, change: Change) -> None:
    """Raise ``AlteredChange`` when a change is not as it was written."""
    row = {name: getattr(change, name) for name in table_of(Change).columns.keys()}  # noqa: SIM118
    if digest(driver.digest_before(connection, change.id), row) != change.digest:
        raise AlteredChange(change.id)


def digest(previous: str, row: Mapping[str, Any]) -> str:
    """The digest of a change: SHA-256 over the digest before it, its own columns and that of its images."""
    columns = ("at", "coder", "act", "summary", "reason", "target")
    payload = json.dumps([*(row[column] for column in columns), digest_of_images(row)], ensure_ascii=False)
    return hashlib.sha256((previous + payload).encode()).hexdigest()


def digest_of_images(row: Mapping[str, Any]) -> str:
    """SHA-256 of the images that a change was written with, though they were erased since."""
    if row.get("erased") is not None and row["images"] == NO_IMAGES:
        return str(row["erased"])
    return hashlib.sha256(row["images"].encode()).hexdigest()
