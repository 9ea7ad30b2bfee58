"""When turns begin in their recording: said while it plays."""

from sqlalchemy import select

from qualwb.acts.lookup import find
from qualwb.acts.researcher import Researcher
from qualwb.acts.turns import Shown, turns_meant
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Source, Turn
from qualwb.store.journal import Act


def stamp(
    researcher: Researcher, source: str, number: int, seconds: float, shown: Shown | None = None
) -> float:
    """Say when a turn begins in the recording, to tenths of a second; returns what is kept.

    Raises ``QualwbError`` for a time before that of an earlier turn, or after that of a later one.
    """
    if not seconds >= 0:
        raise QualwbError(_("A turn can't begin before its recording."))
    with researcher.act("turn.stamp") as act:
        row = find(act.connection, Source, source)
        ((key, now),) = turns_meant(act, row, [number], shown).values()
        kept = round(seconds, 1)
        _refuse_out_of_order(act, row["id"], now, kept)
        end = act.connection.execute(select(Turn.time_end).where(Turn.id == key)).scalar_one()
        act.update(Turn, key, time_start=kept, time_end=end if end is None or end >= kept else None)
        act.summary = _("{source}, turn {number}").format(source=row["name"], number=now)
    return kept


def _refuse_out_of_order(act: Act, source: int, number: int, seconds: float) -> None:
    """Raise ``QualwbError`` unless the time lies between the known ones of the turns before and after."""
    known = select(Turn.number, Turn.time_start).where(
        Turn.source_id == source, Turn.number != number, Turn.time_start.is_not(None)
    )
    for other, time in act.connection.execute(known.order_by(Turn.number)):
        if time is not None and (time > seconds if other < number else time < seconds):
            raise QualwbError(
                _("Turn {number} can't begin then: turn {other} begins at {seconds} s.").format(
                    number=number, other=other, seconds=time
                ),
                _("Stamp that one anew first, or the turn that is spoken now."),
            )
