"""In which sources acts changed what suggestions are made of, by the rows that their images name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, false, or_, select

from qualwb.model import Change, Coding, SuggestionEvent, TextVersion, Turn
from qualwb.store.images import Image, Run, keys_of, rows_in, runs
from qualwb.store.journal import NO_IMAGES

MOST_CHANGES = 50
MOST_RUNS = 100
"""Beyond so many changes, or runs of keys in a table, reading all is as quick."""

InSource = type[Coding] | type[Turn] | type[SuggestionEvent] | type[TextVersion]

IN_SOURCES: dict[str, InSource] = {
    record.__tablename__: record for record in (Coding, Turn, SuggestionEvent, TextVersion)
}
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
    named: dict[str, set[int]] = {}
    for images in changes:
        for image in json.loads(images):
            table = image["table"]
            if table in WITHOUT_EVIDENCE:
                continue
            if table not in IN_SOURCES or "source_id" in _columns_updated(image):
                return None
            if rows := rows_in(image):
                found |= {row["source_id"] for row in rows}
            else:
                named.setdefault(table, set()).update(keys_of(image))
    for table, keys in named.items():
        written = runs(keys)
        if len(written) > MOST_RUNS:
            return None
        found |= _sources_of(connection, IN_SOURCES[table], written)
    return frozenset(found)


def _sources_of(connection: Connection, record: InSource, written: Iterable[Run]) -> set[int]:
    within = (record.id.between(first, last) for first, last in written)
    rows = select(record.source_id).distinct().where(or_(false(), *within))
    return set(connection.execute(rows).scalars())


def _columns_updated(image: Image) -> Iterator[str]:
    """The columns that an update names; none for rows that came or went."""
    if image["op"].startswith("update"):
        yield from image["after"]
