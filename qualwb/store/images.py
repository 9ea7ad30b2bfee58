"""What a change of the journal did to one kind of row, read from its images."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualwb.model import Change


@dataclass(frozen=True, slots=True)
class RowKeys:
    """Keys of rows that an act brought and took away."""

    brought: frozenset[int]
    taken: frozenset[int]


def only_rows_of(change: Change, table: str, besides: frozenset[str] = frozenset()) -> RowKeys | None:
    """The rows of one table that an act inserted and deleted; None when it did anything else.

    Inserts into and deletes from the tables in ``besides`` are passed over.
    """
    brought: set[int] = set()
    taken: set[int] = set()
    for image in json.loads(change.images):
        if image["table"] in besides:
            continue
        if image["table"] != table or image["op"] == "update":
            return None
        into = brought if image["op"].startswith("insert") else taken
        into |= set(_keys(image))
    return RowKeys(frozenset(brought), frozenset(taken))


def _keys(image: dict[str, Any]) -> Iterator[int]:
    match image["op"]:
        case "insert":
            yield image["after"]["id"]
        case "insert_many":
            yield from range(image["first"], image["last"] + 1)
        case "delete":
            yield image["before"]["id"]
        case "delete_many":
            yield from (row["id"] for row in image["before"])
