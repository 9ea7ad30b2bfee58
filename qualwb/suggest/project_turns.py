"""The turns of a project as they are searched: with who speaks, and the codes that stand there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.model import Group, Source, Speaker, Turn
from qualwb.store.codes_on_text import CodesOnText
from qualwb.store.texts import current_texts
from qualwb.suggest.evidence import TextPlace


@dataclass(frozen=True, slots=True)
class SearchedTurn:
    """A turn that holds text."""

    key: int
    """Its key in the project."""
    number: int
    """Its number in the source."""
    speaker: str
    """The label, empty where no one is named."""
    text: str
    place: TextPlace
    codes: tuple[str, ...] = ()
    """Codes on it or on a part of it, by name."""


def read_spoken_turns(connection: Connection, codes: CodesOnText) -> tuple[SearchedTurn, ...]:
    """All turns that hold text, in the order of groups, sources and numbers, with the codes on them."""
    rows = connection.execute(
        select(
            Turn.id, Turn.source_id, Group.name, Source.name, Turn.number, Speaker.label, Turn.start, Turn.end
        )
        .join(Source, Source.id == Turn.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .order_by(Group.position, Group.id, Source.position, Source.id, Turn.number)
    )
    texts = current_texts(connection)
    return tuple(
        SearchedTurn(
            key,
            number,
            label or "",
            text,
            TextPlace(group, name, start, end),
            codes.on(source, start, end),
        )
        for key, source, group, name, number, label, start, end in rows
        if (text := texts[source][start:end]).strip()
    )
