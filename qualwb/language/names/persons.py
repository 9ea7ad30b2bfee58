"""Persons: first names, surnames, what is introduced as a name, what stands after a title, initials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualwb.language.names.cues import BEFORE_NAMES, NUMBERED, Evidence, introduced
from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.person_names import PARTICLES
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.stems import Facts, bare, facts
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.wordlists import word_set

_PARTICLES = PARTICLES - {"av"}  # in 'det fick Anna av Karin' two are named
_PAIR = re.compile(r"(?<![\w.-])(?:[A-ZÅÄÖ]-?[A-ZÅÄÖ]|[a-zåäö]-[a-zåäö])(?:s|:s)?(?![\w-])")
_LOWER_INITIALS = re.compile(r"(?<![\w.])(?:[a-hj-zåäö]\. ?){1,2}[a-zåäö]\.(?!\w)")
_ABBREVIATIONS = word_set(
    "t.ex. m.m. d.v.s. s.k. f.d. o.s.v. e.d. p.g.a. m.fl. m.a.o. f.n. p.s. e.kr. f.kr. a.a. u.s."
)
_INITIALS = re.compile(r"(?<![\w.])(?!Å\.|[XY]\.(?! ?[A-ZÅÄÖ]\.))[A-ZÅÄÖ]\.(?: ?[A-ZÅÄÖ]\.){0,3}(?!\w)")
_INITIAL_AFTER = re.compile(r" [A-ZÅÄÖ](?:\.(?!\w)|(?![\w.’'-]))")
_LOWER_INITIAL_AFTER = re.compile(
    r" (?:[b-hj-np-z](?=[.,?!\n]|$)|o(?=[.\n]|$)|[b-df-hj-np-tv-z](?= (?:[^\W\d_]{2,}|[åoeä] )))"
)
_NOBLE = word_set("von af al el bin ibn van la los")
_DUTCH = word_set("van der ter")
_VOWELS = frozenset("AEIOUYÅÄÖ")
_LONGEST_INITIAL = 2
_BEFORE_VERBS = word_set("per hans")
"""Names that are little words too, but not before a verb: 'Per sa'."""
_FEW_WORDS = 2
_NEVER_LOWER = word_set(
    "dag dan maj juni juli jul rosa lov lo art mark max en ett vega kent stella sala mac "
    "arton bror matte liv peer"
)
NEVER_SURNAMES = word_set(
    """
    lång hård glad snäll stark stolt can isa bar öst ås frisk sommar ring kock lager stor strand vinter
    skarp hurtig rolig snygg schön
    """
)
"""Words that follow a first name in talk far oftener than they are its surname."""


def persons(reading: Reading) -> Iterator[Name]:
    """Persons' names, full names whole."""
    n = 0
    while n < len(reading.words):
        evidence = _evidence(reading, n)
        if evidence:
            last = _last(reading, n)
            yield _name(reading, n, last, evidence)
            n = last
        n += 1
    for match in _INITIALS.finditer(reading.text):
        text = match.group()
        sure = len(text) > _LONGEST_INITIAL
        yield Name(match.start(), match.end(), text, NameKind.PERSON, sure, Why.INITIALS, text)
    for match in _LOWER_INITIALS.finditer(reading.text):
        text = match.group()
        if text.replace(" ", "") not in _ABBREVIATIONS:
            yield Name(match.start(), match.end(), text, NameKind.PERSON, False, Why.INITIALS, text)
    for match in _PAIR.finditer(reading.text):
        text = match.group()
        stem = text.rstrip(":s")
        known = facts(stem.lower())
        if not known.neutral and (not known.common or _VOWELS.isdisjoint(stem)):
            yield Name(match.start(), match.end(), text, NameKind.PERSON, False, Why.INITIALS, stem)


def _evidence(reading: Reading, n: int) -> Evidence | None:
    word = reading.words[n]
    if word.public or _is_title(reading, n):
        return None
    if word.label:
        return Evidence(Why.LABEL, True) if word.text[0].isupper() or word.known.first else None
    found = introduced(reading, n)
    if found or word.known.empty:
        return found
    if word.known.neutral:
        return Evidence(Why.FIRST_NAME, _joins(reading, n)) if word.known.first and word.capital else None
    return _first_name(reading, n) or (_surname(reading, n) if len(word.text) > 1 else None)


def _is_title(reading: Reading, n: int) -> bool:
    """Whether the word is a title before a name: 'Doktor' in 'Doktor Haddad'."""
    following = reading.next_to(n)
    return reading.words[n].low in BEFORE_NAMES and following is not None and following.capital


def _first_name(reading: Reading, n: int) -> Evidence | None:
    word = reading.words[n]
    first = word.known.first
    written = word.capital or word.lower or ((reading.lower_names or word.lower) and _joins(reading, n))
    if first is None or not (written or not first.is_word):
        return None
    hyphened = "-" in word.low and word.capital
    if hyphened or not first.is_word or _joins(reading, n):
        return Evidence(Why.FIRST_NAME, True)
    return _ambiguous(reading, n)


def _ambiguous(reading: Reading, n: int) -> Evidence | None:
    """A first name that is a word too, by itself."""
    word = reading.words[n]
    inside = word.capital and not word.starts
    alone = len(reading.words) <= _FEW_WORDS and word.capital
    if word.low in STOPWORDS | _NEVER_LOWER and not (inside or alone):
        following = reading.next_to(n)
        does = following is not None and following.pos in ("VERB", "AUX") and word.low in _BEFORE_VERBS
        return Evidence(Why.FIRST_NAME, False) if does else None
    return Evidence(Why.FIRST_NAME, word.model == "PER" or (inside and word.pos in ("PROPN", "")))


