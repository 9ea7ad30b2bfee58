"""Places of records in texts: each place has a mark in the Markdown, and records name the mark."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from qualwb.exchange.folder.marks import MarkedPassage
from qualwb.localization import gettext as _
from qualwb.portable.records import Memo, PortableProject, Uid

_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
_SHORTEST = 5
_NUMBERS = re.compile(r"(\d{1,10})-(\d{1,10})")


class MarkedPlace(NamedTuple):
    """A passage [start, end) of a source."""

    source: Uid
    start: int
    end: int


def place_of(record: Any) -> MarkedPlace | None:
    """Where a record stands in a text; None where it stands in none, or in one that is gone."""
    if record.start is None or record.end is None or getattr(record, "orphaned_from", None) is not None:
        return None
    source: Any = record.thing if isinstance(record, Memo) else record.source
    return MarkedPlace(source, record.start, record.end)


def numbers_of(written: str) -> tuple[int, int] | None:
    """Start and end where a passage is written as numbers, not as a mark."""
    numbers = _NUMBERS.fullmatch(written)
    return (int(numbers[1]), int(numbers[2])) if numbers else None


@dataclass
class WrittenPlaces:
    """The marks of a project's passages, by place."""

    marks: Mapping[MarkedPlace, str] = field(default_factory=dict)

    @classmethod
    def of(cls, project: PortableProject) -> "WrittenPlaces":
        """Marks that stay as they are when others come: each is made of the oldest record at its place."""
        lengths = {one.uid: len(one.text) for one in project.sources}
        oldest: dict[MarkedPlace, tuple[str, str]] = {}
        for record in _placed(project):
            place = place_of(record)
            if place is None or not 0 <= place.start < place.end <= lengths.get(place.source, 0):
                continue
            age = (record.created_at if hasattr(record, "created_at") else record.updated_at, record.uid)
            oldest[place] = min(oldest.get(place, age), age)
        return cls(_short({place: uid for place, (_age, uid) in sorted(oldest.items(), key=_age)}))

    def written(self, record: Any) -> str:
        """The mark at a record's place; its numbers where it has no mark."""
        if record.start is None:
            return ""
        place = place_of(record)
        return (self.marks.get(place) if place else None) or f"{record.start}-{record.end}"

    def by_source(self, project: PortableProject) -> dict[Uid, dict[str, MarkedPassage]]:
        """The passages of each source by mark, with the names of the codes on them."""
        order = {code.uid: (number, code.name) for number, code in enumerate(project.codes)}
        codes: dict[MarkedPlace, set[tuple[int, str]]] = {}
        for coding in project.codings:
            place = place_of(coding)
            if place is not None and place in self.marks and coding.code in order:
                codes.setdefault(place, set()).add(order[coding.code])
        found: dict[Uid, dict[str, MarkedPassage]] = {}
        for place, mark in self.marks.items():
            names = tuple(name for _number, name in sorted(codes.get(place, ())))
            found.setdefault(place.source, {})[mark] = MarkedPassage(place.start, place.end, names)
        return found


@dataclass
class ReadPlaces:
    """The passages that the Markdown has marked, and the texts."""

    texts: dict[Uid, str] = field(default_factory=dict)
    by_mark: dict[str, list[MarkedPlace]] = field(default_factory=dict)
    lines: dict[tuple[str, Uid], str] = field(default_factory=dict)
    """By mark and source, the file and line where it stands."""
    broken: dict[str, str] = field(default_factory=dict)
    """By mark, where it stands and why it can't be told."""

    def place(self, written: str, source: Uid | None) -> MarkedPlace:
        """Where a mark, or numbers, say. Raises ``LookupError`` with what is wrong."""
        if numbers := numbers_of(written):
            if source is None:
                raise LookupError(_("its source is not said"))
            return MarkedPlace(source, *numbers)
        places = self.by_mark.get(written, [])
        among = [one for one in places if one.source == source] or places
        if len(among) == 1:
            return among[0]
        if written in self.broken:
            raise LookupError(self.broken[written])
        if among:
            raise LookupError(_("the mark '{mark}' stands in several sources").format(mark=written))
        raise LookupError(_("no text has the mark '{mark}'").format(mark=written))

    def words(self, place: MarkedPlace) -> str:
        """What stands there."""
        return self.texts.get(place.source, "")[place.start : place.end]


def _placed(project: PortableProject) -> Iterable[Any]:
    yield from project.codings
    yield from project.memos
    yield from project.prints
    yield from project.suggestions


def _age(item: tuple[MarkedPlace, tuple[str, str]]) -> tuple[str, str, MarkedPlace]:
    place, age = item
    return (*age, place)


def _short(owners: Mapping[MarkedPlace, Uid]) -> dict[MarkedPlace, str]:
    """A short mark for each place; of two that would be alike the later one is longer."""
    marks: dict[MarkedPlace, str] = {}
    taken: set[str] = set()
    for place, uid in owners.items():
        number = int.from_bytes(sha256(uid.encode()).digest(), "big")
        mark = "".join(_SIGNS[number >> 5 * n & 31] for n in range(_SHORTEST))
        while mark in taken:
            mark += _SIGNS[number >> 5 * len(mark) & 31]
        marks[place] = mark
        taken.add(mark)
    return marks
