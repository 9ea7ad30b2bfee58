"""Every coding of a project as a plain row: what other programs take in."""

from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from qualwb.analysis.connection import Connection
from qualwb.model import Code, Coder, Coding, Group, Participant, Round, Source, Speaker, Turn


class CodingRow(NamedTuple):
    """A coding at code points [start, end) of its source.

    ``turn``, ``speaker`` and ``role`` are those of the turn in which it begins: None before the first turn,
    the latter two also where nobody is named.
    """

    id: int
    group: str
    source: str
    start: int
    end: int
    turn: int | None
    code: str
    coder: str
    round: str
    cited: bool
    origin: str
    orphaned: bool
    created_at: str
    quote: str
    speaker: str | None
    role: str | None


def all_codings(connection: Connection) -> list[CodingRow]:
    """The codings of every coder and round, orphans too, by group, source and place."""
    return [CodingRow._make(row) for row in connection.execute(_codings())]


def _codings() -> Select[*tuple[Any, ...]]:
    earlier = aliased(Turn)
    turn_there = (
        select(earlier.id)
        .where(earlier.source_id == Coding.source_id, earlier.start <= Coding.start)
        .order_by(earlier.start.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement: Select[*tuple[Any, ...]] = select(
        Coding.id,
        Group.name,
        Source.name,
        Coding.start,
        Coding.end,
        Turn.number,
        Code.name,
        Coder.name,
        Round.name,
        Coding.cited,
        Coding.origin,
        Coding.orphaned_from.is_not(None),
        Coding.created_at,
        Coding.quote,
        Speaker.label,
        Participant.role,
    )
    return (
        statement.join(Source, Source.id == Coding.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
        .join(Turn, Turn.id == turn_there, isouter=True)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
        .order_by(
            *(Group.position, Group.id, Source.position, Source.id),
            *(Coding.start, Coding.end, Coding.id),
        )
    )