def _surname(reading: Reading, n: int) -> Evidence | None:
    """What speaks for a name where no first name does: the list, the ending, the model."""
    word = reading.words[n]
    known = word.known
    if known.surname and not known.surname.common:
        sure = word.capital or word.lower
        return Evidence(Why.SURNAME, sure) if sure or not known.place else None
    if not word.capital:
        return _lower_surname(word) if word.lower or (reading.lower_names and not known.common) else None
    if word.model == "PER" and (found := _by_model(reading, n)):
        return found
    if word.starts:
        noun = word.pos in ("PROPN", "NOUN", "") and word.low not in NEVER_SURNAMES | STOPWORDS
        return Evidence(Why.SURNAME, False) if known.surname and noun else None
    return None if known.place else _inner_surname(word, known)


def _by_model(reading: Reading, n: int) -> Evidence | None:
    """What the model reads as a person; an ordinary word only within a sentence, or before a surname."""
    word = reading.words[n]
    if not word.known.common:
        return Evidence(Why.MODEL, True)
    fits = not word.starts or word.known.surname is not None or _joins(reading, n)
    return Evidence(Why.MODEL, False) if fits and word.low not in NUMBERED | STOPWORDS else None


def _lower_surname(word: Word) -> Evidence | None:
    """Where capitals are not used: a guess."""
    if word.known.surname and word.low not in NEVER_SURNAMES | STOPWORDS:
        return Evidence(Why.SURNAME, False)
    return Evidence(Why.ENDING, False) if word.known.surname_like and not word.known.common else None


def _inner_surname(word: Word, known: Facts) -> Evidence | None:
    """The same for a word with a capital inside a sentence."""
    if known.surname_like and not known.common:
        return Evidence(Why.ENDING, not word.model)
    return Evidence(Why.SURNAME, False) if known.surname else None


def _last(reading: Reading, n: int) -> int:
    """The last word of the name that begins with word ``n``."""
    last = n
    while True:
        if _joins(reading, last):
            last += 1
        elif (reading.words[last].capital or reading.words[last].lower) and (
            size := _particle_and_surname(reading, last)
        ):
            last += size
        else:
            return last


def _particle_and_surname(reading: Reading, n: int) -> int:
    """How many words 'von', 'al', 'de la' with a capital after it take, 0 where none follow."""
    for size in (1, 2):
        particle, surname = reading.next_to(n + size - 1), reading.next_to(n + size)
        if particle is None or surname is None or particle.low not in _PARTICLES:
            return 0
        if surname.capital or (surname.lower and not surname.known.common):
            return size + 1
    return 0


def _is_particle_before(words: list[Word], n: int) -> bool:
    """Whether 'von', 'al', 'de la' stands before word ``n``."""
    low = words[n - 1].low
    return low in _NOBLE | _DUTCH or (low == "de" and words[n].low in ("la", "los"))


def _joins(reading: Reading, n: int) -> bool:
    """Whether the next word goes on with the name: 'Sven' 'Olhager'."""
    word, following = reading.words[n], reading.next_to(n)
    if following is None or following.public or _is_genitive(word):
        return False
    known = following.known
    if known.neutral and not known.first and not known.surname:
        return False
    if word.stressed and following.stressed and word.known.first:
        return not known.common
    if following.capital:
        return _is_capital_surname(following) and (word.capital or word.known.first is not None)
    return _joins_lower(reading, word, following)


def _joins_lower(reading: Reading, word: Word, following: Word) -> bool:
    known = following.known
    if word.known.first is None:
        return word.lower and known.surname_like and not known.common
    return _is_lower_surname(following) if reading.lower_names or word.lower else _is_plain_surname(known)


def _is_genitive(word: Word) -> bool:
    """Whether a first name stands in the genitive: 'Annas', not 'Hans'."""
    return word.low.endswith("s") and word.known.first is not None and not word.known.first_stem.endswith("s")


def _is_capital_surname(word: Word) -> bool:
    known = word.known
    of_place = known.place and not known.surname and not known.first and word.model != "PER"
    return len(word.text) > 1 and not of_place


def _is_lower_surname(word: Word) -> bool:
    known = word.known
    if known.surname or (known.first and not known.first.is_word):
        return word.low not in NEVER_SURNAMES and word.low not in STOPWORDS
    return not known.common and not known.place


def _is_plain_surname(known: Facts) -> bool:
    return known.surname is not None and not known.surname.common


def _name(reading: Reading, first: int, last: int, evidence: Evidence) -> Name:
    while first and reading.words[first].joined and _is_particle_before(reading.words, first):
        first -= 1
    words = reading.words[first : last + 1]
    start, end = words[0].start, words[-1].end
    initial = (_LOWER_INITIAL_AFTER if words[-1].lower else _INITIAL_AFTER).match(reading.text, end)
    if initial and words[-1].known.first:
        end = initial.end()
    text = reading.text[start:end]
    gender = next((word.known.gender for word in words if word.known.first), "")
    sure = evidence.sure or (last > first and evidence.why is Why.THING)
    return Name(start, end, text, NameKind.PERSON, sure, evidence.why, bare(text), gender)
