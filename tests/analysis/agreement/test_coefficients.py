"""Coefficients on given units: what was published, and what independent libraries make of random tables."""

import json
import warnings
from collections import Counter
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.analysis.agreement.coefficients import (
    Patterns,
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    masi_distance,
    percent_agreement,
)

pytestmark = pytest.mark.file_only

PUBLISHED: dict[str, Any] = {
    example["id"]: example
    for example in json.loads((Path(__file__).parent / "data/published.json").read_text(encoding="utf-8"))
}
PATTERNS = st.lists(st.tuples(*[st.sampled_from([None, "a", "b", "c"])] * 3), min_size=1, max_size=12).map(
    Counter
)


def from_coders(coders: list[list[Any]]) -> Patterns:
    return Counter(zip(*coders, strict=True))


def from_table(table: list[list[int]]) -> Patterns:
    return {(i, j): n for i, row in enumerate(table) for j, n in enumerate(row)}


def said(example: str) -> Patterns:
    """The data of a published example."""
    found = PUBLISHED[example]
    if "coders" in found:
        return from_coders(found["coders"])
    if "table" in found:
        return from_table(found["table"])
    rows = found.get("raw") or [
        [value for value, n in enumerate(counts) for _time in range(n)] for counts in found["counts"]
    ]
    return Counter(map(tuple, rows))


@pytest.mark.parametrize(
    ("example", "name", "value"),
    [
        ("alpha_K2004_p224", "percent", percent_agreement),
        ("alpha_K2004_p224", "alpha", krippendorff_alpha),
        ("alpha_K2011_B", "alpha", krippendorff_alpha),
        ("alpha_K2011_B", "cohen_kappa", cohen_kappa),
        ("alpha_K2011_C", "nominal", krippendorff_alpha),
        ("alpha_K2011_C", "interval", lambda said: krippendorff_alpha(said, lambda x, y: (x - y) ** 2)),
        (
            "alpha_K2011_C",
            "ratio",
            lambda said: krippendorff_alpha(said, lambda x, y: ((x - y) / (x + y)) ** 2),
        ),
        ("alpha_K2011_C", "brennan_prediger_irrCAC", lambda said: brennan_prediger(said, 5)),
        ("alpha_K2011_C", "fleiss_irrCAC", fleiss_kappa),
        ("cohen1960_p45", "Po", percent_agreement),
        ("cohen1960_p45", "kappa", cohen_kappa),
        ("artstein_poesio_ex1", "percent", percent_agreement),
        ("artstein_poesio_ex1", "S", lambda said: brennan_prediger(said, 2)),
        ("artstein_poesio_ex1", "pi", fleiss_kappa),
        ("artstein_poesio_ex1", "kappa", cohen_kappa),
        ("artstein_poesio_ex2", "percent", percent_agreement),
        ("artstein_poesio_ex2", "S", lambda said: brennan_prediger(said, 3)),
        ("artstein_poesio_ex2", "pi", fleiss_kappa),
        ("artstein_poesio_ex2", "kappa", cohen_kappa),
        ("artstein_poesio_ex2", "alpha", krippendorff_alpha),
        ("brennan_prediger_1981_p689", "Po", percent_agreement),
        ("brennan_prediger_1981_p689", "kappa", cohen_kappa),
        ("brennan_prediger_1981_p689", "kappa_n", lambda said: brennan_prediger(said, 3)),
        ("fleiss1971", "Po", percent_agreement),
        ("fleiss1971", "kappa", fleiss_kappa),
        ("fleiss1971", "alpha_nominal", krippendorff_alpha),
        ("fleiss_wikipedia", "kappa", fleiss_kappa),
    ],
)
def test_published_examples_come_out_as_printed(example: str, name: str, value: Any) -> None:
    expected = PUBLISHED[example]
    assert value(said(example)) == pytest.approx(expected["expect"][name], abs=expected["tol"])


def test_fleiss_of_each_category_comes_out_as_printed() -> None:
    """A category against all others is a kappa of its own; Fleiss printed them from rounded terms."""
    patterns = said("fleiss1971")
    for category, kappa in PUBLISHED["fleiss1971"]["expect"]["per_category"].items():
        alone = Counter[tuple[bool, ...]]()
        for pattern, n in patterns.items():
            alone[tuple(value == int(category) for value in pattern)] += n
        assert fleiss_kappa(alone) == pytest.approx(kappa, abs=0.0035)


