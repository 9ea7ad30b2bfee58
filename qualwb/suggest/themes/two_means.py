"""Whether a code's passages fall in two groups more than passages of one code do by chance: 2-means, tested.

What is compared is the sum of squares within the two groups as a share of all: the less, the clearer they are
apart. Chance is what passages do about their codes in this project: as many differences of a passage from the
mean of its code are drawn, each from any code, and divided in the same way. Sets are drawn in turns, and no
more of them once enough are as good as the code is, which most often is soon (Besag & Clifford 1991).

Vectors come as the table of their products: a passage has far more dimensions than a code has passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualwb.suggest.arrays import Numbers

Sides = NDArray[np.bool_]

DRAWS = (19, 80, 900)
AS_GOOD = 5
"""So many sets as good as the code end the drawing."""
FEWEST_DIFFERENCES = 30
SETS_APART = 2
"""What is drawn from holds so many at least, and so many times a code's passages, or sets are the same."""
MOST_DIFFERENCES = 1_000
STEPS = 8
ITERATIONS = 12
SEED = 1


@dataclass(frozen=True, slots=True)
class TwoGroups:
    """The better division of passages in two that was found, and how likely one as good is by chance."""

    second: Sides
    """Which are in the second group; the first passage is in the first."""
    within: float
    """Sum of squares within the groups, as a share of all."""
    p: float


class Chance:
    """What passages do about their codes: differences from the codes' means, to draw from."""

    def __init__(self, vectors: NDArray[np.floating], codes: Sequence[Sequence[int]]) -> None:
        """``codes`` are the rows of each code's passages, no place twice. Codes of one say nothing."""
        several = [rows for rows in codes if len(rows) > 1]
        found = [
            # The mean of few is near each of them: what is lost by that is given back.
            (vectors[rows] - vectors[rows].mean(axis=0)) * (len(rows) / (len(rows) - 1)) ** 0.5
            for rows in several
        ]
        every = np.concatenate(found) if found else np.zeros((0, 1))
        chosen = np.random.default_rng(SEED).permutation(len(every))[:MOST_DIFFERENCES]
        self._products = _products(every[np.sort(chosen)])

    def two_groups(self, vectors: NDArray[np.floating]) -> TwoGroups:
        """The division of a code's passages. Drawn by a fixed seed: the same give the same answer."""
        (second,), (within,) = _divided(_products(vectors)[None])
        return TwoGroups(second != second[0], float(within), self._p(len(vectors), float(within)))

    def _p(self, size: int, within: float) -> float:
        """The share of sets, the code's own among them, that divide as well."""
        if len(self._products) < max(FEWEST_DIFFERENCES, SETS_APART * size):
            return 1.0
        chance = np.random.default_rng(SEED)
        good, drawn = 0, 0
        for draws in DRAWS:
            every = chance.random((draws, len(self._products)))
            some = np.argpartition(every, size, axis=1)[:, :size]
            sets = self._products[some[:, :, None], some[:, None, :]]
            good += int((_divided(sets)[1] <= within + 1e-12).sum())
            drawn += draws
            if good >= AS_GOOD:
                break
        return (good + 1) / (drawn + 1)


def _products(vectors: NDArray[np.floating]) -> Numbers:
    rows = np.asarray(vectors, dtype=np.float64)
    return rows @ rows.T


def _divided(products: Numbers) -> tuple[Sides, Numbers]:
    """2-means of many sets at a time, from the two sides of the first principal component of each.

    scikit-learn's KMeans does one set at a time, which takes far longer for a thousand small ones.
    """
    table = products - products.mean(axis=1, keepdims=True)
    table -= table.mean(axis=2, keepdims=True)
    own = np.einsum("bnn->bn", table)
    second = _component(table, own) > 0
    for _again in range(ITERATIONS):
        moved = _distances(table, second) < _distances(table, ~second)
        moved = np.where(moved.all(axis=1, keepdims=True) | ~moved.any(axis=1, keepdims=True), second, moved)
        if (moved == second).all():
            break
        second = moved
    whole = own.sum(axis=1)
    between = _between(table, second) + _between(table, ~second)
    return second, np.where(whole > 1e-12, 1 - between / np.where(whole > 1e-12, whole, 1), 1.0)


def _component(table: Numbers, own: Numbers) -> Numbers:
    """Where each point lies on the first principal component, nearly: by a few steps of the power method."""
    farthest = own.argmax(axis=1)
    at = np.take_along_axis(table, farthest[:, None, None], axis=2)[..., 0]
    for _step in range(STEPS):
        at = np.einsum("bij,bj->bi", table, at)
        at = at / np.maximum(np.linalg.norm(at, axis=1, keepdims=True), 1e-12)
    return at


def _distances(table: Numbers, group: Sides) -> Numbers:
    """The squared distance of each point to the mean of a group, less what is the same for every group."""
    counts = np.maximum(group.sum(axis=1), 1)[:, None]
    sums = np.einsum("bij,bj->bi", table, group.astype(np.float64))
    inside = (sums * group).sum(axis=1)[:, None]
    return np.asarray(inside / counts**2 - 2 * sums / counts)


def _between(table: Numbers, group: Sides) -> Numbers:
    counts = np.maximum(group.sum(axis=1), 1)
    sums = np.einsum("bij,bj->bi", table, group.astype(np.float64))
    return np.asarray((sums * group).sum(axis=1) / counts)
