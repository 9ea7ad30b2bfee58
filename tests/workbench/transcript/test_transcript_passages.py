"""Marks: lanes and the index that finds them, against a plain list."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.workbench.widgets.transcript.lanes import assign_lanes, lowest_free
from qualwb.workbench.widgets.transcript.marks import PassageIndex
from tests.workbench.transcript.transcript_material import make_document, mark_at

TURNS = [("Åsa", "ja nej " * 30), ("", "Rubrik"), ("Bo", "visst " * 300), ("Åsa", ""), ("Bo", "x" * 900)]
WHOLE = make_document([*TURNS, ("Moderator", "Och du?"), ("Åsa", "Ja.")])
DOCUMENT = replace(
    WHOLE, turns=tuple(replace(turn, counted=turn.speaker != "Moderator") for turn in WHOLE.turns)
)
LENGTH = len(DOCUMENT.text)
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 400)).map(
    lambda s: (s[0], min(s[0] + s[1], LENGTH))
)
MARKS = st.lists(st.tuples(SPANS, st.integers(0, 4)), max_size=25).map(
    lambda given: [mark_at(*span, code, n) for n, (span, code) in enumerate(given, 1)]
)


@given(st.lists(SPANS, max_size=40).map(sorted))
def test_lanes_are_apart_and_as_few_as_can_be(intervals):
    lanes = assign_lanes(intervals)
    for one in range(len(intervals)):
        for other in range(one):
            if lanes[one] == lanes[other]:
                assert intervals[other][1] <= intervals[one][0]
    depth = max((sum(s <= point < e for s, e in intervals) for point, _ in intervals), default=0)
    assert len(set(lanes)) == depth


def test_lowest_free_lane():
    assert [lowest_free(taken) for taken in ([], [0], [1], [0, 2], [2, 1, 0])] == [0, 1, 0, 1, 3]


def assert_agrees(index: PassageIndex, marks: list) -> None:
    assert sorted(mark.coding_id for mark in index) == sorted(mark.coding_id for mark in marks)
    for start in range(0, LENGTH, 97):
        expected = [mark for mark in marks if mark.start < start + 60 and mark.end > start]
        assert index.touching(start, start + 60) == sorted(expected, key=lambda mark: mark.coding_id)
    starts = sorted(mark.start for mark in marks)
    assert list(index.next_start(-1)) == starts
    assert list(index.previous_start(LENGTH + 1)) == starts[::-1]
    assert list(index.next_start(500, 2)) == sorted(
        m.start for m in marks if m.code_id == 2 and m.start > 500
    )
    uncoded = [
        number
        for number, turn in enumerate(DOCUMENT.turns)
        if turn.speaker not in ("", "Moderator")
        and not any(m.start < max(turn.end, turn.start + 1) and m.end > turn.start for m in marks)
    ]
    found, turn = [], -1
    while (turn := index.next_uncoded_turn(turn)) is not None:
        found.append(turn)
    assert found == uncoded
    assert index.previous_uncoded_turn(len(DOCUMENT.turns)) == (uncoded[-1] if uncoded else None)
    for one in marks:
        for other in marks:
            if one is not other and one.start < other.end and other.start < one.end:
                assert index.lane(one) != index.lane(other)


@given(MARKS)
@settings(max_examples=40)
def test_an_index_finds_what_a_list_finds(marks):
    assert_agrees(PassageIndex(DOCUMENT, marks), marks)


@given(MARKS, MARKS)
@settings(max_examples=40)
def test_marks_added_and_removed_one_by_one_are_as_if_built_anew(before, after):
    index = PassageIndex(DOCUMENT, before)
    lanes = {mark.coding_id: index.lane(mark) for mark in before}
    changed = index.replace(after)
    assert_agrees(index, after)
    assert set(changed) == set(before) ^ set(after)
    for mark in set(before) & set(after):
        assert index.lane(mark) == lanes[mark.coding_id]
    for mark in after:
        assert index.remove(mark.coding_id) == mark
    assert_agrees(index, [])
    assert index.remove(1) is None


def test_neighbours_on_a_row_have_lanes_of_their_own():
    marks = [mark_at(0, 10, 0, 1), mark_at(11, 20, 1, 2), mark_at(300, 310, 2, 3)]
    index = PassageIndex(DOCUMENT, marks)
    assert [index.lane(mark) for mark in marks] == [0, 1, 0]
    index.add(mark_at(25, 30, 3, 4))
    assert index.lane(mark_at(25, 30, 3, 4)) == 2
