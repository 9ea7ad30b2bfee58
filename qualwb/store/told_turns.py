"""In which turns words of a source stand: their numbers within a query, and in words."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, SQLColumnExpression, select

from qualwb.localization import gettext as _
from qualwb.model import Turn

Expression = SQLColumnExpression[Any]


def turns_of(
    source: Expression, start: Expression, end: Expression
) -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """The numbers of the first and the last turn of code points [start, end) of a source, within a query.

    None where they begin before the first turn.
    """
    return _last_turn(source, Turn.start <= start), _last_turn(source, Turn.start < end)


def _last_turn(source: Expression, begins: ColumnElement[bool]) -> ScalarSelect[int]:
    found = select(Turn.number).where(Turn.source_id == source, begins)
    return found.order_by(Turn.start.desc()).limit(1).scalar_subquery()


def told_turns(source: str, first: int | None, last: int | None) -> str:
    """The turns of a source; its name alone where there are none."""
    if first is None:
        return source
    if first == last:
        return _("{source}, turn {number}").format(source=source, number=first)
    return _("{source}, turns {first}–{last}").format(source=source, first=first, last=last)
