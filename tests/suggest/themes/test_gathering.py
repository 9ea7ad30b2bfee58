"""Average linkage and the silhouette, against examples reckoned by hand and against scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score, silhouette_samples

from qualwb.suggest.themes.gathering import Grain, gather, members_of, silhouettes
from qualwb.suggest.themes.nearness import Likenesses

pytestmark = pytest.mark.file_only


def distances(points: list[float]) -> Likenesses:
    """Between numbers on a line."""
    return np.abs(np.subtract.outer(points, points)).astype(np.float64)


def test_linkage_by_hand() -> None:
    """0 and 1 first (1); then 5 and 7 (2); then both: the mean of 5, 7, 4 and 6."""
    tree = gather(distances([0, 1, 5, 7]))
    assert [(one, other, round(at, 6)) for one, other, at in tree.links] == [
        (0, 1, 1.0),
        (2, 3, 2.0),
        (4, 5, 5.5),
    ]
    assert members_of(tree.into(2)) == [[0, 1], [2, 3]]
    assert members_of(tree.at(1.5)) == [[0, 1], [2], [3]]
    assert tree.cut(2) == (2 + 5.5) / 2


def test_silhouettes_by_hand() -> None:
    """Of 0: a = 1, b = (5 + 7) / 2 = 6; of 5: a = 2, b = (5 + 4) / 2 = 4.5. Alone is 0."""
    tree = gather(distances([0, 1, 5, 7]))
    found = silhouettes(tree.distance, tree.into(2))
    assert found[0] == pytest.approx((6 - 1) / 6)
    assert found[2] == pytest.approx((4.5 - 2) / 4.5)
    assert list(silhouettes(tree.distance, tree.into(3))[2:]) == [0, 0]


def test_the_best_number_of_groups_is_found_within_the_grain() -> None:
    tree = gather(distances([0, 1, 10, 11, 20, 21, 30, 31]))
    assert tree.best() == 4
    assert tree.best(Grain.LOOSER) == 2
    assert 4 <= tree.best(Grain.CLOSER) <= 6


def test_steps_at_one_distance_are_not_parted() -> None:
    """One pair is near, the others are all as far apart: two groups would be a choice by chance."""
    distance = np.ones((5, 5)) - np.eye(5)
    distance[0, 1] = distance[1, 0] = 0.5
    tree = gather(distance)
    assert members_of(tree.into(tree.best())) == [[0, 1], [2], [3], [4]]
    assert members_of(tree.at(tree.cut(tree.best()))) == [[0, 1], [2], [3], [4]]


points = st.lists(st.integers(0, 10_000), min_size=4, max_size=14, unique=True)


@given(points)
def test_silhouettes_are_those_of_scikit_learn(numbers: list[float]) -> None:
    tree = gather(distances(numbers))
    for groups in range(2, len(numbers)):
        labels = tree.into(groups)
        expected = silhouette_samples(tree.distance, labels, metric="precomputed")
        assert silhouettes(tree.distance, labels) == pytest.approx(expected)


@given(st.integers(4, 12), st.integers(0, 1000))
def test_groups_are_those_of_scikit_learn(size: int, seed: int) -> None:
    """Distances by chance, so that no two are the same."""
    chance = np.random.default_rng(seed).random((size, size))
    distance = (chance + chance.T) / 2
    np.fill_diagonal(distance, 0)
    for groups in range(2, size):
        theirs = AgglomerativeClustering(groups, metric="precomputed", linkage="average").fit_predict(
            distance
        )
        assert adjusted_rand_score(theirs, gather(distance).into(groups)) == 1


def test_a_single_code_or_none_has_no_steps() -> None:
    assert gather(np.zeros((1, 1))).links == ()
    assert gather(np.zeros((0, 0))).links == ()


def test_groups_of_steps_at_one_distance_are_those_of_the_steps() -> None:
    chance = np.random.default_rng(3)
    for _ in range(20):
        distance = chance.integers(1, 4, (12, 12)).astype(float)
        distance = (distance + distance.T) / 2
        np.fill_diagonal(distance, 0)
        dendrogram = gather(distance)
        sizes = dict.fromkeys(range(12), 1)
        for step, (one, other) in enumerate(dendrogram.steps[:, :2].astype(int)):
            sizes[12 + step] = sizes.pop(one) + sizes.pop(other)
            found = np.bincount(dendrogram.into(11 - step))
            assert sorted(found) == sorted(sizes.values())
