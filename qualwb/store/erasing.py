"""Erasing from a project file: texts that no source uses any more, and what the journal says of them.

Who did what, when and why stays in the journal; what the act did to each row is erased, so that the act can't
be undone or redone any more. The chain of digests goes on through what was erased.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from qualwb.model import Change, Coding, Memo, PrintVersion, Record, Source, TextContent, TextVersion
from qualwb.store.connection import connect
from qualwb.store.images import Image, keys_of, rows_in
from qualwb.store.journal import NO_IMAGES, digest_of_images, table_of
from qualwb.store.project_file import ProjectFile

QUOTES = ("quote", "verbatim")
"""Columns that repeat words of a text."""
_UNFINISHED = 1
"""The user version of a file in which something erased has yet to be overwritten."""
_UNUSED = TextContent.sha256.not_in(select(TextVersion.sha256))


def texts_in_use(connection: Connection) -> set[str]:
    """SHA-256 of every text that is a version of a source."""
    return set(connection.execute(select(TextVersion.sha256)).scalars())


def unused_texts(connection: Connection) -> dict[str, str]:
    """The texts that are no version of any source, by SHA-256."""
    return dict(connection.execute(select(TextContent.sha256, TextContent.text).where(_UNUSED)).all())


def changes_before(connection: Connection, moment: str) -> list[int]:
    """Numbers of the changes written before a moment (ISO 8601 in UTC) whose images stand."""
    old = select(Change.id).where(Change.at < moment, Change.images != NO_IMAGES).order_by(Change.id)
    return list(connection.execute(old).scalars())


def changes_of_gone_texts(connection: Connection, unused: Mapping[str, str]) -> list[int]:
    """Numbers of the changes with a text of ``unused``, words of one, or rows of a source that is gone."""
    memory = _Memory(
        frozenset(connection.execute(select(Source.id)).scalars()),
        unused,
        tuple(connection.execute(select(TextContent.text).where(~_UNUSED)).scalars()),
        _standing_quotes(connection),
    )
    for _key, images in _images(connection):
        memory.note_owners(images)
    return [key for key, images in _images(connection) if any(map(memory.concerns, images))]


def erase_images(connection: Connection, changes: Iterable[int]) -> None:
    """Empty the images of changes; what the digests need of them is kept."""
    chosen = frozenset(changes)
    table = table_of(Change)
    rows = connection.execute(select(table.c.id, table.c.images, table.c.erased)).mappings()
    erased = [
        {"key": row["id"], "sha256": digest_of_images(dict(row)), "nothing": NO_IMAGES}
        for row in rows
        if row["id"] in chosen
    ]
    if erased:
        statement = update(table).where(table.c.id == bindparam("key"))
        connection.execute(statement.values(images=bindparam("nothing"), erased=bindparam("sha256")), erased)


def erased_changes(connection: Connection) -> set[int]:
    """Numbers of the changes whose images were erased."""
    return set(connection.execute(select(Change.id).where(Change.erased.is_not(None))).scalars())


def erase_unused_texts(connection: Connection) -> None:
    """Delete the texts that are no version of any source."""
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    connection.execute(delete(TextContent).where(_UNUSED))


def note_unfinished(connection: Connection) -> None:
    """Within a transaction: note that what it erases has yet to leave the free pages, the log and the copies.

    The note lies in the file's header: it is there exactly when the transaction is.
    """
    connection.exec_driver_sql(f"PRAGMA user_version={_UNFINISHED}")


def is_unfinished(project: ProjectFile) -> bool:
    """Whether something was erased that may still lie in free pages, the log and the copies."""
    with project.reading_whole() as connection:
        return bool(connection.exec_driver_sql("PRAGMA user_version").scalar() == _UNFINISHED)


def note_finished(project: ProjectFile) -> None:
    """Take the note of ``note_unfinished`` away."""
    with project.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version=0")


def rewrite(project: ProjectFile) -> bool:
    """Write the whole file anew, so that no freed page keeps what it held, and empty the write-ahead log.

    Returns whether the log could be emptied: not while another program reads an older state.
    """
    with project.writing() as connection:
        # Deleting leaves the words in older segments of the index; building it anew leaves none.
        connection.exec_driver_sql("INSERT INTO turn_index (turn_index) VALUES ('rebuild')")
    project.close()
    file = connect(project.path)
    try:
        file.execute("PRAGMA secure_delete=ON").fetchone()
        file.execute("VACUUM")
        (busy, _pages, _folded) = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        file.close()
    return not busy


@dataclass
class _Memory:
    """What has to be known of the whole journal to tell whether an image holds something that is gone."""

    sources: frozenset[int]
    """Sources that are there."""
    unused: Mapping[str, str]
    used: Sequence[str]
    standing: frozenset[str]
    """Quotes that rows of the project hold as they are."""
    owners: dict[tuple[str, int], int] = field(default_factory=dict)
    """The source of each row that the journal ever wrote down, by table and key."""

    def note_owners(self, images: Iterable[Image]) -> None:
        for image in images:
            for row in rows_in(image):
                if row.get("source_id") is not None:
                    self.owners[image["table"], row["id"]] = row["source_id"]

    def concerns(self, image: Image) -> bool:
        """Whether the image has rows of a source that is gone, a text that nothing uses, or words of one."""
        return (
            self._of_gone_source(image)
            or any(row.get("sha256") in self.unused for row in rows_in(image))
            or any(self._gone(words) for words in _quotes(image))
        )

    def _of_gone_source(self, image: Image) -> bool:
        table = image["table"]
        if table == Source.__tablename__:
            return not self.sources.issuperset(keys_of(image))
        if "source_id" not in Record.metadata.tables[table].c:
            return False
        owners = (self.owners.get((table, key)) for key in keys_of(image))
        return any(owner is not None and owner not in self.sources for owner in owners)

    def _gone(self, words: str) -> bool:
        """Whether the words stand in a text that nothing uses, and in no other."""
        return (
            words not in self.standing
            and any(words in text for text in self.unused.values())
            and not any(words in text for text in self.used)
        )


def _standing_quotes(connection: Connection) -> frozenset[str]:
    columns = (Coding.quote, Memo.quote, PrintVersion.verbatim)
    return frozenset(words for column in columns for words in connection.execute(select(column)).scalars())


def _quotes(image: Image) -> Iterator[str]:
    values: list[Mapping[str, Any]] = [*rows_in(image), image.get("before", {}), image.get("after", {})]
    for columns in values:
        if isinstance(columns, dict):
            yield from (columns[name] for name in QUOTES if columns.get(name))


def _images(connection: Connection) -> Iterator[tuple[int, list[Image]]]:
    """The images of each change, one change at a time."""
    rows = select(Change.id, Change.images).where(Change.images != NO_IMAGES).order_by(Change.id)
    for key, images in connection.execute(rows):
        yield key, json.loads(images)
