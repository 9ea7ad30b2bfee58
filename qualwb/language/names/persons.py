"""Persons: first names, surnames, what is introduced as a name, what stands after a title, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.stems import Facts, bare, ends_like_surname, facts
from qualwb.language.wordlists import word_set

_INTRODUCING = word_set("heter hette hetat heta kallas kallades döptes döpt kallad")
_CALLING = word_set("kallar kallade kalla döpte")
_CALLED = word_set("mig mej honom han henne na dig den för dom dem oss")
_BETWEEN = word_set(
    """
    ju väl nog alltså faktiskt egentligen han hon jag dom de du visst också bara hen den förresten
    """
)
TITLES = word_set(
    """
    doktor doktorn fru herr fröken syster sister broder moster faster farbror morbror tant farfar farmor
    morfar mormor familjen bröderna systrarna pojkarna flickorna professor rektor rektorn pastor prästen
    kurator abu umm abo om hajji sjuksköterskan läkaren kommissarie bror brorsan kusin onkel systrar
    """
)
_SHAKY_TITLES = word_set(
    """
    om syster bror brorsan kusin rektorn prästen doktorn farmor mormor morfar farfar systrar rektor
    """
)
_PARTICLES = word_set("von af de al el der van den bin ibn abu la ul-haq da dos")
_INITIALS = re.compile(r"(?<![\w.])[A-ZÅÄÖ]\.(?: ?[A-ZÅÄÖ]\.){0,3}(?!\w|\.)")
_INITIAL_AFTER = re.compile(r" [A-ZÅÄÖ](?:\.(?!\w)|(?![\w.’'-]))")
_LOWER_INITIAL_AFTER = re.compile(r" (?:[b-hj-np-z](?=[.,\n]|$)|o(?=[.\n]|$))")
_NEVER_SURNAMES = word_set(
    """
    lång hård glad snäll stark stolt can isa bar öst ås frisk sommar ring kock lager stor strand vinter
    skarp hurtig rolig snygg schön
    """
)
_PERSON = NameKind.PERSON


class _Evidence(NamedTuple):
    why: Why
    sure: bool


def persons(reading: Reading) -> Iterator[Name]:
    """Persons' names, full names whole."""
    words = reading.words
    n = 0
    while n < len(words):
        evidence = _evidence(reading, n)
        if evidence is None:
            n += 1
            continue
        last = _last(reading, n)
        yield _name(reading, n, last, evidence)
        n = last + 1
    yield from _initials(reading)


def _evidence(reading: Reading, n: int) -> _Evidence | None:
    word = reading.words[n]
    known = facts(word.low)
    if n and word.joined and reading.words[n - 1].low == "lex":
        return None
    if word.label:
        return _Evidence(Why.LABEL, True) if word.capital or known.first else None
    cue = _cue(reading, n)
    if cue and _is_name_like(reading, word, known):
        shaky = word.low not in TITLES and known.common and not known.first
        return _Evidence(cue, not shaky)
    if known.neutral and not known.first:
        return None
    if known.first and (word.capital or not known.first.is_word):
        return _first(reading, n, known)
    if known.first and reading.lower and _has_surname_after(reading, n):
        return _Evidence(Why.FIRST_NAME, True)
    if len(word.text) < 2:
        return None
    return _surname(word, known) if word.capital or reading.lower else _lower_surname(known)


def _first(reading: Reading, n: int, known: Facts) -> _Evidence | None:
    word = reading.words[n]
    assert known.first
    if not known.first.is_word:
        return _Evidence(Why.FIRST_NAME, True)
    if _has_surname_after(reading, n):
        return _Evidence(Why.FIRST_NAME, True)
    if not word.starts:
        return _Evidence(Why.FIRST_NAME, word.model == "PER" or word.pos in ("PROPN", ""))
    if word.model == "PER":
        return _Evidence(Why.MODEL, False)
    return None


def _surname(word: Word, known: Facts) -> _Evidence | None:
    """What speaks for a name where no first name does: the list, the ending, the model."""
    if known.surname and not known.surname.common:
        return _Evidence(Why.SURNAME, True)
    if not word.capital:
        return _Evidence(Why.ENDING, False) if known.surname_like and not known.common else None
    if word.model == "PER":
        return _Evidence(Why.MODEL, not (word.starts and known.common))
    if known.place or word.starts:
        return None
    if known.surname_like and not known.common:
        return _Evidence(Why.ENDING, not word.model)
    if known.surname:
        return _Evidence(Why.SURNAME, False)
    return None


