"""The u-alpha family: the published example, and a slow count character by character."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.analysis.agreement.coded_round import UnitsByLabel
from qualwb.analysis.agreement.unitizing import (
    Valued,
    binary_alpha,
    coverage,
    coverage_of,
    cu_alpha,
    ku_alpha,
    labelled,
    u_alpha,
)
from qualwb.analysis.agreement.units import CodedUnit
from tests.analysis.agreement.test_coefficients import PUBLISHED

pytestmark = pytest.mark.file_only

GAP = 0
LENGTH = 30


@dataclass
class Text:
    """A text that several coders divided."""

    length: int
    by_coder: Mapping[int, UnitsByLabel]


def divided(length: int, *coders: list[tuple[int, int, int]]) -> Text:
    """A text with the (start, end, label) of each coder, who are 1, 2 ..."""
    made: dict[int, dict[int, tuple[CodedUnit, ...]]] = {}
    for coder, units in enumerate(coders, 1):
        made[coder] = {}
        for key, (start, end, label) in enumerate(units):
            made[coder][label] = (*made[coder].get(label, ()), CodedUnit(start, end, label, (key,)))
    return Text(length, made)


def counted(*texts: Text) -> Valued:
    found = Valued()
    for text in texts:
        found.add(text)
    return found


@st.composite
def coder_of(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """Units of one coder that do not overlap; some touch."""
    units, place = [], 0
    for gap, length, label in draw(
        st.lists(st.tuples(st.integers(0, 6), st.integers(1, 8), st.integers(1, 3)), max_size=5)
    ):
        if place + gap + length > LENGTH:
            break
        units.append((place + gap, place + gap + length, label))
        place += gap + length
    return units


TEXTS = st.lists(
    st.lists(coder_of(), min_size=2, max_size=4).map(lambda coders: divided(LENGTH, *coders)),
    min_size=1,
    max_size=3,
)


class Slow:
    """The alphas by the formulas of the book, from pairs of characters counted one by one."""

    def __init__(self, texts: list[Text]) -> None:
        self.cells = Counter[tuple[int, int]]()
        self.stars = Counter[tuple[int, int]]()
        self.squares, self.star_squares = Counter[int](), Counter[int]()
        for text in texts:
            self._count(text)
        self.labels = sorted({label for pair in self.cells for label in pair})
        self.total = sum(self.cells.values())

    def _count(self, text: Text) -> None:
        signs = {}
        for coder, units in text.by_coder.items():
            signs[coder] = [GAP] * text.length
            for of_label in units.values():
                for unit in of_label:
                    signs[coder][unit.start : unit.end] = [unit.label] * unit.length
        weight = 1 / (len(signs) - 1)
        for one, other in permutations(signs, 2):
            for pair in zip(signs[one], signs[other], strict=True):
                self.cells[pair] += weight  # type: ignore[assignment]
                if GAP not in pair:
                    self.stars[pair] += weight  # type: ignore[assignment]
        for coder, units in text.by_coder.items():
            self.squares[GAP] += signs[coder].count(GAP)
            for label, of_label in units.items():
                for unit in of_label:
                    self.squares[label] += unit.length**2
                    parts = [
                        sum(sign != GAP for sign in signs[other][unit.start : unit.end])
                        for other in signs
                        if other != coder
                    ]
                    self.star_squares[label] += (sum(parts) * weight) ** 2  # type: ignore[assignment]

    @staticmethod
    def _expected(cells: Counter[tuple[int, int]], squares: Counter[int]) -> Counter[tuple[int, int]]:
        totals = Counter[int]()
        for (label, _other), n in cells.items():
            totals[label] += n
        n = sum(totals.values())
        pairs = n**2 - sum(squares.values())
        expected = Counter[tuple[int, int]]()
        if pairs > 1e-9:
            for c in totals:
                for k in totals:
                    expected[c, k] = n * (totals[c] * totals[k] - (squares[c] if c == k else 0)) / pairs
        return expected

    @staticmethod
    def _alpha(observed: float, expected: float) -> float | None:
        return None if expected < 1e-9 else 1 - observed / expected

    def u(self) -> float | None:
        expected = self._expected(self.cells, self.squares)
        return self._alpha(
            sum(n for (c, k), n in self.cells.items() if c != k),
            sum(n for (c, k), n in expected.items() if c != k),
        )

    def binary(self) -> float | None:
        expected = self._expected(self.cells, self.squares)
        return self._alpha(
            sum(n for (c, k), n in self.cells.items() if c == GAP != k),
            sum(n for (c, k), n in expected.items() if c == GAP != k),
        )

    def cu(self) -> float | None:
        expected = self._expected(self.stars, self.star_squares)
        return self._alpha(
            sum(n for (c, k), n in self.stars.items() if c != k),
            sum(n for (c, k), n in expected.items() if c != k),
        )

    def ku(self, label: int) -> float | None:
        expected = self._expected(self.stars, self.star_squares)
        to_all, of_all = (
            sum(n for (_c, k), n in cells.items() if k == label) for cells in (self.stars, expected)
        )
        apart = of_all - expected[label, label]
        if to_all < 1e-9 or apart < 1e-9:
            return None
        return 1 - of_all / to_all * (to_all - self.stars[label, label]) / apart


def same(ours: float | None, slow: float | None) -> bool:
    return ours is slow if None in (ours, slow) else ours == pytest.approx(slow, abs=1e-9)


@given(TEXTS)
def test_the_family_equals_a_count_of_characters_one_by_one(texts: list[Text]) -> None:
    found, slow = counted(*texts), Slow(texts)
    assert same(u_alpha(found), slow.u())
    assert same(binary_alpha(found.binary), slow.binary())
    assert same(cu_alpha([*labelled(found).values()]), slow.cu())
    assert coverage(found) == pytest.approx(sum(slow.stars.values()) / slow.total)
    for label in found.coded:
        assert same(ku_alpha(found, label), slow.ku(label))
        whole = sum(n for (c, _k), n in slow.cells.items() if c == label)
        part = sum(n for (c, _k), n in slow.stars.items() if c == label)
        assert coverage_of(found, label) == pytest.approx(part / whole)


@given(TEXTS)
def test_neither_the_order_of_the_coders_nor_that_of_the_labels_matters(texts: list[Text]) -> None:
    turned = []
    for text in texts:
        units = [
            [(unit.start, unit.end, 9 - unit.label) for of_label in coder.values() for unit in of_label]
            for coder in text.by_coder.values()
        ]
        turned.append(divided(text.length, *units[::-1]))
    one, other = counted(*texts), counted(*turned)
    assert same(u_alpha(one), u_alpha(other))
    assert same(binary_alpha(one.binary), binary_alpha(other.binary))
    assert same(cu_alpha([*labelled(one).values()]), cu_alpha([*labelled(other).values()]))


def test_the_published_example_comes_out_as_printed() -> None:
    example = PUBLISHED["unitizing_2019_fig12.11"]
    text = divided(
        60,
        *(
            [(start, end, int(label)) for start, end, label in example[coder]]
            for coder in ("alex", "paul", "suzan")
        ),
    )
    found, expect = counted(text), example["expect"]
    assert u_alpha(found) == pytest.approx(expect["u_nominal"], abs=0.001)
    assert binary_alpha(found.binary) == pytest.approx(expect["u_binary"], abs=0.001)
    assert cu_alpha([*labelled(found).values()]) == pytest.approx(expect["cu_nominal"], abs=0.001)
    assert coverage_of(found, 5) == pytest.approx(expect["coverage_value5"])
    assert coverage_of(found, 7) == expect["coverage_value7"]
    for label, alpha in expect["per_value"].items():
        assert ku_alpha(found, int(label)) == pytest.approx(alpha)
    assert ku_alpha(found, 7) is None


def test_what_all_or_nobody_coded_is_undefined() -> None:
    nothing, everything = divided(30, [], []), divided(30, [(0, 30, 1)], [(0, 30, 1)])
    assert [binary_alpha(counted(text).binary) for text in (nothing, everything)] == [None, None]
    assert [u_alpha(counted(text)) for text in (nothing, everything)] == [None, None]
    assert [cu_alpha([*labelled(counted(text)).values()]) for text in (nothing, everything)] == [None, None]
    apart = divided(30, [(0, 10, 1)], [(10, 20, 2)])
    assert cu_alpha([*labelled(counted(apart)).values()]) is None
