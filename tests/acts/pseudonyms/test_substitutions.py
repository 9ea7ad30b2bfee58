"""Positions under substitutions, against a model of characters that know who they are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions, line_by_line, longest_first

pytestmark = pytest.mark.file_only

TEXT = "Anna Berg och Bo åt. Annas hund åt med."


def of(*places: tuple[int, int, str]) -> Substitutions:
    return Substitutions(Substitution(start, TEXT[start:end], instead) for start, end, instead in places)


ANNA_AND_BO = of((0, 9, "Sara Ek"), (14, 16, "Ulf"), (21, 26, "Saras"))


def test_a_coding_of_just_the_name_stands_on_the_alias() -> None:
    start, end = ANNA_AND_BO.move_span(14, 16)
    assert ANNA_AND_BO.apply(TEXT)[start:end] == "Ulf"


@pytest.mark.parametrize(("start", "end"), [(0, 4), (5, 9), (2, 6)])
def test_what_lies_within_a_name_stands_on_the_whole_alias(start: int, end: int) -> None:
    moved = ANNA_AND_BO.move_span(start, end)
    assert ANNA_AND_BO.apply(TEXT)[slice(*moved)] == "Sara Ek"


def test_what_is_cut_by_a_name_takes_the_whole_alias() -> None:
    moved = ANNA_AND_BO.move_span(5, 15)
    assert ANNA_AND_BO.apply(TEXT)[slice(*moved)] == "Sara Ek och Ulf"
    assert ANNA_AND_BO.cut_span(5, 13) == (7, 11)


def test_points_within_a_name_have_no_place() -> None:
    assert [ANNA_AND_BO.move_point(at) for at in (0, 1, 8, 9, 14, 15, 16)] == [0, None, None, 7, 12, None, 15]


def test_words_that_give_way_to_none_are_refused() -> None:
    with pytest.raises(ValueError):
        of((0, 4, ""))


def test_the_longest_of_overlapping_names_is_taken() -> None:
    anna, whole, berg = (
        Substitution(0, "Anna", "Sara"),
        Substitution(0, "Anna Berg", "Sara Ek"),
        Substitution(5, "Berg", "Ek"),
    )
    other = Substitution(14, "Bo", "Ulf")
    assert longest_first([anna, berg, other, whole, other]) == [whole, other]
    assert longest_first([berg, anna]) == [anna, berg]


def test_line_breaks_stay() -> None:
    address = Substitution(3, "Storgatan 5 \n553 20 Jönköping", "[adress]")
    assert list(line_by_line(address)) == [
        Substitution(3, "Storgatan 5", "[adress]"),
        Substitution(16, "553 20 Jönköping", "[adress]"),
    ]


@st.composite
def texts_with_names(draw: st.DrawFn) -> tuple[str, list[Substitution]]:
    """A text and substitutions of it, some side by side."""
    text = draw(st.text(alphabet="abå😀 \n.", min_size=1, max_size=60))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=14)))
    found = []
    for start, end in pairwise(borders):
        if draw(st.booleans()):
            instead = draw(st.text(alphabet="XYö", min_size=1, max_size=6))
            found.append(Substitution(start, text[start:end], instead))
    return text, found


@given(texts_with_names(), st.data())
def test_positions_follow_the_characters(
    given_text: tuple[str, list[Substitution]], data: st.DataObject
) -> None:
    text, found = given_text
    substitutions = Substitutions(found)
    # each character of the new text says which old ones it stands for
    identities: list[range] = []
    at = 0
    for one in found:
        identities += [range(n, n + 1) for n in range(at, one.start)]
        identities += [range(one.start, one.end)] * len(one.instead)
        at = one.end
    identities += [range(n, n + 1) for n in range(at, len(text))]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    held = [n for n, olds in enumerate(identities) if set(olds) & set(range(start, end))]
    assert substitutions.move_span(start, end) == (held[0], held[-1] + 1)
    assert len(substitutions.apply(text)) == len(identities)


@given(texts_with_names())
def test_the_inverse_gives_the_text_back(given_text: tuple[str, list[Substitution]]) -> None:
    text, found = given_text
    substitutions = Substitutions(found)
    assert substitutions.stand_in(text)
    assert substitutions.inverse().apply(substitutions.apply(text)) == text
    assert [(one.words, one.instead) for one in substitutions.inverse().inverse().all] == [
        (one.words, one.instead) for one in found
    ]
