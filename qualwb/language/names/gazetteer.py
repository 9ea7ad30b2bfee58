"""Where the places are that are known by name: municipalities, cities, towns, districts, hospitals, abroad.

``municipalities.tsv`` tells the county and province of each, ``places-by-municipality.tsv`` what lies in
them; what the finder's list of places (``lists.places``) has besides is added with what it tells itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from qualwb.language.names import lists

_SORTS = {"locality": "ort", "abroad": "utland"}


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality with its county and the province that most of it lies in."""

    name: str
    lan: str
    landskap: str


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place by its name; ``sort`` is stad, ort, stadsdel, sjukhus, kommun or utland.

    ``kommun``, ``lan`` and ``landskap`` are '' where they are not known or there are several.
    """

    name: str
    sort: str
    kommun: str
    lan: str
    landskap: str


@lru_cache(maxsize=1)
def municipalities() -> tuple[Municipality, ...]:
    """The 290 municipalities in the order of the Swedish alphabet."""
    return tuple(Municipality(*row) for row in lists.rows_of("municipalities.tsv"))


@lru_cache(maxsize=1)
def known_places() -> tuple[KnownPlace, ...]:
    """Every place that is listed, a name of several places once for each."""
    by_name = {kommun.name: kommun for kommun in municipalities()}
    rows = [*lists.rows_of("places-by-municipality.tsv"), *([name, "kommun", name] for name in by_name)]
    places = [_within(name, sort, by_name[kommun]) for name, sort, kommun in rows]
    listed = {_key(place.name) for place in places}
    others = (fact for low, fact in lists.places().items() if _key(low) not in listed)
    found = (KnownPlace(it.name, _SORTS.get(it.sort, "ort"), "", it.county, it.province) for it in others)
    return (*places, *found)


def places_named(name: str) -> tuple[KnownPlace, ...]:
    """The places of that name, in whatever case it is written; a municipality also as 'Eksjö kommun'."""
    key = _key(name)
    found = _by_key().get(key, ())
    if found or not key.endswith(" kommun"):
        return found
    bare = key.removesuffix(" kommun")
    towns = _by_key().get(bare) or _by_key().get(bare.removesuffix("s"), ())
    return tuple(place for place in towns if place.sort == "kommun")


def is_known_place(word: str) -> bool:
    """Whether a place of that name is listed."""
    return bool(places_named(word))


@lru_cache(maxsize=1)
def _by_key() -> dict[str, tuple[KnownPlace, ...]]:
    grouped: dict[str, list[KnownPlace]] = defaultdict(list)
    for place in known_places():
        grouped[_key(place.name)].append(place)
    return {key: tuple(places) for key, places in grouped.items()}


def _within(name: str, sort: str, kommun: Municipality) -> KnownPlace:
    return KnownPlace(name, sort, kommun.name, kommun.lan, kommun.landskap)


def _key(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())
