"""The order of a matrix's rows and columns: as the project has them, or by the numbers of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qualwb.analysis.extent import ExtentRow
from qualwb.analysis.framework import Framework
from qualwb.analysis.lookup import match
from qualwb.analysis.matrix import Matrix, MatrixRow
from qualwb.analysis.quote_matrix import QuoteMatrix
from qualwb.localization import gettext as _

TOTAL, ALL = "total", "all"
"""Name the column of all columns, and the row of all rows."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class SortedBy:
    """The name of a column that rows are sorted by, or of a row that columns are; the most first."""

    name: str
    least_first: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """What the rows and the columns of a matrix are sorted by; None leaves them as the project has them."""

    rows: SortedBy | None = None
    columns: SortedBy | None = None


UNSORTED = Sorting()


@dataclass(frozen=True, slots=True)
class MatrixOrder:
    """The places that the rows and columns of a matrix had before, in their new order."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


def order_of(matrix: Matrix, sorting: Sorting) -> MatrixOrder:
    """The order that a sorting gives. Rows stay beneath the row that they lie beneath.

    What has no number stands last, whichever way is sorted; equals stay as they were. ``total`` is the column
    of all columns and ``all`` the row of all rows, where no other has that name. Raises ``NotFound``.
    """
    rows, columns = range(len(matrix.rows)), range(len(matrix.columns))
    return MatrixOrder(
        tuple(rows) if sorting.rows is None else _tree_order(matrix, sorting.rows),
        tuple(columns) if sorting.columns is None else _column_order(matrix, sorting.columns),
    )


def ordered_matrix(matrix: Matrix, order: MatrixOrder) -> Matrix:
    """The matrix with its rows and columns in an order."""
    return replace(
        matrix,
        slices=_taken(matrix.slices, order.columns),
        rows=tuple(_ordered_row(matrix.rows[row], order.columns) for row in order.rows),
        column_totals=_taken(matrix.column_totals, order.columns),
        uncoded=_moved(matrix.uncoded, order.columns),
    )


def ordered_quotes(matrix: QuoteMatrix, order: MatrixOrder) -> QuoteMatrix:
    """The matrix of quotes with its rows and columns in an order."""
    cells = tuple(_taken(matrix.cells[row], order.columns) for row in order.rows)
    return replace(matrix, counts=ordered_matrix(matrix.counts, order), cells=cells)


def ordered_extents(extents: Sequence[ExtentRow], order: MatrixOrder) -> tuple[ExtentRow, ...]:
    """The extents in the order of the matrix of passages by groups that they belong to."""
    found = (extents[row] for row in order.rows)
    return tuple(replace(one, by_group=_taken(one.by_group, order.columns)) for one in found)


def ordered_framework(framework: Framework, order: MatrixOrder) -> Framework:
    """The framework with its rows and columns in an order."""
    return Framework(ordered_matrix(framework.counts, order), _taken(framework.cases, order.columns))


def _taken(items: Sequence[Item], places: Sequence[int]) -> tuple[Item, ...]:
    return tuple(items[place] for place in places)


def _ordered_row(row: MatrixRow, columns: Sequence[int]) -> MatrixRow:
    unknown, uncoded = _moved(row.unknown, columns), _moved(row.uncoded, columns)
    return replace(row, values=_taken(row.values, columns), unknown=unknown, uncoded=uncoded)


def _moved(places: frozenset[int], columns: Sequence[int]) -> frozenset[int]:
    """Where columns stand in an order, by where they stood before it."""
    return frozenset(new for new, old in enumerate(columns) if old in places)


def _column_order(matrix: Matrix, by: SortedBy) -> tuple[int, ...]:
    names = {row.name: row.values for row in reversed(matrix.rows)}
    known = {_(ALL): matrix.column_totals, ALL: matrix.column_totals, **names}
    values = known[match(by.name, known, _("row"))]
    return tuple(_sorted(range(len(values)), values, least_first=by.least_first))


def _tree_order(matrix: Matrix, by: SortedBy) -> tuple[int, ...]:
    """The rows sorted among those that lie beneath the same row."""
    places = {name: column for column, name in enumerate(matrix.columns)}
    known: dict[str, int | None] = {_(TOTAL): None, TOTAL: None, **places}
    column = known[match(by.name, known, _("column"))]
    values = [row.total if column is None else row.values[column] for row in matrix.rows]
    beneath = _beneath(matrix.rows)
    order: list[int] = []
    waiting = _sorted(beneath[None], values, least_first=by.least_first)[::-1]
    while waiting:
        order.append(waiting.pop())
        waiting += _sorted(beneath.get(order[-1], []), values, least_first=by.least_first)[::-1]
    return tuple(order)


def _beneath(rows: Sequence[MatrixRow]) -> dict[int | None, list[int]]:
    """By row, the rows that lie right beneath it; by None those on top, or whose own is not shown."""
    found: dict[int | None, list[int]] = {None: []}
    above: list[int] = []
    for place, row in enumerate(rows):
        while above and rows[above[-1]].depth >= row.depth:
            above.pop()
        found.setdefault(above[-1] if above else None, []).append(place)
        above.append(place)
    return found


def _sorted(places: Sequence[int], values: Sequence[int | None], *, least_first: bool) -> list[int]:
    sign = 1 if least_first else -1

    def key(place: int) -> tuple[bool, int]:
        value = values[place]
        return value is None, sign * (value or 0)

    return sorted(places, key=key)
