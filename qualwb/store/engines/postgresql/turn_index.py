"""The full-text index over turns, on a server. Derived from the texts, no part of the records.

PostgreSQL's own ``tsvector`` counts 255 places of a word in a turn at most and 16,383 words, and doesn't tell
how often a word stands there without taking all of it apart. So the index is one of plain tables: where each
word form stands in each source. What a query asks for is found in it by ``word_places``.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, TextClause, text

from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.postgresql.word_places import (
    Asked,
    Evaluation,
    WordingFound,
    WordRow,
    rows_of_source,
    spans,
    turns_of,
)
from qualwb.store.engines.turn_index import MatchingTurns, Narrowing, Page, SourceTurns, TurnMatch
from qualwb.store.turn_query import TurnQuery

_HEAD = 64
"""By how many of its first characters a word is looked up: an index holds no very long ones."""
_LAST = "\U0010ffff" * _HEAD
"""Comes after all words, cut to their heads."""

_TABLES = (
    f"""
    CREATE TABLE IF NOT EXISTS turn_index (
        turn_id integer PRIMARY KEY, source_id integer NOT NULL, text text COLLATE "C" NOT NULL
    );
    CREATE INDEX IF NOT EXISTS ix_turn_index_source_id ON turn_index (source_id);
    CREATE TABLE IF NOT EXISTS turn_index_size (
        source_id integer PRIMARY KEY, turns integer NOT NULL, words integer NOT NULL
    );
    CREATE TABLE IF NOT EXISTS turn_index_word (
        term text COLLATE "C" NOT NULL, source_id integer NOT NULL, places integer[] NOT NULL
    );
    CREATE INDEX IF NOT EXISTS ix_turn_index_word_head ON turn_index_word (("left"(term, {_HEAD})));
    CREATE INDEX IF NOT EXISTS ix_turn_index_word_source_id ON turn_index_word (source_id)
    """
).split(";")
_FORGET = tuple(
    text(f"DELETE FROM {name} WHERE source_id = ANY(:sources)")
    for name in ("turn_index", "turn_index_size", "turn_index_word")
)


def _add(name: str, **columns: str) -> TextClause:
    """Inserts rows that are given as JSON: one statement for as many as there are."""
    typed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    return text(
        f"INSERT INTO {name} ({', '.join(columns)})"
        f" SELECT * FROM json_to_recordset(CAST(:rows AS json)) AS row ({typed})"
    )


_ADD_TURNS = _add("turn_index", turn_id="integer", source_id="integer", text="text")
_ADD_SIZES = _add("turn_index_size", source_id="integer", turns="integer", words="integer")
_ADD_WORDS = _add("turn_index_word", term="text", source_id="integer", places="integer[]")

_TERMS = f"""
    WITH RECURSIVE step (head) AS (
        SELECT min("left"(term, {_HEAD})) FROM turn_index_word
        UNION ALL
        SELECT (SELECT min("left"(term, {_HEAD})) FROM turn_index_word WHERE "left"(term, {_HEAD}) > head)
        FROM step WHERE head IS NOT NULL
    )
    SELECT head AS term FROM step WHERE length(head) < {_HEAD}
    UNION
    SELECT term FROM step JOIN turn_index_word ON "left"(term, {_HEAD}) = head WHERE length(head) = {_HEAD}
    ORDER BY term
"""
"""Each word once, from one to the next by the index: most stand in many sources."""
_WORDS_ASKED_FOR = f"""
    SELECT term, source_id, places, size.turns, size.words
    FROM (
        SELECT term, source_id, places FROM turn_index_word
        WHERE "left"(term, {_HEAD}) = ANY(ARRAY(SELECT json_array_elements_text(%s::json)))
        AND term = ANY(ARRAY(SELECT json_array_elements_text(%s::json)))
        UNION ALL
        SELECT term, source_id, places FROM json_array_elements_text(%s::json) AS beginning
        JOIN turn_index_word
        ON "left"(term, {_HEAD}) BETWEEN "left"(beginning, {_HEAD}) AND "left"(beginning, {_HEAD}) || %s
        AND starts_with(term, beginning)
    ) AS word,
    (SELECT sum(turns) AS turns, sum(words) AS words FROM turn_index_size) AS size
"""
"""Where the words stand, and with each row how many turns and words the index has."""
_DETAILS = """
    SELECT turn.id, turn.source_id, turn.number, turn.start, speaker.label, turn_index.text
    FROM turn JOIN turn_index ON turn_index.turn_id = turn.id
    LEFT JOIN speaker ON speaker.id = turn.speaker_id
