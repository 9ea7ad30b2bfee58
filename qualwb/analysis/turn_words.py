"""The words of one turn, and where it stands."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.model import Group, Source, Speaker, Turn
from qualwb.store.driver import fetch, given
from qualwb.store.texts import words_at

_TURN = (
    select(Source.id, Group.name, Turn.start, Turn.end, Speaker.label)
    .join(Source, Source.id == Turn.source_id)
    .join(Group, Group.id == Source.group_id)
    .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
    .where(Source.name == given("source"), Turn.number == given("number"))
)


@dataclass(frozen=True, slots=True)
class TurnWords:
    """A turn at code points [start, end) of its source."""

    source: str
    group: str
    number: int
    speaker: str
    """The label; '' where no one is named."""
    start: int
    end: int
    text: str


def turn_words(connection: Connection, source: str, number: int) -> TurnWords | None:
    """The turn of this number; None where the source has none, or is no more."""
    found = fetch(connection, _TURN, source=source, number=number)
    if not found:
        return None
    ((key, group, start, end, label),) = found
    statement, values = words_at(key, start, end)
    ((_version, text),) = fetch(connection, statement, **values)
    return TurnWords(source, group, number, label or "", start, end, text)
