"""What is shown of names: the sources by name, and a line of what stands around a name."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Entity, Place
from qualwb.acts.pseudonyms.material import TOLD, WRITTEN, Spot, pieces
from qualwb.model import Source
from qualwb.store.texts import current_text

AROUND = 30
"""Code points on each side of a name."""


def source_names(connection: Connection) -> dict[int, str]:
    """The sources' names by key, in their order."""
    rows = connection.execute(select(Source.id, Source.name).order_by(Source.position, Source.id))
    return dict(rows.all())


def contexts(connection: Connection, entities: Sequence[Entity], around: int = AROUND) -> list[str]:
    """For each name what stands around it at its first place, in a text if there: '...sa [Anna] att...'."""
    shown = [next(iter(entity.places), None) for entity in entities]
    strings = _strings(connection, (place for place in shown if place is not None))
    return [
        "" if place is None else context_of(strings[_spot(place)], place.start, place.end, around)
        for place in shown
    ]


def context_of(text: str, start: int, end: int, around: int = AROUND) -> str:
    """The words in brackets with what stands on both sides, on one line, cut between words."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around:
        before = "…" + before.partition(" ")[2]
    if end + around < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _strings(connection: Connection, places: Iterable[Place]) -> dict[Spot, str]:
    """The strings that the places stand in."""
    wanted = {_spot(place) for place in places}
    found = {spot: current_text(connection, spot.key) for spot in wanted if spot.is_text}
    for field in (*WRITTEN, *TOLD):
        if any((spot.table, spot.column) == (field.table, field.column) for spot in wanted):
            found |= {spot: text for spot, text in pieces(connection, field) if spot in wanted}
    return found


def _spot(place: Place) -> Spot:
    return Spot(place.table, place.column, place.key, place.path)
