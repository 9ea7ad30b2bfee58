"""Participation on a worked example and against obvious recounts."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.analysis.inequality import gini, normalised_entropy
from qualwb.analysis.participation import participation
from qualwb.analysis.selection import Selection
from qualwb.analysis.turn_taking import aba_share, expected_transitions, transitions
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

TALK = "MABACMBABM"


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 1, 1, 1], 0), ([0, 0, 0, 1], 0.75), ([1, 2, 3, 4, 5], 0.266667), ([1, 3, 3], 0.190476)],
)
def test_gini(values: list[int], expected: float) -> None:
    assert gini(values) == pytest.approx(expected, abs=1e-6)


def test_the_study_spread_over_groups() -> None:
    assert gini([1420, 1628, 1327, 1821, 649]) == pytest.approx(0.1546, abs=5e-5)
    assert gini([19, 21, 18, 15, 10]) == pytest.approx(0.1253, abs=5e-5)
    assert normalised_entropy([1420, 1628, 1327, 1821, 649]) == pytest.approx(0.9702, abs=5e-5)


def test_undefined_shares() -> None:
    assert gini([]) is None
    assert gini([0, 0]) is None
    assert normalised_entropy([5]) is None
    assert aba_share("AB") is None


def test_toy_interaction() -> None:
    found = {f"{a}>{b}": n for (a, b), n in transitions(TALK).items()}
    assert found == {"M>A": 1, "A>B": 2, "B>A": 2, "A>C": 1, "C>M": 1, "M>B": 1, "B>M": 1}
    assert aba_share(TALK) == 0.25
    assert normalised_entropy([3, 3, 1]) == pytest.approx(0.9141, abs=5e-5)


def test_a_group_in_the_project(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s", "G", [(one, "ett två") for one in TALK], {"M": "moderator"})
        build.person("G", "Tyst")
        build.group("Tom")
    with project.reading() as connection:
        full, empty = participation(connection)
    assert [(voice.name, voice.turns, voice.words) for voice in full.voices] == [
        ("A", 3, 6),
        ("B", 3, 6),
        ("C", 1, 2),
        ("M", 3, 6),
        ("Tyst", 0, 0),
    ]
    assert full.moderator_turns == pytest.approx(0.3)
    assert full.moderator_words == pytest.approx(0.3)
    assert full.gini_words == gini([6, 6, 2, 0])
    assert full.participant_to_participant == pytest.approx(5 / 9)
    assert full.returns == 0.25
    assert full.longest_without_moderator == 4
    assert {(one.speaker, one.follower): one.observed for one in full.followings}["A", "B"] == 2
    assert (empty.name, empty.turns, empty.gini_words, empty.moderator_words) == ("Tom", 0, None, None)


def test_backchannels_can_be_left_out(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s", "G", [("A", "Vi ville mycket"), ("B", "mm"), ("A", "men det gick inte")])
        build.source("t", "G", [("A", "mm")])
    with project.reading() as connection:
        (found,) = participation(connection, Selection(sources=("s",)), backchannels=False)
        (kept,) = participation(connection, Selection(sources=("s",)))
    assert (found.turns, found.backchannels, found.followings) == (2, 1, ())
    assert (kept.turns, kept.backchannels, kept.returns) == (3, None, 1.0)


@given(st.lists(st.sampled_from("ABCD"), min_size=2, max_size=40))
def test_expected_transitions_keep_the_margins(sequence: list[str]) -> None:
    observed = transitions(sequence)
    expected = expected_transitions(observed)
    for actor in {actor for pair in observed for actor in pair}:
        assert expected[actor, actor] == 0
        for side in (0, 1):
            seen = sum(n for pair, n in observed.items() if pair[side] == actor)
            fitted = sum(n for pair, n in expected.items() if pair[side] == actor)
            assert fitted == pytest.approx(seen, abs=0.05)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=7))
def test_gini_is_half_the_relative_mean_difference(values: list[int]) -> None:
    total, n = sum(values), len(values)
    slow = sum(abs(a - b) for a, b in permutations(values, 2)) / (2 * n * total) if total else None
    assert gini(values) == (None if slow is None else pytest.approx(slow))


def test_transitions_of_continued_turns() -> None:
    assert transitions("AABBA") == Counter({("A", "B"): 1, ("B", "A"): 1})
