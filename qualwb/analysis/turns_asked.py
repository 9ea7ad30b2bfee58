"""Which turns are asked about: in whose words, answering what, coded or not."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select
from sqlalchemy.orm import aliased

from qualwb.analysis.lookup import match
from qualwb.analysis.scope import coding_conditions, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.who_counts import LEFT_OUT_ROLES
from qualwb.model import Coding, Participant, Question, Speaker, Turn
from qualwb.store.naming import kind_of


@dataclass(frozen=True, slots=True)
class TurnsAsked:
    """Filters of turns by name; filters of different kinds hold together, names of one are alternatives.

    Of the selection, groups, sources, participants and attributes count; others ask about codings.
    """

    selection: Selection = EVERYTHING
    speakers: tuple[str, ...] = ()
    """Labels."""
    roles: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """Labels of the guide's questions; a turn answers the one that was asked last."""
    uncoded: bool = False
    """Only turns that no code stands on."""
    coded: bool = False
    """Only turns that a code stands on."""
    counted: bool = False
    """Without the turns of roles whose talk is not counted, moderators and observers, unless roles are asked
    for; and without what stands above a talk, before the first turn of anybody named, where most name one."""


ALL_TURNS = TurnsAsked()

_Named = aliased(Turn)
_FIRST_NAMED = (
    select(func.min(_Named.number))
    .where(_Named.source_id == Turn.source_id, _Named.speaker_id.is_not(None))
    .correlate(Turn)
    .scalar_subquery()
)
_FEW_NAMED = (
    select(2 * func.count(_Named.speaker_id) < func.count(_Named.id))
    .where(_Named.source_id == Turn.source_id)
    .correlate(Turn)
    .scalar_subquery()
)
_NOT_ABOVE_THE_TALK = or_(_FIRST_NAMED.is_(None), Turn.number > _FIRST_NAMED, _FEW_NAMED)
"""A turn is not above the talk where nobody is named at all, or somebody before it, or where most turns name
nobody: where the talk begins is not known there."""


def turns_asked(
    connection: Connection, asked: TurnsAsked, codings: Selection = EVERYTHING
) -> frozenset[int] | None:
    """The keys of the turns; None where all are asked about. Raises ``NotFound`` for an unknown name.

    A turn bears a code by one of these ``codings``.
    """
    if asked == ALL_TURNS:
        return None
    scope = resolve(connection, asked.selection)
    turns = (
        select(Turn.id)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
        .where(Turn.source_id.in_(list(scope.places)))
    )
    if scope.participants is not None:
        turns = turns.where(Participant.id.in_(sorted(scope.participants)))
    if asked.speakers:
        turns = turns.where(Speaker.id.in_(_labelled(connection, Speaker, asked.speakers)))
    if asked.roles:
        turns = turns.where(Participant.role.in_(asked.roles))
    elif asked.counted:
        others = Participant.role.not_in(LEFT_OUT_ROLES)
        turns = turns.where(or_(Participant.role.is_(None), others))
        turns = turns.where(or_(Turn.speaker_id.is_not(None), _NOT_ABOVE_THE_TALK))
    if asked.questions:
        turns = turns.where(Turn.question_id.in_(_labelled(connection, Question, asked.questions)))
    if asked.uncoded:
        turns = turns.where(~_bears_a_code(connection, codings))
    if asked.coded:
        turns = turns.where(_bears_a_code(connection, codings))
    return frozenset(connection.execute(turns).scalars())


def _bears_a_code(connection: Connection, codings: Selection) -> ColumnElement[bool]:
    return exists().where(
        Coding.source_id == Turn.source_id,
        Coding.start < Turn.end,
        Coding.end > Turn.start,
        *coding_conditions(resolve(connection, codings)),
    )


def _labelled(
    connection: Connection, record: type[Speaker] | type[Question], labels: tuple[str, ...]
) -> list[int]:
    """The keys of all rows with these labels: one may be that of several sources."""
    rows = connection.execute(select(record.id, record.label)).all()
    known = dict.fromkeys(label for _key, label in rows)
    wanted = {match(label, known, kind_of(record)) for label in labels}
    return [key for key, label in rows if label in wanted]
