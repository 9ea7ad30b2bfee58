"""Organisations: what the model reads as one, and names beside a word for what it is ('skolan', 'AB')."""

from __future__ import annotations

from collections.abc import Iterator

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.lists import regions
from qualwb.language.names.reading import ROLES, Reading, Word
from qualwb.language.names.stems import bare, facts, is_word
from qualwb.language.names.told_apart import told_apart
from qualwb.language.names.unit_words import (
    AFTER_NAME,
    ASSOCIATIONS,
    BEFORE_NAME,
    CALLED_BY_NAME,
    COMPANY,
    ENDINGS,
    NEEDS_CAPITAL,
    VAGUE,
)
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.vocabulary import compound_parts, vocabulary
from qualwb.language.wordlists import word_set

_DIRECTIONS = word_set("norra södra östra västra stora lilla gamla nya mellersta sankt s:t sankta")
_UNIT_ENDINGS = (
    "eri",
    "sjukhus",
    "skola",
    "bibliotek",
    "museum",
    "församling",
    "kommun",
    "boende",
    "central",
)
_MOST_BEFORE_COMPANY = 6
_SHORTEST_FIRST_PART = 3
_AND = word_set("och å & i på")


def organisations(reading: Reading) -> Iterator[Name]:
    """Names of units, firms, associations, with the word for what they are."""
    yield from _by_model(reading)
    yield from told_apart(reading)
    for n, word in enumerate(reading.words):
        if word.public:
            continue
        yield from _with_what_follows(reading, n)
        if n and word.joined and _is_what_it_is(reading, n):
            yield from _after_name(reading, n)
        elif word.low.removesuffix("s").endswith(ENDINGS):
            yield from _one_word(word)
        if word.low in COMPANY and word.joined:
            yield from _company(reading, n)


def _with_what_follows(reading: Reading, n: int) -> Iterator[Name]:
    """The unit that begins with the word for what it is."""
    word = reading.words[n]
    if word.low.endswith(ASSOCIATIONS) and _is_in_place(reading, n):
        yield _in_place(reading, n)
    elif word.lower and word.low in BEFORE_NAME and _is_at_unknown(reading, n):
        yield _name(reading, n, n + 2, False, Why.BESIDE)
    elif word.low in BEFORE_NAME:
        yield from _before_name(reading, n)
    elif _is_public(word) and (word.text[0].isupper() or word.lower):
        yield from _of_public(reading, n)
    elif word.low.endswith(CALLED_BY_NAME) and (following := reading.next_to(n)) and following.capital:
        yield from _before_name(reading, n)


def _by_model(reading: Reading) -> Iterator[Name]:
    words = reading.words
    n = 0
    while n < len(words):
        last = n
        if words[n].model == "ORG":
            while last + 1 < len(words) and words[last + 1].model == "ORG" and words[last + 1].joined:
                last += 1
            span = words[n : last + 1]
            if _tells(span) and not (n and words[n - 1].low in ("von", "af")):
                yield _name(reading, n, _extended(reading, last), _is_sure(span), Why.MODEL)
        n = last + 1


def _tells(span: list[Word]) -> bool:
    """Whether what the model reads as an organisation may identify: no authority, no single letter."""
    if any(word.public or word.known.empty or word.low in ROLES or _is_public(word) for word in span):
        return False
    alone = len(span) == 1 and span[0].known.first is not None
    telling = any(not word.known.neutral for word in span)
    if len(span) == 1 and span[0].starts and span[0].known.common and not span[0].known.place:
        return False
    return telling and span[0].capital and len(span[0].text) > 1 and not alone


def _is_public(word: Word) -> bool:
    """Whether it names an authority or a firm found everywhere, and no province or place."""
    return word.known.neutral and not word.known.place and word.low.removesuffix("s") not in regions()


def _of_public(reading: Reading, n: int) -> Iterator[Name]:
    """'ICA Kvantum Gränby', 'PRO Sandviken': one of many, by what is added to the name."""
    following = reading.next_to(n)
    if following is None or following.known.neutral or following.low in STOPWORDS:
        return
    unit = following.low.endswith(ENDINGS) and not is_word(following.low)
    if following.capital or (following.lower and (following.known.place or unit)):
        sure = following.model == "ORG"
        yield _name(reading, n, _extended(reading, n + 1), sure, Why.CAPITAL)


