"""What an act notes of the rows that it writes, in order, while the database may still be answering."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from qualwb.store.images import Image, digest_of_rows, runs

Rows = Sequence[Sequence[Any]]
"""Whole rows, in order of their keys."""


class Notes:
    """Images in the order of what was written; of some it is known later what they say."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        """Those that were written to, as far as is known without waiting."""
        self._known: list[Image] = []
        self._rest: list[Callable[[], Iterable[Image]]] = []

    def add(self, *images: Image) -> None:
        """Note images that are known."""
        self.tables |= {image["table"] for image in images}
        if self._rest:
            self._rest.append(lambda: images)
        else:
            self._known += images

    def add_later(self, table: Table, images: Callable[[], Iterable[Image]]) -> None:
        """Note images of a table that are known when they are called for."""
        self.tables.add(table.name)
        self._rest.append(images)

    def images(self) -> list[Image]:
        """All of them; waits for what is not known yet."""
        for images in self._rest:
            self._known += images()
        self._rest.clear()
        return self._known


def updates(table: Table, values: Mapping[str, Any], rows: Rows) -> list[Image]:
    """The image of one row of these that is given the values; none where it has them."""
    names = list(table.columns.keys())
    images: list[Image] = []
    for row in rows:
        there = dict(zip(names, row, strict=True))
        before = {name: there[name] for name, value in values.items() if there[name] != value}
        if before:
            after = {name: values[name] for name in before}
            images.append(
                {"op": "update", "table": table.name, "id": there["id"], "before": before, "after": after}
            )
    return images


def joint_updates(table: Table, values: Mapping[str, Any], rows: Rows) -> list[Image]:
    """Images of rows that are given the same values: one for all that had the same before."""
    names = table.columns.keys()
    places = [names.index(name) for name in ("id", *values)]
    alike: dict[str, tuple[list[Any], list[int]]] = {}
    for row in rows:
        key, *there = (row[place] for place in places)
        alike.setdefault(str(there), (there, []))[1].append(key)
    images: list[Image] = []
    for there, found in alike.values():
        before = {name: was for name, was in zip(values, there, strict=True) if was != values[name]}
        if before:
            after = {name: values[name] for name in before}
            images.append(joint_update(table, runs(found), before, after))
    return images


def joint_update(
    table: Table, keys: list[list[int]], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Image:
    """The image of rows that had the same values before."""
    return {"op": "update_many", "table": table.name, "keys": keys, "before": before, "after": after}


def bulk_insert(table: Table, keys: Sequence[int], rows: Rows) -> list[Image]:
    """The image of rows that came, whose keys have no gap, with the digest of the rows as they are stored."""
    place = {"first": keys[0], "last": keys[-1]}
    seal = {"columns": table.columns.keys(), "sha256": digest_of_rows(rows)}
    return [{"op": "insert_many", "table": table.name, **place, **seal}]


def deletions(table: Table, rows: Rows) -> list[Image]:
    """The image of rows that go."""
    names = table.columns.keys()
    before = [dict(zip(names, row, strict=True)) for row in rows]
    if len(before) == 1:
        return [{"op": "delete", "table": table.name, "before": before[0]}]
    return [{"op": "delete_many", "table": table.name, "before": before}] if before else []