def test_ordinal_alpha_and_weights_come_through_the_distance() -> None:
    paired = {p: n for p, n in said("alpha_K2011_C").items() if sum(value is not None for value in p) > 1}
    totals = Counter(value for p, n in paired.items() for value in p * n if value is not None)

    def ordinal(x: int, y: int) -> float:
        low, high = sorted((x, y))
        return (sum(totals[value] for value in range(low, high + 1)) - (totals[low] + totals[high]) / 2) ** 2

    def half_with_the_third(x: int, y: int) -> float:
        return 0.5 if 2 in (x, y) else 1

    expect = PUBLISHED["alpha_K2011_C"]["expect"]["ordinal"]
    assert krippendorff_alpha(paired, ordinal) == pytest.approx(expect, abs=0.001)
    weighted = krippendorff_alpha(said("artstein_poesio_ex2"), half_with_the_third)
    expect = PUBLISHED["artstein_poesio_ex2"]["expect"]["alpha_weighted_half_Chck"]
    assert weighted == pytest.approx(expect, abs=0.001)


def test_masi_of_sets() -> None:
    one, other = frozenset({1, 2}), frozenset({1, 2, 3, 4})
    assert masi_distance(one, other) == pytest.approx(PUBLISHED["masi"]["expect"]["masi"], abs=0.002)
    assert masi_distance(frozenset({1, 2}), frozenset({2, 3})) == pytest.approx(1 - 1 / 3 / 3)
    assert [masi_distance(one, frozenset()), masi_distance(frozenset(), frozenset())] == [1, 0]


def test_what_can_not_be_told_from_chance_is_undefined() -> None:
    for patterns in ({}, {("a", "a"): 7}, {("a", None): 3, (None, "b"): 2}):
        found = (cohen_kappa(patterns), fleiss_kappa(patterns), krippendorff_alpha(patterns))
        assert found == (None, None, None)
    assert brennan_prediger({("a", "a"): 7}, 1) is None
    assert percent_agreement({("a", None): 3}) is None


def random_tables(number: int, categories: int = 4) -> list[list[list[int]]]:
    random = Random(20)
    tables = []
    for _table in range(number):
        size = random.randint(2, categories)
        most = random.choice([1, 3, 40])
        tables.append([[random.randint(0, most) for _j in range(size)] for _i in range(size)])
    return tables


def test_cohen_equals_scikit_learn_on_a_thousand_random_tables() -> None:
    from sklearn.metrics import cohen_kappa_score

    defined = 0
    for table in random_tables(1000):
        first = [i for i, row in enumerate(table) for n in row for _time in range(n)]
        second = [j for row in table for j, n in enumerate(row) for _time in range(n)]
        ours = cohen_kappa(from_table(table))
        if ours is None:
            assert len({*first, *second}) < 2
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert ours == pytest.approx(cohen_kappa_score(first, second), abs=1e-12)
        defined += 1
    assert defined > 900


def test_cohen_and_fleiss_equal_statsmodels_on_a_thousand_random_tables() -> None:
    rater = pytest.importorskip("statsmodels.stats.inter_rater")
    for table in random_tables(1000):
        ours = cohen_kappa(from_table(table))
        if ours is not None:
            assert ours == pytest.approx(rater.cohens_kappa(table, return_results=False), abs=1e-12)
    random = Random(21)
    for _table in range(1000):
        coders, values = random.randint(2, 6), range(random.randint(2, 5))
        rows = [[random.choice(values) for _coder in range(coders)] for _unit in range(random.randint(2, 30))]
        ours = fleiss_kappa(Counter(map(tuple, rows)))
        if ours is not None:
            counts = [[row.count(value) for value in values] for row in rows]
            assert ours == pytest.approx(rater.fleiss_kappa(counts), abs=1e-12)


@given(PATTERNS)
def test_alpha_equals_its_coincidence_matrix(patterns: Counter[tuple[str | None, ...]]) -> None:
    """The matrix of Krippendorff 2011, cell by cell."""
    cells = Counter[tuple[str, str]]()
    for pattern in patterns.elements():
        here = [value for value in pattern if value is not None]
        for i, j in product(range(len(here)), repeat=2):
            if i != j:
                cells[here[i], here[j]] += 1 / (len(here) - 1)  # type: ignore[assignment]
    totals = Counter[str]()
    for (value, _other), n in cells.items():
        totals[value] += n
    n = sum(totals.values())
    apart = sum(number for (value, other), number in cells.items() if value != other)
    expected = sum(totals[x] * totals[y] for x, y in product(totals, repeat=2) if x != y)
    ours = krippendorff_alpha(patterns)
    if expected < 1e-9:
        assert ours is None
    else:
        assert ours == pytest.approx(1 - (n - 1) * apart / expected)
    assert krippendorff_alpha(patterns, lambda x, y: float(x != y)) == (
        None if ours is None else pytest.approx(ours)
    )


@given(PATTERNS)
def test_the_order_of_the_coders_does_not_matter(patterns: Counter[tuple[str | None, ...]]) -> None:
    turned: Patterns = {pattern[::-1]: n for pattern, n in patterns.items()}
    for measure in (percent_agreement, fleiss_kappa, krippendorff_alpha):
        ours = measure(patterns)
        assert measure(turned) == (None if ours is None else pytest.approx(ours))
