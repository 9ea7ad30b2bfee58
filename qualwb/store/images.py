"""The row images of a change: keys in runs, and what a change did to one kind of row."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

Image = dict[str, Any]
"""What happened to one row, or to several at once; its forms are listed in ``qualwb.store.journal``."""

Row = tuple[str, int]
"""A row by the name of its table and its key."""

Run = list[int]
"""[first, last] of keys without a gap."""

_BETWEEN_ROWS = "], ["

WHOLE = ("insert", "insert_many", "delete", "delete_many")
"""Images of rows that came or went."""


class Part(TypedDict):
    """Rows that are shifted alike: an addend for each column of the image."""

    keys: list[Run]
    by: list[int]


def runs(keys: Iterable[int]) -> list[Run]:
    """The keys as runs, in order."""
    found: list[Run] = []
    for key in sorted(keys):
        if found and key == found[-1][1] + 1:
            found[-1][1] = key
        else:
            found.append([key, key])
    return found


def count(keys: Iterable[Run]) -> int:
    """How many keys the runs hold."""
    return sum(last - first + 1 for first, last in keys)


@dataclass(frozen=True, slots=True)
class RowKeys:
    """Keys of rows that an act brought and took away."""

    brought: frozenset[int]
    taken: frozenset[int]


def only_rows_of(images: str, table: str, besides: frozenset[str] = frozenset()) -> RowKeys | None:
    """The rows of one table that a change inserted and deleted, from its images; None when it did more.

    Inserts into and deletes from the tables in ``besides`` are passed over.
    """
    brought: set[int] = set()
    taken: set[int] = set()
    for image in json.loads(images):
        if image["table"] in besides:
            continue
        if image["table"] != table or image["op"] not in WHOLE:
            return None
        into = brought if image["op"].startswith("insert") else taken
        into |= set(keys_of(image))
    return RowKeys(frozenset(brought), frozenset(taken))


def digest_of_rows(rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over the values of rows: over one JSON list after another."""
    listed, digest = list(rows), hashlib.sha256()
    for first in range(0, len(listed), _AT_ONCE):
        text = _one_after_another(listed[first : first + _AT_ONCE])
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def digest_of_json(rows: Iterable[bytes]) -> str:
    """The same over rows that are JSON already."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row)
    return digest.hexdigest()


_AT_ONCE = 500
"""Rows made to JSON in one go: more of them leave the processor's cache, fewer take longer to call."""


def _one_after_another(rows: Sequence[Sequence[Any]]) -> str:
    text = _json(rows)[1:-1]
    if text.count(_BETWEEN_ROWS) == len(rows) - 1:
        return text.replace(_BETWEEN_ROWS, "][")
    # a value of a row holds the same characters
    return "".join(map(_json, rows))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_instead_of_bytes)


def _instead_of_bytes(value: bytes) -> dict[str, str]:
    """For bytes, which no act stores, what no act's row can hold there."""
    return {"bytes": value.hex()}


def keys_of(image: Image) -> Iterator[int]:
    """The keys of the rows that an image is about."""
    match image["op"]:
        case "insert":
            yield image["after"]["id"]
        case "insert_many":
            yield from range(image["first"], image["last"] + 1)
        case "delete":
            yield image["before"]["id"]
        case "delete_many":
            yield from (row["id"] for row in image["before"])
        case "update" | "past":
            yield image["id"]
        case "update_many":
            yield from _within(image["keys"])
        case "shift":
            for part in image["parts"]:
                yield from _within(part["keys"])


def rows_in(image: Image) -> list[dict[str, Any]]:
    """The whole rows that an image holds: those that came or went, but for bulk inserts."""
    match image["op"]:
        case "insert":
            return [image["after"]]
        case "delete":
            return [image["before"]]
        case "delete_many":
            return list(image["before"])
    return []


def rows_touched(images: Iterable[Image]) -> frozenset[Row]:
    """The rows that images wrote."""
    return frozenset(
        (image["table"], key) for image in images if image["op"] != "past" for key in keys_of(image)
    )


def restricted(image: Image, keys: Collection[int]) -> list[Image]:
    """What an image says of the rows of these keys alone: it, less of it, or several of a bulk insert."""
    there = list(keys_of(image))
    chosen = [key for key in there if key in keys]
    if len(chosen) == len(there):
        return [image]
    if not chosen:
        return []
    match image["op"]:
        case "insert_many":  # the digest was that of all rows together
            place = {"op": "insert_many", "table": image["table"]}
            return [{**place, "first": first, "last": last} for first, last in runs(chosen)]
        case "delete_many":
            return [{**image, "before": [row for row in image["before"] if row["id"] in keys]}]
        case "update_many":
            return [{**image, "keys": runs(chosen)}]
    parts = [{**part, "keys": runs(set(_within(part["keys"])) & set(chosen))} for part in image["parts"]]
    return [{**image, "parts": [part for part in parts if part["keys"]]}]


def _within(keys: Iterable[Run]) -> Iterator[int]:
    for first, last in keys:
        yield from range(first, last + 1)
