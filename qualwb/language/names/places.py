"""Places: in the list, read so by the model, or capitalised after a word such as 'i' and 'från'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qualwb.language.names.finding import Name, NameKind, Why
from qualwb.language.names.lists import places as listed_places
from qualwb.language.names.reading import Reading
from qualwb.language.names.stems import bare, facts
from qualwb.language.stopwords import STOPWORDS
from qualwb.language.wordlists import word_set

_PREPOSITIONS = word_set(
    """
    i på från ifrån till utanför runt kring mot genom via vid innanför norr söder öster väster om uppe
    nere ute borta inne
    """
)
_BEFORE = word_set("norra södra östra västra stora lilla gamla nya övre nedre sankt s:t")
_SHAPED = word_set("i från ifrån till utanför på")


def places(reading: Reading) -> Iterator[Name]:
    """Names of places, with genitive or tail."""
    words = reading.words
    n = 0
    while n < len(words):
        size = _listed_phrase(reading, n)
        if size:
            yield _name(reading, n, n + size - 1, True, Why.PLACE_NAME)
            n += size
            continue
        found = _evidence(reading, n)
        if found:
            first = (
                n - 1 if n and words[n].joined and words[n - 1].low in _BEFORE and words[n - 1].capital else n
            )
            last = n
            while (
                words[n].model == "LOC"
                and last + 1 < len(words)
                and words[last + 1].joined
                and words[last + 1].model == "LOC"
                and words[last + 1].capital
            ):
                last += 1
            yield _name(reading, first, last, *found)
            n = last
        n += 1


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
    words = reading.words
    for parts in _phrases().get(words[n].low, ()):
        here = words[n : n + len(parts)]
        if (
            len(here) == len(parts)
            and all(word.joined for word in here[1:])
            and (here[-1].capital or reading.lower)
        ):
            *firsts, last = (word.low for word in here)
            if tuple(firsts) == parts[:-1] and last.removesuffix("s") in (
                parts[-1],
                parts[-1].removesuffix("s"),
            ):
                return len(parts)
    return 0


def _evidence(reading: Reading, n: int) -> tuple[bool, Why] | None:
    words = reading.words
    word = words[n]
    known = facts(word.low)
    if known.neutral or known.empty or word.public or word.label or len(word.text) < 2:
        return None
    before = words[n - 1].low if n and word.joined else ""
    if known.place and not known.place.common:
        return (word.capital or not known.first, Why.PLACE_NAME)
    if not word.capital:
        listed = known.place and before in _SHAPED and word.low not in STOPWORDS
        return (False, Why.PLACE_NAME) if listed and reading.lower else None
    if known.place and not word.starts:
        return (before in _PREPOSITIONS or word.model == "LOC", Why.PLACE_NAME)
    if word.model == "LOC" and not (known.first and word.starts):
        return (not (word.starts and known.common), Why.MODEL)
    if known.place and word.low not in STOPWORDS:
        return (False, Why.PLACE_NAME)
    if not word.starts and before in _SHAPED and not known.common and not known.first:
        return (
            known.place_like and word.model in ("", "LOC"),
            Why.ENDING if known.place_like else Why.CAPITAL,
        )
    return None


def _name(reading: Reading, first: int, last: int, sure: bool, why: Why) -> Name:
    words = reading.words
    start, end = words[first].start, words[last].end
    text = reading.text[start:end]
    known = facts(words[last].low).place
    if known and words[last].low.startswith(known.low):
        stem = text[: len(text) - len(words[last].low) + len(known.low)]
    else:
        stem = bare(text)
    return Name(start, end, text, NameKind.PLACE, sure, why, stem)
