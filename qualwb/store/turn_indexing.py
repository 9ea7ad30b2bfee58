"""Bringing the full-text index over turns up to date with what it is derived from."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    cast,
    column,
    delete,
    func,
    insert,
    select,
    table,
)

from qualwb.model import Source, TextVersion, Turn
from qualwb.store.driver import as_keys, ask_ahead, fetch, given, given_keys, write
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.turn_index import SourceTurns
from qualwb.store.texts import hashes_in_use, texts_in_use

_DERIVED_FROM = frozenset(model.__tablename__ for model in (Source, TextVersion, Turn))
_TOGETHER = 20
"""Sources that are read and written at once."""

_INDEXED = table("indexed_source", column("source_id"), column("signature"))
_FORGET = delete(_INDEXED).where(_INDEXED.c.source_id == given("source"))
_HASHES = hashes_in_use().subquery()
_COUNTED = (
    select(
        Turn.source_id,
        func.count(Turn.id).label("turns"),
        func.max(Turn.id).label("newest"),
        func.sum(Turn.start).label("starts"),
    )
    .group_by(Turn.source_id)
    .subquery()
)


def _signature() -> ColumnElement[str]:
    """What tells whether the text or the turns of a source are others than those that were indexed."""
    signature: ColumnElement[str] = _HASHES.c.sha256
    for number in (_COUNTED.c.turns, _COUNTED.c.newest, _COUNTED.c.starts):
        signature = signature + ":" + cast(func.coalesce(number, 0), String)
    return signature


_WITH_COUNTS = _HASHES.outerjoin(_COUNTED, _COUNTED.c.source_id == _HASHES.c.id)
_STALE = (
    select(_HASHES.c.id, _signature(), _INDEXED.c.source_id)
    .select_from(_WITH_COUNTS.outerjoin(_INDEXED, _INDEXED.c.source_id == _HASHES.c.id))
    .where(func.coalesce(_INDEXED.c.signature, "") != _signature())
    .order_by(_HASHES.c.id)
)
"""The sources that are not indexed as they are: with what tells how they are, and their key if indexed."""
_GONE = select(_INDEXED.c.source_id).where(_INDEXED.c.source_id.not_in(select(_HASHES.c.id)))


class _Questions(NamedTuple):
    """The texts and the turns of some sources."""

    texts: Select[int, str]
    spans: Select[int, int, int, int]


def _questions(sources: Select[int]) -> _Questions:
    spans = select(Turn.id, Turn.source_id, Turn.start, Turn.end).where(Turn.source_id.in_(sources))
    return _Questions(texts_in_use().where(Source.id.in_(sources)), spans)


_OF_SOURCES = _questions(given_keys("sources"))
_OF_STALE = _questions(select(_STALE.with_only_columns(_HASHES.c.id).limit(_TOGETHER).subquery().c.id))
"""Those of the first that are stale: they can be asked for before it is known which these are."""


def bring_up_to_date(connection: Connection) -> int:
    """Index the sources whose text or turns changed since they were indexed; returns how many."""
    index = backend_of(connection).turn_index
    if index.kept_by_acts:
        ask_ahead(connection, (_STALE, {}), (_GONE, {}), *((asked, {}) for asked in _OF_STALE))
    stale = fetch(connection, _STALE)
    gone = [key for (key,) in fetch(connection, _GONE)]
    wanted = {key: signature for key, signature, _indexed in stale}
    parts = list(_parts(sorted(wanted)))
    # Before the first of them is written: what is asked of stale ones holds until then.
    first = [_turns_of(connection, part, stale=index.kept_by_acts) for part in parts[:1]]
    forgotten = sorted((*gone, *(key for key, _signature, indexed in stale if indexed is not None)))
    if forgotten:
        index.forget(connection, forgotten)
        write(connection, _FORGET, [{"source": key} for key in forgotten])
    for turns in chain(first, (_turns_of(connection, part) for part in parts[1:])):
        index.add(connection, turns)
        rows = [{"source_id": one.source_id, "signature": wanted[one.source_id]} for one in turns]
        write(connection, insert(_INDEXED), rows)
    return len(wanted) + len(gone)


def is_up_to_date(connection: Connection) -> bool:
    """Whether every source is indexed as it is."""
    return not fetch(connection, _STALE) and not fetch(connection, _GONE)


def index_with_act(connection: Connection, tables: Collection[str]) -> None:
    """Bring the index up to date within an act that wrote to these tables, where acts are who does it."""
    if backend_of(connection).turn_index.kept_by_acts and not _DERIVED_FROM.isdisjoint(tables):
        bring_up_to_date(connection)


def _parts(keys: Sequence[int]) -> Iterator[list[int]]:
    left = iter(keys)
    while part := list(islice(left, _TOGETHER)):
        yield part


def _turns_of(connection: Connection, sources: Sequence[int], *, stale: bool = False) -> list[SourceTurns]:
    """The turns of sources; ``stale`` where these are the first ones that are, as it was asked for."""
    questions, given = (_OF_STALE, {}) if stale else (_OF_SOURCES, {"sources": as_keys(sources)})
    ask_ahead(connection, (questions.texts, given), (questions.spans, given))
    texts = dict(fetch(connection, questions.texts, **given))
    turns: dict[int, list[tuple[int, str]]] = {key: [] for key in sources}
    for key, source_id, start, end in fetch(connection, questions.spans, **given):
        turns[source_id].append((key, texts[source_id][start:end]))
    return [SourceTurns(key, turns[key]) for key in sources]
