"""Where the questions of the interview guide were asked."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qualwb.model import Group, Question, Source, Turn


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """A source in which turns stand under a question: how many, the first of them by number and place.

    The place is code points [start, end) of the source.
    """

    source: str
    turns: int
    turn: int
    start: int
    end: int


def question_places(connection: Connection) -> dict[str, tuple[QuestionPlace, ...]]:
    """Where each question was asked, by its label; sources in the order of the project."""
    under = (
        select(
            Turn.question_id,
            Turn.source_id,
            func.count().label("turns"),
            func.min(Turn.number).label("first"),
        )
        .where(Turn.question_id.is_not(None))
        .group_by(Turn.question_id, Turn.source_id)
        .subquery()
    )
    asked = (
        select(Question.label, Source.name, under.c.turns, Turn.number, Turn.start, Turn.end)
        .select_from(under)
        .join(Question, Question.id == under.c.question_id)
        .join(Source, Source.id == under.c.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(Turn, (Turn.source_id == under.c.source_id) & (Turn.number == under.c.first))
        .order_by(Question.position, Group.position, Group.id, Source.position, Source.id)
    )
    places: dict[str, tuple[QuestionPlace, ...]] = {}
    for label, *place in connection.execute(asked):
        places[label] = (*places.get(label, ()), QuestionPlace(*place))
    return places
