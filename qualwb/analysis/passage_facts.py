"""The passages that a query is judged on: who speaks in them, and what is coded there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Subquery, and_, func, select
from sqlalchemy.orm import aliased

from qualwb.analysis.scope import Scope, coding_conditions
from qualwb.model import Coding, Participant, Speaker, Turn

AT_ONCE = 2_000
"""Rows in memory beside what is made of them."""


class PassageTurn(NamedTuple):
    """A turn that a passage touches, with its own borders in the text."""

    start: int
    end: int
    number: int
    label: str | None
    speaker: int | None
    participant: int | None
    role: str | None
    question: int | None
    time_start: float | None


@dataclass(slots=True)
class PassageFacts:
    """What a passage is judged by."""

    source: int
    start: int
    end: int
    text: str
    codes: dict[int, None]
    coders: dict[int, None]
    rounds: dict[int, None]
    codings: list[int]
    cited: bool
    turns: list[PassageTurn]


def read_facts(connection: Connection, scope: Scope, whole: Scope) -> Iterator[PassageFacts]:
    """The passages with a coding in ``scope``, and all their codings in ``whole``, in text order."""
    spans = _spans(coding_conditions(scope))
    on_span = and_(
        Coding.source_id == spans.c.source_id, Coding.start == spans.c.start, Coding.end == spans.c.end
    )
    turns = _turns(connection, spans)
    codings = connection.execute(
        select(
            Coding.source_id,
            Coding.start,
            Coding.end,
            Coding.quote,
            Coding.id,
            Coding.code_id,
            Coding.coder_id,
            Coding.round_id,
            Coding.cited,
        )
        .join(spans, on_span)
        .where(*coding_conditions(whole))
        .order_by(Coding.source_id, Coding.start, Coding.end, Coding.id)
    ).yield_per(AT_ONCE)
    facts: PassageFacts | None = None
    for source, start, end, text, key, code, coder, round_, cited in codings:
        if facts is None or (facts.source, facts.start, facts.end) != (source, start, end):
            if facts is not None:
                yield facts
            spoken = turns.get((source, start, end), [])
            facts = PassageFacts(source, start, end, text, {}, {}, {}, [], False, spoken)
        facts.codes[code] = facts.coders[coder] = facts.rounds[round_] = None
        facts.codings.append(key)
        facts.cited = facts.cited or cited
    if facts is not None:
        yield facts


def _spans(conditions: list[ColumnElement[bool]]) -> Subquery:
    return select(Coding.source_id, Coding.start, Coding.end).where(*conditions).distinct().subquery("span")


def _turns(connection: Connection, spans: Subquery) -> dict[tuple[int, int, int], list[PassageTurn]]:
    """The turns that each span touches. Turns follow each other, so the first is the last to begin before."""
    earlier = aliased(Turn)
    first = (
        select(func.max(earlier.start))
        .where(earlier.source_id == spans.c.source_id, earlier.start <= spans.c.start)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            spans.c.source_id,
            spans.c.start,
            spans.c.end,
            Turn.start,
            Turn.end,
            Turn.number,
            Speaker.label,
            Turn.speaker_id,
            Speaker.participant_id,
            Participant.role,
            Turn.question_id,
            Turn.time_start,
        )
        .join_from(
            spans,
            Turn,
            and_(
                Turn.source_id == spans.c.source_id,
                Turn.start >= func.coalesce(first, 0),
                Turn.start < spans.c.end,
                Turn.end > spans.c.start,
            ),
        )
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
    ).yield_per(AT_ONCE)
    found: dict[tuple[int, int, int], list[PassageTurn]] = {}
    labels: dict[str | None, str | None] = {}
    for row in rows:
        turn = PassageTurn._make(row[3:])
        label = labels.setdefault(turn.label, turn.label)  # one string a speaker, not one a row
        found.setdefault(row[:3], []).append(turn._replace(label=label))
    for turns in found.values():
        turns.sort()
    return found
