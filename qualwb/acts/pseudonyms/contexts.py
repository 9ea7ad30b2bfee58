"""What is shown of names: the sources by name, and a line of what stands around a name."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from qualwb.acts.pseudonyms.entity import Entity, Place
from qualwb.acts.pseudonyms.places import is_in_text
from qualwb.model import Source
from qualwb.store.texts import current_text

AROUND = 40
"""Code points on each side of a name."""


def source_names(connection: Connection) -> dict[int, str]:
    """The sources' names by key, in their order."""
    rows = connection.execute(select(Source.id, Source.name).order_by(Source.position, Source.id))
    return dict(rows.all())


def shown_place(entity: Entity) -> Place | None:
    """The place that shows best what a name is: the first in a text that is no mere repetition of a label."""
    return next((place for place in entity.places if is_in_text(place)), None)


def contexts(connection: Connection, entities: Sequence[Entity], around: int = AROUND) -> list[str]:
    """For each name what stands around it at its first place in a text: '...sa [Anna] att...'; else ''."""
    shown = [shown_place(entity) for entity in entities]
    by_source: dict[int, list[int]] = {}
    for number, place in enumerate(shown):
        if place is not None:
            by_source.setdefault(place.key, []).append(number)
    found = [""] * len(shown)
    for source, numbers in by_source.items():
        text = current_text(connection, source)
        for number in numbers:
            place = shown[number]
            assert place is not None
            found[number] = context_of(text, place.start, place.end, around)
    return found


def context_of(text: str, start: int, end: int, around: int = AROUND) -> str:
    """The words in brackets with what stands on both sides, on one line, cut between words."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around:
        before = "…" + before.partition(" ")[2]
    if end + around < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
