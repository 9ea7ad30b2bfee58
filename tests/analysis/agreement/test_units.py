"""Units of a coder, and how those of two coders meet."""

from itertools import count, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.analysis.agreement.coded_round import CodedSource
from qualwb.analysis.agreement.matching import PairKind, UnitPair, likeness, matches, overlapping, unit_pairs
from qualwb.analysis.agreement.units import CodedUnit, units_of

pytestmark = pytest.mark.file_only

TEXT = "Vi visste inte. Ingen sade något.\nSedan kom målet fram."
THRESHOLDS = st.sampled_from([0.2, 0.5, 0.9, 1.0])
SPANS = st.lists(
    st.tuples(st.integers(0, 39), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=6,
)
CODED = st.dictionaries(st.integers(1, 3), SPANS, max_size=3)


def source_of(text: str, *coders: dict[int, list[tuple[int, int]]]) -> CodedSource:
    """A source that each of the coders (1, 2 ...) coded, spans by label."""
    keys = count(1)
    units = {
        number: {
            label: made
            for label, spans in coded.items()
            if (made := units_of(text, label, [(start, end, next(keys)) for start, end in spans]))
        }
        for number, coded in enumerate(coders, 1)
    }
    return CodedSource(1, "s1", text, units)


def words(text: str, units: tuple[CodedUnit, ...]) -> list[str]:
    return [text[unit.start : unit.end] for unit in units]


def test_white_space_at_the_borders_of_a_passage_is_not_part_of_the_unit() -> None:
    assert words(TEXT, units_of(TEXT, 1, [(15, 34, 7)])) == ["Ingen sade något."]
    assert units_of(TEXT, 1, [(15, 16, 7)]) == ()


def test_a_run_of_the_same_code_split_in_two_is_one_unit() -> None:
    split = units_of(TEXT, 1, [(16, 33, 8), (0, 15, 7)])
    assert words(TEXT, split) == ["Vi visste inte. Ingen sade något."]
    assert split[0].codings == (7, 8)
    assert words(TEXT, units_of(TEXT, 1, [(0, 9, 1), (3, 15, 2), (34, 39, 3)])) == [
        "Vi visste inte.",
        "Sedan",
    ]


def test_words_between_two_passages_keep_them_apart() -> None:
    assert words(TEXT, units_of(TEXT, 1, [(0, 2, 1), (10, 15, 2)])) == ["Vi", "inte."]


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), SPANS)
def test_units_are_the_coded_words_once_each(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [
        (start, min(end, len(text)), key) for key, (start, end) in enumerate(spans) if start < len(text)
    ]
    units = units_of(text, 1, inside)
    covered = {at for unit in units for at in range(unit.start, unit.end) if not text[at].isspace()}
    assert covered == {
        at for start, end, _key in inside for at in range(start, end) if not text[at].isspace()
    }
    for unit, following in pairwise(units):
        assert text[unit.end : following.start].strip()
    coded = {key for start, end, key in inside if text[start:end].strip()}
    assert sorted(key for unit in units for key in unit.codings) == sorted(coded)


def pairs_of(
    first: dict[int, list[tuple[int, int]]], second: dict[int, list[tuple[int, int]]]
) -> list[UnitPair]:
    return unit_pairs(source_of("x" * 60, first, second), 1, 2)


def test_the_kinds_of_pairs() -> None:
    found = pairs_of(
        {1: [(0, 10), (20, 30)], 2: [(40, 50)], 3: [(52, 60)]}, {1: [(0, 10), (22, 34)], 3: [(41, 50)]}
    )
    assert [(pair.kind, pair.matched, pair.characters_apart) for pair in found] == [
        (PairKind.AGREED, True, 0),
        (PairKind.BORDER, True, 6),
        (PairKind.OTHER_CODE, False, 19),
        (PairKind.MISSED, False, 8),
    ]
    assert (found[2].start, found[2].end, found[3].b) == (40, 50, None)


def test_little_overlap_under_one_code_is_a_moved_border_that_does_not_match() -> None:
    (found,) = pairs_of({1: [(0, 20)]}, {1: [(15, 40)]})
    assert (found.kind, found.matched) == (PairKind.BORDER, False)


def test_a_splinter_of_a_unit_was_not_missed() -> None:
    found = pairs_of({1: [(0, 40)]}, {1: [(0, 25), (30, 40)]})
    assert [(pair.kind, pair.matched) for pair in found] == [
        (PairKind.BORDER, True),
        (PairKind.BORDER, False),
    ]
    assert found[0].a == found[1].a


@given(CODED, CODED, THRESHOLDS)
def test_pairs_are_mirrored_when_the_coders_change_places(
    first: dict[int, list[tuple[int, int]]], second: dict[int, list[tuple[int, int]]], threshold: float
) -> None:
    source = source_of("x" * 60, first, second)
    mirrored = [pair._replace(a=pair.b, b=pair.a) for pair in unit_pairs(source, 2, 1, threshold)]
    assert unit_pairs(source, 1, 2, threshold) == mirrored


@given(CODED, CODED, THRESHOLDS)
def test_each_unit_is_in_a_pair_and_in_a_matched_one_at_most_once(
    first: dict[int, list[tuple[int, int]]], second: dict[int, list[tuple[int, int]]], threshold: float
) -> None:
    source = source_of("x" * 60, first, second)
    found = unit_pairs(source, 1, 2, threshold)
    for coder in (1, 2):
        units = [unit for of_label in source.by_coder[coder].values() for unit in of_label]
        here = [pair.a if coder == 1 else pair.b for pair in found]
        assert set(units) == {unit for unit in here if unit is not None}
        matched = [unit for unit, pair in zip(here, found, strict=True) if pair.matched]
        assert len(matched) == len(set(matched))
    for pair in found:
        if pair.kind is PairKind.MISSED:
            alone, other = (pair.a, 2) if pair.a else (pair.b, 1)
            assert alone is not None
            same = source.by_coder[other].get(alone.label, ())
            assert not any(unit.start < alone.end and alone.start < unit.end for unit in same)
        else:
            assert pair.a is not None
            assert pair.b is not None
            assert pair.matched == (pair.a.label == pair.b.label and likeness(pair.a, pair.b) >= threshold)


@given(SPANS, SPANS, st.sampled_from([0.5, 0.7, 1.0]))
def test_matches_are_the_best_by_a_slow_search(
    first: list[tuple[int, int]], second: list[tuple[int, int]], threshold: float
) -> None:
    source = source_of("x" * 60, {1: first}, {1: second})
    a, b = source.by_coder[1].get(1, ()), source.by_coder[2].get(1, ())
    found = matches(overlapping(a, b), threshold)
    alike = {(x, y) for x, y in product(a, b) if likeness(x, y) >= threshold}
    assert set(found) <= alike
    for x, y in alike:  # a pair is left out only for one that is at least as like
        rivals = [likeness(*pair) for pair in found if x in pair or y in pair]
        assert max(rivals) >= likeness(x, y)
