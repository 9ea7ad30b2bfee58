"""The borders of turns: one turn divided, two joined, the border between two moved."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, select

from qualwb.acts.follow_edits import edit_text
from qualwb.acts.lookup import find
from qualwb.acts.researcher import Researcher
from qualwb.acts.text_edits import Edit, Edits
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Source, Turn
from qualwb.store.journal import Act, table_of
from qualwb.store.texts import current_text

SHARED = ("source_id", "speaker_id", "question_id", "kind", "end", "time_end")
"""What the second half of a turn has from the whole one."""


def split_turn(researcher: Researcher, source: str, position: int) -> None:
    """Divide the turn at a position: what stands before it and after it become two turns of the same speaker.

    Blanks at the border give way to a line break. Raises ``QualwbError`` at the edge of a turn.
    """
    with researcher.act("turn.split") as act:
        row = find(act.connection, Source, source)
        turn = _turn_around(act, row, position)
        number, border = turn["number"], _make_border(act, row, turn, position)
        whole = _turn(act, row["id"], number)
        _renumber_after(act, row["id"], number, 1)
        act.update(Turn, turn["id"], end=border, time_end=None)
        act.insert(Turn, **{name: whole[name] for name in SHARED}, number=number + 1, start=border + 1)
        act.summary = _("{source}, turn {number}").format(source=source, number=number)


def join_turns(researcher: Researcher, source: str, number: int) -> None:
    """Join a turn with the next one, under the first one's speaker. Raises ``QualwbError`` for the last."""
    with researcher.act("turn.join") as act:
        row = find(act.connection, Source, source)
        first, second = _pair(act, row, number)
        act.delete(Turn, [second["id"]])
        act.update(Turn, first["id"], end=second["end"], time_end=second["time_end"])
        _renumber_after(act, row["id"], number + 1, -1)
        act.summary = _two_turns(source, number)


def move_border(researcher: Researcher, source: str, number: int, position: int) -> None:
    """Let a turn end at ``position``, within it or within the next turn; the next turn begins there.

    Raises ``QualwbError`` when the position lies outside the two turns or at an edge of one.
    """
    with researcher.act("turn.border") as act:
        row = find(act.connection, Source, source)
        first, second = _pair(act, row, number)
        turn = _turn_around(act, row, position)
        if turn["id"] not in (first["id"], second["id"]):
            raise QualwbError(
                _("{source} {at}: not within turn {number} or the next.").format(
                    source=source, at=position, number=number
                )
            )
        border = _make_border(act, row, turn, position)
        act.update(Turn, first["id"], end=border)
        act.update(Turn, second["id"], start=border + 1)
        act.summary = _two_turns(source, number)


def _make_border(act: Act, source: Mapping[str, Any], turn: RowMapping, position: int) -> int:
    """Put a line break in place of the blanks around a position in a turn; returns where it stands."""
    text = current_text(act.connection, source["id"])
    start: int = turn["start"] + len(text[turn["start"] : position].rstrip())
    end: int = turn["end"] - len(text[position : turn["end"]].lstrip())
    if start == turn["start"] or end == turn["end"]:
        raise _outside(source["name"], position)
    if text[start:end] != "\n":
        edit_text(act, source["id"], Edits([Edit(start, end, "\n")]))
    return start


def _turn_around(act: Act, source: Mapping[str, Any], position: int) -> RowMapping:
    table = table_of(Turn)
    around = table.c.start < position, table.c.end > position
    there = select(table).where(table.c.source_id == source["id"], *around)
    turn = act.connection.execute(there).mappings().first()
    if turn is None:
        raise _outside(source["name"], position)
    return turn


def _outside(source: str, position: int) -> QualwbError:
    return QualwbError(_("{source} {at}: not within a turn.").format(source=source, at=position))


def _pair(act: Act, source: Mapping[str, Any], number: int) -> Sequence[RowMapping]:
    """The turn of that number and the next one."""
    table = table_of(Turn)
    both = select(table).where(table.c.source_id == source["id"], table.c.number.in_((number, number + 1)))
    found = act.connection.execute(both.order_by(table.c.number)).mappings().all()
    if len(found) < 2:
        raise QualwbError(
            _("{source}: turn {number} has no next turn.").format(source=source["name"], number=number)
        )
    return found


def _turn(act: Act, source_id: int, number: int) -> RowMapping:
    table = table_of(Turn)
    there = select(table).where(table.c.source_id == source_id, table.c.number == number)
    return act.connection.execute(there).mappings().one()


def _renumber_after(act: Act, source_id: int, number: int, by: int) -> None:
    later = select(Turn.id).where(Turn.source_id == source_id, Turn.number > number).order_by(Turn.number)
    act.shift(Turn, ("number",), dict.fromkeys(act.connection.execute(later).scalars(), (by,)))


def _two_turns(source: str, number: int) -> str:
    return _("{source}, turns {first} and {second}").format(source=source, first=number, second=number + 1)
