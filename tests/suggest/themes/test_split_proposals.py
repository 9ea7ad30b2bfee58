"""Codes whose passages fall in two groups, tested against what passages do about their codes by chance."""

from dataclasses import replace

import numpy as np
import pytest

from qualwb.suggest.themes.code_closeness import closeness_of_codes
from qualwb.suggest.themes.coded_material import CodedMaterial
from qualwb.suggest.themes.split_proposals import FEWEST, Half, ProposedSplit, SplitProposals, propose_splits
from qualwb.suggest.themes.two_means import Chance
from tests.suggest.themes.small_material import MeaningsByTable, material, passage

pytestmark = pytest.mark.file_only

DIMENSIONS = 40


def of_kinds(kinds: dict[str, int], each: int, seed: int = 1) -> tuple[CodedMaterial, MeaningsByTable]:
    """Codes with so many passages each, of so many kinds: clouds about as many middles."""
    chance = np.random.default_rng(seed)
    table: dict[str, list[float]] = {}
    passages = []
    for code, kinds_of_it in kinds.items():
        middles = chance.standard_normal((kinds_of_it, DIMENSIONS))
        table[code] = chance.standard_normal(DIMENSIONS).tolist()
        for n in range(each):
            kind = n % kinds_of_it
            text = f"{code} {'båten bryggan' if kind else 'tåget spåret'} {n}"
            table[text] = (2 * middles[kind] + chance.standard_normal(DIMENSIONS)).tolist()
            passages.append(passage(text, code, 1000 * len(passages)))
    return material(list(kinds), *passages), MeaningsByTable(table)  # type: ignore[arg-type]


def proposed(of: CodedMaterial, meanings: MeaningsByTable, **how: object) -> SplitProposals:
    return propose_splits(of, closeness_of_codes(of, meanings), **how)  # type: ignore[arg-type]


ONE_OF_TWO_KINDS = {"resor": 2, **{f"kod {n}": 1 for n in range(8)}}


def test_a_code_of_two_kinds_is_found_and_its_halves_told() -> None:
    found = proposed(*of_kinds(ONE_OF_TWO_KINDS, 12))
    assert [one.code for one in found.proposals] == ["resor"]
    assert found.tested == 9
    (one,) = found.proposals
    words = [set(half.words) for half in one.halves]
    assert {"tåg", "spår"} <= words[0]
    assert {"båt", "brygga"} <= words[1]
    for half, said in zip(one.halves, ("tåget", "båten"), strict=True):
        assert len(half.passages) == 6
        assert all(said in text.text for text in half.passages)
    assert one.p < 0.05


def test_codes_of_one_kind_are_seldom_proposed() -> None:
    """Of 40 made by chance, one in ten of what is proposed may be so: here none or one is."""
    found = proposed(*of_kinds({f"kod {n}": 1 for n in range(40)}, 10))
    assert found.tested == 40
    assert len(found.proposals) <= 1


def test_too_few_passages_are_not_tested() -> None:
    found = proposed(*of_kinds(ONE_OF_TWO_KINDS, FEWEST - 1))
    assert (found.proposals, found.tested, found.too_few) == ((), 0, 9)


def test_what_was_refused_is_not_proposed_again() -> None:
    of, meanings = of_kinds(ONE_OF_TWO_KINDS, 12)
    (one,) = proposed(of, meanings).proposals
    again = proposed(of, meanings, refused={one.key})
    assert (again.proposals, again.refused) == ((), 1)


def test_without_an_encoder_nothing_is_proposed() -> None:
    of, _meanings = of_kinds(ONE_OF_TWO_KINDS, 12)
    assert propose_splits(of, closeness_of_codes(of)) == SplitProposals((), 0, 0)


def test_the_chance_is_even_where_there_is_one_kind() -> None:
    """p of sets drawn as the differences are: about as often below .1 and .3 as these say."""
    chance = np.random.default_rng(5)
    vectors = chance.standard_normal((600, DIMENSIONS))
    drawn = Chance(vectors, [range(n, n + 10) for n in range(0, 600, 10)])
    p = np.array([drawn.two_groups(chance.standard_normal((10, DIMENSIONS))).p for _n in range(200)])
    assert 0.04 <= np.mean(p <= 0.1) <= 0.17
    assert 0.2 <= np.mean(p <= 0.3) <= 0.4


def test_two_points_apart_by_hand() -> None:
    """0, 0, 10 and 10 on a line: nothing is left within the groups; 0, 1, 9 and 10 leave 1 of 82."""
    drawn = Chance(np.random.default_rng(1).standard_normal((80, 1)), [range(80)])
    apart = drawn.two_groups(np.array([[0.0], [0.0], [10.0], [10.0]]))
    assert list(apart.second) == [False, False, True, True]
    assert abs(apart.within) < 1e-9
    near = drawn.two_groups(np.array([[0.0], [1.0], [9.0], [10.0]]))
    assert abs(near.within - 1 / 82) < 1e-9


def test_the_smaller_half_gets_the_new_code() -> None:
    passages = [passage(f"stycke {n}", "resor", 1000 * n) for n in range(5)]
    large, small = Half(tuple(passages[:3]), ("tåg",)), Half(tuple(passages[3:]), ("båt", "brygga"))
    for halves in ((large, small), (small, large)):
        one = ProposedSplit("resor", halves, 0.01, frozenset({"resor"}))
        assert one.smaller_half is small
        assert one.new_name == "resor: båt"
    wordless = ProposedSplit("resor", (large, replace(small, words=())), 0.01, frozenset({"resor"}))
    assert wordless.new_name == ""
