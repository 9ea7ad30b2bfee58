"""From a cell of a matrix to the question for its quotes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualwb.analysis.columns import KINDS
from qualwb.analysis.matrix import Matrix
from qualwb.analysis.quotes import Query
from qualwb.analysis.selection import Selection
from qualwb.analysis.slices import Slice, whole


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell by the keys of its row and column; None is the row or column of all."""

    row: int | str | None
    column: int | str | None


def place_of(matrix: Matrix, cell: MatrixCell) -> tuple[int, int] | None:
    """Row and column of a cell, those of all at the end; None where the matrix has no such cell."""
    rows = [*(row.slice.key for row in matrix.rows), None]
    columns = [*(one.key for one in matrix.slices), None]
    if cell.row not in rows or cell.column not in columns:
        return None
    return rows.index(cell.row), columns.index(cell.column)


def cell_at(matrix: Matrix, row: int, column: int) -> MatrixCell:
    """The cell at a row and column."""
    down, across = _slices(matrix, row, column)
    return MatrixCell(down.key if down else None, across.key if across else None)


def name_of(matrix: Matrix, cell: MatrixCell) -> tuple[str, str]:
    """How the row and column of a cell are called; '' for that of all."""
    place = place_of(matrix, cell)
    down, across = _slices(matrix, *place) if place else (None, None)
    return down.name if down else "", across.name if across else ""


def query_for(matrix: Matrix, selection: Selection, cell: MatrixCell) -> Query | None:
    """The question whose quotes a cell counts; None where the matrix has no such cell."""
    place = place_of(matrix, cell)
    if place is None:
        return None
    down, across = _slices(matrix, *place)
    narrowed = [one for one in (down or whole([row.slice for row in matrix.rows]), across) if one]
    # The slices name the rows already; what a row counts is not narrowed to the themes of many groups.
    return Query(selection=replace(selection, slices=(*selection.slices, *narrowed), in_groups=None))


def column_kinds(attributes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What can stand in the columns: kinds, then names of attributes."""
    return (*KINDS, *dict.fromkeys(name for names in attributes.values() for name in names))


def _slices(matrix: Matrix, row: int, column: int) -> tuple[Slice | None, Slice | None]:
    rows = [one.slice for one in matrix.rows]
    return _at(rows, row), _at(matrix.slices, column)


def _at(slices: Sequence[Slice], place: int) -> Slice | None:
    return slices[place] if place < len(slices) else None
