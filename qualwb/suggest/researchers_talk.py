"""Talk of those who lead or watch a conversation, of which a record of coded passages says little."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualwb.model import Participant, Source, Speaker, Turn
from qualwb.model.material import RESEARCHERS


def is_researchers_talk(connection: Connection, source: str, start: int, end: int) -> bool:
    """Whether moderators and observers alone speak in code points [start, end) of a source, by its name."""
    roles = set(
        connection.execute(
            select(Participant.role)
            .select_from(Turn)
            .join(Source, Source.id == Turn.source_id)
            .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
            .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
            .where(Source.name == source, Turn.start < end, Turn.end > start)
        ).scalars()
    )
    return bool(roles) and roles <= set(RESEARCHERS)
