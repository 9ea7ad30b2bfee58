"""From findings to entities: all that names one person, place, organisation or number goes together.

Forms of one name are one ('Anna', 'Annas', 'ANNA'). A short name ('Anna', 'Lind', 'Lena P') joins the full
name that it is part of where only one such is known in its conversation, or else in the whole material; where
several are known it stays by itself and is unsure. Nicknames and initials are left for a person to join.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qualwb.language.names.base_forms import BaseForms, is_role, key_of
from qualwb.language.names.person_names import is_initials, person_name
from qualwb.language.names.short_forms import short_forms

KINDS = (
    *("person", "place", "organisation", "address", "phone", "email", "url"),
    *("personnummer", "orgnummer", "birthdate", "plate", "indirect", "name"),
)
_ORDER = {kind: n for n, kind in enumerate(KINDS)}
_SWEDISH = str.maketrans("åäö", "{|}")


class Doubt(StrEnum):
    """Why it is unsure whom or what a name names."""

    NONE = ""
    ELSEWHERE = "elsewhere"
    """The full name is known from another conversation only."""
    SEVERAL = "several"
    """Several of that name are known."""


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One finding at [start, end) of the text that the caller knows by the key ``text``.

    ``group`` is the conversation that the text belongs to ('' none): a source's text, labels and memos have
    the same. ``stem`` is the name without ending where the finder knows it ('Eksjö' in 'Eksjötrakten').
    """

    text: str
    start: int
    end: int
    words: str
    kind: str
    group: str = ""
    stem: str = ""
    gender: str = ""
    sure: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """Decided by hand: ``name`` is another name of ``same_as``; of itself only, where they are the same.

    With ``text``, ``start`` and ``end`` it is that place alone which names ``same_as``.
    """

    kind: str
    name: str
    same_as: str
    text: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Referent:
    """One person, place, number ... with all that names it; ``forms`` are its other names, longest first."""

    kind: str
    name: str
    gender: str
    forms: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    sure: bool = True
    why: str = ""
    doubt: Doubt = Doubt.NONE


def referents(occurrences: Iterable[Occurrence], joined: Iterable[Joining] = ()) -> tuple[Referent, ...]:
    """The entities that the findings name, by kind and name.

    Speakers' codes and roles ('D1', 'Moderator') and words without a letter or digit name nothing.
    """
    found = sorted(occ for occ in occurrences if _names_something(occ))
    hand = _Hand.of(joined)
    bases = BaseForms((occ.kind, occ.words, occ.stem) for occ in found)
    named = [_Named.of(occ, bases) for occ in found]
    known = _Known.of(named, hand)
    members: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    doubts: dict[tuple[str, str], Doubt] = {}
    for one in named:
        which, doubt = known.entity_of(one)
        members[which].append(one)
        doubts[which] = max(doubts.get(which, Doubt.NONE), doubt)
    made = (_referent(*which, ones, hand, doubts[which]) for which, ones in members.items())
    return tuple(
        sorted(made, key=lambda it: (_ORDER.get(it.kind, len(KINDS)), swedish_order(it.name), it.name))
    )


def _names_something(occurrence: Occurrence) -> bool:
    role = occurrence.kind in _OF_WORDS and is_role(occurrence.words)
    return not role and any(char.isalnum() for char in occurrence.words)


def swedish_order(name: str) -> str:
    """What names are sorted by: without regard to case, å ä ö last."""
    return name.casefold().translate(_SWEDISH)


@dataclass(frozen=True, slots=True)
class _Named:
    """A finding with its base form and the key that its writings share."""

    occurrence: Occurrence
    base: str
    key: str

    @classmethod
    def of(cls, occurrence: Occurrence, bases: BaseForms) -> _Named:
        base = bases.base_of(occurrence.kind, occurrence.words, occurrence.stem)
        return cls(occurrence, base, key_of(occurrence.kind, base))


@dataclass(frozen=True, slots=True)
class _Hand:
    """What was decided by hand, by key."""

    names: Mapping[tuple[str, str], str]
    places: Mapping[tuple[str, int, int], tuple[str, str]]
    written: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, joined: Iterable[Joining]) -> _Hand:
        names: dict[tuple[str, str], str] = {}
        places: dict[tuple[str, int, int], tuple[str, str]] = {}
        written: dict[tuple[str, str], str] = {}
        for it in joined:
            target = key_of(it.kind, it.same_as)
            written[it.kind, target] = it.same_as
            if it.start >= 0:
                places[it.text, it.start, it.end] = (it.kind, target)
            else:
                names[it.kind, key_of(it.kind, it.name)] = target
        return cls(names, places, written)

    def leads(self, kind: str, key: str) -> tuple[str, bool]:
        """The key that a key was joined with, through all joinings, and whether that one stands by itself.

        Names joined in a ring are one: that which is first in order.
        """
        way = [key]
        while (target := self.names.get((kind, way[-1]))) is not None:
            if target == way[-1]:
                return target, True
            if target in way:
                return min(way[way.index(target) :]), True
            way.append(target)
        return way[-1], False


