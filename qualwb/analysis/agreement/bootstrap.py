"""Intervals by drawing anew from the sources, or from the passages where there are few sources.

Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13: percentile intervals. Characters are
never drawn: neighbours say the same.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualwb.analysis.agreement.coded_round import CodedSource, UnitsByLabel
from qualwb.analysis.agreement.units import CodedUnit

SEED = 1
RESAMPLES = 1000
LEVEL = 0.95
ENOUGH_SOURCES = 10
"""From so many sources on these are drawn; of fewer, their passages."""
AT_ONCE = 250
"""Draws that are held in memory together."""


@dataclass(frozen=True, slots=True)
class Bootstrapped:
    """Bounds that 95 % of the defined figures lie between, and in how many draws there was none."""

    low: float
    high: float
    undefined: int


@dataclass(frozen=True, slots=True)
class CutPassage:
    """A part of a source that no unit crosses: what is coded without a break, and half the gaps around it."""

    length: int
    by_coder: Mapping[int, UnitsByLabel]


def bootstrapped(
    parts: Sequence[Sequence[float]],
    measure: Callable[[Sequence[float]], float | None],
    resamples: int = RESAMPLES,
) -> Bootstrapped | None:
    """The interval of a figure that is counted on a sum over parts; None of fewer than two parts.

    ``parts`` are the terms of each part, all in one order; ``measure`` makes the figure of their sum. As many
    parts are drawn as there are, with the same seed each time.
    """
    if len(parts) < 2 or resamples < 1:
        return None
    found = [measure(terms) for terms in _draws(parts, resamples)]
    defined = sorted(value for value in found if value is not None)
    if not defined:
        return None
    tail = (1 - LEVEL) / 2
    return Bootstrapped(_quantile(defined, tail), _quantile(defined, 1 - tail), resamples - len(defined))


def passage_borders(coded: CodedSource) -> list[int]:
    """Where a source can be cut into its passages, ends included: in the middle of each gap of all coders."""
    units = sorted(unit for by_label in coded.by_coder.values() for of in by_label.values() for unit in of)
    borders, reached = [0], 0
    for unit in units:
        if unit.start > reached and reached:
            borders.append((reached + unit.start) // 2)
        reached = max(reached, unit.end)
    return [*borders, coded.length]


def cut(source: CodedSource, borders: Sequence[int]) -> Iterator[CutPassage]:
    """The source in parts; no unit may cross a border."""
    for start, end in pairwise(borders):
        here = {
            coder: {label: made for label, of in by_label.items() if (made := _between(of, start, end))}
            for coder, by_label in source.by_coder.items()
        }
        yield CutPassage(end - start, here)


def _between(units: tuple[CodedUnit, ...], start: int, end: int) -> tuple[CodedUnit, ...]:
    return units[bisect_right(units, (start,)) : bisect_right(units, (end,))]


def _draws(parts: Sequence[Sequence[float]], resamples: int) -> Iterator[Sequence[float]]:
    """The sums of the terms of drawn parts; the old generator, whose numbers stay the same for ever."""
    import numpy as np

    terms = np.array(parts, dtype=float)
    random = np.random.RandomState(SEED)
    for begun in range(0, resamples, AT_ONCE):
        wanted = min(AT_ONCE, resamples - begun)
        times = random.multinomial(len(parts), [1 / len(parts)] * len(parts), size=wanted)
        yield from (times @ terms).tolist()


def _quantile(values: Sequence[float], share: float) -> float:
    """Between the two values nearest to it, in a line."""
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (place - below) * (values[above] - values[below])
