"""All codings of a project as one table: what other programs take in."""

from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from qualwb.exchange.tables.table import Table
from qualwb.model import Code, Coder, Coding, Group, Participant, Round, Source, Speaker, Turn


def codings_table(connection: Connection, *, speakers: bool = False) -> Table:
    """Every coding of every coder and round, orphans too, in text order: a row each.

    ``start`` and ``end`` are code points [start, end) of the source's text; ``turn`` is the one at the start.
    ``speakers`` adds who speaks there. The names of the columns are the same in every language.
    """
    statement = _codings(speakers)
    columns = tuple(column.name for column in statement.selected_columns)
    numeric = frozenset(columns.index(name) for name in ("id", "start", "end", "turn"))
    rows = [tuple(row) for row in connection.execute(statement)]
    return Table(columns, rows, numeric=numeric)


def _codings(speakers: bool) -> Any:
    earlier = aliased(Turn)
    turn_there = (
        select(earlier.id)
        .where(earlier.source_id == Coding.source_id, earlier.start <= Coding.start)
        .order_by(earlier.start.desc())
        .limit(1)
        .scalar_subquery()
    )
    who = (Speaker.label.label("speaker"), Participant.role.label("role")) if speakers else ()
    statement: Any = (
        select(
            Coding.id,
            Group.name.label("group"),
            Source.name.label("source"),
            Coding.start,
            Coding.end,
            Turn.number.label("turn"),
            *who,
            Code.name.label("code"),
            Coder.name.label("coder"),
            Round.name.label("round"),
            Coding.cited,
            Coding.origin,
            Coding.orphaned_from.is_not(None).label("orphaned"),
            Coding.created_at,
            Coding.quote,
        )
        .join(Source, Source.id == Coding.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
        .join(Turn, Turn.id == turn_there, isouter=True)
        .order_by(
            *(Group.position, Group.id, Source.position, Source.id),
            *(Coding.start, Coding.end, Coding.id),
        )
    )
    if speakers:
        statement = statement.join(Speaker, Speaker.id == Turn.speaker_id, isouter=True).join(
            Participant, Participant.id == Speaker.participant_id, isouter=True
        )
    return statement
