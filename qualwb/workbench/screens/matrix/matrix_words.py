"""What a matrix shows, in words and numbers for the screen."""

from collections.abc import Sequence
from typing import overload

from qualwb.analysis.claims import NOT_BORNE_OUT
from qualwb.analysis.coverage import groups_in_words
from qualwb.analysis.matrix import Matrix, wholes
from qualwb.analysis.matrix_order import ALL, TOTAL, SortedBy, Sorting
from qualwb.exchange.matrix_views import MatrixView
from qualwb.exchange.tables.matrix import (
    CODED_SINCE,
    GONE,
    NOT_SUMMED_UP,
    column_heads,
    gone_in_words,
    size_sign,
)
from qualwb.exchange.tables.table import Cell
from qualwb.exchange.writers.text import text_of
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.screens.matrix.drill_down import MatrixCell, name_of, place_of
from qualwb.workbench.screens.matrix.matrix_choices import MatrixChoices
from qualwb.workbench.widgets.matrix_grid import NUMBERS, SHADES, GridRow, GridShape

MOST_FIRST, LEAST_FIRST = "▼", "▲"
"""Stand at what a table is sorted by."""
_SHAPES = {"extent": GridShape(2, 22), "quotes": GridShape(3, 28), "summaries": GridShape(3, 28)}


def kind_in_words(kind: str) -> str:
    """A kind of rows, columns, counts or cells in the reader's language; an attribute by its own name."""
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
        "numbers": _("numbers"),
        "percent column": _("percent of the column"),
        "percent row": _("percent of the row"),
        "percent all": _("percent of all"),
        "extent": _("extent: passages, participants, groups"),
        "quotes": _("quotes"),
        "print": _("quotes as printed"),
        "summaries": _("summaries"),
    }.get(kind, kind)


def count_in_words(count: str, n: int) -> str:
    """So many of what is counted."""
    match count:
        case "passages":
            told = ngettext("{n} passage", "{n} passages", n)
        case "participants":
            told = ngettext("{n} participant", "{n} participants", n)
        case "groups":
            told = ngettext("{n} group", "{n} groups", n)
        case "words":
            told = ngettext("{n} word", "{n} words", n)
        case _:
            return _("yes") if n else _("no")
    return told.format(n=n)


def sorting_in_words(sorting: Sorting, within: str = "") -> str:
    """What the rows, ``within`` what lies above them, and the columns are sorted by; '' for neither."""
    by = [(sorting.rows, within), (sorting.columns, "")]
    said = [(sorted_name(one.name), _sign(one), in_what) for one, in_what in by if one is not None]
    return ", ".join(" ".join(filter(None, parts)) for parts in said)


def within_in_words(matrix: Matrix, rows: str) -> str:
    """Within what rows are sorted that lie beneath others; '' where none does."""
    if not any(row.depth for row in matrix.rows):
        return ""
    return _("within each main theme") if rows == "themes" else _("within each code above")


def sorted_name(name: str) -> str:
    """What is sorted by, in the reader's language."""
    return {TOTAL: _("total"), ALL: _("all")}.get(name, name)


def _sign(by: SortedBy) -> str:
    return LEAST_FIRST if by.least_first else MOST_FIRST


def sorting_choices(column: str, row: str, within: str) -> list[tuple[str, str]]:
    """The ways to sort: by a column or by a row, as ``MatrixChoices.sorted_as`` takes them, and in words.

    ``within`` says in what rows stay that lie beneath others.
    """
    by_column, by_row = sorted_name(column), sorted_name(row)
    most = _("rows by {column}, most first").format(column=by_column)
    least = _("rows by {column}, least first").format(column=by_column)
    return [
        ("rows", f"{MOST_FIRST} " + ", ".join(filter(None, (most, within)))),
        ("rows least", f"{LEAST_FIRST} " + ", ".join(filter(None, (least, within)))),
        ("columns", f"{MOST_FIRST} " + _("columns by {row}, most first").format(row=by_row)),
        ("columns least", f"{LEAST_FIRST} " + _("columns by {row}, least first").format(row=by_row)),
        ("", "  " + _("as they are in the project")),
    ]


def grid_shape(view: MatrixView) -> GridShape:
    """Numbers in a line, texts in several."""
    return _SHAPES.get(view.wishes.cells, NUMBERS)


def grid_heads(view: MatrixView) -> tuple[str, ...]:
    """The names of the columns, and of the totals where there are any."""
    return (*view.matrix.columns, *_heads_behind(view))


def grid_signs(view: MatrixView) -> list[str]:
    """What stands behind each name: how many bear the value of an attribute, and what is sorted by."""
    matrix, by = view.matrix, view.wishes.sorting.rows
    sizes = [] if matrix.sizes is None else list(map(size_sign, matrix.sizes))
    signs = []
    for place in range(len(matrix.columns) + 1):
        size = sizes[place] if place < len(sizes) else ""
        sorted_by = by is not None and by.name == column_name(matrix, place)
        signs.append(" ".join(filter(None, (size, _sign(by) if by is not None and sorted_by else ""))))
    return signs


def _heads_behind(view: MatrixView) -> tuple[str, ...]:
    """The head of the totals, where the table has any."""
    place = 1 + len(view.matrix.columns)
    return view.table.columns[place : place + 1]


def column_name(matrix: Matrix, place: int) -> str:
    """What a column is called when rows are sorted by it."""
    return matrix.columns[place] if place < len(matrix.columns) else TOTAL


def row_name(matrix: Matrix, place: int) -> str:
    """What a row is called when columns are sorted by it."""
    return matrix.rows[place].name if place < len(matrix.rows) else ALL


