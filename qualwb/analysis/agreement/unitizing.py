"""The alphas of unitizing: u-alpha, |u-alpha, cu-alpha and (k)u-alpha with its coverage.

Formulas: Krippendorff, Mathet, Bouvry & Widlöcher 2016, On the reliability of unitizing textual continua,
Quality & Quantity 50(6), 2347-2364; Krippendorff 2019, Content Analysis, 4th ed., section 12.6, equations
32-38. A continuum is a text of so many characters that each coder divides into units with a label and gaps
without. In the names of the book: l.. is the length of all continua, l_c. what is labelled c, l_ck what one
coder labels c and another k, s_c the pairs of characters within one unit, which can not meet; a star marks
the same within what two coders have labelled. All of these are sums over texts, or over parts of a text that
cut no unit, so that parts can be drawn again and added up.

The coders of a text need not be those of another: a character that m of them have coded makes m - 1 pairs
for each, and each pair weighs 1/(m - 1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple, Protocol, TypeVar

from qualwb.analysis.agreement.coded_round import UnitsByLabel
from qualwb.analysis.agreement.units import CodedUnit

Key = TypeVar("Key")


class Continuum(Protocol):
    """A text, or a part of one, that each of its coders divided."""

    @property
    def length(self) -> int:
        """Characters."""

    @property
    def by_coder(self) -> Mapping[int, UnitsByLabel]:
        """The units of each coder who has coded it; such a one may have none in a part."""


class Binary(NamedTuple):
    """What |u-alpha takes of a continuum: what is coded, whatever the label, and what is a gap."""

    continuum: float = 0
    """l..: characters times coders."""
    coded: float = 0
    """l_1.: those that are coded."""
    both: float = 0
    """l_11: those of them that the others have coded too."""
    squares: float = 0
    """s_1: the squared lengths of the units."""


def binary_alpha(counted: Binary) -> float | None:
    """|u-alpha: do the coders find the same places? None where nothing, or everything, is coded."""
    expected = apart_by_chance(counted)
    return None if expected is None else 1 - (counted.coded - counted.both) / expected


def apart_by_chance(counted: Binary) -> float | None:
    """The characters that one coder alone would have coded by chance: what |u-alpha holds those against.

    None where nothing, or everything, is coded.
    """
    continuum, coded, _both, squares = counted
    gaps = continuum - coded
    if coded <= 0 or gaps <= 0:
        return None
    return continuum * coded * gaps / (continuum**2 - squares - gaps)


@dataclass(slots=True)
class Valued:
    """What the other alphas take of a continuum, by label; units of a coder do not overlap."""

    continuum: float = 0
    """l..: characters times coders."""
    coded: dict[int, float] = field(default_factory=dict)
    """l_c."""
    squares: dict[int, float] = field(default_factory=dict)
    """s_c"""
    crossed: dict[tuple[int, int], float] = field(default_factory=dict)
    """l*_ck: both have labelled it, c and k."""
    shared_squares: dict[int, float] = field(default_factory=dict)
    """s*_c: over units, the square of what the other coders have labelled of it, averaged over them."""

    @property
    def paired(self) -> dict[int, float]:
        """l*_c. by label."""
        found = dict.fromkeys(self.coded, 0.0)
        for (label, _other), length in self.crossed.items():
            found[label] += length
        return found

    @property
    def binary(self) -> Binary:
        """The same without the labels; units that touch stay apart."""
        return Binary(
            self.continuum,
            sum(self.coded.values()),
            sum(self.crossed.values()),
            sum(self.squares.values()),
        )

    def add(self, continuum: Continuum) -> None:
        """Count one more continuum, of at least two coders, in it."""
        coders = continuum.by_coder
        self.continuum += len(coders) * continuum.length
        weight = 1 / (len(coders) - 1)
        placed = {coder: in_text_order(units) for coder, units in coders.items()}
        shared = {coder: [0] * len(units) for coder, units in placed.items()}
        for first, second in combinations(placed, 2):
            for x, y, length in _meetings(placed[first], placed[second]):
                shared[first][x] += length
                shared[second][y] += length
                labels = placed[first][x].label, placed[second][y].label
                _increase(self.crossed, labels, weight * length)
                _increase(self.crossed, labels[::-1], weight * length)
        for coder, units in placed.items():
            for unit, length in zip(units, shared[coder], strict=True):
                _increase(self.coded, unit.label, unit.length)
                _increase(self.squares, unit.label, unit.length**2)
                _increase(self.shared_squares, unit.label, (weight * length) ** 2)


def u_alpha(counted: Valued) -> float | None:
    """u-alpha: places and labels at once, gaps as one more label. None where all is one label or gap."""
    total = counted.continuum
    gaps = total - sum(counted.coded.values())
    same = sum(length for (label, other), length in counted.crossed.items() if label == other)
    gaps_together = gaps - (sum(counted.coded.values()) - sum(counted.crossed.values()))
    pairs = total**2 - sum(counted.squares.values()) - gaps
    if pairs <= 0:
        return None
    chance = sum(coded**2 - counted.squares[label] for label, coded in counted.coded.items())
    expected = total - total * (chance + gaps**2 - gaps) / pairs
    return _one_minus(total - same - gaps_together, expected)


class Labelled(NamedTuple):
    """What cu-alpha takes of a label: l*_c., l*_cc and s*_c."""

    paired: float
    same: float
    shared_squares: float


def labelled(counted: Valued) -> dict[int, Labelled]:
    """By label."""
    return {
        label: Labelled(paired, counted.crossed.get((label, label), 0), counted.shared_squares[label])
        for label, paired in counted.paired.items()
    }


def cu_alpha(labels: Sequence[Labelled]) -> float | None:
    """cu-alpha: the same labels, where both have coded?

    None where they have coded no place together, or under one label alone.
    """
    total = sum(label.paired for label in labels)
    pairs = total**2 - sum(label.shared_squares for label in labels)
    if total <= 0 or pairs <= 0:
        return None
    expected = total - total * sum(label.paired**2 - label.shared_squares for label in labels) / pairs
    return _one_minus(total - sum(label.same for label in labels), expected)


def ku_alpha(counted: Valued, label: int) -> float | None:
    """(k)u-alpha: how surely label k is told from the other labels, where both have coded."""
    here = labelled(counted)
    total = sum(one.paired for one in here.values())
    pairs = total**2 - sum(one.shared_squares for one in here.values())
    one = here[label]
    if one.paired <= 0 or pairs <= 0:
        return None
    to_all = total * (one.paired * total - one.shared_squares) / pairs
    to_itself = total * (one.paired**2 - one.shared_squares) / pairs
    return _one_minus((one.paired - one.same) / one.paired, (to_all - to_itself) / to_all)


def coverage(counted: Valued) -> float | None:
    """Of all characters, those that cu-alpha rests on: what is coded and the others have coded too."""
    return sum(counted.crossed.values()) / counted.continuum if counted.continuum else None


def coverage_of(counted: Valued, label: int) -> float | None:
    """Of what is labelled so, what the others have coded, whatever they labelled it."""
    return counted.paired[label] / counted.coded[label] if counted.coded.get(label) else None


def in_text_order(units: UnitsByLabel) -> list[CodedUnit]:
    """The units of all labels."""
    return sorted(unit for of_label in units.values() for unit in of_label)


def overlap_within(units: UnitsByLabel) -> bool:
    """Whether a coder has given two labels to the same characters."""
    reached = 0
    for unit in in_text_order(units):
        if unit.start < reached:
            return True
        reached = unit.end
    return False


def _meetings(a: Sequence[CodedUnit], b: Sequence[CodedUnit]) -> list[tuple[int, int, int]]:
    """Places in both of the units that share text, and how many characters; none overlap within a coder."""
    found, x, y = [], 0, 0
    while x < len(a) and y < len(b):
        length = min(a[x].end, b[y].end) - max(a[x].start, b[y].start)
        if length > 0:
            found.append((x, y, length))
        if a[x].end <= b[y].end:
            x += 1
        else:
            y += 1
    return found


def _increase(counts: dict[Key, float], key: Key, by: float) -> None:
    counts[key] = counts.get(key, 0) + by


def _one_minus(observed: float, expected: float) -> float | None:
    return None if expected <= 0 else 1 - observed / expected
