"""What is shown of names: the sources by name, and a line of what stands around a name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Entity, Place
from qualwb.acts.pseudonyms.material import TOLD, WRITTEN, Spot, pieces
from qualwb.acts.pseudonyms.places import is_in_text
from qualwb.model import Source, Turn
from qualwb.store.texts import texts_of_sources

AROUND = 30
"""Code points on each side of a name."""


@dataclass(frozen=True, slots=True)
class PlaceInContext:
    """A place with what stands around it, on one line: '...sa [Anna] att...'."""

    place: Place
    source: str
    """Name of the source; '' for a place outside the texts."""
    turn: int | None
    """Number of the turn in its source."""
    line: str


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


def in_context(
    connection: Connection, places: Iterable[Place], around: int = AROUND
) -> tuple[PlaceInContext, ...]:
    """The places with what stands around them, in the order given; without those whose words are gone."""
    wanted = tuple(places)
    strings, turns = _strings(connection, wanted), _turns(connection, wanted)
    names = source_names(connection)
    return tuple(
        PlaceInContext(
            place,
            names[place.key] if is_in_text(place) else "",
            turns.get(place),
            context_of(text, place.start, place.end, around),
        )
        for place in wanted
        if (text := strings.get(_spot(place), ""))[place.start : place.end] == place.words
    )


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
    in_texts = {spot.key: spot for spot in wanted if spot.is_text}
    found = {in_texts[key]: text for key, text in texts_of_sources(connection, in_texts)}
    for field in (*WRITTEN, *TOLD):
        if any((spot.table, spot.column) == (field.table, field.column) for spot in wanted):
            found |= {spot: text for spot, text in pieces(connection, field) if spot in wanted}
    return found


def _turns(connection: Connection, places: Iterable[Place]) -> dict[Place, int]:
    """The number of the turn of each place in a text."""
    by_source = defaultdict(list)
    for place in places:
        if is_in_text(place):
            by_source[place.key].append(place)
    found = {}
    turns = select(Turn.source_id, Turn.number, Turn.start, Turn.end).where(Turn.source_id.in_(by_source))
    rows = connection.execute(turns.order_by(Turn.source_id, Turn.start))
    for source, there in groupby(rows, attrgetter("source_id")):
        spans = iter(tuple(there))
        turn = next(spans, None)
        for place in sorted(by_source[source]):
            while turn is not None and turn.end <= place.start:
                turn = next(spans, None)
            if turn is not None and turn.start <= place.start:
                found[place] = turn.number
    return found


def _spot(place: Place) -> Spot:
    return Spot(place.table, place.column, place.key, place.path)