class GridRows(Sequence[GridRow]):
    """The rows of a table with what its cells say, made as they are drawn; none for an empty matrix."""

    def __init__(self, view: MatrixView, *, shaded: bool) -> None:
        self._matrix, self._by = view.matrix, view.wishes.sorting.columns
        self._table_rows = view.table.rows if view.matrix.rows else ()
        self._wide = len(view.matrix.columns) + len(_heads_behind(view))
        self._shades = view.shades() if shaded else ()

    def __len__(self) -> int:
        return len(self._table_rows)

    @overload
    def __getitem__(self, place: int) -> GridRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[GridRow]: ...
    def __getitem__(self, place: int | slice) -> GridRow | list[GridRow]:
        if isinstance(place, slice):
            return [self._row(one) for one in range(len(self))[place]]
        return self._row(place)

    def _row(self, place: int) -> GridRow:
        head, *cells = self._table_rows[place]
        rows = self._matrix.rows
        depth = rows[place].depth if place < len(rows) else 0
        name = str(head).strip()
        if self._by is not None and self._by.name == row_name(self._matrix, place):
            name = f"{name} {_sign(self._by)}"
        shades = self._shades[place] if place < len(self._shades) else ()
        steps = tuple(round(shade * (len(SHADES) - 1)) for shade in shades)
        return GridRow(name, depth, tuple(map(_dense, cells[: self._wide])), steps)


def _dense(cell: Cell) -> str:
    """A cell without the blank lines between its quotes."""
    return text_of(cell).replace("\n\n", "\n")


def cell_in_words(view: MatrixView, cell: MatrixCell) -> str:
    """What a cell says, by the whole names of its row and column. The matrix must have the cell."""
    matrix = view.matrix
    place = place_of(matrix, cell)
    assert place is not None
    row_named, _column_name = name_of(matrix, cell)
    where = f"{row_named or _('all')} × {(*column_heads(matrix), _('total'))[place[1]]}"
    value = _value(matrix, *place)
    if value is None:
        return f"{where}: {_unsaid(matrix, *place)}"
    said = f"{where}: {_in_words(view, value, *place)}"
    row = matrix.rows[place[0]] if place[0] < len(matrix.rows) else None
    if row is not None:
        groups = groups_in_words(row.groups_with, matrix.groups, matrix.uncoded_groups)
        said += " · " + _("the row in {groups}").format(groups=groups)
        if row.is_overclaimed and row.claimed:
            doubt = _("{sign} claimed: {claim}").format(sign=NOT_BORNE_OUT, claim=row.claimed.claim)
            said += f" {doubt}"
        elif row.claimed:
            said += " · " + _("as is claimed: {claim}").format(claim=row.claimed.claim)
    return said


def _in_words(view: MatrixView, value: int, row: int, column: int) -> str:
    """What a cell holds: of texts what it says, and how many passages are behind it."""
    counted = count_in_words(view.matrix.count, value)
    cells = view.wishes.cells
    if cells == "numbers" or row >= len(view.table.rows) or column + 1 >= len(view.table.rows[row]):
        return counted
    text = text_of(view.table.rows[row][column + 1])
    if cells == "summaries":
        if text == NOT_SUMMED_UP:
            text = _("{sign} coded, not yet summed up: e does it").format(sign=NOT_SUMMED_UP)
        elif text.startswith(f"{CODED_SINCE} "):
            counted += " · " + _("{sign} coded since: e shows what").format(sign=CODED_SINCE)
        elif text.startswith(f"{GONE} "):
            counted += " · " + gone_in_words()
        return f"{counted} · {text}" if text else counted
    if cells == "percent" and text:
        whole = _whole(view, row, column)
        return f"{text} ({counted})" if whole is None else f"{text} ({_of_whole(counted, whole)})"
    return text if cells == "extent" else counted


def _of_whole(counted: str, whole: int) -> str:
    return _("{counted} of {whole}").format(counted=counted, whole=whole)


def _whole(view: MatrixView, row: int, column: int) -> int | None:
    """What a cell's percent is a part of; None for a total."""
    matrix = view.matrix
    if row >= len(matrix.rows) or column >= len(matrix.columns):
        return None
    return wholes(matrix, matrix.rows[row], view.wishes.percent_of)[column]


def _value(matrix: Matrix, row: int, column: int) -> int | None:
    if row == len(matrix.rows):
        return matrix.total if column == len(matrix.columns) else matrix.column_totals[column]
    found = matrix.rows[row]
    return found.total if column == len(matrix.columns) else found.values[column]


def _unsaid(matrix: Matrix, row: int, column: int) -> str:
    """Why a cell has no number; totals are always asked."""
    if row == len(matrix.rows) or column == len(matrix.columns):
        return _("nobody is known to speak")
    found = matrix.rows[row]
    if column in found.uncoded:
        return _("not coded in what is counted")
    return _("nobody is known to speak") if column in found.unknown else _("not asked")


def given_way_in_words(asked: MatrixChoices, given: MatrixChoices) -> str:
    """What of the choices asked for gave way to the others; '' where all are as they were asked for."""
    told = []
    if asked.rows != given.rows:
        told.append(_("rows are {kind} now").format(kind=kind_in_words(given.rows)))
    if asked.columns != given.columns:
        told.append(_("columns are {kind} now").format(kind=kind_in_words(given.columns)))
    if asked.cells != given.cells:
        told.append(_("cells are {kind} now").format(kind=kind_in_words(given.cells)))
    if not told:
        return ""
    return _("They do not go together: {what}.").format(what=", ".join(told))
