"""From a cell of a matrix to the question for its quotes."""

import re
from dataclasses import dataclass, replace

from qualwb.analysis.columns import KINDS, NO_VALUE
from qualwb.analysis.matrix import Matrix
from qualwb.analysis.query_language import All, Expression, Term
from qualwb.analysis.quotes import Query
from qualwb.analysis.selection import Selection

_OWNED = re.compile(r"(.+) \((.+)\)")


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell by the names of its row and column; None is the row or column of all."""

    row: str | None
    column: str | None


def query_for(matrix: Matrix, selection: Selection, cell: MatrixCell) -> Query:
    """The question whose quotes a cell counts."""
    if cell.row is not None and matrix.rows_kind == "themes":
        selection = replace(selection, themes=(cell.row,))
    elif cell.row is not None:
        selection = replace(selection, codes=(cell.row,))
    elif matrix.rows_kind == "themes":
        selection = replace(selection, themes=tuple(row.name for row in matrix.rows if row.depth == 0))
    if cell.column is None:
        return Query(selection=selection)
    return _in_column(matrix.columns_kind, cell.column, selection)


def _in_column(kind: str, name: str, selection: Selection) -> Query:
    match kind:
        case "groups":
            return Query(selection=replace(selection, groups=(name,)))
        case "sources":
            return Query(selection=replace(selection, sources=(name,)))
        case "coders":
            return Query(selection=replace(selection, coders=(name,)))
        case "participants":
            owned = _OWNED.fullmatch(name)
            alias = f"{owned[2]}/{owned[1]}" if owned else name
            return Query(selection=replace(selection, participants=(alias,)))
        case "speakers":
            return Query(_owned("speaker", name), selection)
        case "questions":
            return Query(Term("question", name), selection)
    value = "" if name == NO_VALUE else name
    return Query(selection=replace(selection, attributes=(*selection.attributes, (kind, value))))


def _owned(field: str, name: str) -> Expression:
    """A speaker, told apart by the source where several have the label."""
    owned = _OWNED.fullmatch(name)
    return All((Term(field, owned[1]), Term("source", owned[2]))) if owned else Term(field, name)


def column_kinds(attributes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What can stand in the columns: kinds, then names of attributes."""
    return (*KINDS, *dict.fromkeys(name for names in attributes.values() for name in names))
