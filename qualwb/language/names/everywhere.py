"""Findings of one text, and then of all: what is recognised once is found wherever it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from qualwb.language.names.addresses import addresses
from qualwb.language.names.branches import branches
from qualwb.language.names.finding import Name, NameKind, Why, without_overlap
from qualwb.language.names.guesses import guesses
from qualwb.language.names.indirect import indirect
from qualwb.language.names.organisations import is_unit_word, organisations
from qualwb.language.names.patterns import find_patterns
from qualwb.language.names.persons import persons
from qualwb.language.names.places import places
from qualwb.language.names.reading import Reading, Word, read
from qualwb.language.names.stems import facts, is_place_tail
from qualwb.language.parsing import ParsedDoc
from qualwb.language.stopwords import STOPWORDS

K = TypeVar("K")

_NAMES = (NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION)
_SHORTEST_KNOWN = 2
_LONGEST_PHRASE = 8


def find_names(doc: ParsedDoc) -> list[Name]:
    """All findings of a parsed text in order, also where a name of it stands once more.

    None overlaps another but those of the kind ``INDIRECT``, which may lie around others.
    """
    return _again_in(read(doc.text, doc))


def find_listed(text: str) -> list[Name]:
    """What ``find_names`` finds without a parser: for labels, file names and other short texts."""
    return _again_in(read(text))


def find_everywhere(texts: Mapping[K, str], found: Mapping[K, Sequence[Name]]) -> dict[K, list[Name]]:
    """All findings of all texts: those that were ``found`` in each by ``find_names``, and, wherever else a
    sure name stands, that.

    A text that has no findings yet is read by ``find_listed``. A guess becomes sure where the name is known
    elsewhere. Stems agree: 'Ubax' and 'Ubaxs' have one. Time grows with the length of all texts.
    """
    first = {key: list(found[key]) if key in found else find_listed(text) for key, text in texts.items()}
    known = _Known.of(first.values())
    return {key: _mended(read(text), first[key], known) for key, text in texts.items()}


def _again_in(reading: Reading) -> list[Name]:
    found = _first_reading(reading)
    return _mended(reading, found, _Known.of([found]))


def _first_reading(reading: Reading) -> list[Name]:
    people = _without_things(list(persons(reading)))
    towns = list(places(reading))
    units = list(
        _around(reading.text, _sure([*people, *towns]), [*branches(reading), *organisations(reading)])
    )
    streets = list(addresses(reading))
    found = without_overlap(
        [
            find_patterns(reading.text),
            _sure(streets),
            _sure(units),
            [*_sure(people), *_sure(towns)],
            [*streets, *units, *people, *towns],
        ]
    )
    return [*without_overlap([found, guesses(reading, found)]), *indirect(reading)]


def _without_things(people: Sequence[Name]) -> list[Name]:
    """The persons, unsure where the text introduces the name as an animal's or a thing's."""
    things = {name.stem.casefold() for name in people if name.why is Why.THING}
    return [
        replace(name, sure=False, why=Why.THING)
        if name.stem.casefold() in things and name.why in (Why.FIRST_NAME, Why.MODEL)
        else name
        for name in people
    ]


def _around(text: str, inner: Iterable[Name], units: Iterable[Name]) -> Iterator[Name]:
    """The units; one beside the word for what it is takes in the sure name that it begins with, and is sure
    by it: 'abu samirs tobak'.
    """
    at = {place: name for name in inner for place in range(name.start, name.end)}
    for unit in units:
        within = at.get(unit.start) or next((at[n] for n in range(unit.start, unit.end) if n in at), None)
        if unit.why is Why.BESIDE and within and within.end <= unit.end:
            start = min(unit.start, within.start)
            stem = text[start : unit.start] + unit.stem
            unit = replace(unit, start=start, text=text[start : unit.end], stem=stem, sure=True)
        yield unit


def _sure(names: Iterable[Name]) -> list[Name]:
    return [name for name in names if name.sure]


class _Entry(NamedTuple):
    """A known name: its words in lower case, its kind, gender, and how it is found."""

    words: tuple[str, ...]
    kind: NameKind
    gender: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """Sure names by their first word; each word of a person's name is one by itself."""

    by_word: dict[str, list[_Entry]]

    @classmethod
    def of(cls, findings: Iterable[Iterable[Name]]) -> _Known:
        times: defaultdict[tuple[str, ...], Counter[tuple[NameKind, str]]] = defaultdict(Counter)
        guessed: defaultdict[tuple[str, ...], Counter[tuple[NameKind, str]]] = defaultdict(Counter)
        for name in (name for names in findings for name in names if _spreads(name)):
            for words in _phrases_of(name):
                counted = times if name.sure else guessed
                counted[words][name.kind, name.gender if words[0] == _words(name.stem)[0] else ""] += 1
        sure = set(times)
        times.update((words, counts) for words, counts in guessed.items() if words not in times)
        by_word: defaultdict[str, list[_Entry]] = defaultdict(list)
        for words in sorted(times, key=lambda words: (-len(words), words)):
            (kind, gender), _n = min(times[words].items(), key=lambda item: (-item[1], item[0]))
            by_word[words[0]].append(_Entry(words, kind, gender, words in sure))
        return cls(dict(by_word))

    def at(self, words: list[Word], n: int) -> tuple[_Entry, str] | None:
        """The longest known name that begins with word ``n``, and the tail of its last word."""
        low = words[n].low
        for entry in (*self.by_word.get(low, ()), *self._genitive(low)):
            size = len(entry.words)
            here = words[n : n + size]
            if len(here) == size and all(word.joined for word in here[1:]):
                *firsts, last = (word.low for word in here)
                if tuple(firsts) == entry.words[:-1] and last in (entry.words[-1], entry.words[-1] + "s"):
                    return entry, last[len(entry.words[-1]) :]
        return self._with_tail(low)

    def _genitive(self, low: str) -> list[_Entry]:
        return self.by_word.get(low[:-1], []) if low.endswith("s") else []

    def _with_tail(self, low: str) -> tuple[_Entry, str] | None:
        """A known place with a tail ('hovslättsborna'), a known person within a hyphened word."""
        for cut in range(len(low) - 2, 3, -1):
            for entry in self.by_word.get(low[:cut], ()):
                place = entry.kind is NameKind.PLACE and len(entry.words) == 1
                if place and not facts(low).common and is_place_tail(low[cut:]):
                    return entry, low[cut:]
        if "-" in low:
            for part in low.split("-"):
                for entry in self.by_word.get(part, ()):
                    if entry.words == (part,) and not facts(part).common and not facts(low).common:
                        return _Entry((low,), entry.kind, entry.gender, entry.sure), ""
        return None


