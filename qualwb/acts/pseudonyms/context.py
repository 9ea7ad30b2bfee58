"""What stands around the places of a name, for a person to judge by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Place
from qualwb.acts.pseudonyms.material import TEXT, TOLD, WRITTEN, pieces
from qualwb.acts.pseudonyms.verdict_rows import is_in_text
from qualwb.model import Source, Turn
from qualwb.store.texts import current_text

AROUND = 60
"""Code points before and behind."""

Piece = tuple[str, str, int, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class PlaceInContext:
    """A place with the words before and behind it, blanks and line breaks as one blank each."""

    place: Place
    source: str
    """Name of the source; '' for a place outside the texts."""
    turn: int | None
    """Number of the turn in its source."""
    before: str
    after: str


def in_context(connection: Connection, places: Iterable[Place]) -> tuple[PlaceInContext, ...]:
    """The places with what stands around them, in the order given; those that are gone are left out."""
    wanted = tuple(places)
    strings = {**_texts(connection, wanted), **_other_strings(connection, wanted)}
    names = dict(connection.execute(select(Source.id, Source.name)).all())
    turns = _turns(connection, wanted)
    return tuple(
        PlaceInContext(
            place,
            names[place.key] if is_in_text(place) else "",
            turns.get((place.key, place.start)) if is_in_text(place) else None,
            *_around(strings[_piece(place)], place),
        )
        for place in wanted
        if strings.get(_piece(place), "")[place.start : place.end] == place.words
    )


def _piece(place: Place) -> Piece:
    return place.table, place.column, place.key, place.path


def _around(text: str, place: Place) -> tuple[str, str]:
    before = text[max(place.start - AROUND, 0) : place.start]
    after = text[place.end : place.end + AROUND]
    return " ".join(f"x{before}x".split())[1:-1], " ".join(f"x{after}x".split())[1:-1]


def _texts(connection: Connection, places: Iterable[Place]) -> dict[Piece, str]:
    keys = {place.key for place in places if is_in_text(place)}
    return {(TEXT.table, TEXT.column, key, ()): current_text(connection, key) for key in sorted(keys)}


def _other_strings(connection: Connection, places: Iterable[Place]) -> dict[Piece, str]:
    wanted = {_piece(place) for place in places if not is_in_text(place)}
    columns = {piece[:2] for piece in wanted}
    return {
        (piece.table, piece.column, piece.key, piece.path): piece.text
        for field in (*WRITTEN, *TOLD)
        if (field.table, field.column) in columns
        for piece in pieces(connection, field)
        if (piece.table, piece.column, piece.key, piece.path) in wanted
    }


def _turns(connection: Connection, places: Iterable[Place]) -> Mapping[tuple[int, int], int]:
    """The number of the turn of each place, by source and start."""
    starts = defaultdict(list)
    for place in places:
        if is_in_text(place):
            starts[place.key].append(place.start)
    found: dict[tuple[int, int], int] = {}
    for source, wanted in starts.items():
        turns = select(Turn.number, Turn.start, Turn.end).where(Turn.source_id == source).order_by(Turn.start)
        waiting = sorted(wanted)
        for number, start, end in connection.execute(turns):
            while waiting and waiting[0] < end:
                at = waiting.pop(0)
                if at >= start:
                    found[source, at] = number
    return found
