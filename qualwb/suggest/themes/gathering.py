"""Codes gathered step by step, the closest first, and where to stop.

Average linkage: two groups are as far apart as their codes are in the mean (Sokal & Michener 1958), which
neither chains codes one by one, as single linkage does, nor asks that all be close, as complete linkage does.
Where to stop is told by the silhouette (Rousseeuw 1987): how much closer codes are to their own group than to
the next one, in the mean.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from qualwb.suggest.themes.nearness import Likenesses

Groups = NDArray[np.intp]
"""The number of its group for each code."""

FEWEST = 3
"""Codes below which there is nothing to gather: two are a pair whatever they are."""


class Grain(Enum):
    """How fine the groups are: the least and the most there may be, as shares of the codes."""

    LOOSER = (0.0, 0.25)
    USUAL = (0.0, 0.5)
    CLOSER = (0.5, 0.75)


@dataclass(frozen=True)
class Dendrogram:
    """The steps in which codes are gathered: two groups and their distance, as ``scipy`` numbers them."""

    steps: NDArray[np.float64]
    """A row a step: the two groups, their distance, the codes in both. Groups below n are single codes."""
    distance: Likenesses

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.distance)

    @property
    def links(self) -> tuple[tuple[int, int, float], ...]:
        """The steps as plain numbers."""
        return tuple((int(one), int(other), float(at)) for one, other, at, _size in self.steps)

    def into(self, groups: int) -> Groups:
        """The codes in no more than so many groups."""
        return self._labels(max(self.size - groups, 0))

    def at(self, height: float) -> Groups:
        """The codes in groups that are gathered at a distance of no more than ``height``."""
        return self._labels(int(np.searchsorted(self.steps[:, 2], height, side="right")))

    def cut(self, groups: int) -> float:
        """A distance at which there are so many groups: half way between the last step to it and the next."""
        done = min(max(self.size - groups, 0), len(self.steps))
        heights = self.steps[:, 2]
        below = float(heights[done - 1]) if done else 0.0
        return (below + float(heights[done])) / 2 if done < len(heights) else below

    def best(self, grain: Grain = Grain.USUAL) -> int:
        """The number of groups with the greatest mean silhouette; the fewest of those that are as good.

        Looked for from 2 to half of the codes, so that a group has two in the mean; to a quarter for looser
        groups, and between half and three quarters for closer ones. Steps at one distance are not parted:
        where that leaves no number, the next greater one is taken.
        """
        least, most = (round(share * self.size) for share in grain.value)
        found = [n for n in self._parted() if n >= max(least, 2)]
        numbers = [n for n in found if n <= max(most, 2)] or found[:1]
        means = {n: round(float(silhouettes(self.distance, self.into(n)).mean()), 9) for n in numbers}
        return max(means, key=means.__getitem__)

    def _parted(self) -> list[int]:
        """The numbers of groups between steps of different distances, rising; at last each code alone."""
        heights = [0.0, *self.steps[:, 2].tolist(), np.inf]
        return [self.size - n for n in reversed(range(self.size)) if n == 0 or heights[n] < heights[n + 1]]

    def _labels(self, steps: int) -> Groups:
        """The groups after so many steps, numbered in the order of their first code.

        ``cut_tree`` of ``scipy`` gives other groups than the steps where some are of one distance.
        """
        members = {n: [n] for n in range(self.size)}
        for step, (one, other) in enumerate(self.steps[:steps, :2].astype(int)):
            members[self.size + step] = members.pop(one) + members.pop(other)
        labels = np.zeros(self.size, dtype=np.intp)
        for number, group in enumerate(sorted(members.values(), key=min)):
            labels[group] = number
        return labels


def gather(distance: Likenesses) -> Dendrogram:
    """The dendrogram of codes by their distances. Of steps as near, the one of the first codes is taken."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    if len(distance) < 2:
        return Dendrogram(np.zeros((0, 4)), distance)
    # Distances that differ only by how the sums were rounded must not make another tree.
    near = squareform(np.round((distance + distance.T) / 2, 9), checks=False)
    return Dendrogram(linkage(near, "average"), distance)


def silhouettes(distance: Likenesses, groups: Groups) -> NDArray[np.float64]:
    """(b - a) / max(a, b) of each code: a its mean distance to its own group, b to the nearest other one.

    0 for a code that is alone in its group, and where all are in one. The same as ``silhouette_samples`` of
    scikit-learn, which is slow to load, and refuses one group of all codes and groups of one code each.
    """
    count = int(groups.max()) + 1 if len(groups) else 0
    if count < 2:
        return np.zeros(len(groups))
    sizes = np.bincount(groups, minlength=count)
    each = np.arange(len(groups))
    sums = np.stack([distance[:, groups == group].sum(axis=1) for group in range(count)], axis=1)
    own = sizes[groups]
    inside = np.divide(sums[each, groups], own - 1, out=np.zeros(len(groups)), where=own > 1)
    means = sums / sizes
    means[each, groups] = np.inf
    outside = means.min(axis=1)
    greatest = np.maximum(inside, outside)
    found = np.divide(outside - inside, greatest, out=np.zeros(len(groups)), where=greatest > 0)
    return np.where(own > 1, found, 0.0)


def members_of(groups: Groups) -> list[list[int]]:
    """The codes of each group, in order of their first."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for code, group in enumerate(groups):
        found[int(group)].append(code)
    return list(found.values())
