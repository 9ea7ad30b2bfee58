"""The journal: every act is one transaction that also writes one change with its row images.

An image is one of::

    {"op": "insert", "table": t, "after": row}
    {"op": "update", "table": t, "id": n, "before": columns, "after": columns}
    {"op": "delete", "table": t, "before": row}
    {"op": "insert_many", "table": t, "first": n, "last": n}
    {"op": "delete_many", "table": t, "before": rows}

Bulk inserts name the new keys only: the rows are in their table, and whatever removes them writes them
down. Undo and redo are acts of their own: they write the inverse of the images of the act they turn
back, so a change is never altered and the audit trail shows each step.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, insert, select, update

from qualwb.localization import gettext as _
from qualwb.model import Change, Record
from qualwb.store.errors import NothingToUndo

Image = dict[str, Any]
TURNING = ("undo", "redo")
"""Acts on other acts."""


@dataclass
class Act:
    """The writing end of one act: each method writes rows and notes their images."""

    connection: Connection
    summary: str = ""
    reason: str = ""
    images: list[Image] = field(default_factory=list)

    def insert(self, record: type[Record], **values: Any) -> int:
        """Insert one row and return its key. Missing columns get their defaults."""
        table = table_of(record)
        row = _with_defaults(table, values)
        key = self.connection.execute(insert(table), row).inserted_primary_key
        assert key is not None
        self.images.append({"op": "insert", "table": table.name, "after": {"id": key[0], **row}})
        return int(key[0])

    def insert_many(self, record: type[Record], rows: Sequence[Mapping[str, Any]]) -> range:
        """Insert rows in bulk and return their keys, in the order given. All rows have the same columns."""
        table = table_of(record)
        first = self._next_key(table)
        if not rows:
            return range(first, first)
        defaults = _with_defaults(table, rows[0])
        numbered = ({"id": key, **defaults, **row} for key, row in enumerate(rows, first))
        _insert_rows(self.connection, table, numbered)
        last = first + len(rows) - 1
        self.images.append({"op": "insert_many", "table": table.name, "first": first, "last": last})
        return range(first, last + 1)

    def update(self, record: type[Record], key: int, **values: Any) -> None:
        """Change columns of one row; columns that stay as they are leave no trace."""
        table = table_of(record)
        row = self._row(table, key)
        before = {name: row[name] for name, value in values.items() if row[name] != value}
        if not before:
            return
        after = {name: values[name] for name in before}
        self.connection.execute(update(table).where(table.c.id == key).values(**after))
        self.images.append({"op": "update", "table": table.name, "id": key, "before": before, "after": after})

    def delete(self, record: type[Record], keys: Iterable[int]) -> None:
        """Delete rows by key. Rows that hang on them must be deleted first: nothing cascades."""
        table = table_of(record)
        keys = sorted(set(keys))
        rows = self._rows(table, keys)
        if not rows:
            return
        self._delete_rows(table, keys)
        if len(rows) == 1:
            self.images.append({"op": "delete", "table": table.name, "before": rows[0]})
        else:
            self.images.append({"op": "delete_many", "table": table.name, "before": rows})

    def turn_back(self, images: Sequence[Image]) -> None:
        """Write the inverse of the images, last first."""
        for image in reversed(images):
            self._invert(image)

    def _invert(self, image: Image) -> None:
        table = Record.metadata.tables[image["table"]]
        match image["op"]:
            case "insert":
                self._delete_again(table, [image["after"]["id"]])
            case "insert_many":
                self._delete_again(table, range(image["first"], image["last"] + 1))
            case "update":
                self.connection.execute(
                    update(table).where(table.c.id == image["id"]).values(**image["before"])
                )
                self.images.append({**image, "before": image["after"], "after": image["before"]})
            case "delete":
                self.connection.execute(insert(table).values(**image["before"]))
                self.images.append({"op": "insert", "table": table.name, "after": image["before"]})
            case "delete_many":
                self._insert_again(table, image["before"])

    def _delete_again(self, table: Table, keys: Sequence[int]) -> None:
        rows = self._rows(table, keys)
        self._delete_rows(table, keys)
        self.images.append({"op": "delete_many", "table": table.name, "before": rows})

    def _insert_again(self, table: Table, rows: list[dict[str, Any]]) -> None:
        self.connection.execute(insert(table), rows)
        keys = [row["id"] for row in rows]
        if keys == list(range(keys[0], keys[-1] + 1)):
            self.images.append({"op": "insert_many", "table": table.name, "first": keys[0], "last": keys[-1]})
        else:
            self.images += [{"op": "insert", "table": table.name, "after": row} for row in rows]

    def _row(self, table: Table, key: int) -> dict[str, Any]:
        return dict(self.connection.execute(select(table).where(table.c.id == key)).mappings().one())

    def _rows(self, table: Table, keys: Sequence[int]) -> list[dict[str, Any]]:
        if isinstance(keys, range):
            found = self.connection.execute(select(table).where(table.c.id.between(keys[0], keys[-1])))
            return [dict(row) for row in found.mappings()]
        rows: list[dict[str, Any]] = []
        for start in range(0, len(keys), 500):
            chunk = keys[start : start + 500]
            rows += map(dict, self.connection.execute(select(table).where(table.c.id.in_(chunk))).mappings())
        return rows

    def _delete_rows(self, table: Table, keys: Sequence[int]) -> None:
        # Highest key first: a row that refers to an earlier row of its own table goes before it.
        statement = delete(table).where(table.c.id == bindparam("key"))
        self.connection.execute(statement, [{"key": key} for key in sorted(keys, reverse=True)])

    def _next_key(self, table: Table) -> int:
        used = self.connection.exec_driver_sql(
            "SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)
        ).scalar()
        return int(used or 0) + 1


def _insert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert whole rows by the driver's executemany, without SQLAlchemy's work on each row."""
    compiled = insert(table).compile(dialect=connection.dialect)
    names = list(table.columns.keys())
    convert = [table.c[name].type.bind_processor(connection.dialect) or _unchanged for name in names]
    values = [tuple(process(row[name]) for name, process in zip(names, convert, strict=True)) for row in rows]
    connection.exec_driver_sql(str(compiled), values)


