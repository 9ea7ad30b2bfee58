"""What becomes of the places of names."""

from collections.abc import Iterable

from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.material import TEXT, TOLD
from qualwb.model import Change

REPLACED = frozenset({Verdict.REPLACE, Verdict.GENERALISE})
"""The verdicts by which other words come to stand."""

_CANNOT = frozenset((field.table, field.column) for field in TOLD)


def is_in_text(place: Place) -> bool:
    """Whether it is a place of a source's text."""
    return (place.table, place.column) == (TEXT.table, TEXT.column)


def can_be_rewritten(place: Place) -> bool:
    """Whether replacing names reaches it: what the journal tells stays until the project is sealed."""
    return (place.table, place.column) not in _CANNOT


def is_in_journal(place: Place) -> bool:
    """Whether it is a place of what the journal tells, which sealing takes out."""
    return place.table == Change.__tablename__


def verdict_at(entity: Entity, place: Place) -> Verdict:
    """What becomes of a name at one of its places: what was decided of that alone, else of the name."""
    return place.verdict or entity.verdict


def places_to_replace(entities: Iterable[Entity]) -> list[Place]:
    """The places where other words come to stand, in order; none overlaps another.

    A place within a longer one that is replaced too goes with it. What no act can rewrite is left out.
    """
    chosen = [
        place
        for entity in entities
        for place in entity.places
        if verdict_at(entity, place) in REPLACED and can_be_rewritten(place)
    ]
    kept: list[Place] = []
    cluster: list[Place] = []
    for place in sorted(chosen, key=lambda it: (*_string_of(it), it.start)):
        if cluster and not _meets(cluster, place):
            kept += _longest(cluster)
            cluster = []
        cluster.append(place)
    return kept + _longest(cluster)


def _meets(cluster: list[Place], place: Place) -> bool:
    """Whether a place overlaps one of those before it."""
    return _string_of(cluster[0]) == _string_of(place) and place.start < max(it.end for it in cluster)


def _longest(cluster: list[Place]) -> list[Place]:
    """Of places that overlap the longest, of equals the first; in order."""
    kept: list[Place] = []
    for place in sorted(cluster, key=lambda it: (it.start - it.end, it.start)):
        if all(place.end <= other.start or other.end <= place.start for other in kept):
            kept.append(place)
    return sorted(kept)


def _string_of(place: Place) -> tuple[str, str, int, str]:
    return place.table, place.column, place.key, repr(place.path)
