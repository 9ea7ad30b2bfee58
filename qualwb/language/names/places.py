"""Places: in the list, read so by the model, or capitalised after a word such as 'i' and 'från'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.lists import places as listed_places
from qualwb.language.names.lists import provinces
from qualwb.language.names.reading import Reading, Word
from qualwb.language.names.stems import bare
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.vocabulary import vocabulary
from qualwb.language.wordlists import word_set

_PREPOSITIONS = word_set(
    """
    i på från ifrån till utanför runt kring mot genom via vid innanför norr söder öster väster om uppe
    nere ute borta inne
    """
)
_BEFORE = word_set("norra södra östra västra stora lilla gamla nya övre nedre sankt s:t")
_DIRECTIONS = word_set("norra södra östra västra stora övre nedre yttre inre")
"""Those that are seldom said of a place where no capitals are used, but in its name."""
_PARTS_OF_PLACES = word_set(
    "hamn torg station strand kyrkogård socken centrum fyr skärgård udde park slott herrgård säteri bruk "
    "holme äng hed camping badplats fäbodar läger kapell"
)
"""What a place has by its name in the genitive: 'Glommens hamn'."""
_PARTS_WITHOUT_S = word_set("by kors kyrkogård hamn gästhamn strand camping brygga")
"""What it has by its name as it is: 'Segersta kors'."""
_SHAPED = word_set("i från ifrån till utanför på")


def places(reading: Reading) -> Iterator[Name]:
    """Names of places, with genitive or tail."""
    n = 0
    while n < len(reading.words):
        size = _listed_phrase(reading, n)
        found = (True, Why.PLACE_NAME) if size else _evidence(reading, n)
        if found is None:
            n += 1
            continue
        last = n + size - 1 if size else _last(reading, n)
        yield _name(reading, n if size else _first(reading, n), last, *found)
        n = last + 1


def _first(reading: Reading, n: int) -> int:
    """From 'Norra', 'Lilla' before it."""
    words = reading.words
    if n == 0 or not words[n].joined:
        return n
    before = words[n - 1]
    directed = before.low in _BEFORE and (before.capital or (before.lower and before.low in _DIRECTIONS))
    return n - 1 if directed else n


def _last(reading: Reading, n: int) -> int:
    """Over the words that the model reads as one place with it."""
    last = n
    while reading.words[last].model == "LOC":
        following = reading.next_to(last)
        if following is None or following.model != "LOC" or not following.capital:
            break
        last += 1
    following = reading.next_to(last)
    known = reading.words[last].known
    named = known.place or (known.place_like and not known.common) or reading.words[last].capital
    owned = reading.words[last].low.endswith("s") and named
    parted = following is not None and following.low in (_PARTS_OF_PLACES if owned else _PARTS_WITHOUT_S)
    return last + 1 if parted and (owned or known.place) else last


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in listed_places():
        parts = tuple(name.split(" "))
        if len(parts) > 1:
            found.setdefault(parts[0], []).append(parts)
    return found


def _listed_phrase(reading: Reading, n: int) -> int:
    """How many words the listed name of several words has that stands here, else 0."""
    if not (reading.words[n].capital or reading.words[n].lower):
        return 0
    for names in _phrases().get(reading.words[n].low, ()):
        here = reading.words[n : n + len(names)]
        words = tuple(word.low for word in here)
        last = names[-1].removesuffix("s")
        if words[:-1] == names[:-1] and words[-1] in (names[-1], last, last + "s"):
            return len(names) if all(word.joined for word in here[1:]) else 0
    return 0


_Found = tuple[bool, Why]
"""Whether a place is sure, and why it is one."""


def _evidence(reading: Reading, n: int) -> _Found | None:
    word = reading.words[n]
    known = word.known
    if known.empty or word.public or word.label or len(word.text) < 2:
        return None
    if known.neutral:
        return _region(word)
    if known.place and not known.place.common:
        return (word.capital or not known.first, Why.PLACE_NAME)
    before = reading.words[n - 1].low if n and word.joined else ""
    if not word.capital:
        return _lower_evidence(word, before) if word.lower else None
    return _first_in_sentence(word) if word.starts else _inside(word, before)


def _region(word: Word) -> _Found | None:
    """A province: a guess, for the researcher to judge."""
    listed = word.low in provinces() or word.low.removesuffix("s") in provinces()
    return (False, Why.REGION) if listed and (word.capital or word.lower) else None


def _inside(word: Word, before: str) -> _Found | None:
    """A capital inside a sentence."""
    known = word.known
    if known.place:
        return (before in _PREPOSITIONS or word.model == "LOC", Why.PLACE_NAME)
    if word.model == "LOC":
        return (not known.common or before in _PREPOSITIONS, Why.MODEL)
    if before not in _SHAPED or known.common or known.first:
        return None
    if known.place_like:
        return (not word.model, Why.ENDING)
    return (False, Why.CAPITAL)


def _first_in_sentence(word: Word) -> _Found | None:
    known = word.known
    if word.model == "LOC" and not known.first:
        return None if known.common and not known.place else (not known.common, Why.MODEL)
    return (False, Why.PLACE_NAME) if known.place and word.low not in STOPWORDS else None


def _lower_evidence(word: Word, before: str) -> _Found | None:
    """Where capitals are not used: a guess after 'i' and 'från'."""
    if word.low in STOPWORDS:
        return None
    if word.known.place and (before in _SHAPED or word.low not in vocabulary()):
        return (False, Why.PLACE_NAME)
    if before not in _SHAPED:
        return None
    return (False, Why.ENDING) if word.known.place_like and word.low not in vocabulary() else None


def _name(reading: Reading, first: int, last: int, sure: bool, why: Why) -> Name:
    words = reading.words
    start, end = words[first].start, words[last].end
    text = reading.text[start:end]
    known = words[last].known.place
    if known and words[last].low.startswith(known.low):
        stem = text[: len(text) - len(words[last].low) + len(known.low)]
    else:
        stem = bare(text)
    return Name(start, end, text, NameKind.PLACE, sure, why, stem)
