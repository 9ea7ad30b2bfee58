"""What stands instead of names: aliases of the same kind and gender, or neutral tags.

No alias is a name of the material, part of one or spelt nearly as one, and none is given twice. Which alias
a name gets hangs on a seed drawn at random by the caller: who has the seed gets the same aliases again, who
has it not cannot guess the name from the alias. Aliases do not imitate where a name comes from.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count, islice
from typing import Protocol

from qualwb.language.names import alias_shapes, stems
from qualwb.language.names.alias_names import Pool, ends_in_s, given_names, places, surnames
from qualwb.language.names.base_forms import key_of
from qualwb.language.names.closeness import TakenNames
from qualwb.language.names.inflection import is_tag
from qualwb.language.names.person_names import (
    initials,
    is_initials,
    person_name,
    takes_surname,
)

TAGS = {
    "person": "person",
    "place": "plats",
    "organisation": "organisation",
    "address": "adress",
    "phone": "telefonnummer",
    "email": "e-postadress",
    "url": "webbadress",
    "personnummer": "personnummer",
    "orgnummer": "organisationsnummer",
    "birthdate": "födelsedatum",
    "plate": "registreringsnummer",
    "indirect": "uppgift",
    "name": "namn",
}
"""The word of a neutral tag ('[plats 2]'), by kind: Swedish, as the texts are."""
_LOOK_AHEAD = 40
_LETTERS = "ABCDEFGHIJKLMNOPRSTVWÅÖ"
_TAG_IN_TEXT = re.compile(r"\[[^\[\]\n]{1,60}\]")

# Numbers that the Swedish Post and Telecom Authority keeps free for books and films: 070-174 06 05 to 99.
_PHONES = tuple(f"070-174 06 {n:02}" for n in range(5, 100))


class AliasStyle(StrEnum):
    """Whether names are replaced by other names or by tags."""

    NAMES = "names"
    TAGS = "tags"


class Named(Protocol):
    """What an alias is chosen for: a person, place ..., its name, 'f', 'm' or '', its other names."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def gender(self) -> str: ...
    @property
    def forms(self) -> Sequence[str]: ...


def choose_aliases(
    entities: Iterable[Named],
    *,
    seed: str,
    style: AliasStyle = AliasStyle.NAMES,
    material: Iterable[str] = (),
    fixed: Mapping[tuple[str, str], str] | None = None,
) -> dict[tuple[str, str], str]:
    """An alias for each entity, by kind and name; those in ``fixed`` keep theirs.

    ``material`` are all texts of the project: no alias stands in them. Where the names to draw from are used
    up, a tag is given. Families stay families: one surname is replaced by one surname.
    """
    ordered = sorted(entities, key=lambda it: (it.kind, it.name))
    fixed = fixed or {}
    choice = _Choice(seed, style, _taken(ordered, material, fixed.values()), _surnames_of(fixed))
    chosen = {(it.kind, it.name): fixed.get((it.kind, it.name), "") for it in ordered}
    for entity in sorted(ordered, key=lambda it: (_is_short(it), choice.rank(it.kind, it.name))):
        which = (entity.kind, entity.name)
        chosen[which] = chosen[which] or choice.alias_for(entity)
    return chosen


def _is_short(entity: Named) -> bool:
    """Persons of one name come last: a surname alone gets that of its family."""
    return entity.kind == "person" and not person_name(entity.name).is_full


def _taken(entities: Iterable[Named], material: Iterable[str], aliases: Iterable[str]) -> TakenNames:
    taken = TakenNames()
    for entity in entities:
        for name in (entity.name, *entity.forms):
            taken.add_name(name)
    for text in material:
        taken.add_text(text)
        taken.add_tags(_TAG_IN_TEXT.findall(text))
    for alias in aliases:
        taken.add_alias(alias)
    return taken


def _surnames_of(fixed: Mapping[tuple[str, str], str]) -> dict[str, str]:
    named = ((name, alias) for (kind, name), alias in fixed.items() if kind == "person" and not is_tag(alias))
    names = ((person_name(name), person_name(alias)) for name, alias in named)
    return {key_of("person", old.surname): new.surname for old, new in names if old.is_full and new.is_full}


