"""Positions under correction, against a model that follows every single character."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts.text_edits import Edit, Edits, edits_between

pytestmark = pytest.mark.file_only

ALPHABET = "aåäö é\n\u00a0\u00ad👍🏽👩\u200d👧\u0301x."
texts = st.text(alphabet=ALPHABET, max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(start, end, draw(st.text(alphabet="åQ\n", max_size=4))) for start, end in pairs]


def followed(text: str, edits: list[Edit]) -> list[tuple[str, int | None, Edit | None]]:
    """Each character of the new text with its old position, or the edit that brought it."""
    result: list[tuple[str, int | None, Edit | None]] = []
    at = 0
    for edit in edits:
        result += [(text[i], i, None) for i in range(at, edit.start)]
        result += [(letter, None, edit) for letter in edit.text]
        at = edit.end
    return result + [(text[i], i, None) for i in range(at, len(text))]


@given(edited())
def test_the_text_afterwards_is_what_was_kept_and_what_was_typed(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert Edits(edits).apply(text) == "".join(letter for letter, _old, _edit in followed(text, edits))


@given(edited(), st.data())
def test_a_span_keeps_exactly_its_surviving_characters_and_what_was_typed_inside(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    text, edits = case
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    def belongs(old: int | None, edit: Edit | None) -> bool:
        if old is not None:
            return start <= old < end
        assert edit is not None
        # What is typed at an edge does not belong to the span, what replaces a part of it does.
        return start <= edit.start and edit.end <= end and not (edit.start == edit.end in (start, end))

    expected = [i for i, (_l, old, edit) in enumerate(followed(text, edits)) if belongs(old, edit)]
    moved = Edits(edits).move_span(start, end)
    swallowed = any(e.start <= start and end <= e.end and (e.start, e.end) != (start, end) for e in edits)
    if swallowed or not expected:
        assert moved is None
    else:
        assert moved == (expected[0], expected[-1] + 1)
        assert len(expected) == moved[1] - moved[0]


@given(edited())
def test_survivors_stand_where_they_are_said_to_stand(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    all_edits, after = Edits(edits), Edits(edits).apply(text)
    survivors = {old: new for new, (_l, old, _e) in enumerate(followed(text, edits)) if old is not None}
    for position, letter in enumerate(text):
        assert all_edits.keeps(position) == (position in survivors)
        if position in survivors:
            assert all_edits.move_kept(position) == survivors[position]
            assert after[survivors[position]] == letter


@given(texts, texts)
def test_the_difference_turns_the_one_text_into_the_other(old: str, new: str) -> None:
    assert edits_between(old, new).apply(old) == new


def test_a_corrected_word_moves_only_what_stands_behind_it() -> None:
    old = "Vi tyckte att syftet var luddigt. Ingen viste."
    new = unicodedata.normalize("NFC", "Vi tyckte nog att syftet var luddigt. Ingen visste.")
    edits = edits_between(old, new)
    start = old.index("syftet")
    assert edits.move_span(start, start + 6) == (new.index("syftet"), new.index("syftet") + 6)
    start = old.index("viste")
    moved = edits.move_span(start, start + 5)
    assert moved is not None
    assert new[slice(*moved)] == "visste"
