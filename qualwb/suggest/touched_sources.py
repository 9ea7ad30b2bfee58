"""In which sources acts changed what suggestions are made of, by the rows that their images name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, or_, select

from qualwb.model import Change, Coding, SuggestionEvent, TextVersion, Turn
from qualwb.store.images import Image, keys_of, rows_in, runs
from qualwb.store.journal import NO_IMAGES

MOST_CHANGES = 50
MOST_RUNS = 100
"""Beyond so many changes, or runs of keys in one, reading all is as quick."""

IN_SOURCES = {record.__tablename__: record for record in (Coding, Turn, SuggestionEvent, TextVersion)}
"""The records of a source that evidence is read from."""

WITHOUT_EVIDENCE = frozenset(
    {
        *(
            "adjudication",
            "coder",
            "memo",
            "name_verdict",
            "participant",
            "print_version",
            "project",
            "question",
            "reading",
            "saved_query",
        ),
        *("finished_coding", "speaker", "summary", "text_content"),
    }
)
"""Tables that no evidence is read from; of texts the version in use is, by its number.

A round is not among them: when a blind one is released, what all others coded in it becomes evidence.
"""


def touched_sources(connection: Connection, since: int) -> frozenset[int] | None:
    """Keys of the sources whose evidence may have changed after the change of number ``since``.

    None when the change may be anywhere: in codes, themes, groups or sources themselves, in changes whose
    images were erased, or in too many to look through.
    """
    after = select(Change.images).where(Change.id > since).order_by(Change.id).limit(MOST_CHANGES + 1)
    changes = connection.execute(after).scalars().all()
    if len(changes) > MOST_CHANGES or NO_IMAGES in changes:
        return None
    found: set[int] = set()
    for images in changes:
        for image in json.loads(images):
            if image["table"] in WITHOUT_EVIDENCE:
                continue
            sources = _sources_of(connection, image)
            if sources is None:
                return None
            found |= sources
    return frozenset(found)


def _sources_of(connection: Connection, image: Image) -> set[int] | None:
    record = IN_SOURCES.get(image["table"])
    if record is None or "source_id" in _columns_updated(image):
        return None
    rows = rows_in(image)
    if rows:
        return {row["source_id"] for row in rows}
    written = runs(keys_of(image))
    if len(written) > MOST_RUNS:
        return None
    within: list[ColumnElement[bool]] = [record.id.between(first, last) for first, last in written]
    return set(connection.execute(select(record.source_id).distinct().where(or_(*within))).scalars())


def _columns_updated(image: Image) -> Iterator[str]:
    """The columns that an update names; none for rows that came or went."""
    if image["op"].startswith("update"):
        yield from image["after"]
