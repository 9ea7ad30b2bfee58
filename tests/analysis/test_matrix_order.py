"""Rows sorted by a column beneath their own, columns sorted by a row, and what has no number last."""

from dataclasses import replace

import pytest

from qualwb.analysis.matrix import Matrix, MatrixRow
from qualwb.analysis.matrix_order import SortedBy, Sorting, order_of, ordered_matrix
from qualwb.analysis.slices import Slice
from qualwb.store.errors import NotFound


def part(name: str, key: int) -> Slice:
    return Slice(name, "themes", key, frozenset({key}))


def row(name: str, depth: int, *values: int | None, parent: str | None = None) -> MatrixRow:
    return MatrixRow(
        part(name, hash(name)), parent, depth, values, sum(value or 0 for value in values), groups_with=1
    )


MATRIX = Matrix(
    rows_kind="themes",
    columns_kind="groups",
    slices=(part("Grupp 1", 1), part("Grupp 2", 2), part("Grupp 3", 3)),
    count="passages",
    rows=(
        row("Före", 0, 3, 1, 0),
        row("Syfte", 1, 1, 1, 0, parent="Före"),
        row("Möten", 1, 2, 0, 0, parent="Före"),
        row("Nytta", 0, 5, None, 1),
        row("Tyst", 0, 0, 0, 0),
    ),
    column_totals=(8, 1, 1),
    total=10,
    groups=3,
    groups_with=3,
)


def names(sorting: Sorting) -> tuple[list[str], list[str]]:
    found = ordered_matrix(MATRIX, order_of(MATRIX, sorting))
    return [one.name for one in found.rows], list(found.columns)


def test_rows_are_sorted_among_those_beneath_the_same_row() -> None:
    most_first = names(Sorting(rows=SortedBy("Grupp 1")))
    assert most_first == (["Nytta", "Före", "Möten", "Syfte", "Tyst"], ["Grupp 1", "Grupp 2", "Grupp 3"])
    least_first, _columns = names(Sorting(rows=SortedBy("Grupp 1", least_first=True)))
    assert least_first == ["Tyst", "Före", "Syfte", "Möten", "Nytta"]


@pytest.mark.parametrize("least_first", [False, True])
def test_what_has_no_number_is_last(least_first: bool) -> None:
    rows, _columns = names(Sorting(rows=SortedBy("Grupp 2", least_first)))
    assert rows[-1] == "Nytta"
    _rows, columns = names(Sorting(columns=SortedBy("Nytta", least_first)))
    assert columns[-1] == "Grupp 2"


def test_the_numbers_go_with_their_rows_and_columns() -> None:
    matrix = replace(MATRIX, rows=(*MATRIX.rows[:3], replace(MATRIX.rows[3], unknown=frozenset({1}))))
    found = ordered_matrix(matrix, order_of(matrix, Sorting(SortedBy("total"), SortedBy("all", True))))
    assert found.columns == ("Grupp 2", "Grupp 3", "Grupp 1")
    assert found.column_totals == (1, 1, 8)
    nytta = next(one for one in found.rows if one.name == "Nytta")
    assert (nytta.values, nytta.unknown) == ((None, 1, 5), frozenset({0}))


def test_rows_whose_own_is_not_shown_stay_in_the_table() -> None:
    matrix = replace(MATRIX, rows=MATRIX.rows[1:3])
    assert order_of(matrix, Sorting(SortedBy("Grupp 1"))).rows == (1, 0)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(NotFound):
        order_of(MATRIX, Sorting(rows=SortedBy("Grupp 9")))
    with pytest.raises(NotFound):
        order_of(MATRIX, Sorting(columns=SortedBy("Borta")))


def test_ten_thousand_rows_are_sorted_whole() -> None:
    many = tuple(row(f"Kod {n}", 0, n % 7, n % 3, 0) for n in range(10_000))
    order = order_of(replace(MATRIX, rows=many), Sorting(SortedBy("Grupp 1"))).rows
    assert sorted(order) == list(range(10_000))
    assert [many[place].values[0] for place in order] == sorted((n % 7 for n in range(10_000)), reverse=True)
