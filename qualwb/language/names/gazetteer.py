"""The places of Sweden that are known by name: municipalities, cities, towns, districts, hospitals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

_DATA = Path(__file__).parents[1] / "data"
MUNICIPALITIES = _DATA / "kommuner.tsv"
PLACES = _DATA / "platser.tsv"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality with its county and the province that most of it lies in."""

    name: str
    lan: str
    landskap: str


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place by its name; ``sort`` is stad, ort, stadsdel, sjukhus or kommun."""

    name: str
    sort: str
    kommun: Municipality


@lru_cache(maxsize=1)
def municipalities() -> tuple[Municipality, ...]:
    """The 290 municipalities in the order of the Swedish alphabet."""
    return tuple(Municipality(*row) for row in _rows(MUNICIPALITIES))


@lru_cache(maxsize=1)
def known_places() -> tuple[KnownPlace, ...]:
    """Every place that is listed, a name of several places once for each; municipalities last."""
    by_name = {kommun.name: kommun for kommun in municipalities()}
    places = (KnownPlace(name, sort, by_name[kommun]) for name, sort, kommun in _rows(PLACES))
    return (*places, *(KnownPlace(kommun.name, "kommun", kommun) for kommun in municipalities()))


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


def _key(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())


def _rows(path: Path) -> Iterator[list[str]]:
    return (line.split("\t") for line in path.read_text("utf-8").splitlines())
