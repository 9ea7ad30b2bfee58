"""The talk that a count looks at: the turns of those who count, or what of them is coded."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection

from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import Selection
from qualwb.analysis.talk import SILENT, Talk, Utterance, talk_by_source
from qualwb.analysis.word_counts import united


class Stretch(NamedTuple):
    """[start, end) of a source's text, within one turn; None where the source has no turns."""

    start: int
    end: int
    turn: Utterance | None


def resolve_talk(connection: Connection, selection: Selection) -> Scope:
    """A selection of talk with its names looked up: rounds have no bearing on talk that need not be coded."""
    return resolve(connection, selection, default_round=bool(selection.themes or selection.codes))


def heard(connection: Connection, scope: Scope) -> Iterator[tuple[int, list[Stretch]]]:
    """By source, what those say who are not left out; with themes or codes selected, in their passages.

    The end of a source without turns is that of its text, however long.
    """
    talk = talk_by_source(connection, scope.places)
    if scope.codes is None:
        for source in scope.places:
            yield source, _within(talk.get(source, SILENT), 0, _ENDLESS, scope)
        return
    for source, group in groupby(coded_passages(connection, scope), itemgetter(0)):
        spans = united((start, end) for _source, start, end, _codes in group)
        found = (_within(talk.get(source, SILENT), start, end, scope) for start, end in spans)
        yield source, [stretch for stretches in found for stretch in stretches]


_ENDLESS = 2**62


def _within(talk: Talk, start: int, end: int, scope: Scope) -> list[Stretch]:
    """What is said in [start, end): no headings or notes among the turns, but all of a document."""
    if not talk.turns:
        return [Stretch(start, end, None)]
    written = talk.is_written
    return [
        Stretch(max(start, turn.start), min(end, turn.end), turn)
        for turn in talk.touching(start, end)
        if (written or turn.kind == "speech")
        and turn.role not in scope.left_out
        and (scope.participants is None or turn.participant in scope.participants)
    ]
