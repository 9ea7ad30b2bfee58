"""The coded passages of a project in one pass, in text order.

A passage is (source, start, end): however many codes, coders and rounds mark it, it comes once.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from qualwb.analysis.scope import Scope, coding_conditions
from qualwb.analysis.talk import SILENT, left_out_stretches, talk_by_source
from qualwb.model import Coding
from qualwb.store.driver import plain_rows
from qualwb.store.texts import current_texts

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


def coded_passages(
    connection: Connection, scope: Scope, *extra: ColumnElement[bool]
) -> Iterator[CodedPassage]:
    """The passages that count, by source and place. ``extra`` are further conditions on the codings."""
    statement = (
        select(
            Coding.source_id,
            Coding.start,
            Coding.end,
            func.aggregate_strings(cast(Coding.code_id, String), ","),
        )
        .where(*coding_conditions(scope), *extra)
        .group_by(Coding.source_id, Coding.start, Coding.end)
        .order_by(Coding.source_id, Coding.start, Coding.end)
    )
    sets = KeySets()
    rows = plain_rows(connection, statement)
    found = (CodedPassage(source, start, end, sets[codes]) for source, start, end, codes in rows)
    return counting(connection, scope, found)


def counting(connection: Connection, scope: Scope, passages: Iterator[P]) -> Iterator[P]:
    """Those of the passages that count by what is said in them and by whom; source, start and end first."""
    if scope.left_out:
        passages = _without_left_out(connection, passages)
    if scope.voices:
        talk = talk_by_source(connection, scope.places)
        passages = (
            passage
            for passage in passages
            if scope.heard_in(talk.get(passage[0], SILENT).touching(passage[1], passage[2]))
        )
    if scope.selection.text:
        texts = current_texts(connection)
        words = scope.selection.text.casefold()
        passages = (
            passage for passage in passages if words in texts[passage[0]][passage[1] : passage[2]].casefold()
        )
    return passages


def _without_left_out(connection: Connection, passages: Iterator[P]) -> Iterator[P]:
    stretches = left_out_stretches(connection)
    for source, group in groupby(passages, itemgetter(0)):
        if source not in stretches:
            yield from group
            continue
        cover = stretches[source].cover
        for passage in group:
            if not cover(passage[1], passage[2]):
                yield passage
