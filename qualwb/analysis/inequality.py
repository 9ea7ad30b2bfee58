"""How unequally something is shared: Gini and normalised entropy."""

from collections.abc import Sequence
from math import log


def gini(values: Sequence[float]) -> float | None:
    """Gini coefficient: 0 when all are equal, (n-1)/n when one has all. None when there is nothing to share.

    G = sum over i of (2i - n - 1) x_(i) / (n sum x), the x sorted.
    """
    n, total = len(values), sum(values)
    if not n or not total:
        return None
    return sum((2 * rank - n - 1) * value for rank, value in enumerate(sorted(values), 1)) / (n * total)


def normalised_gini(values: Sequence[float]) -> float | None:
    """Gini times n/(n-1): 0 to 1. None for fewer than two or nothing to share."""
    n, found = len(values), gini(values)
    return None if found is None or n < 2 else found * n / (n - 1)


def normalised_entropy(values: Sequence[float]) -> float | None:
    """Shannon entropy of the shares over ln n: 0 to 1. None for fewer than two or nothing to share."""
    n, total = len(values), sum(values)
    if n < 2 or not total:
        return None
    shares = [value / total for value in values if value]
    return -sum(share * log(share) for share in shares) / log(n)
