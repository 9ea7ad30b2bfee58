"""Which passages meet, and how often two codes stand together: reckoned by hand."""

import numpy as np
import pytest

from qualwb.suggest.themes.nearness import near_in_talk, places_of, sharing_text, standing_together
from tests.suggest.themes.small_material import material, passage

THREE = material(
    ["a", "b"],
    passage("x" * 10, "a", 0),
    passage("x" * 10, "b", 5),
    passage("x" * 10, "a", 450),
    passage("x" * 10, "b", 750),
    passage("x" * 10, "b", 0, source="Grupp 2"),
    turns=20,
)
# In order of place: a 0-10, b 5-15, a 450-460, b 750-760 in Grupp 1, b 0-10 in Grupp 2.


def test_passages_that_overlap_share_text_and_are_one_place() -> None:
    sharing = sharing_text(THREE.passages)
    expected = np.eye(5)
    expected[0, 1] = expected[1, 0] = 1
    assert np.array_equal(sharing.toarray(), expected)
    assert list(places_of(sharing)) == [0, 0, 1, 2, 3]


@pytest.mark.parametrize(("apart", "near"), [(2, set()), (3, {(2, 3)}), (4, {(0, 2), (1, 2), (2, 3)})])
def test_near_is_counted_in_turns_and_not_where_text_is_shared(
    apart: int, near: set[tuple[int, int]]
) -> None:
    """Turns 0, 0, 4 and 7; another source is never near."""
    found = near_in_talk(THREE.passages, THREE.turns, apart, sharing_text(THREE.passages))
    assert {(int(i), int(j)) for i, j in zip(*found.nonzero(), strict=True) if i < j} == near


def test_standing_together_is_the_c_coefficient() -> None:
    """a has 2 passages, b 3; one of each meets: 1 / (2 + 3 - 1)."""
    together = standing_together(THREE.membership, sharing_text(THREE.passages))
    assert together[0, 1] == together[1, 0] == pytest.approx(1 / 4)


def test_many_short_passages_in_a_long_one_count_once() -> None:
    """The long one is one unit of a near b: n12 is 1, of 1 and 3."""
    one = material(
        ["a", "b"], passage("x" * 100, "a", 0), *(passage("y" * 5, "b", at) for at in (10, 40, 70))
    )
    together = standing_together(one.membership, sharing_text(one.passages))
    assert together[0, 1] == pytest.approx(1 / 3)


def test_in_so_short_a_talk_that_all_is_near_nothing_is() -> None:
    """Each of 8 turns has at least half of the others within 3."""
    short = material(["a", "b"], passage("x", "a", 0), passage("x", "b", 250), turns=8)
    found = near_in_talk(short.passages, short.turns, 3, sharing_text(short.passages))
    assert np.array_equal(found.toarray(), np.zeros((2, 2)))
