"""Whether the rows of images are still as the act left them: what must hold before it is turned back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from qualwb.model import Record
from qualwb.store import driver
from qualwb.store.errors import StateMoved
from qualwb.store.images import Image, Row, digest_of_rows, keys_of, rows_touched

Found = list[dict[str, Any]]
"""Rows by column, in order of their keys."""


def apart(images: Iterable[Image]) -> Iterator[list[Image]]:
    """The images, last first, in stretches in which no row comes twice.

    All of a stretch can be compared before any of it is written.
    """
    stretch: list[Image] = []
    seen: set[Row] = set()
    for image in images:
        rows = rows_touched((image,))
        if not seen.isdisjoint(rows):
            yield stretch
            stretch, seen = [], set()
        stretch.append(image)
        seen |= rows
    if stretch:
        yield stretch


def asked_of(images: Iterable[Image]) -> list[driver.Asked]:
    """What ``as_left`` asks of these images."""
    compared = (image for image in images if image["op"] != "past")
    return [driver.rows_asked(_table(image), sorted(keys_of(image))) for image in compared]


def as_left(connection: Connection, image: Image) -> Found:
    """The rows of an image, which are as it left them. Raises ``StateMoved``."""
    if image["op"] == "past":
        return []
    table, keys = _table(image), sorted(keys_of(image))
    names = table.columns.keys()
    rows = [dict(zip(names, row, strict=True)) for row in driver.rows_of_keys(connection, table, keys)]
    if image["op"] in ("delete", "delete_many"):
        if rows:
            raise StateMoved(table.name, rows[0]["id"])
        return []
    after: Mapping[str, Any] = image.get("after", {})
    gone = set(keys) - {row["id"] for row in rows}
    other = [row["id"] for row in rows if any(row[name] != value for name, value in after.items())]
    if gone or other:
        raise StateMoved(table.name, min((*gone, *other)))
    if "sha256" in image and digest_of_rows(_values(rows, image["columns"])) != image["sha256"]:
        raise StateMoved(table.name, keys[0])
    return rows


def _values(rows: Found, columns: Sequence[str]) -> Iterator[list[Any]]:
    return ([row[name] for name in columns] for row in rows)


def _table(image: Image) -> Table:
    return Record.metadata.tables[image["table"]]
