"""What a matrix shows, in words and numbers for the screen."""

from collections.abc import Sequence

from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.analysis.matrix import Matrix, MatrixRow
from qualwb.analysis.not_asked import NOT_ASKED
from qualwb.exchange.numbers import UNDEFINED
from qualwb.exchange.tables.matrix import column_heads, size_sign
from qualwb.localization import gettext as _
from qualwb.workbench.screens.matrix.drill_down import MatrixCell, name_of, place_of
from qualwb.workbench.widgets.folding import cut
from qualwb.workbench.widgets.matrix_grid import WIDEST, GridRow


def kind_in_words(kind: str) -> str:
    """A kind of rows, columns or counts in the reader's language; an attribute by its own name."""
    return {
        "themes": _("themes"),
        "codes": _("codes"),
        "groups": _("groups"),
        "sources": _("sources"),
        "speakers": _("speakers"),
        "participants": _("participants"),
        "questions": _("questions"),
        "coders": _("coders"),
        "passages": _("passages"),
        "words": _("words"),
        "presence": _("yes or no"),
    }.get(kind, kind)


def grid_heads(matrix: Matrix) -> tuple[str, ...]:
    """The heads of the columns, of a value of an attribute short enough to show how many bear it."""
    if matrix.sizes is None:
        return (*matrix.columns, _("total"))
    signs = map(size_sign, matrix.sizes)
    heads = [
        f"{cut(name, WIDEST - len(sign) - 1)} {sign}"
        for name, sign in zip(matrix.columns, signs, strict=True)
    ]
    return (*heads, _("total"))


def grid_rows(matrix: Matrix) -> Sequence[GridRow]:
    """The rows with their totals, and the row of all below; none for an empty matrix."""
    rows = [
        GridRow(f"{NOT_BORNE_OUT} {row.name}" if row.is_overclaimed else row.name, row.depth, _cells(row))
        for row in matrix.rows
    ]
    if rows:
        totals = tuple(map(_number, (*matrix.column_totals, matrix.total)))
        rows.append(GridRow(_("all"), 0, totals))
    return rows


def _cells(row: MatrixRow) -> tuple[str, ...]:
    values = (
        NOT_ASKED if value is None and column not in row.unknown else _number(value)
        for column, value in enumerate(row.values)
    )
    return (*values, _number(row.total))


def cell_in_words(matrix: Matrix, cell: MatrixCell) -> str:
    """What a cell counts, by the whole names of its row and column. The matrix must have the cell."""
    row_name, _column_name = name_of(matrix, cell)
    place = place_of(matrix, cell)
    assert place is not None
    where = f"{row_name or _('all')} × {(*column_heads(matrix), _('total'))[place[1]]}"
    value = _value(matrix, cell)
    if value is None:
        return f"{where}: " + (_("nobody is known to speak") if _unknown(matrix, cell) else _("not asked"))
    said = f"{where}: {value} {kind_in_words(matrix.count)}"
    row = next((row for row in matrix.rows if row.slice.key == cell.row), None)
    if row is not None:
        said += " · " + _("{n} of {k} groups").format(n=row.groups_with, k=matrix.groups)
        if row.is_overclaimed and row.claimed:
            doubt = _("{sign} claimed: {claim}").format(sign=NOT_BORNE_OUT, claim=row.claimed.claim)
            said += f" {doubt}"
    return said


def _value(matrix: Matrix, cell: MatrixCell) -> int | None:
    place = place_of(matrix, cell)
    assert place is not None
    rows = [*((*row.values, row.total) for row in matrix.rows), (*matrix.column_totals, matrix.total)]
    return rows[place[0]][place[1]]


def _unknown(matrix: Matrix, cell: MatrixCell) -> bool:
    """Whether a cell without a number is one where nobody is known to speak; totals are always asked."""
    place = place_of(matrix, cell)
    assert place is not None
    row, column = place
    if row == len(matrix.rows) or column == len(matrix.columns):
        return True
    return column in matrix.rows[row].unknown


def _number(value: int | None) -> str:
    """Blank for 'not said', the sign of the undefined where nobody is known to speak."""
    return UNDEFINED if value is None else str(value or "")
