"""Searching the material by a regular expression, turn by turn."""

from collections.abc import Collection, Iterator
from itertools import islice

from sqlalchemy import select

from qualwb.analysis.connection import Connection
from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.search import CONTEXT, Found, Hit, Keyword, hits_of, keywords_of
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.bounded_pattern import BoundedPattern, UnreadablePattern
from qualwb.localization import gettext as _
from qualwb.model import Speaker, Turn
from qualwb.store.driver import plain_rows
from qualwb.store.engines.turn_index import TurnMatch
from qualwb.store.texts import texts_of_sources

AT_A_TIME = 20
"""Sources: the first matches come soon, and a server is not asked for each source alone."""

_TURNS = select(Turn.source_id, Turn.id, Turn.number, Turn.start, Turn.end, Speaker.label).join(
    Speaker, Speaker.id == Turn.speaker_id, isouter=True
)


def find_pattern(
    connection: Connection,
    pattern: str,
    *,
    limit: int | None = 100,
    selection: Selection = EVERYTHING,
    among: Collection[int] | None = None,
) -> Found:
    """The turns in which a regular expression matches, in the order of the text.

    Capitals make no difference, '^' and '$' stand at the edges of lines, and no match goes beyond its turn.
    Groups and sources of the selection narrow the search, and ``among``: keys of turns. Raises ``BadQuery``,
    and ``EndlessPattern`` where it takes too long.
    """
    scope = resolve(connection, selection)
    hits: list[Hit] = list(hits_of(scope, _matches(connection, _compiled(pattern), scope, among)))
    return Found(len(hits), tuple(hits[:limit]))


def keywords_by_pattern(
    connection: Connection,
    pattern: str,
    *,
    width: int = CONTEXT,
    limit: int | None = None,
    selection: Selection = EVERYTHING,
    among: Collection[int] | None = None,
) -> tuple[Keyword, ...]:
    """Each match with ``width`` characters of its turn on both sides, in text order; else as above."""
    scope = resolve(connection, selection)
    matches = _matches(connection, _compiled(pattern), scope, among)
    keywords = (
        found for match in matches for found in keywords_of(scope.places[match.source_id], match, width)
    )
    return tuple(islice(keywords, limit))


def _compiled(pattern: str) -> BoundedPattern:
    why = _("there is nothing to look for")
    if pattern:
        try:
            return BoundedPattern(pattern)
        except UnreadablePattern as error:
            why = error.message
    raise BadQuery(
        _("Can't search for '{words}': {why}.").format(words=pattern, why=why),
        _("Write a regular expression, as {example}.").format(example=r"otydlig\w*|oklar\w*"),
    )


def _matches(
    connection: Connection, pattern: BoundedPattern, scope: Scope, among: Collection[int] | None
) -> Iterator[TurnMatch]:
    """The turns in which the pattern matches something, in order; so many sources are read at a time."""
    places = list(scope.places)
    for first in range(0, len(places), AT_A_TIME):
        sources = places[first : first + AT_A_TIME]
        texts = dict(texts_of_sources(connection, sources))
        turns = plain_rows(connection, _TURNS.where(Turn.source_id.in_(sources)))
        turns.sort(key=lambda turn: (sources.index(turn[0]), turn[2]))
        for source, key, number, start, end, label in turns:
            if among is None or key in among:
                words = texts[source][start:end]
                if spans := pattern.spans(words):
                    yield TurnMatch(source, number, start, label, words, spans, 0.0)
