"""Whether the rows of a project are those that its journal made.

The journal is followed from the newest act to the first, in memory: each act is taken back from a copy of all
rows, which must be as the act left them. Before the first act there is a new project. Of rows that were
inserted in bulk the journal knows the keys and one digest, so that a difference is told of all of them, if no
later act changed the row that differs. Acts whose images were purged end the way back: what is older can't be
compared.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from qualwb.localization import gettext as _
from qualwb.model import Change, Project, Record, Round, TextContent
from qualwb.store.images import Image, Part, digest_of_rows, keys_of, rows_in

NOT_JOURNALLED = frozenset({Change.__tablename__, TextContent.__tablename__})
AT_FIRST = frozenset({(Project.__tablename__, 1), (Round.__tablename__, 1)})
"""The rows that a new project has, by table and key."""

Row = dict[str, Any]


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


class _WayBack:
    """A copy of all rows, from which acts are taken back one by one."""

    def __init__(self, connection: Connection) -> None:
        self.found: list[Difference] = []
        self._told: set[tuple[str, int]] = set()
        self._rows = {
            name: _rows(connection, name) for name in Record.metadata.tables if name not in NOT_JOURNALLED
        }

    def take_back(self, number: int, image: Image) -> None:
        """Take one image of an act back; what is not as the act left it is noted."""
        rows, operation = self._rows[image["table"]], image["op"]
        if operation in ("delete", "delete_many"):
            for row in rows_in(image):
                if row["id"] in rows:
                    self._note(image, row["id"], _("is there, though act {number} deleted it"), number)
                rows[row["id"]] = dict(row)
        elif operation in ("insert", "insert_many"):
            self._compare_many(number, image)
            for key in keys_of(image):
                self._compare(number, image, key, image.get("after", {}))
                rows.pop(key, None)
        elif operation == "shift":
            for part in image["parts"]:
                self._shift_back(number, image, part)
        elif operation != "past":
            for key in keys_of(image):
                self._compare(number, image, key, image["after"])
                if key in rows:
                    rows[key].update(image["before"])

    def compare_with_a_new_project(self) -> None:
        """Note what is left over, when all acts are taken back, and what is missing."""
        left = {(table, key) for table, rows in self._rows.items() for key in rows}
        for table, key in sorted(left - AT_FIRST):
            self._tell(table, key, _("was made by no act of the journal"))
        for table, key in sorted(AT_FIRST - left):
            self._tell(table, key, _("is gone, though no act deleted it"))

    def _shift_back(self, number: int, image: Image, part: Part) -> None:
        rows = self._rows[image["table"]]
        for key in keys_of({**image, "parts": [part]}):
            self._compare(number, image, key, {})
            if key in rows:
                for column, by in zip(image["columns"], part["by"], strict=True):
                    rows[key][column] -= by

    def _compare_many(self, number: int, image: Image) -> None:
        """Compare rows that were inserted in bulk, unless one of them is known to differ."""
        rows, keys = self._rows[image["table"]], list(keys_of(image))
        known = any((image["table"], key) in self._told or key not in rows for key in keys)
        if "sha256" in image and not known:
            values = ([rows[key][name] for name in image["columns"]] for key in keys)
            if digest_of_rows(values) != image["sha256"]:
                said = _("{first}-{last}: one of these is not as act {number} left it")
                self._note(image, keys[0], said.format(first=keys[0], last=keys[-1], number=number), number)

    def _compare(self, number: int, image: Image, key: int, after: Mapping[str, Any]) -> None:
        row = self._rows[image["table"]].get(key)
        if row is None:
            self._note(image, key, _("is gone, though no act deleted it"), number)
        elif other := [name for name, value in after.items() if row[name] != value]:
            said = _("is not as act {number} left it: {columns}")
            self._note(image, key, said, number, other)

    def _note(self, image: Image, key: int, why: str, number: int, columns: Iterable[str] = ()) -> None:
        self._tell(image["table"], key, why.format(number=number, columns=", ".join(columns)))

    def _tell(self, table: str, key: int, why: str) -> None:
        if (table, key) not in self._told:
            self._told.add((table, key))
            self.found.append(Difference(table, key, why))


def _rows(connection: Connection, name: str) -> dict[int, Row]:
    table = Record.metadata.tables[name]
    names = table.columns.keys()
    found = (dict(zip(names, row, strict=True)) for row in connection.execute(select(table)))
    return {row["id"]: row for row in found}