def _unchanged(value: Any) -> Any:
    return value


def _with_defaults(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """All columns but the key, as they will stand in the table, so that no row need be read back."""
    row = {}
    for column in table.columns:
        if column.name in values:
            row[column.name] = values[column.name]
        elif not column.primary_key:
            row[column.name] = _default(column)
    return row


def _default(column: Column[Any]) -> Any:
    if column.default is None:
        return None
    if column.default.is_callable:
        return column.default.arg(None)  # type: ignore[attr-defined]
    return column.default.arg  # type: ignore[attr-defined]


def table_of(record: type[Record]) -> Table:
    """The table behind a record class."""
    table = record.__table__
    assert isinstance(table, Table)
    return table


def write_change(
    connection: Connection, act: Act, *, kind: str, coder: str, at: str, target: int | None = None
) -> int:
    """Write the change row of an act and return its number."""
    row = {
        "at": at,
        "coder": coder,
        "act": kind,
        "summary": act.summary,
        "reason": act.reason,
        "target": target,
        "images": json.dumps(act.images, ensure_ascii=False, separators=(",", ":")),
    }
    last = connection.execute(select(Change.digest).order_by(Change.id.desc()).limit(1)).scalar()
    key = connection.execute(
        insert(Change).values(**row, digest=digest(last or "", row))
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def digest(previous: str, row: Mapping[str, Any]) -> str:
    """The digest of a change: SHA-256 over the digest before it and its own columns."""
    columns = ("at", "coder", "act", "summary", "reason", "target", "images")
    payload = json.dumps([row[column] for column in columns], ensure_ascii=False)
    return hashlib.sha256((previous + payload).encode()).hexdigest()


def last_done(connection: Connection) -> Change | None:
    """The newest act that is not undone, without the undoing and redoing itself."""
    for key in connection.execute(
        select(Change.id).where(Change.act.not_in(TURNING)).order_by(Change.id.desc())
    ).scalars():
        if not is_undone(connection, key):
            return _change(connection, key)
    return None


def next_undone(connection: Connection) -> Change | None:
    """The act that redo brings back: the earliest undone one with no newer act done after it."""
    done = last_done(connection)
    key = connection.execute(
        select(Change.id)
        .where(Change.act.not_in(TURNING), Change.id > (done.id if done else 0))
        .order_by(Change.id)
        .limit(1)
    ).scalar()
    return _change(connection, key) if key is not None else None


def is_undone(connection: Connection, key: int) -> bool:
    """Whether the newest turning of this change was an undo."""
    newest = select(Change.act).where(Change.target == key).order_by(Change.id.desc()).limit(1)
    return connection.execute(newest).scalar() == "undo"


def undo(connection: Connection, act: Act) -> Change:
    """Turn the newest act back; returns it. Raises ``NothingToUndo``."""
    change = last_done(connection)
    if change is None:
        raise NothingToUndo(_("There is nothing to undo."))
    act.turn_back(json.loads(change.images))
    act.summary = change.summary
    return change


def redo(connection: Connection, act: Act) -> Change:
    """Bring the act back that was undone last; returns it. Raises ``NothingToUndo``."""
    change = next_undone(connection)
    if change is None:
        raise NothingToUndo(_("There is nothing to redo."))
    undone = select(Change.images).where(Change.target == change.id, Change.act == "undo")
    act.turn_back(json.loads(connection.execute(undone.order_by(Change.id.desc()).limit(1)).scalar_one()))
    act.summary = change.summary
    return change


def _change(connection: Connection, key: int) -> Change:
    row = connection.execute(select(table_of(Change)).where(Change.id == key)).mappings().one()
    return Change(**row)
