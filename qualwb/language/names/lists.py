"""The lists of names, places, and names that identify nobody: facts, in ``language/data/names``.

A name is marked 'word' where it is an ordinary word as well ('stig', 'ros', 'mark').
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from qualwb.language.vocabulary import DATA, vocabulary
from qualwb.language.wordlists import word_set

_LISTS = DATA / "names"


class FirstName(NamedTuple):
    """``gender`` is 'f' or 'm', '' for both; ``is_word``: an ordinary word too."""

    gender: str
    is_word: bool


class PlaceFact(NamedTuple):
    """``sort`` is 'municipality', 'locality' (or a district, lake ...), 'abroad'; ``county`` the län and
    ``province`` the landskap in Sweden, '' where there are several or none, or where the ``gazetteer`` knows
    the municipality: it tells where a place lies.
    """

    name: str
    sort: str
    county: str
    province: str
    is_word: bool


@lru_cache(maxsize=1)
def first_names() -> dict[str, FirstName]:
    """Common first names and nicknames in Sweden, in lower case."""
    return {name.lower(): FirstName(gender, bool(word)) for name, gender, word in rows_of("first-names.tsv")}


@lru_cache(maxsize=1)
def surnames() -> dict[str, bool]:
    """Common surnames, in lower case, and whether each is an ordinary word too."""
    return {name.lower(): bool(word) for name, word in rows_of("surnames.tsv")}


@lru_cache(maxsize=1)
def places() -> dict[str, PlaceFact]:
    """All municipalities (Gotland and Härjedalen are provinces here), larger localities and districts, and
    towns abroad, in lower case.
    """
    return {
        name.lower(): PlaceFact(name, sort, county, province, bool(word))
        for name, sort, county, province, word in rows_of("places.tsv")
    }


def is_only_a_name(low: str) -> bool:
    """Whether the lists know a word in lower case as a name and as no other word: 'anna', not 'björn'."""
    named = [names[low] for names in (first_names(), places()) if low in names]
    return not all(name.is_word for name in named) or surnames().get(low) is False


def in_small_letters(names: Iterable[str]) -> dict[str, str]:
    """Names in lower case, each with how it is written, where they can be no ordinary words then."""
    found = {name.lower(): name for name in names if name.lower() != name}
    return {low: name for low, name in found.items() if all(map(_is_no_word, low.split()))}


def _is_no_word(low: str) -> bool:
    bare = low.strip(".,:;-")
    return is_only_a_name(bare) or is_only_a_name(bare.removesuffix("s")) or bare not in vocabulary()


@lru_cache(maxsize=1)
def not_identifying() -> frozenset[str]:
    """Countries, provinces, authorities and firms found everywhere, public figures, in lower case."""
    return frozenset(name.lower() for name, _sort in rows_of("not-identifying.tsv"))


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """Those of ``not_identifying`` that are countries, provinces and other wide regions."""
    return frozenset(name.lower() for name, sort in rows_of("not-identifying.tsv") if sort == "region")


@lru_cache(maxsize=1)
def provinces() -> frozenset[str]:
    """The provinces of Sweden and the names of its parts, in lower case."""
    return frozenset(province.lower() for _name, _county, province in rows_of("municipalities.tsv")) | _PARTS


_PARTS = word_set("norrland svealand götaland åland sápmi sörmland västkusten östkusten")


@lru_cache(maxsize=1)
def public_phrases() -> dict[str, list[list[str]]]:
    """The names of several words that identify nobody, by their first word."""
    found: dict[str, list[list[str]]] = {}
    for name in sorted(not_identifying()):
        words = name.split(" ")
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return found


def rows_of(file: str) -> list[list[str]]:
    """The rows of a list with its columns."""
    return [line.split("\t") for line in (_LISTS / file).read_text("utf-8").splitlines()]