def _is_sure(span: list[Word]) -> bool:
    abbreviation = len(span) == 1 and span[0].text.isupper()
    common = all(word.known.common and not word.known.place for word in span)
    return not abbreviation and not (common and (span[0].starts or len(span) == 1))


def _in_place(reading: Reading, n: int) -> Name:
    """'Somaliska kvinnoföreningen i Vetlanda'."""
    words = reading.words
    first = n - 1 if n and words[n].joined and words[n - 1].capital else n
    sure = words[first].capital and not words[first].starts
    return _name(reading, first, n + 2, sure, Why.BESIDE)


def _is_in_place(reading: Reading, n: int) -> bool:
    """Whether 'i Vetlanda' follows."""
    small, place = reading.next_to(n), reading.next_to(n + 1)
    if small is None or place is None or small.low not in ("i", "på"):
        return False
    province = place.known.neutral and place.capital
    return place.known.place is not None or province


def _is_at_unknown(reading: Reading, n: int) -> bool:
    """Whether 'på tallvägen', 'i rydal' follows, in lower case: a place, a street, what no list knows."""
    small, named = reading.next_to(n), reading.next_to(n + 1)
    if small is None or named is None or small.low not in ("i", "på", "vid"):
        return False
    street = named.low.endswith(("gatan", "vägen")) and named.low not in vocabulary()
    return named.known.place is not None or street or not named.known.common


def _before_name(reading: Reading, n: int) -> Iterator[Name]:
    """'familjecentralen Lyckan', in lower-case text 'kamratföreningen lyktan'."""
    following = reading.next_to(n)
    if following is None:
        return
    known = following.known
    if following.capital and len(following.text) > 1 and not _is_public(following):
        yield _name(reading, n, _extended(reading, n + 1), known.first is None, Why.BESIDE)
    elif following.lower and not following.known.empty and following.low not in STOPWORDS | VAGUE:
        yield _name(reading, n, n + 1, False, Why.BESIDE)


def _after_name(reading: Reading, n: int) -> Iterator[Name]:
    """'Kvarnbackens hemtjänst', 'Karlssons Rör', 'Vetlanda profil'."""
    words = reading.words
    word, before = words[n], words[n - 1]
    initial = word.text[0].isupper()
    if not (_names_unit(before) and (initial or _fits_before(before))):
        return
    first = n - 1
    while first and words[first].joined and _opens_name(words[first - 1]):
        first -= 1
    sure = (before.capital and not before.starts) or initial or before.known.place is not None
    yield _name(reading, first, _extended(reading, n), sure, Why.BESIDE)


def _fits_before(word: Word) -> bool:
    """Whether a word can stand before what a unit is, written small: 'Vetlanda', 'Norra', 'Holmbergs'; Anna's
    school is no school of that name.
    """
    known = word.known
    if known.first and not word.lower:
        return False
    listed = known.place or known.place_like or word.low in _DIRECTIONS
    return bool(listed) or word.low.endswith("s") or (word.lower and not known.common)


def _is_what_it_is(reading: Reading, n: int) -> bool:
    """Whether a word says what a unit is whose name stands before it: 'bageri', 'universitetssjukhus'."""
    word, before = reading.words[n], reading.words[n - 1]
    written = before.capital or (before.lower and not before.known.common)
    owned = written and before.low.endswith("s") and before.known.first is None
    compound = owned and word.low.endswith(_UNIT_ENDINGS) and not word.capital
    named = word.low in AFTER_NAME and (word.text[0].isupper() or word.low not in NEEDS_CAPITAL)
    return named or compound or _is_trade_in_place(reading, n)


def _is_trade_in_place(reading: Reading, n: int) -> bool:
    """Whether it is a noun of something in a place: 'Gotlands lammkött i Stånga', nobody's daughter."""
    before = reading.words[n - 1]
    owned = before.capital and before.low.endswith("s") and not before.known.first
    owned = owned and not (before.starts and before.known.common)
    return owned and not reading.words[n].known.empty and _is_in_place(reading, n)


