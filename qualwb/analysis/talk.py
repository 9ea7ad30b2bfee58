"""Who speaks where: the turns of a source in order, and the stretches of those who are left out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from qualwb.analysis.who_counts import LEFT_OUT_ROLES
from qualwb.model import Participant, Speaker, Turn
from qualwb.store.driver import plain_rows


class Utterance(NamedTuple):
    """A turn as the counts see it. ``role`` is None where no one is named."""

    source: int
    start: int
    end: int
    number: int
    speaker: int | None
    participant: int | None
    role: str | None
    question: int | None
    kind: str

    @property
    def unnamed(self) -> bool:
        """Whether somebody speaks here of whom nobody knows who it is."""
        return self.speaker is None and self.kind == "speech"


@dataclass(frozen=True, slots=True)
class Talk:
    """The turns of one source in text order."""

    turns: tuple[Utterance, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def is_written(self) -> bool:
        """Whether nobody speaks in any turn: a document, all of which counts."""
        return all(turn.kind != "speech" for turn in self.turns)

    def touching(self, start: int, end: int) -> tuple[Utterance, ...]:
        """The turns that share text with [start, end)."""
        return self.turns[bisect_right(self.ends, start) : bisect_left(self.starts, end)]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Runs of neighbouring turns by people who are left out, of one source, in text order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def cover(self, start: int, end: int) -> bool:
        """Whether nobody else speaks in [start, end)."""
        place = bisect_right(self.starts, start) - 1
        return place >= 0 and end <= self.ends[place]


SILENT = Talk((), (), ())


def talk_by_source(connection: Connection, sources: Iterable[int] | None = None) -> dict[int, Talk]:
    """The turns of the sources (default: all), by source."""
    statement = _utterances(outer=True)
    if sources is not None:
        statement = statement.where(Turn.source_id.in_(sorted(sources)))
    found = map(Utterance._make, plain_rows(connection, statement))
    return {
        source: Talk(turns, tuple(turn.start for turn in turns), tuple(turn.end for turn in turns))
        for source, turns in ((key, tuple(group)) for key, group in groupby(found, itemgetter(0)))
    }


def left_out_stretches(connection: Connection) -> dict[int, Stretches]:
    """Where only those speak who are left out, by source. Turns lie one character apart."""
    statement = _utterances(outer=False).where(Participant.role.in_(LEFT_OUT_ROLES))
    stretches: dict[int, tuple[list[int], list[int]]] = {}
    last = (0, 0)
    for source, start, end, number, *_rest in plain_rows(connection, statement):
        starts, ends = stretches.setdefault(source, ([], []))
        if last == (source, number - 1):
            ends[-1] = end + 1
        else:
            starts.append(start - 1)
            ends.append(end + 1)
        last = (source, number)
    return {source: Stretches(tuple(starts), tuple(ends)) for source, (starts, ends) in stretches.items()}


def _utterances(*, outer: bool) -> Select[*tuple[Any, ...]]:
    columns = select(
        Turn.source_id,
        Turn.start,
        Turn.end,
        Turn.number,
        Turn.speaker_id,
        Speaker.participant_id,
        Participant.role,
        Turn.question_id,
        Turn.kind,
    )
    return (
        columns.join(Speaker, Speaker.id == Turn.speaker_id, isouter=outer)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=outer)
        .order_by(Turn.source_id, Turn.number)
    )