def _lower_surname(known: Facts) -> _Evidence | None:
    if known.surname and not known.surname.common and not known.place:
        return _Evidence(Why.SURNAME, False)
    return None


def _cue(reading: Reading, n: int) -> Why | None:
    """Whether the words before say that a name follows."""
    words = reading.words
    if words[n].capital and _is_called(words, n):
        return Why.INTRODUCED
    if n == 0 or not words[n].joined:
        return None
    before = words[n - 1].low
    if before in TITLES:
        return Why.TITLE
    at = n - 1
    while at > 0 and n - at < 4 and words[at].joined and words[at].low in _BETWEEN | _CALLED:
        at -= 1
    if words[at].low in _INTRODUCING:
        return Why.INTRODUCED
    if words[at].low in _CALLING and at < n - 1:
        return Why.INTRODUCED
    return None


def _is_called(words: list[Word], n: int) -> bool:
    """Whether 'kallar dom mig' follows."""
    following = [word.low for word in words[n + 1 : n + 4]]
    return len(following) > 2 and following[0] in _CALLING and following[2] in _CALLED and words[n + 1].joined


def _is_name_like(reading: Reading, word: Word, known: Facts) -> bool:
    if word.low in TITLES and not word.capital:
        return False
    if word.capital:
        return len(word.text) > 1 and not (known.neutral and not known.first)
    if not reading.lower:
        return bool(known.first and not known.first.is_word)
    return not known.neutral and (bool(known.first) or not known.common)


def _has_surname_after(reading: Reading, n: int) -> bool:
    return _joins(reading, n, n + 1)


def _last(reading: Reading, n: int) -> int:
    """The last word of the name that begins with word ``n``."""
    last = n
    while _joins(reading, last, last + 1):
        last += 1
    words = reading.words
    if (
        words[last].capital
        and last + 2 < len(words)
        and words[last + 1].low in _PARTICLES
        and words[last + 2].capital
        and words[last + 1].joined
        and words[last + 2].joined
    ):
        return _last(reading, last + 2)
    return last


def _joins(reading: Reading, n: int, following: int) -> bool:
    """Whether the next word goes on with the name: 'Sven' 'Olhager'."""
    words = reading.words
    if following >= len(words) or not words[following].joined or words[following].starts:
        return False
    before, word = facts(words[n].low), facts(words[following].low)
    if words[n].low.endswith("s") and words[n].low not in _names_on_s(before) and before.first:
        return False
    if word.neutral and not word.first and not word.surname:
        return False
    if words[following].capital:
        if len(words[following].text) == 1:
            return False
        if word.place and not word.surname and not word.first and words[following].model != "PER":
            return False
        return words[n].capital or words[n].label or bool(before.first)
    if not reading.lower:
        return bool(word.surname and not word.surname.common and (before.first and not words[n].capital))
    if word.surname:
        return words[following].low not in _NEVER_SURNAMES and bool(before.first)
    return (
        not word.common and not word.place and bool(before.first) and ends_like_surname(words[following].low)
    )


def _names_on_s(known: Facts) -> tuple[str, ...]:
    return (known.first_stem,) if known.first_stem.endswith("s") else ()


def _name(reading: Reading, first: int, last: int, evidence: _Evidence) -> Name:
    words = reading.words
    start, end = words[first].start, words[last].end
    initial = (_LOWER_INITIAL_AFTER if reading.lower else _INITIAL_AFTER).match(reading.text, end)
    if initial and facts(words[last].low).first:
        end = initial.end()
    text = reading.text[start:end]
    stem = bare(text)
    gender = next((facts(word.low).gender for word in words[first : last + 1] if facts(word.low).first), "")
    return Name(start, end, text, _PERSON, evidence.sure, evidence.why, stem, gender)


def _initials(reading: Reading) -> Iterator[Name]:
    for match in _INITIALS.finditer(reading.text):
        text = match.group()
        yield Name(match.start(), match.end(), text, _PERSON, False, Why.INITIALS, text)
