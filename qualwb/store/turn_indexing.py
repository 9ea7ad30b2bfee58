"""Bringing the full-text index over turns up to date with what it is derived from."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, column, delete, func, insert, select, table

from qualwb.model import Source, TextVersion, Turn
from qualwb.store.driver import as_keys, ask_ahead, fetch, given, given_keys, write
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.turn_index import SourceTurns
from qualwb.store.images import Image
from qualwb.store.texts import hashes_in_use, texts_in_use

_DERIVED_FROM = frozenset(model.__tablename__ for model in (Source, TextVersion, Turn))
_TOGETHER = 20
"""Sources that are read and written at once."""

_INDEXED = table("indexed_source", column("source_id"), column("signature"))
_ALL_INDEXED = select(_INDEXED)
_FORGET = delete(_INDEXED).where(_INDEXED.c.source_id == given("source"))
_HASHES = hashes_in_use()
_COUNTED = select(
    Turn.source_id,
    func.count(Turn.id),
    func.coalesce(func.max(Turn.id), 0),
    func.coalesce(func.sum(Turn.start), 0),
).group_by(Turn.source_id)
_TEXTS = texts_in_use().where(Source.id.in_(given_keys("sources")))
_SPANS = select(Turn.id, Turn.source_id, Turn.start, Turn.end).where(
    Turn.source_id.in_(given_keys("sources"))
)


def bring_up_to_date(connection: Connection) -> int:
    """Index the sources whose text or turns changed since they were indexed; returns how many."""
    indexed, stale = _stale(connection)
    index = backend_of(connection).turn_index
    forgotten = sorted(indexed.keys() & stale.keys())
    if forgotten:
        index.forget(connection, forgotten)
        write(connection, _FORGET, [{"source": key} for key in forgotten])
    wanted = {key: signature for key, signature in stale.items() if signature is not None}
    for part in _parts(sorted(wanted)):
        index.add(connection, _turns_of(connection, part))
        write(connection, insert(_INDEXED), [{"source_id": key, "signature": wanted[key]} for key in part])
    return len(stale)


def is_up_to_date(connection: Connection) -> bool:
    """Whether every source is indexed as it is."""
    return not _stale(connection)[1]


def index_with_act(connection: Connection, images: Iterable[Image]) -> None:
    """Bring the index up to date within an act that did this to rows, where acts are who does it."""
    if backend_of(connection).turn_index.kept_by_acts and any(
        image["table"] in _DERIVED_FROM for image in images
    ):
        bring_up_to_date(connection)


def _stale(connection: Connection) -> tuple[dict[int, str], dict[int, str | None]]:
    """What tells the state of each source that is in the index, and of each that is to change in it.

    None stands for a source that is to leave it.
    """
    ask_ahead(connection, (_HASHES, {}), (_COUNTED, {}), (_ALL_INDEXED, {}))
    wanted = _signatures(connection)
    indexed = dict(fetch(connection, _ALL_INDEXED))
    changed: dict[int, str | None] = {key: sign for key, sign in wanted.items() if indexed.get(key) != sign}
    return indexed, changed | {key: None for key in indexed if key not in wanted}


def _signatures(connection: Connection) -> dict[int, str]:
    """What tells, by source, whether its text or its turns are others than those that were indexed."""
    counted = {key: numbers for key, *numbers in fetch(connection, _COUNTED)}
    return {
        key: ":".join(map(str, (sha256, *counted.get(key, (0, 0, 0)))))
        for key, sha256 in fetch(connection, _HASHES)
    }


def _parts(keys: Sequence[int]) -> Iterator[list[int]]:
    left = iter(keys)
    while part := list(islice(left, _TOGETHER)):
        yield part


def _turns_of(connection: Connection, sources: Sequence[int]) -> list[SourceTurns]:
    asked = {"sources": as_keys(sources)}
    ask_ahead(connection, (_TEXTS, asked), (_SPANS, asked))
    texts = dict(fetch(connection, _TEXTS, **asked))
    turns: dict[int, list[tuple[int, str]]] = {key: [] for key in sources}
    for key, source_id, start, end in fetch(connection, _SPANS, **asked):
        turns[source_id].append((key, texts[source_id][start:end]))
    return [SourceTurns(key, turns[key]) for key in sources]
