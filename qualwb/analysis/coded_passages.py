"""The coded passages of a project in one pass, in text order.

A passage is (source, start, end): however many codes, coders and rounds mark it, it comes once.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, String, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute

from qualwb.analysis.scope import Scope, coding_conditions
from qualwb.analysis.talk import SILENT, Stretches, left_out_stretches, talk_by_source
from qualwb.model import Coding
from qualwb.store.driver import plain_rows
from qualwb.store.texts import current_texts
from qualwb.store.together import together

P = TypeVar("P", bound=tuple[Any, ...])
"""A passage: its source, start and end, and what else is known of it."""


class CodedPassage(NamedTuple):
    """Code points [start, end) of a source, and the keys of the codes there; equal sets are one object."""

    source: int
    start: int
    end: int
    codes: frozenset[int]


class KeySets(dict[str, frozenset[int]]):
    """Keys that the database joined by ',', read as a set; each is made once."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[frozenset[int], frozenset[int]] = {}

    def __missing__(self, joined: str) -> frozenset[int]:
        keys = frozenset(map(int, joined.split(",")))
        self[joined] = keys = self._known.setdefault(keys, keys)
        return keys


class HandsPassage(NamedTuple):
    """A coded passage as it stands in the codings of one coder, or of one in one round."""

    source: int
    start: int
    end: int
    codes: frozenset[int]
    hand: tuple[int, ...]
    """The key of the coder, or also of the round."""


def coded_passages(connection: Connection, scope: Scope) -> Iterator[CodedPassage]:
    """The passages that count, by source and place."""
    sets = KeySets()
    rows, counting = _rows_counting(connection, scope)
    found = (CodedPassage(source, start, end, sets[codes]) for source, start, end, codes in rows)
    return counting(found)


def passages_by_hand(
    connection: Connection, scope: Scope, *hand: InstrumentedAttribute[int]
) -> Iterator[HandsPassage]:
    """The passages that count in the codings of each hand, by hand, source and place.

    ``hand`` is ``Coding.coder_id``, or also ``Coding.round_id``: what two of them coded comes twice.
    """
    sets = KeySets()
    rows, counting = _rows_counting(connection, scope, *hand)
    found = (
        HandsPassage(source, start, end, sets[codes], tuple(keys))
        for source, start, end, codes, *keys in rows
    )
    return counting(found)


def _rows_counting(
    connection: Connection, scope: Scope, *hand: InstrumentedAttribute[int]
) -> tuple[list[Any], Callable[[Iterator[P]], Iterator[P]]]:
    """The passages as rows, with what lets those through that count."""
    columns = Coding.source_id, Coding.start, Coding.end
    codes = func.aggregate_strings(cast(Coding.code_id, String), ",")
    statement = (
        select(*columns, codes, *hand)
        .where(*coding_conditions(scope))
        .group_by(*hand, *columns)
        .order_by(*hand, *columns)
    )
    return together(
        connection, lambda asked: plain_rows(asked, statement), lambda asked: those_counting(asked, scope)
    )


def those_counting(connection: Connection, scope: Scope) -> Callable[[Iterator[P]], Iterator[P]]:
    """What lets the passages through that count by what is said in them and by whom.

    A passage begins with its source, start and end.
    """
    stretches, talk, texts = together(
        connection,
        lambda asked: left_out_stretches(asked) if scope.left_out else {},
        lambda asked: talk_by_source(asked, scope.places) if scope.voices else {},
        lambda asked: current_texts(asked) if scope.selection.text else {},
    )
    words = scope.selection.text.casefold()

    def counting(passages: Iterator[P]) -> Iterator[P]:
        if stretches:
            passages = _without_left_out(stretches, passages)
        if scope.voices:
            passages = (
                passage
                for passage in passages
                if scope.heard_in(talk.get(passage[0], SILENT).touching(passage[1], passage[2]))
            )
        if words:
            passages = (
                passage
                for passage in passages
                if words in texts[passage[0]][passage[1] : passage[2]].casefold()
            )
        return passages

    return counting


def _without_left_out(stretches: Mapping[int, Stretches], passages: Iterator[P]) -> Iterator[P]:
    for source, group in groupby(passages, itemgetter(0)):
        if source not in stretches:
            yield from group
            continue
        cover = stretches[source].cover
        for passage in group:
            if not cover(passage[1], passage[2]):
                yield passage
