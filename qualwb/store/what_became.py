"""What became of a thing that is looked for under a name it no longer has, as the journal tells it."""

import json
import unicodedata
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, select

from qualwb.local_time import when_told
from qualwb.localization import gettext as _
from qualwb.model import Change, Code, Group, Record, Round, SavedQuery, Source, Theme
from qualwb.store.images import Image, rows_in
from qualwb.store.journal import table_of

Row = dict[str, Any]

TOLD: tuple[type[Record], ...] = (Code, Theme, Source, Group, Round, SavedQuery)
"""Records whose names tell nothing of a person."""
MERGES = ("code.merge", "theme.merge", "merge_proposal.accept", "merge_proposal.change")
"""Acts whose summary says what was merged into what."""
MOST = 20
"""Acts that are looked into, newest first: those that only mention the name come among them."""


def what_became(connection: Connection, record: type[Record], name: str) -> str:
    """Who renamed, merged or deleted the row that had this name last, and when; '' where no act did.

    It reads through the journal for the name, so it is asked where a look-up failed, and nowhere else.
    """
    wanted = " ".join(unicodedata.normalize("NFC", name).split())
    return _what_became(connection, record, wanted, after=0) if record in TOLD else ""


def who_deleted(
    connection: Connection, record: type[Record], key: int, lets_see: Callable[[str, Row], bool]
) -> str:
    """Who deleted the row of that key, and when; '' where no act did, or of a row that may not be seen."""
    table = table_of(record).name
    for change in _mentioning(connection, table, f'"id":{key},'):
        for image in json.loads(change.images):
            if image["table"] == table and image["op"].startswith("delete"):
                gone = (row for row in rows_in(image) if row["id"] == key)
                if any(lets_see(table, row) for row in gone):
                    return _deleted(change)
    return ""


def who_rewrote(
    connection: Connection, record: type[Record], key: int, columns: Collection[str]
) -> tuple[str, str] | None:
    """Who wrote any of these columns of a row last, and when; None where the journal does not tell."""
    table = table_of(record).name
    for change in _mentioning(connection, table, f'"op":"update","table":"{table}","id":{key},'):
        for image in json.loads(change.images):
            ours = image["op"] == "update" and (image["table"], image["id"]) == (table, key)
            if ours and not image["after"].keys().isdisjoint(columns):
                return change.coder, change.at
    return None


def _what_became(connection: Connection, record: type[Record], name: str, *, after: int) -> str:
    """The same by the acts after one of them."""
    table = table_of(record).name
    words = f'"name":{json.dumps(name, ensure_ascii=False)}'
    for change in _mentioning(connection, table, words, after):
        for image in reversed(json.loads(change.images)):
            if image["table"] == table and (told := _told_of(connection, record, change, image, name)):
                return told
    return ""


def _mentioning(connection: Connection, table: str, words: str, after: int = 0) -> list[Any]:
    """The newest acts whose images name a table and hold some words of JSON, A to Z great or small."""
    columns = select(Change.id, Change.at, Change.coder, Change.act, Change.summary, Change.images)
    named = (
        Change.id > after,
        Change.images.contains(f'"table":"{table}"', autoescape=True),
        Change.images.icontains(words, autoescape=True),
    )
    return list(connection.execute(columns.where(*named).order_by(Change.id.desc()).limit(MOST)))


def _told_of(connection: Connection, record: type[Record], change: Any, image: Image, name: str) -> str:
    """What an image did to a row of that name; '' when it did not take the name from one."""
    if image["op"] == "update":
        if not _same(image["before"].get("name", ""), name):
            return ""
        return _renamed(connection, record, change, image["id"], image["after"]["name"])
    if image["op"].startswith("delete") and any(_same(row["name"], name) for row in rows_in(image)):
        return _merged(change) if change.act in MERGES else _deleted(change)
    return ""


def _renamed(connection: Connection, record: type[Record], change: Any, key: int, new: str) -> str:
    """The name that it was given, or has now; where it was taken from the row again, that is told."""
    table = table_of(record)
    now = connection.execute(select(table.c.name).where(table.c.id == key)).scalar()
    if now is None:
        return _what_became(connection, record, new, after=change.id)
    said = _("{coder} renamed it to '{name}' ({when})")
    return said.format(coder=change.coder, name=now, when=when_told(change.at))


def _merged(change: Any) -> str:
    said = _("{coder} merged it: {what} ({when})")
    return said.format(coder=change.coder, what=change.summary, when=when_told(change.at))


def _deleted(change: Any) -> str:
    return _("{coder} deleted it ({when})").format(coder=change.coder, when=when_told(change.at))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