"""
_OF_TURNS = " WHERE turn.id = ANY(ARRAY(SELECT json_array_elements_text(%s::json)::integer))"
_IN_ORDER_OF_TEXT = f"""
    {_DETAILS} JOIN source ON source.id = turn.source_id JOIN focus_group ON focus_group.id = source.group_id
    {_OF_TURNS}
    ORDER BY focus_group.position, focus_group.id, source.position, source.id, turn.number
    LIMIT %s OFFSET %s
"""


def create_turn_index(connection: Connection) -> None:
    """Make what the index needs, unless it is there. Called after each run of the migrations."""
    for statement in _TABLES:
        connection.execute(text(statement))


class ServerTurnIndex:
    """The tables ``turn_index``, ``turn_index_size`` and ``turn_index_word`` of a server."""

    kept_by_acts = True

    def forget(self, connection: Connection, sources: Collection[int]) -> None:
        for statement in _FORGET:
            backend_of(connection).write(connection, statement, [{"sources": sorted(sources)}])

    def add(self, connection: Connection, sources: Sequence[SourceTurns]) -> None:
        turns: list[dict[str, Any]] = []
        sizes: list[dict[str, Any]] = []
        words: list[dict[str, Any]] = []
        for source in sources:
            of_source = {"source_id": source.source_id}
            rows = rows_of_source(source.source_id, source.turns)
            turns += [of_source | {"turn_id": key, "text": said} for key, said in source.turns]
            words += [of_source | {"term": row.term, "places": row.places} for row in rows]
            size = sum(len(row.places) for row in rows) // 3
            sizes.append(of_source | {"turns": len(source.turns), "words": size})
        for statement, values in ((_ADD_TURNS, turns), (_ADD_SIZES, sizes), (_ADD_WORDS, words)):
            backend_of(connection).write(connection, statement, [{"rows": _listed(values)}])

    def terms(self, connection: Connection) -> list[str]:
        return [term for (term,) in _rows(connection, _TERMS)]

    def find(
        self, connection: Connection, query: TurnQuery, narrowing: Narrowing, page: Page
    ) -> MatchingTurns:
        rows = _words_asked_for(connection, Asked.by(query))
        words = [WordRow(*row) for *row, _turns, _words in rows]
        evaluation = Evaluation(_by_term(words))
        found = _narrowed(evaluation.found(query), words, narrowing)
        keys = turns_of(found)
        if not keys:
            return MatchingTurns(0, ())
        if page.order == "text":
            details = _rows(connection, _IN_ORDER_OF_TEXT, _listed(keys), page.limit, page.offset)
            return MatchingTurns(len(keys), _matches(details, found, {}))
        *_row, turns, length = rows[0]
        ranks = evaluation.ranks(found, turns, length)
        wanted = _best_first(ranks, page)
        by_key = {row[0]: row for row in _rows(connection, _DETAILS + _OF_TURNS, _listed(wanted))}
        return MatchingTurns(len(keys), _matches([by_key[key] for key in wanted], found, ranks))


def _rows(connection: Connection, statement: str, *values: Any) -> list[Any]:
    return list(backend_of(connection).rows(connection, statement, values))


def _words_asked_for(connection: Connection, asked: Asked) -> list[Any]:
    terms = sorted(asked.terms)
    heads = [term[:_HEAD] for term in terms]
    lists = (_listed(heads), _listed(terms), _listed(sorted(asked.beginnings)))
    return _rows(connection, _WORDS_ASKED_FOR, *lists, _LAST)


def _listed(values: Iterable[Any]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _by_term(rows: Iterable[WordRow]) -> dict[str, list[WordRow]]:
    by_term: dict[str, list[WordRow]] = {}
    for row in rows:
        by_term.setdefault(row.term, []).append(row)
    return by_term


def _narrowed(found: list[WordingFound], rows: Iterable[WordRow], narrowing: Narrowing) -> list[WordingFound]:
    if narrowing.sources is not None:
        sources = frozenset(narrowing.sources)
        inside = {key for row in rows if row.source_id in sources for key in row.places[::3]}
        found = [wording.within(inside) for wording in found]
    if narrowing.turns is not None:
        among = frozenset(narrowing.turns)
        found = [wording.within(among) for wording in found]
    return found


def _best_first(ranks: Mapping[int, float], page: Page) -> list[int]:
    ordered = sorted(ranks, key=lambda key: (ranks[key], key))
    return ordered[page.offset : None if page.limit is None else page.offset + page.limit]


def _matches(
    details: Iterable[Any], found: Sequence[WordingFound], ranks: Mapping[int, float]
) -> Iterator[TurnMatch]:
    for key, source_id, number, start, speaker, words in details:
        places = spans(words, key, found)
        yield TurnMatch(source_id, number, start, speaker, words, places, ranks.get(key, 0.0))