@dataclass
class _Choice:
    """What has been given so far, and how the next is drawn."""

    seed: str
    style: AliasStyle
    taken: TakenNames
    surnames: dict[str, str]
    numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def rank(self, *of: str) -> int:
        """A number that hangs on the seed: HMAC-SHA256 (RFC 2104)."""
        message = "\0".join(of).encode()
        return int.from_bytes(hmac.new(self.seed.encode(), message, hashlib.sha256).digest()[:8], "big")

    def alias_for(self, entity: Named) -> str:
        if self.style is AliasStyle.TAGS:
            return self._tag(entity.kind)
        match entity.kind:
            case "person":
                alias = self._person(entity)
            case "place":
                alias = self._free("place", entity.name, places())
            case "organisation":
                alias = self._organisation(entity.name)
            case "address":
                alias = self._address(entity.name)
            case "phone":
                alias = self._number(entity.name, _PHONES)
            case "email":
                alias = self._number(entity.name, alias_shapes.email_addresses())
            case "url":
                alias = self._number(entity.name, alias_shapes.web_addresses())
            case _:
                alias = ""
        return alias or self._tag(entity.kind)

    def _tag(self, kind: str) -> str:
        numbers = self.numbers.setdefault(kind, count(1))
        tags = (f"[{TAGS.get(kind, kind)} {n}]" for n in numbers)
        tag = next(tag for tag in tags if self.taken.is_free_number(tag))
        self.taken.add_alias(tag)
        return tag

    def _person(self, entity: Named) -> str:
        name = person_name(entity.name)
        if is_initials(entity.name):
            return self._initials(entity)
        if name.single and self._is_surname(entity):
            return self._surname(name.single)
        given = self._free("given", entity.name, *given_names(entity.gender), like=name.given or name.single)
        if not given or not name.surname:
            return given
        if is_initials(name.surname):
            return f"{given} {self._letter(name.surname)}"
        surname = self._surname(name.surname)
        return f"{given} {surname}" if surname else ""

    def _is_surname(self, entity: Named) -> bool:
        """Whether a person's one name is a surname: of a known family, after a title, or by its look."""
        single = person_name(entity.name).single
        titled = any(takes_surname(person_name(form).title) for form in (entity.name, *entity.forms))
        known = key_of("person", single) in self.surnames
        facts = stems.facts(single.casefold())
        listed = bool(facts.surname) or facts.surname_like
        return known or titled or (listed and not facts.first and not entity.gender)

    def _letter(self, initial: str) -> str:
        """Another letter for the initial of a surname, with a stop if that has one."""
        letters = [it for it in _LETTERS if it != initial[0].upper()]
        return letters[self.rank("letter", initial) % len(letters)] + initial[1:]

    def _surname(self, surname: str) -> str:
        key = key_of("person", surname)
        if key not in self.surnames:
            self.surnames[key] = self._free("surname", key, surnames(), like=surname)
        return self.surnames[key]

    def _initials(self, entity: Named) -> str:
        """Other letters: drawn as a name would be, of which only the letters are used."""
        letters = sum(char.isalpha() for char in entity.name)
        all_names = given_names(entity.gender)[1].names
        start = self.rank("initials", entity.name)
        for n in range(len(all_names)):
            words = " ".join(all_names[(start + n * (k + 1)) % len(all_names)] for k in range(letters))
            alias = initials(words) if "." in entity.name else initials(words).replace(".", "")
            if self.taken.is_free_number(alias):
                self.taken.add_alias(alias)
                return alias
        return ""

    def _organisation(self, name: str) -> str:
        shape = alias_shapes.organisation_shape(name)
        proper = self._free("organisation", name, places(), like="")
        return shape.format(proper) if proper else ""

    def _address(self, name: str) -> str:
        street = self._free("address", name, alias_shapes.streets(name))
        return alias_shapes.with_house_number(street, name, self.rank("house", name)) if street else ""

    def _free(self, purpose: str, name: str, *pools: Pool, like: str | None = None) -> str:
        """The first free name of the pools, from a place in each that hangs on seed and name.

        Names in s are given to names in s, others to others, while there are any: ``like`` or ``name`` tells.
        """
        sibilant = ends_in_s(name if like is None else like)
        rank = self.rank(purpose, name)
        for pool in pools:
            for names in (pool.in_s, pool.not_in_s) if sibilant else (pool.not_in_s, pool.in_s):
                turned = (names[(rank + n) % len(names)] for n in range(len(names)))
                free = (it for it in turned if self.taken.is_free_name(it))
                found = _first_distinct(free, self.taken)
                if found:
                    self.taken.add_alias(found)
                    return found
        return ""

    def _number(self, name: str, pool: Sequence[str]) -> str:
        rank = self.rank("number", name)
        turned = (pool[(rank + n) % len(pool)] for n in range(len(pool)))
        found = next((it for it in turned if self.taken.is_free_number(it)), "")
        if found:
            self.taken.add_alias(found)
        return found


def _first_distinct(free: Iterator[str], taken: TakenNames) -> str:
    """One of the first that begins as no other alias does, for readers to tell them apart; else the first."""
    near = [*islice(free, _LOOK_AHEAD)]
    return next((it for it in near if taken.begins_alone(it)), near[0] if near else "")


class AliasFault(StrEnum):
    """Why an alias that a person wrote should not be used."""

    EMPTY = "empty"
    IN_MATERIAL = "in the material"
    LIKE_A_NAME = "like a name"
    USED = "used"


def alias_faults(
    alias: str, entities: Iterable[Named], *, material: Iterable[str] = (), used: Iterable[str] = ()
) -> tuple[AliasFault, ...]:
    """What speaks against an alias that a person wrote; a tag may stand for several ('[kollega]')."""
    if not any(char.isalnum() for char in alias):
        return (AliasFault.EMPTY,)
    if is_tag(alias):
        return ()
    taken = _taken(entities, material, ())
    others = {other.casefold() for other in used}
    faults = (
        (AliasFault.LIKE_A_NAME, any(taken.is_like_a_name(word) for word in alias.split())),
        (AliasFault.IN_MATERIAL, any(taken.is_in_text(word) for word in alias.split())),
        (AliasFault.USED, alias.casefold() in others),
    )
    return tuple(fault for fault, holds in faults if holds)
