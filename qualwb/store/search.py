"""The full-text index over turns. Derived from the texts, brought up to date when it is asked.

Tokens keep their diacritics, so å, ä and ö are letters of their own.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, column, func, insert, select, table

from qualwb.model import Source, TextVersion, Turn
from qualwb.store.engines.full_text import turn_index_of
from qualwb.store.engines.turn_index import SourceTurns
from qualwb.store.open_project import OpenProject
from qualwb.store.texts import hashes_in_use, texts_in_use

INDEXED_TABLES = frozenset(model.__tablename__ for model in (Source, TextVersion, Turn))
"""What the index is derived from."""

_TOGETHER = 20
"""Sources that are read and written at once."""
_INDEXED = table("indexed_source", column("source_id"), column("signature"))


def refresh_index(project: OpenProject) -> int:
    """Index the sources whose text or turns changed since they were indexed; returns how many.

    Where acts keep the index up to date themselves, nothing is left to do.
    """
    with project.reading() as connection:
        if turn_index_of(connection).kept_by_acts or not _stale(connection):
            return 0
    with project.writing() as connection:
        return bring_up_to_date(connection)


def bring_up_to_date(connection: Connection) -> int:
    """The same within the transaction of whoever writes, as each act on a server does that changes them."""
    stale = _stale(connection)
    index = turn_index_of(connection)
    forgotten = _indexed(connection).keys() & stale.keys()
    if forgotten:
        index.forget(connection, forgotten)
        connection.execute(_INDEXED.delete().where(_INDEXED.c.source_id.in_(sorted(forgotten))))
    wanted = {key: signature for key, signature in stale.items() if signature is not None}
    for part in _parts(sorted(wanted)):
        index.add(connection, _turns_of(connection, part))
        signatures = [{"source_id": key, "signature": wanted[key]} for key in part]
        connection.execute(insert(_INDEXED), signatures)
    return len(stale)


def known_terms(connection: Connection) -> list[str]:
    """Every word form in the index, casefolded, sorted."""
    return turn_index_of(connection).terms(connection)


def _indexed(connection: Connection) -> dict[int, str]:
    """What tells the state of each source that is in the index, by source."""
    return dict(connection.execute(select(_INDEXED)).all())


def _stale(connection: Connection) -> dict[int, str | None]:
    wanted = _signatures(connection)
    indexed = _indexed(connection)
    changed: dict[int, str | None] = {key: sign for key, sign in wanted.items() if indexed.get(key) != sign}
    return changed | {key: None for key in indexed if key not in wanted}


def _signatures(connection: Connection) -> dict[int, str]:
    """What tells, by source, whether its text or its turns are others than those that were indexed."""
    turns = select(
        Turn.source_id,
        func.count(Turn.id),
        func.coalesce(func.max(Turn.id), 0),
        func.coalesce(func.sum(Turn.start), 0),
    ).group_by(Turn.source_id)
    counted = {key: tuple(numbers) for key, *numbers in connection.execute(turns)}
    return {
        key: ":".join(map(str, (sha256, *counted.get(key, (0, 0, 0)))))
        for key, sha256 in connection.execute(hashes_in_use())
    }


def _parts(keys: Sequence[int]) -> Iterator[list[int]]:
    left = iter(keys)
    while part := list(islice(left, _TOGETHER)):
        yield part


def _turns_of(connection: Connection, sources: Sequence[int]) -> list[SourceTurns]:
    texts = dict(connection.execute(texts_in_use().where(Source.id.in_(sources))).all())
    turns: dict[int, list[tuple[int, str]]] = {key: [] for key in sources}
    spans = select(Turn.id, Turn.source_id, Turn.start, Turn.end).where(Turn.source_id.in_(sources))
    for key, source_id, start, end in connection.execute(spans):
        turns[source_id].append((key, texts[source_id][start:end]))
    return [SourceTurns(key, turns[key]) for key in sources]
