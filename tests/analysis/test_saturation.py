"""Saturation against published and brute-force figures."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.saturation import (
    chao2,
    chao2_se,
    jackknife1,
    jackknife2,
    mao_tau,
    matrix_saturation,
    new_items,
    occurrences,
    quotes_warning,
    saturation,
    saturation_of,
)
from qualwb.exchange.tables.analyses import saturation_table
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def test_estimators_on_the_barro_colorado_trees() -> None:
    # vegan's specpool(BCI): 225 species on 50 plots, 21 on one plot, 19 on two.
    assert chao2(225, 21, 19, 50) == pytest.approx(236.3732, abs=1e-4)
    assert chao2_se(21, 19, 50) == pytest.approx(6.54361, abs=1e-5)
    assert jackknife1(225, 21, 50) == pytest.approx(245.58)
    assert jackknife2(225, 21, 19, 50) == pytest.approx(247.8722, abs=1e-4)


def test_estimators_where_undefined() -> None:
    assert chao2(5, 3, 0, 4) == pytest.approx(5 + 3 / 4 * 3)
    assert chao2_se(3, 0, 4) is None
    assert jackknife2(5, 5, 0, 1) is None
    assert chao2(0, 0, 0, 0) is None


@pytest.mark.parametrize("count", ["passages", "groups", "words"])
def test_any_count_of_a_matrix_tells_what_was_found_where(study: Connection, count: str) -> None:
    matrix = theme_matrix(study, "themes", "groups", count)
    assert matrix_saturation(study, matrix, base=2, run=1) == saturation(study, "themes", base=2, run=1)


def test_the_study(study: Connection) -> None:
    found = saturation(study, "themes", base=2, run=1)
    assert found.items == 23
    assert found.new == (16, 6, 1, 0, 0)
    assert found.cumulative == (16, 22, 23, 23, 23)
    assert found.mean == pytest.approx((13.8, 19.9, 22.4, 23.0, 23.0))
    assert found.lowest == (9, 18, 22, 23, 23)
    assert found.highest == (16, 22, 23, 23, 23)
    assert found.seen_before == pytest.approx((0.625, 0.9286, 1.0, 1.0), abs=1e-4)
    assert found.guest is not None
    assert [(step.label, step.new) for step in found.guest.steps] == [("2+1", 1), ("3+1", 0), ("4+1", 0)]
    assert found.guest.base_codes == 22
    assert found.guest.steps[0].ratio == pytest.approx(1 / 22)
    assert found.guest.reached == "2+1"
    assert found.unseen.chao2 == 23.0
    assert found.unseen.jack2 is not None
    assert found.unseen.jack2 < 23, "which can't be"
    assert [warning for warning in found.warnings if "Jackknife 2" in warning]
    assert len(found.warnings) == 4


def test_quotes_of_a_printed_report_are_no_measure(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        made = Builder(act)
        for group in ("G1", "G2", "G3"):
            made.source(group, group, [(None, "Det var oklart vad vi skulle.")])
            made.coding(group, "oklart", "syfte", origin="report")
    with project.reading() as connection:
        printed = saturation(connection, base=2, run=1)
    with project.act("build", coder="ann") as act:
        made.act = act
        made.coding("G1", "Det var", "syfte")
    with project.reading() as connection:
        coded = saturation(connection, base=2, run=1)
    assert printed.guest is not None
    assert printed.only_quotes
    assert printed.warnings[0] == quotes_warning()
    table = saturation_table(printed)
    assert table.notes[0] == quotes_warning()
    assert not any("reached" in note for note in table.notes)
    assert not coded.only_quotes
    assert quotes_warning() not in coded.warnings
    assert any("reached" in note for note in saturation_table(coded).notes)


def test_five_groups_are_too_few_for_the_validated_sizes(study: Connection) -> None:
    found = saturation(study, "themes")
    assert found.guest is None
    assert "5 groups are too few for base size 4 + run length 2." in found.warnings


def test_oracle_file_agrees() -> None:
    path = SHARED / "oracles" / "agreement.json"
    if not path.exists():
        pytest.skip("the reference figures are not here")
    cases = {case["id"]: case for case in json.loads(path.read_text())}
    trees = cases["chao2_BCI"]
    assert chao2(trees["S"], trees["Q1"], trees["Q2"], trees["n"]) == pytest.approx(
        trees["expect"]["chao2"], abs=1e-4
    )


def test_threshold_of_zero_is_reached_later(study: Connection) -> None:
    found = saturation(study, "themes", base=2, run=1, threshold=0.0)
    assert found.guest is not None
    assert found.guest.reached == "3+1"


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh")), max_size=5))
def test_mean_over_orders_equals_all_orders(incidence: list[frozenset[str]]) -> None:
    from itertools import accumulate, permutations

    curves = [list(accumulate(new_items(order))) for order in permutations(incidence)]
    expected = [sum(column) / len(curves) for column in zip(*curves, strict=True)]
    found = saturation_of([str(n) for n in range(len(incidence))], incidence)
    assert found.mean == pytest.approx(expected)
    assert found.mean == mao_tau(occurrences(incidence), len(incidence))
    assert found.lowest == tuple(min(column) for column in zip(*curves, strict=True))
    assert found.highest == tuple(max(column) for column in zip(*curves, strict=True))


def test_many_groups_draw_the_same_orders_each_time() -> None:
    random = Random(3)
    incidence = [frozenset(random.sample("abcdefghijkl", 4)) for _unit in range(12)]
    names = [str(n) for n in range(12)]
    assert saturation_of(names, incidence) == saturation_of(names, incidence)
