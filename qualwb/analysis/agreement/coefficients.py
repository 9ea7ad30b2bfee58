"""Coefficients of agreement on units that are given: turns, characters, or whatever coders label.

What the coders said of the units is a count of patterns: a pattern holds what each coder said, in the order
of the coders, None where a coder has not coded the unit. All coefficients but Krippendorff's alpha that
correct for chance are (po - pe) / (1 - pe); a coefficient is None where chance alone would agree in every
unit, or where no unit has two coders.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Patterns = Mapping[Any, int]
"""How many units each pattern has; a pattern is a tuple of values that can be hashed."""

Distance = Callable[[Any, Any], float]
"""How far two values are apart: 0 for the same."""


def of_pair(patterns: Patterns, first: int, second: int) -> Patterns:
    """What two of the coders said, by their places, of the units that both have coded."""
    found = Counter[Any]()
    for pattern, n in patterns.items():
        if pattern[first] is not None and pattern[second] is not None:
            found[pattern[first], pattern[second]] += n
    return found


def percent_agreement(patterns: Patterns) -> float | None:
    """Of the pairs of coders of a unit, the share that say the same; the mean over units with two coders."""
    agreeing = units = 0.0
    for said, n in _said(patterns):
        coders = said.total()
        agreeing += n * sum(k * (k - 1) for k in said.values()) / (coders * (coders - 1))
        units += n
    return agreeing / units if units else None


def cohen_kappa(patterns: Patterns) -> float | None:
    """Cohen's (1960) kappa of two coders; patterns with a missing value are left out."""
    table = {pair: n for pair, n in patterns.items() if None not in pair and n}
    units = sum(table.values())
    if not units:
        return None
    first, second, same = Counter[Any](), Counter[Any](), 0
    for (one, other), n in table.items():
        first[one] += n
        second[other] += n
        same += n if one == other else 0
    expected = sum(n * second[value] for value, n in first.items())
    if expected == units**2:
        return None
    return (same * units - expected) / (units**2 - expected)


def fleiss_kappa(patterns: Patterns) -> float | None:
    """Fleiss' (1971) kappa; with two coders it is Scott's (1955) pi.

    Where coders are missing, a unit weighs as much as any other (Gwet 2014, Handbook of Inter-Rater
    Reliability, 4th ed., section 2.7).
    """
    shares: dict[Any, float] = {}
    units = 0
    for pattern, n in patterns.items():
        said = [value for value in pattern if value is not None]
        units += n if said else 0
        for value in said:
            shares[value] = shares.get(value, 0) + n / len(said)
    expected = sum((share / units) ** 2 for share in shares.values()) if units else 1
    return _corrected(percent_agreement(patterns), expected if len(shares) > 1 else 1)


def brennan_prediger(patterns: Patterns, values: int) -> float | None:
    """Brennan & Prediger's (1981) kappa_n, Bennett's S: chance takes each of so many values alike."""
    return _corrected(percent_agreement(patterns), 1 / values if values else 1)


def krippendorff_alpha(patterns: Patterns, distance: Distance | None = None) -> float | None:
    """Krippendorff's alpha with missing data; nominal unless a distance is given.

    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability. Units with one coder are left out.
    """
    observed, totals = 0.0, Counter[Any]()
    for said, n in _said(patterns):
        observed += n * _apart(said, distance) / (said.total() - 1)
        for value, times in said.items():
            totals[value] += n * times
    expected = _apart(totals, distance)
    if expected == 0:
        return None
    return 1 - (totals.total() - 1) * observed / expected


def masi_distance(one: frozenset[int], other: frozenset[int]) -> float:
    """How far two sets of labels are apart: 1 - J * M.

    Passonneau 2006, Measuring Agreement on Set-Valued Items (MASI) for Semantic and Pragmatic Annotation. J
    is their overlap by union; M is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap.
    """
    if one == other:
        return 0.0
    shared = len(one & other)
    monotonic = 2 / 3 if shared and (one <= other or other <= one) else 1 / 3
    return 1 - monotonic * shared / len(one | other)


def _corrected(observed: float | None, expected: float) -> float | None:
    return None if observed is None or expected >= 1 else (observed - expected) / (1 - expected)


def _said(patterns: Patterns) -> Iterator[tuple[Counter[Any], int]]:
    """How often each value was said of a unit, and of how many units so; of units with two coders."""
    for pattern, n in patterns.items():
        said = Counter(value for value in pattern if value is not None)
        if n and said.total() > 1:
            yield said, n


def _apart(said: Counter[Any], distance: Distance | None) -> float:
    """The sum of the distances of all ordered pairs of what was said."""
    if distance is None:
        return said.total() ** 2 - sum(n * n for n in said.values())
    values = list(said.items())
    return 2 * sum(
        n * m * distance(one, other)
        for place, (one, n) in enumerate(values)
        for other, m in values[place + 1 :]
    )
