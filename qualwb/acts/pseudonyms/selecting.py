"""Which places give way to their alias: by what was decided, and by the key."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualwb.acts.json_strings import strings_within
from qualwb.acts.pseudonyms.entity import DESCRIPTION, Entity, Place, Verdict
from qualwb.acts.pseudonyms.key import Application, Key, KnownName
from qualwb.acts.pseudonyms.material import TEXT
from qualwb.acts.pseudonyms.places import REPLACED, is_in_text, verdict_at
from qualwb.language.names.aliases import choose_aliases
from qualwb.language.names.inflection import is_tag, written_as


@dataclass(frozen=True, slots=True)
class Judged:
    """How many names become what, by what was decided of them when they were replaced."""

    generalised: int
    """Of those that are replaced, how many by something broader: a tag, or what was chosen for it."""
    kept: int
    """Names that stand as they are by decision; clauses that describe somebody are no names."""
    kept_places: int
    """Places kept by decision, of names that are replaced elsewhere."""
    undecided: int
    """Names that nobody judged: they stand as they are."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entities that are replaced somewhere, each with the places where it is, and what is kept."""

    entities: tuple[Entity, ...]
    kept: frozenset[str]
    """The words of all places that are kept."""
    judged: "Judged"
    """How many names had which verdict."""

    def places(self) -> Iterator[Place]:
        """All places that give way."""
        for entity in self.entities:
            yield from entity.places

    def words(self) -> dict[tuple[str, str], list[str]]:
        """How each was written, by kind and name."""
        return {(one.kind, one.name): [place.words for place in one.places] for one in self.entities}


def choose(entities: Iterable[Entity]) -> Chosen:
    """What is replaced by the verdicts."""
    found = tuple(entities)
    chosen: list[Entity] = []
    kept: set[str] = set()
    for entity in found:
        places = []
        for place in entity.places:
            said = verdict_at(entity, place)
            if said in REPLACED and place.replacement not in ("", place.words):
                places.append(place)
            elif said is Verdict.KEEP:
                kept.add(place.words)
        if places:
            chosen.append(replace(entity, places=places))
    return Chosen(tuple(chosen), frozenset(kept), _judged(found, chosen))


def _judged(found: Iterable[Entity], chosen: Iterable[Entity]) -> Judged:
    replaced = list(chosen)
    elsewhere = {(one.kind, one.name) for one in replaced}
    left = [one for one in found if (one.kind, one.name) not in elsewhere]
    return Judged(
        generalised=sum(one.verdict is Verdict.GENERALISE or is_tag(one.alias) for one in replaced),
        kept=sum(one.verdict is Verdict.KEEP and one.kind != DESCRIPTION for one in left),
        kept_places=_kept_places(one for one in found if (one.kind, one.name) in elsewhere),
        undecided=sum(one.verdict is Verdict.OPEN for one in left),
    )


def _kept_places(entities: Iterable[Entity]) -> int:
    return sum(verdict_at(one, place) is Verdict.KEEP for one in entities for place in one.places)


def accepted(entities: Iterable[Entity], *, only_sure: bool) -> list[Entity]:
    """The entities as they would be if those that nobody judged were replaced, or the sure ones of them."""
    return [
        replace(one, verdict=Verdict.REPLACE)
        if one.verdict is Verdict.OPEN and (one.sure or not only_sure)
        else one
        for one in entities
    ]


def by_key(entities: Iterable[Entity], key: Key) -> list[Entity]:
    """The entities with the aliases that the key has for them.

    No other one keeps an alias that is one of the key's, or a name that the key tells of.
    """
    found = list(entities)
    known = _known_by_form(key.names)
    originals = key.originals()
    taken = {one.alias.casefold() for one in key.names if not is_tag(one.alias)}
    taken |= {words.casefold() for words in originals}
    fixed = {(one.kind, one.name): one.alias for one in key.names}
    for entity in found:
        names = ((entity.kind, name) for name in (entity.name, *entity.forms))
        alias = next((known[name] for name in names if name in known), None)
        if alias is None and entity.alias.casefold() not in taken:
            alias = entity.alias
        if alias is not None:
            fixed[entity.kind, entity.name] = alias
    if any((one.kind, one.name) not in fixed for one in found):
        fixed = choose_aliases(found, seed=key.seed, fixed=fixed, material=originals)
    return [_with_alias(entity, fixed[entity.kind, entity.name]) for entity in found]


def kept_though_known(entities: Iterable[Entity], key: Key) -> list[str]:
    """The names that are kept and that the key has an alias for, as where another copy replaced them."""
    known = _known_by_form(key.names)
    return [one.name for one in entities if one.verdict is Verdict.KEEP and (one.kind, one.name) in known]


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


def _known_by_form(names: Iterable[KnownName]) -> dict[tuple[str, str], str]:
    """Aliases by kind and name or other name; the name itself before the other names of others."""
    known: dict[tuple[str, str], str] = {}
    for one in names:
        known[one.kind, one.name] = one.alias
    for one in names:
        for form in one.forms:
            known.setdefault((one.kind, form), one.alias)
    return known


def _with_alias(entity: Entity, alias: str) -> Entity:
    if alias == entity.alias:
        return entity
    places = [
        place
        if place.replacement == place.words
        else replace(place, replacement=_written(entity, alias, place))
        for place in entity.places
    ]
    return replace(entity, alias=alias, places=places)


def _written(entity: Entity, alias: str, place: Place) -> str:
    return written_as(alias, entity.name, place.words, kind=entity.kind, forms=entity.forms)


def _aliases_put(happened: Iterable[Application]) -> dict[tuple[str, str, str], set[str]]:
    """What was put instead of names, by table, column, and stable id or key of the row."""
    put: dict[tuple[str, str, str], set[str]] = {}

    def note(table: str, column: str, row: object, words: Iterable[str]) -> None:
        put.setdefault((table, column, str(row)), set()).update(map(_spaced, words))

    for application in happened:
        for text in application.texts:
            note(TEXT.table, TEXT.column, text.source, (one.instead for one in text.substitutions))
        for value in application.values:
            note(value.table, value.column, value.key, (one.instead for one in value.substitutions))
        for one in application.json:
            before, after = (dict(strings_within(v, with_keys=True)) for v in (one.before, one.after))
            note(one.table, one.column, one.key, set(after.values()) - set(before.values()))
    return put


def _is_alias(place: Place, put: Mapping[tuple[str, str, str], set[str]], uids: Mapping[int, str]) -> bool:
    row = uids.get(place.key, "") if is_in_text(place) else str(place.key)
    words = _spaced(place.words)
    return any(words in alias for alias in put.get((place.table, place.column, row), ()))


def _spaced(words: str) -> str:
    """The words folded, with a blank on both sides of each, so that no part of a word is found."""
    return f" {' '.join(_WORD.findall(words.casefold()))} "


_WORD = re.compile(r"\w+")
