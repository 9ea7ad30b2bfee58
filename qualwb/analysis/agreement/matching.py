"""Units of two coders held against each other: which are the same, which differ, and in what.

A unit of one coder matches one of the other that has the same label where their overlap is at least a
threshold of their union: the best match first, each unit once. The result is the same, mirrored, when the
coders change places.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from qualwb.analysis.agreement.coded_round import CodedSource, UnitsByLabel
from qualwb.analysis.agreement.units import CodedUnit

THRESHOLD = 0.5
"""Overlap by union from which two units of one label are the same, unless another is asked for."""


class PairKind(StrEnum):
    """How the units of two coders meet."""

    AGREED = "agreed"
    """The same label on the same words."""
    BORDER = "border"
    """The same label on words that overlap, with other borders."""
    OTHER_CODE = "other code"
    """Another label on the same words, by the threshold."""
    MISSED = "missed"
    """One coder has nothing there under the label."""


class UnitPair(NamedTuple):
    """A unit of coder A and what coder B has there; None where a coder has nothing."""

    kind: PairKind
    a: CodedUnit | None
    b: CodedUnit | None
    matched: bool
    """Whether the two are one unit by the threshold: same label, overlap enough."""

    @property
    def start(self) -> int:
        """Where the first of the two begins."""
        return min(unit.start for unit in (self.a, self.b) if unit is not None)

    @property
    def end(self) -> int:
        """Where the last of the two ends."""
        return max(unit.end for unit in (self.a, self.b) if unit is not None)

    @property
    def characters_apart(self) -> int:
        """Characters that one of the two has under its label and the other has not."""
        lengths = sum(unit.length for unit in (self.a, self.b) if unit is not None)
        if self.a is None or self.b is None or self.a.label != self.b.label:
            return lengths
        return lengths - 2 * overlap(self.a, self.b)


def overlap(a: CodedUnit, b: CodedUnit) -> int:
    """Characters that two units share."""
    start = a.start if a.start > b.start else b.start
    end = a.end if a.end < b.end else b.end
    return end - start if end > start else 0


def likeness(a: CodedUnit, b: CodedUnit) -> float:
    """Overlap by union, 0 to 1."""
    shared = overlap(a, b)
    return shared / (a.end - a.start + b.end - b.start - shared)


def overlapping(a: Sequence[CodedUnit], b: Sequence[CodedUnit]) -> Iterator[tuple[CodedUnit, CodedUnit]]:
    """Pairs that share text, of units under one label: in text order, without overlaps within a coder."""
    first = 0
    for unit in a:
        while first < len(b) and b[first].end <= unit.start:
            first += 1
        at = first
        while at < len(b) and b[at].start < unit.end:
            yield unit, b[at]
            at += 1


def matches(
    together: Iterable[tuple[CodedUnit, CodedUnit]], threshold: float = THRESHOLD
) -> list[tuple[CodedUnit, CodedUnit]]:
    """Of ``overlapping`` units those that are matched; each unit at most once."""
    alike = [pair for pair in together if likeness(*pair) >= threshold]
    if all(x is not next_x and y is not next_y for (x, y), (next_x, next_y) in pairwise(alike)):
        return alike  # no unit has two candidates: they would follow each other
    return _one_to_one(alike)


def unit_pairs(source: CodedSource, first: int, second: int, threshold: float = THRESHOLD) -> list[UnitPair]:
    """How the units of two coders (their keys) meet in a source that both have coded, by place.

    Units that share text under one label are paired, the likest first; of the rest, those under other labels
    on the same words, by the threshold. What is still left was missed. Each unit is in one pair, but for one
    case: a unit left over that shares text with a unit of its label that has its pair already stands beside
    that one again, as 'border', since its words were not all missed.
    """
    of_a, of_b = source.by_coder[first], source.by_coder[second]
    found: list[UnitPair] = []
    for label in {*of_a, *of_b}:
        found += _under_one_label(of_a.get(label, ()), of_b.get(label, ()), threshold)
    left_a = _left(of_a, (pair.a for pair in found))
    left_b = _left(of_b, (pair.b for pair in found))
    others = _one_to_one(pair for pair in _crossing(left_a, left_b) if likeness(*pair) >= threshold)
    found += [UnitPair(PairKind.OTHER_CODE, x, y, matched=False) for x, y in others]
    taken = {unit for pair in others for unit in pair}
    found += [UnitPair(PairKind.MISSED, x, None, matched=False) for x in left_a if x not in taken]
    found += [UnitPair(PairKind.MISSED, None, y, matched=False) for y in left_b if y not in taken]
    return sorted(found, key=_place)


def _under_one_label(a: Sequence[CodedUnit], b: Sequence[CodedUnit], threshold: float) -> list[UnitPair]:
    together = sorted(overlapping(a, b), key=_likest_first)
    pairs = _one_to_one(together)
    found = [_same_label(x, y, matched=likeness(x, y) >= threshold) for x, y in pairs]
    taken = {unit for pair in pairs for unit in pair}
    for x, y in together:
        if x not in taken or y not in taken:
            found.append(_same_label(x, y, matched=False))
            taken |= {x, y}
    return found


def _same_label(a: CodedUnit, b: CodedUnit, *, matched: bool) -> UnitPair:
    alike = (a.start, a.end) == (b.start, b.end)
    return UnitPair(PairKind.AGREED if alike else PairKind.BORDER, a, b, matched)


def _left(units: UnitsByLabel, taken: Iterable[CodedUnit | None]) -> list[CodedUnit]:
    """The units that are not taken, in text order."""
    gone = set(taken)
    return sorted(unit for of_label in units.values() for unit in of_label if unit not in gone)


def _crossing(a: Sequence[CodedUnit], b: Sequence[CodedUnit]) -> Iterator[tuple[CodedUnit, CodedUnit]]:
    """Pairs that share text, of units in text order that may overlap within a coder too."""
    open_a: list[CodedUnit] = []
    open_b: list[CodedUnit] = []
    for unit, is_a in sorted([*((unit, True) for unit in a), *((unit, False) for unit in b)]):
        open_a = [other for other in open_a if other.end > unit.start]
        open_b = [other for other in open_b if other.end > unit.start]
        if is_a:
            yield from ((unit, other) for other in open_b)
            open_a.append(unit)
        else:
            yield from ((other, unit) for other in open_a)
            open_b.append(unit)


def _one_to_one(pairs: Iterable[tuple[CodedUnit, CodedUnit]]) -> list[tuple[CodedUnit, CodedUnit]]:
    """Of the pairs the likest first, no unit twice."""
    found = []
    taken_a: set[CodedUnit] = set()
    taken_b: set[CodedUnit] = set()
    for a, b in sorted(pairs, key=_likest_first):
        if a not in taken_a and b not in taken_b:
            found.append((a, b))
            taken_a.add(a)
            taken_b.add(b)
    return found


def _likest_first(pair: tuple[CodedUnit, CodedUnit]) -> tuple[object, ...]:
    """The order of pairs by likeness, then by place: the same whichever coder comes first."""
    return (-likeness(*pair), *sorted(unit[:3] for unit in pair))


def _place(pair: UnitPair) -> tuple[object, ...]:
    return (pair.start, pair.end, *sorted(unit[:3] for unit in (pair.a, pair.b) if unit is not None))