def _spreads(name: Name) -> bool:
    return name.kind in _NAMES and (name.sure or name.why is not Why.INITIALS)


def _phrases_of(name: Name) -> Iterator[tuple[str, ...]]:
    words = _words(name.stem)
    if not words or len(words) > _LONGEST_PHRASE:
        return
    yield words
    if name.kind is NameKind.ORGANISATION and len(words) > 1 and is_unit_word(words[0]):
        yield words[1:]
    if name.kind is NameKind.PERSON and len(words) > 1:
        yield from ((word,) for word in words if len(word) > _SHORTEST_KNOWN and word not in STOPWORDS)


@lru_cache(maxsize=65536)
def _words(stem: str) -> tuple[str, ...]:
    return tuple(word.low for word in read(stem).words)


def _mended(reading: Reading, found: Sequence[Name], known: _Known) -> list[Name]:
    """The findings, guesses sure where known, stems as known, and the known names that were not found."""
    taken = _Taken(found)
    numbers = {word.start: n for n, word in enumerate(reading.words)}
    given = [_as_known(reading, numbers.get(name.start), name, known) for name in found]
    new = [name for name in _known_again(reading, known) if taken.is_free(name)]
    return sorted([*given, *new], key=lambda name: (name.start, -name.end))


class _Taken:
    """The places that direct findings hold."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._places = {
            at for name in names if name.kind is not NameKind.INDIRECT for at in range(name.start, name.end)
        }

    def is_free(self, name: Name) -> bool:
        return self._places.isdisjoint(range(name.start, name.end))


def _as_known(reading: Reading, n: int | None, name: Name, known: _Known) -> Name:
    """A finding with the stem that is known, and sure where the name is sure elsewhere."""
    if n is None or name.kind not in _NAMES:
        return name
    hit = known.at(reading.words, n)
    if hit is None:
        return name
    entry, tail = hit
    span = reading.words[n : n + len(entry.words)]
    if span[-1].end != name.end:
        return name
    stem = name.text[: len(name.text) - len(tail)] if not name.tail else name.stem
    kept = entry.kind is name.kind or name.why in (Why.CAPITAL, Why.UNKNOWN, Why.MODEL)
    if (name.sure and entry.kind is name.kind) or not (entry.sure and kept and _is_sure(span, entry)):
        return replace(name, stem=stem)
    gender = name.gender or entry.gender
    return replace(name, kind=entry.kind, sure=True, stem=stem, gender=gender, why=Why.KNOWN)


def _known_again(reading: Reading, known: _Known) -> Iterator[Name]:
    words = reading.words
    n = 0
    while n < len(words):
        hit = None if words[n].public else known.at(words, n)
        if hit is None:
            n += 1
            continue
        entry, tail = hit
        span = words[n : n + len(entry.words)]
        sure = _is_sure(span, entry)
        if sure is not None:
            start, end = span[0].start, span[-1].end
            text = reading.text[start:end]
            stem = text[: len(text) - len(tail)]
            yield Name(start, end, text, entry.kind, sure, Why.KNOWN, stem, entry.gender)
        n += len(span)


def _is_sure(span: Sequence[Word], entry: _Entry) -> bool | None:
    """Whether a known name here is sure; None where it is a word of the language."""
    word = span[0]
    common = len(span) == 1 and word.known.common
    if not entry.sure:
        return False if word.capital and word.low not in STOPWORDS else None
    if word.capital:
        return not (common and word.starts) or word.model == "PER"
    if common:
        return False if word.lower else None
    return True
