"""Co-occurrence seen from one code (or theme): how near each other one stands, by any of the coefficients."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualwb.analysis.cooccurrence import Cooccurrence, Pair

MEASURES = ("both", "c", "given", "npmi", "jaccard", "characters")
"""Common units; c; the share of the row's units that are near the column; NPMI; passages; characters."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One that stands together with the one in question."""

    name: str
    units: int
    """How many units it has."""
    pair: Pair
    value: float | None
    """The coefficient asked for; None where it is undefined."""


class Pairs:
    """The pairs of a co-occurrence, to be looked up."""

    def __init__(self, found: Cooccurrence) -> None:
        self._pairs = {frozenset((pair.first, pair.second)): pair for pair in found.pairs}
        self.units = {pair.first: pair.n1 for pair in found.pairs}
        self.units |= {pair.second: pair.n2 for pair in found.pairs}
        self.names = tuple(dict.fromkeys(name for pair in found.pairs for name in (pair.first, pair.second)))
        """All that stand together with another one, those of the commonest pairs first."""

    def pair(self, one: str, other: str) -> Pair | None:
        """The pair of two; None where they never stand together."""
        return self._pairs.get(frozenset((one, other))) if one != other else None

    def neighbours(self, name: str, measure: str) -> tuple[Neighbour, ...]:
        """The others that stand together with one, nearest first; those whose value is undefined last."""
        found = [
            Neighbour(other, self.units[other], pair, value_of(pair, measure, name))
            for other in self.names
            if (pair := self.pair(name, other)) is not None
        ]
        return tuple(sorted(found, key=lambda one: (one.value is None, -(one.value or 0), one.name)))

    def greatest(self, measure: str) -> float:
        """The greatest value of a coefficient, 0 where there is none above it."""
        values = (value_of(pair, measure, name) for name, pair in self._with_names())
        return max((value for value in values if value is not None), default=0.0)

    def _with_names(self) -> Iterable[tuple[str, Pair]]:
        for pair in self._pairs.values():
            yield pair.first, pair
            yield pair.second, pair


def value_of(pair: Pair, measure: str, row: str) -> float | None:
    """A coefficient of a pair, as the one called ``row`` has it."""
    if measure == "given":
        return pair.second_given_first if row == pair.first else pair.first_given_second
    values: dict[str, float | None] = {
        "both": pair.both,
        "c": pair.c,
        "npmi": pair.npmi,
        "jaccard": pair.jaccard,
        "characters": pair.character_overlap,
    }
    return values[measure]
