"""``check``: whether everything in a project still holds together, wherever it is kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from qualwb.localization import gettext as _
from qualwb.model import (
    Change,
    Code,
    Coding,
    Memo,
    PrintVersion,
    Record,
    Source,
    TextContent,
    TextVersion,
    Theme,
    Turn,
)
from qualwb.store import journal, unfinished
from qualwb.store.driver import fetch, fetch_each
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.soundness import faults
from qualwb.store.open_project import OpenProject
from qualwb.store.replay import differences
from qualwb.store.texts import hashes_in_use
from qualwb.store.tree_faults import in_cycles

Content = tuple[int, str, str]
"""Key, hash and text."""

ORPHAN = "orphan"
"""The kind of a problem that is work to be done, and no damage: a passage that has lost its place."""

JOURNAL = "journal"
"""The kind of a problem of the journal itself: a change is another than was written, or one is missing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: of which kind, where, and what."""

    kind: str
    where: str
    what: str


def check(project: OpenProject) -> list[Problem]:
    """All problems of the project: the database, the texts, the passages, the journal. Empty when sound."""
    with project.reading_whole() as connection:
        return problems_in(connection)


def is_checked_whole(project: OpenProject) -> bool:
    """Whether ``check`` also compares the journal: not for those from whom a server hides a part of it."""
    with project.reading_whole() as connection:
        return backend_of(connection).sees_everything(connection)


def problems_in(connection: Connection) -> list[Problem]:
    """The same of a project that is open in a transaction.

    From whom a blind round hides a part on a server, the journal can't be followed: see ``is_checked_whole``.
    """
    problems = [Problem(*fault) for fault in faults(connection)]
    if problems:
        return problems  # what follows can't be trusted on a broken database
    contents = fetch(connection, _CONTENTS)
    texts = _texts_in_use(connection, contents)
    names = dict(connection.execute(select(Source.id, Source.name)).all())
    problems += _trees(connection)
    problems += _texts(connection, contents)
    problems += _turns(connection, names, texts)
    for record in _QUOTES:
        problems += _passages(connection, names, texts, record)
    if backend_of(connection).sees_everything(connection):
        altered = list(_journal(connection))
        problems += altered or _rows(connection)
    problems += _unfinished(connection)
    return problems


_CONTENTS = select(TextContent.id, TextContent.sha256, TextContent.text).order_by(TextContent.id)


def _texts_in_use(connection: Connection, contents: list[Content]) -> dict[int, str]:
    """The text in use of each source that has one, by key."""
    by_hash = {sha256: text for _key, sha256, text in contents}
    in_use = connection.execute(hashes_in_use()).all()
    return {source: by_hash[sha256] for source, sha256 in in_use if sha256 in by_hash}


def _trees(connection: Connection) -> Iterator[Problem]:
    for record in (Code, Theme):
        nodes = select(record.id, record.name, record.parent_id).order_by(record.id)
        rows = connection.execute(nodes).all()
        faulty = in_cycles({key: parent for key, _name, parent in rows})
        for key, name, _parent in rows:
            if key in faulty:
                where = f"{record.__tablename__} {key}, {name}"
                yield Problem(
                    "tree", where, _("lies beneath itself; 'qualwb check --repair' puts it at the top")
                )


def _texts(connection: Connection, contents: list[Content]) -> Iterator[Problem]:
    lengths: dict[str, int] = {}
    for key, sha256, text in contents:
        lengths[sha256] = len(text)
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            yield Problem("text", f"text {key}", _("is not the text that was stored"))
    versions = (
        select(Source.name, TextVersion.number, TextVersion.length, TextVersion.sha256)
        .join(Source, Source.id == TextVersion.source_id)
        .where(TextVersion.sha256.in_(select(TextContent.sha256)))
        .order_by(TextVersion.id)
    )
    for name, number, length, sha256 in connection.execute(versions):
        if lengths[sha256] != length:
            where = _("{source}, version {number}").format(source=name, number=number)
            yield Problem("text", where, _("has another length than noted"))
    without = select(Source.name).where(Source.id.not_in(select(TextVersion.source_id)))
    for name in connection.execute(without.order_by(Source.id)).scalars():
        yield Problem("text", name, _("has no text"))


_TURNS = select(Turn.source_id, Turn.number, Turn.start, Turn.end).order_by(Turn.source_id, Turn.number)


def _turns(connection: Connection, names: dict[int, str], texts: dict[int, str]) -> Iterator[Problem]:
    """A source without a text, which is told elsewhere, has an empty one here."""
    ends: dict[int, int] = {}
    for source_id, number, start, end in fetch(connection, _TURNS):
        name, text = names[source_id], texts.get(source_id, "")
        expected = ends.get(source_id, -1) + 1
        if start != expected or (start > 0 and text[start - 1 : start] != "\n") or end > len(text):
            yield Problem("turn", f"{name}, {number}", _("does not begin where the turn before it ends"))
        ends[source_id] = end
    for source_id, end in ends.items():
        name, text = names[source_id], texts.get(source_id, "")
        if end != len(text):
            yield Problem("turn", name, _("the last turn does not end with the text"))


def _quotes(record: type[Record]) -> Select[*tuple[Any, ...]]:
    """A query for the passages of a record: keys, places, and the words that stand there."""
    table = journal.table_of(record)
    quote = table.c.verbatim if "verbatim" in table.c else table.c.quote
    columns = select(table.c.id, table.c.source_id, table.c.start, table.c.end, quote, table.c.orphaned_from)
    return columns.where(table.c.start.is_not(None)).order_by(table.c.id)


_QUOTES: dict[type[Record], Select[*tuple[Any, ...]]] = {
    record: _quotes(record) for record in (Coding, Memo, PrintVersion)
}


def _passages(
    connection: Connection, names: dict[int, str], texts: dict[int, str], record: type[Record]
) -> Iterator[Problem]:
    for key, source_id, start, end, quoted, orphaned_from in fetch_each(connection, _QUOTES[record]):
        if orphaned_from is None and texts.get(source_id, "")[start:end] == quoted:
            continue
        where = f"{record.__tablename__} {key}, {names[source_id]} {start}-{end}"
        if orphaned_from is not None:
            said = _("has no place in the text now: '{quote}'").format(quote=quoted[:60])
            yield Problem(ORPHAN, where, said)
        else:
            said = _("the text there is not what was coded: '{quote}'").format(quote=quoted[:60])
            yield Problem("quote", where, said)


def _rows(connection: Connection) -> Iterator[Problem]:
    """Rows that the journal did not make, or made otherwise."""
    for table, key, why in differences(connection):
        yield Problem("row", f"{table} {key}", why)


def _unfinished(connection: Connection) -> Iterator[Problem]:
    if unfinished.is_begun(connection, unfinished.Work.SEALING):
        said = _("was broken off; 'qualwb pseudonymise seal' ends it")
        yield Problem("seal", _("sealing"), said)


_CHANGES = select(journal.table_of(Change)).order_by(Change.id)


def _journal(connection: Connection) -> Iterator[Problem]:
    previous, columns = "", _CHANGES.selected_columns.keys()
    for values in fetch_each(connection, _CHANGES):
        row = dict(zip(columns, values, strict=True))
        if journal.digest(previous, row) != row["digest"]:
            yield Problem(JOURNAL, f"change {row['id']}", _("was altered after it was written"))
        previous = row["digest"]