def _opens_name(word: Word) -> bool:
    directed = word.lower and word.low in _DIRECTIONS
    return directed or (word.capital and not word.starts) or word.text == "AB"


def _names_unit(word: Word) -> bool:
    """Whether a word may be what names a unit: a place, a person, no word of the language."""
    known = word.known
    owner = word.low.endswith("s") and (word.capital or word.pos in ("NOUN", "PROPN"))
    named = known.place or known.surname or known.first or owner or not known.common
    written = word.capital or (word.lower and (word.low.endswith("s") or known.place or not known.common))
    return (
        bool(named)
        and written
        and word.low not in STOPWORDS
        and (not known.neutral or word.low.endswith("s"))
    )


def _one_word(word: Word) -> Iterator[Name]:
    """'Ugglebackaskolan', 'Höglandssjukhuset'; not 'Grundskolan', whose first part is a word."""
    low = word.low.removesuffix("s")
    ending = max((end for end in ENDINGS if low.endswith(end)), key=len)
    first = low.removesuffix(ending).rstrip("-")
    if len(first) < _SHORTEST_FIRST_PART or is_word(low) or word.known.neutral:
        return
    plain = first in compound_parts().modifiers or is_word(first)
    named = any(_is_listed(part) for part in (first, first.removesuffix("s")))
    if word.capital:
        yield _unit(word, not word.starts or not plain or named)
    elif word.lower or (named and not plain):
        yield _unit(word, False)


def _is_listed(low: str) -> bool:
    known = facts(low)
    return bool(known.place or known.first or known.surname)


def _unit(word: Word, sure: bool) -> Name:
    kind = NameKind.ORGANISATION
    return Name(word.start, word.end, word.text, kind, sure, Why.ENDING, bare_unit(word.text))


def _company(reading: Reading, n: int) -> Iterator[Name]:
    """Back from 'AB' to where its name begins: at a comma, or where the capitals begin."""
    words = reading.words
    first = n
    while first and words[first].joined and n - first < _MOST_BEFORE_COMPANY:
        before = words[first - 1]
        opens = before.starts and before.capital and before.known.common
        if opens or not (before.lower or before.capital or before.low in _AND):
            break
        first -= 1
    while first < n and words[first].low in _AND:
        first += 1
    if first < n:
        yield _name(reading, first, n, words[first].capital, Why.BESIDE)


def _extended(reading: Reading, last: int) -> int:
    """Goes on over capitalised words, '& Tell', 'i Taberg', 'å frukt'."""
    words = reading.words
    while last + 1 < len(words) and not words[last + 1].starts:
        following = words[last + 1]
        gap = reading.text[words[last].end : following.start]
        if gap == " & " or (gap == " " and following.capital and following.low not in STOPWORDS):
            last += 1
        elif gap == " " and last + 2 < len(words) and _goes_on(reading, last):
            last += 2
        else:
            break
    return last


def _goes_on(reading: Reading, last: int) -> bool:
    """Whether 'i' and a place follow, or 'och' and another trade."""
    trade, small, named = reading.words[last : last + 3]
    if not named.joined:
        return False
    if small.low == "i":
        return facts(named.low).place is not None and (named.capital or named.lower)
    return small.low in ("och", "å") and trade.low in AFTER_NAME and named.low in AFTER_NAME


def is_unit_word(low: str) -> bool:
    """Whether a word says what the unit is that is named after it: 'familjecentralen', 'team'."""
    return low in BEFORE_NAME


def bare_unit(text: str) -> str:
    """A unit's name without the genitive's ending, after an ending that has none of its own."""
    low = text.lower()
    return text[:-1] if low.endswith("s") and low[:-1].endswith(ENDINGS) else bare(text)


def _name(reading: Reading, first: int, last: int, sure: bool, why: Why) -> Name:
    start, end = reading.words[first].start, reading.words[last].end
    text = reading.text[start:end]
    return Name(start, end, text, NameKind.ORGANISATION, sure, why, bare_unit(text))
