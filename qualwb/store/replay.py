"""Whether the rows of a project are those that its journal made.

The journal is followed from the newest act to the first, in memory: each act is taken back from a copy of all
rows, which must be as the act left them. Before the first act there is a new project. Of rows that were
inserted in bulk the journal knows the keys and one digest, so that a difference is told of all of them, if no
later act changed the row that differs. Acts whose images were purged end the way back: what is older can't be
compared.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from qualwb.localization import gettext as _
from qualwb.model import Change, Project, Record, Round, TextContent
from qualwb.store import driver
from qualwb.store.images import Image, Part, digest_of_json, digest_of_rows, keys_of, rows_in

NOT_JOURNALLED = frozenset({Change.__tablename__, TextContent.__tablename__})
AT_FIRST = frozenset({(Project.__tablename__, 1), (Round.__tablename__, 1)})
"""The rows that a new project has, by table and key."""


class Difference(NamedTuple):
    """A row that is not as the journal has it, and why."""

    table: str
    key: int
    why: str


def differences(connection: Connection) -> list[Difference]:
    """All rows that differ from the journal, each once; the journal itself must be sound."""
    way_back = _WayBack(connection)
    changes = select(Change.id, Change.images, Change.erased).order_by(Change.id.desc())
    for number, images, erased in connection.execute(changes):
        if erased is not None:
            return way_back.found
        for image in reversed(json.loads(images)):
            way_back.take_back(number, image)
    way_back.compare_with_a_new_project()
    return way_back.found


class _Rows:
    """The rows of a table by key: as the file has them, until acts are taken back.

    Their values are read when they are first asked for.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection, self._table = connection, Record.metadata.tables[name]
        self.places = {column: place for place, column in enumerate(self._table.columns.keys())}
        self.keys = set(driver.all_keys(connection, self._table))
        self._set_back: set[int] = set()

    @cached_property
    def _values(self) -> dict[int, Sequence[Any]]:
        """The values of rows in the order of the columns, also of rows that were taken away again."""
        key = self.places["id"]
        return {row[key]: row for row in driver.all_rows(self._connection, self._table)}

    def __contains__(self, key: int) -> bool:
        return key in self.keys

    def __getitem__(self, key: int) -> Sequence[Any]:
        return self._values[key]

    def digest_is(self, digest: str, keys: range, columns: Sequence[str]) -> bool:
        """Whether the columns of these rows, which are there, have that digest."""
        whole = list(columns) == list(self.places)
        if whole and self._set_back.isdisjoint(keys):
            as_json = driver.run_as_json(self._connection, self._table, keys[0], keys[-1])
            if digest_of_json(as_json) == digest:
                return True
        rows = [self[key] for key in keys]
        if not whole:
            places = [self.places[column] for column in columns]
            rows = [[row[place] for place in places] for row in rows]
        return digest_of_rows(rows) == digest

    def take_away(self, keys: Iterable[int]) -> None:
        """Take rows away that an act inserted, where they are there."""
        self.keys.difference_update(keys)

    def put_back(self, row: Mapping[str, Any]) -> None:
        """Put a row back as an image has it; columns that came with a later migration are None."""
        self._set(row["id"], [row.get(column) for column in self.places])
        self.keys.add(row["id"])

    def set_back(self, key: int, values: Mapping[str, Any]) -> None:
        """Give columns of a row other values."""
        row = list(self[key])
        for column, value in values.items():
            row[self.places[column]] = value
        self._set(key, row)

    def _set(self, key: int, row: Sequence[Any]) -> None:
        self._values[key] = row
        self._set_back.add(key)


class _WayBack:
    """A copy of all rows, from which acts are taken back one by one."""

    def __init__(self, connection: Connection) -> None:
        self.found: list[Difference] = []
        self._told: set[tuple[str, int]] = set()
        self._rows = {
            name: _Rows(connection, name) for name in Record.metadata.tables if name not in NOT_JOURNALLED
        }

    def take_back(self, number: int, image: Image) -> None:
        """Take one image of an act back; what is not as the act left it is noted."""
        rows, operation = self._rows[image["table"]], image["op"]
        if operation in ("delete", "delete_many"):
            for row in rows_in(image):
                if row["id"] in rows:
                    self._note(image, row["id"], _("is there, though act {number} deleted it"), number)
                rows.put_back(row)
        elif operation == "insert":
            self._compare(number, image, image["after"]["id"], image["after"])
            rows.take_away(keys_of(image))
        elif operation == "insert_many":
            self._compare_many(number, image)
            rows.take_away(keys_of(image))
        elif operation == "shift":
            for part in image["parts"]:
                self._shift_back(number, image, part)
        elif operation != "past":
            for key in keys_of(image):
                self._compare(number, image, key, image["after"])
                if key in rows:
                    rows.set_back(key, image["before"])

    def compare_with_a_new_project(self) -> None:
        """Note what is left over, when all acts are taken back, and what is missing."""
        left = {(table, key) for table, rows in self._rows.items() for key in rows.keys}
        for table, key in sorted(left - AT_FIRST):
            self._tell(table, key, _("was made by no act of the journal"))
        for table, key in sorted(AT_FIRST - left):
            self._tell(table, key, _("is gone, though no act deleted it"))

    def _shift_back(self, number: int, image: Image, part: Part) -> None:
        rows = self._rows[image["table"]]
        for key in keys_of({**image, "parts": [part]}):
            self._compare(number, image, key, {})
            if key in rows:
                by = dict(zip(image["columns"], part["by"], strict=True))
                rows.set_back(key, {name: rows[key][rows.places[name]] - step for name, step in by.items()})

    def _compare_many(self, number: int, image: Image) -> None:
        """Compare rows that were inserted in bulk, unless one of them is known to differ."""
        rows, keys = self._rows[image["table"]], range(image["first"], image["last"] + 1)
        gone = sorted(set(keys) - rows.keys)
        known = gone or (self._told and any((image["table"], key) in self._told for key in keys))
        sealed = "sha256" in image and not known
        if sealed and not rows.digest_is(image["sha256"], keys, image["columns"]):
            said = _("{first}-{last}: one of these is not as act {number} left it")
            self._note(image, keys[0], said.format(first=keys[0], last=keys[-1], number=number), number)
        for key in gone:
            self._compare(number, image, key, {})

    def _compare(self, number: int, image: Image, key: int, after: Mapping[str, Any]) -> None:
        rows = self._rows[image["table"]]
        if key not in rows:
            self._note(image, key, _("is gone, though no act deleted it"), number)
            return
        row, places = rows[key], rows.places
        if other := [name for name, value in after.items() if row[places[name]] != value]:
            said = _("is not as act {number} left it: {columns}")
            self._note(image, key, said, number, other)

    def _note(self, image: Image, key: int, why: str, number: int, columns: Iterable[str] = ()) -> None:
        self._tell(image["table"], key, why.format(number=number, columns=", ".join(columns)))

    def _tell(self, table: str, key: int, why: str) -> None:
        if (table, key) not in self._told:
            self._told.add((table, key))
            self.found.append(Difference(table, key, why))
