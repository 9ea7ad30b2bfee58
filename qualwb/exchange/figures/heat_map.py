"""Themes by groups as a heat map: the darker a cell, the more passages."""

from typing import TYPE_CHECKING

from qualwb.analysis.coverage import UNCODED
from qualwb.analysis.not_asked import NOT_ASKED
from qualwb.colours import READABLE, darkness
from qualwb.exchange.figures.grid import (
    EDGE,
    LINE,
    axis_title,
    cell_width,
    column_heads,
    labels_width,
    right_of,
    row_name,
)
from qualwb.exchange.figures.legend import Entry, legend, on_a_line
from qualwb.exchange.figures.picture import PAGE, Ink, Label, Picture, Rectangle, Shape, Stroke
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.matrix import Matrix

DOT = 15
"""The size of its type: so that it is seen."""

Place = tuple[float, float, float, float]
"""Where a cell is drawn: left, top, width, height."""


def heat_map(matrix: "Matrix") -> Picture:
    """A matrix drawn; a cell 'not said' is empty, one 'not asked' has a dot, one 'not coded' a stroke."""
    rows_title = _(matrix.rows_kind)
    labels = labels_width([(row.name, row.depth) for row in matrix.rows], rows_title)
    columns = matrix.columns
    cell = cell_width(columns, labels)
    right = labels + cell * len(columns)
    shapes, y, notes = column_heads(columns, labels, cell, LINE)
    title = axis_title(_(matrix.columns_kind), labels, right)
    shapes.append(title)
    shapes.append(Label(EDGE, y - 8, rows_title, ink=Ink.SOFT))
    top, parents = greatest(matrix), parent_names(matrix)
    for row in matrix.rows:
        parent = row.name in parents
        name, height = row_name(row.name, row.depth, y, labels, bold=parent)
        shapes += name
        for column, value in enumerate(row.values):
            sign = UNCODED if column in row.uncoded else NOT_ASKED
            hint = f"{row.name}, {columns[column]}: {sign if value is None else value}"
            place = (labels + column * cell, y, cell, height)
            if value is None:
                shapes.append(_sign(place, sign, hint))
            else:
                shapes += _cell(place, value, 0 if parent else top, hint)
        y += height
        shapes.append(Stroke(((0, y), (right, y)), Ink.LINE, 0.5))
    entries = _entries(matrix, top)
    width = max(right, right_of(title), min(on_a_line(entries), PAGE - EDGE))
    signs, end = legend(entries, EDGE, y + 8, width)
    return Picture(
        title=_("Themes by groups: passages"),
        description=_described(matrix),
        width=width + 2,
        height=end + 4,
        shapes=(*shapes, *signs),
        notes=notes,
    )


def greatest(matrix: "Matrix") -> int:
    """The greatest value of the rows that stand for no other rows."""
    parents = parent_names(matrix)
    leaves = (row for row in matrix.rows if row.name not in parents)
    return max((value or 0 for row in leaves for value in row.values), default=0)


def parent_names(matrix: "Matrix") -> frozenset[str]:
    """The names of the rows that other rows lie beneath."""
    return frozenset(row.parent for row in matrix.rows if row.parent is not None)


def _sign(place: Place, sign: str, hint: str) -> Shape:
    """What stands in a cell that has no number."""
    x, y, width, height = place
    return Label(x + width / 2, y + height / 2 + 4, sign, DOT, "middle", hint=hint)


def _cell(place: Place, value: int, top: int, hint: str) -> list[Shape]:
    x, y, width, height = place
    middle, base = x + width / 2, y + height / 2 + 4
    if not value:
        return []
    dark = darkness(value, top)
    ink = Ink.ON_HEAT if dark > READABLE else Ink.INK
    shapes: list[Shape] = [Label(middle, base, str(value), anchor="middle", ink=ink)]
    if dark:
        shapes.insert(0, Rectangle(x + 1, y + 1, width - 2, height - 2, Ink.HEAT, round(dark, 3), hint))
    return shapes


def _entries(matrix: "Matrix", top: int) -> list[Entry]:
    """The darkness of the least, a middle and the greatest number, and the ways of holding none."""
    entries = [_shade(value, top) for value in sorted({1, (top + 1) // 2, top} - {0})] if top else []
    if entries:
        passages = ngettext("{n} passage", "{n} passages", top).format(n=top)
        entries[-1] = Entry(entries[-1].draw, passages)
    values = [value for row in matrix.rows for value in row.values]
    if 0 in values:
        entries.append(Entry(_frame, _("blank: not said")))
    if any(row.not_asked for row in matrix.rows):
        entries.append(_signed(NOT_ASKED, _("not asked")))
    if matrix.uncoded and matrix.rows:
        entries.append(_signed(UNCODED, _("not coded")))
    return entries


def _signed(sign: str, meaning: str) -> Entry:
    return Entry(lambda x, y: [Label(x + 10, y + 4, sign, DOT, "middle")], meaning)


def _shade(value: int, top: int) -> Entry:
    dark = round(darkness(value, top), 3)
    return Entry(lambda x, y: [Rectangle(x, y - 6, 20, 12, Ink.HEAT, dark)], str(value))


def _frame(x: float, y: float) -> list[Shape]:
    corners = ((x, y - 6), (x + 20, y - 6), (x + 20, y + 6), (x, y + 6), (x, y - 6))
    return [Stroke(corners, Ink.LINE, 0.5)]


def _described(matrix: "Matrix") -> str:
    parts = []
    parents = parent_names(matrix)
    leaves = [row for row in matrix.rows if row.name not in parents]
    names = matrix.columns
    rows = ngettext("{n} theme", "{n} themes", len(leaves)).format(n=len(leaves))
    columns = ngettext("{n} group", "{n} groups", len(names)).format(n=len(names))
    parts.append(f"{rows}, {columns}.")
    everywhere = [row.name for row in leaves if matrix.groups and row.groups_with == matrix.groups]
    if everywhere:
        parts.append(_("In all groups: {names}.").format(names=", ".join(everywhere)))
    parts += [
        f"{row.name}: "
        + ", ".join(f"{name} {value}" for name, value in zip(names, row.values, strict=True) if value)
        + "."
        for row in leaves
        if row.total
    ]
    return " ".join(parts)