@dataclass(frozen=True, slots=True)
class _Known:
    """All names of the material, and which full names a short one may stand for: in a group, and in all."""

    hand: _Hand
    keys: Mapping[str, set[str]]
    sure: Mapping[str, set[str]]
    longer: Mapping[tuple[str, str | None, str], set[str]] = field(repr=False)

    @classmethod
    def of(cls, named: Sequence[_Named], hand: _Hand) -> _Known:
        keys: dict[str, set[str]] = defaultdict(set)
        sure: dict[str, set[str]] = defaultdict(set)
        for one in named:
            if one.occurrence.sure:
                sure[one.occurrence.kind].add(one.key)
        longer: dict[tuple[str, str | None, str], set[str]] = defaultdict(set)
        bases = {(one.occurrence.kind, one.occurrence.group, one.base, one.key) for one in named}
        targets = {(kind, "", name, key) for (kind, key), name in hand.written.items()}
        for kind, group, base, key in bases | targets:
            keys[kind].add(key)
            for short in short_forms(kind, base) - {key}:
                longer[kind, None, short].add(key)
                longer[kind, group, short].add(key)
        return cls(hand, keys, sure, longer)

    def entity_of(self, one: _Named) -> tuple[tuple[str, str], Doubt]:
        """Kind and key of the entity that a finding names."""
        occ = one.occurrence
        if at := self.hand.places.get((occ.text, occ.start, occ.end)):
            return (at[0], self.hand.leads(*at)[0]), Doubt.NONE
        kind = self._kind(one)
        key, doubt = self._resolved(kind, one.key, occ.group)
        return (kind, key), doubt

    def _kind(self, one: _Named) -> str:
        """The kind of a finding; a guess has that of the same name elsewhere, where that is surer."""
        kind, key = one.occurrence.kind, one.key
        if kind not in _OF_WORDS or (kind != "name" and key in self.sure.get(kind, ())):
            return kind
        known = self.keys if kind == "name" else self.sure
        for other in ("person", "place", "organisation"):
            if key in known.get(other, ()) or (other != kind and (other, None, key) in self.longer):
                return other
        return kind

    def _resolved(self, kind: str, key: str, group: str) -> tuple[str, Doubt]:
        key, alone = self.hand.leads(kind, key)
        if alone:
            return key, Doubt.NONE
        for scope, doubt in ((group, Doubt.NONE), (None, Doubt.ELSEWHERE)):
            full = {self._resolved(kind, it, group)[0] for it in self.longer.get((kind, scope, key), ())}
            if len(full) == 1:
                return full.pop(), doubt
            if full:
                return key, Doubt.SEVERAL
        return key, Doubt.NONE


def _referent(kind: str, key: str, ones: Sequence[_Named], hand: _Hand, doubt: Doubt) -> Referent:
    counts = Counter(one.base for one in ones)
    name = hand.written.get((kind, key)) or _canonical(kind, key, counts)
    others = {swedish_order(base): base for base in sorted(counts, reverse=True)}
    others.pop(swedish_order(name), None)
    occurrences = tuple(one.occurrence for one in ones)
    return Referent(
        kind=kind,
        name=name,
        gender=_gender(name, ones),
        forms=tuple(sorted(others.values(), key=lambda it: (-len(it), swedish_order(it)))),
        occurrences=occurrences,
        sure=doubt is not Doubt.SEVERAL and any(occ.sure for occ in occurrences),
        why=next((occ.why for occ in occurrences if occ.why), ""),
        doubt=doubt,
    )


def _gender(name: str, ones: Sequence[_Named]) -> str:
    """The gender that most findings with the given name have, else that most have; '' in a tie.

    A surname may be a given name too ('Sture Lilja') and then tells nothing.
    """
    given = person_name(name).given.casefold()
    telling = [it for it in ones if given and it.base.casefold().startswith(given)] or ones
    counts = Counter(it.occurrence.gender for it in telling if it.occurrence.gender).most_common(2)
    tie = len(counts) > 1 and counts[0][1] == counts[1][1]
    return counts[0][0] if counts and not tie else ""


def _canonical(kind: str, key: str, counts: Mapping[str, int]) -> str:
    """The base form to call an entity by: its own key's, in ordinary capitals, without title, commonest."""

    def rank(base: str) -> tuple[bool, bool, bool, int, str]:
        titled = kind == "person" and bool(person_name(base).title)
        return key_of(kind, base) != key, base.islower() or base.isupper(), titled, -counts[base], base

    best = min(counts, key=rank)
    return best.title() if kind == "person" and _is_shouted(best) else best


def _is_shouted(name: str) -> bool:
    return name.isupper() and not is_initials(name) and all(len(word) > 2 for word in name.split())


_OF_WORDS = ("person", "place", "organisation", "name")
