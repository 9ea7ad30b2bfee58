"""Which places give way to their alias: by what was decided, by what is accepted unseen, and by the key."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.key import Application, Key, KnownName


class Accept(StrEnum):
    """Which names that nobody judged are replaced as well."""

    ALL = "all"
    SURE = "sure"
    NONE = "none"


TAKEN = (Verdict.REPLACE, Verdict.GENERALISE)
"""Verdicts under which something else comes to stand."""
TEXT = ("source", "text")
"""Table and column of a place in a source's text."""

Inflect = Callable[[Entity, str], str]
"""The alias of an entity, written as the words of a place are: 'Saras' for 'Annas'."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entities that are replaced somewhere, each with the places where it is, and what is kept."""

    entities: tuple[Entity, ...]
    kept: frozenset[str]
    """The words of all places that are kept."""

    def places(self) -> Iterator[Place]:
        """All places that give way."""
        for entity in self.entities:
            yield from entity.places

    def words(self) -> dict[tuple[str, str], list[str]]:
        """How each was written, by kind and name."""
        return {(one.kind, one.name): [place.words for place in one.places] for one in self.entities}


def choose(entities: Iterable[Entity], accept: Accept) -> Chosen:
    """What is replaced by the verdicts, and of what nobody judged by ``accept``."""
    chosen: list[Entity] = []
    kept: set[str] = set()
    for entity in entities:
        verdict = _verdict(entity, accept)
        places = []
        for place in entity.places:
            said = place.verdict or verdict
            if said in TAKEN and place.replacement not in ("", place.words):
                places.append(place)
            elif said is Verdict.KEEP:
                kept.add(place.words)
        if places:
            chosen.append(replace(entity, places=places))
    return Chosen(tuple(chosen), frozenset(kept))


def by_key(entities: Iterable[Entity], key: Key, inflect: Inflect) -> list[Entity]:
    """The entities with the aliases that the key has for them, in all their places."""
    known = _known_by_form(key.names)
    return [_with_alias(entity, known, inflect) for entity in entities]


def without_aliases(
    entities: Iterable[Entity], happened: Sequence[Application], uids: Mapping[int, str]
) -> list[Entity]:
    """The entities without the places where an application put an alias: 'Sara' that stands for Anna.

    ``uids`` are the stable ids of the sources by key.
    """
    put = _aliases_put(happened)
    left = []
    for entity in entities:
        places = [place for place in entity.places if not _is_alias(place, put, uids)]
        if places:
            left.append(replace(entity, places=places))
    return left


def _verdict(entity: Entity, accept: Accept) -> Verdict:
    accepted = accept is Accept.ALL or (accept is Accept.SURE and entity.sure)
    return Verdict.REPLACE if entity.verdict is Verdict.OPEN and accepted else entity.verdict


def _known_by_form(names: Iterable[KnownName]) -> dict[tuple[str, str], str]:
    """Aliases by kind and name or other name; the name itself before the other names of others."""
    known: dict[tuple[str, str], str] = {}
    for one in names:
        known[one.kind, one.name] = one.alias
    for one in names:
        for form in one.forms:
            known.setdefault((one.kind, form), one.alias)
    return known


def _with_alias(entity: Entity, known: Mapping[tuple[str, str], str], inflect: Inflect) -> Entity:
    names = (entity.name, *entity.forms)
    alias = next((known[entity.kind, name] for name in names if (entity.kind, name) in known), entity.alias)
    if alias == entity.alias:
        return entity
    renamed = replace(entity, alias=alias)
    places = [
        place
        if place.replacement == place.words
        else replace(place, replacement=inflect(renamed, place.words))
        for place in entity.places
    ]
    return replace(renamed, places=places)


def _aliases_put(happened: Iterable[Application]) -> dict[tuple[str, str, str], set[str]]:
    """What was put instead of names, by table, column, and stable id or key of the row."""
    put: dict[tuple[str, str, str], set[str]] = {}
    for application in happened:
        for text in application.texts:
            words = put.setdefault((*TEXT, text.source), set())
            words.update(one.instead.casefold() for one in text.substitutions)
        for value in application.values:
            words = put.setdefault((value.table, value.column, str(value.key)), set())
            words.update(one.instead.casefold() for one in value.substitutions)
    return put


def _is_alias(place: Place, put: Mapping[tuple[str, str, str], set[str]], uids: Mapping[int, str]) -> bool:
    of_text = (place.table, place.column) == TEXT
    row = uids.get(place.key, "") if of_text else str(place.key)
    words = place.words.casefold()
    return any(words in alias for alias in put.get((place.table, place.column, row), ()))
