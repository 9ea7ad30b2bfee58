"""Themes by groups as a heat map: the darker a cell, the more passages."""

from typing import TYPE_CHECKING

from qualwb.colours import READABLE, darkness
from qualwb.exchange.figures.picture import (
    Ink,
    Label,
    Picture,
    Rectangle,
    Shape,
    Stroke,
    shortened,
    text_width,
)
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.matrix import Matrix, MatrixRow

ROW = 24
HEAD = 30
INDENT = 12
LABELS = (120, 330)
"""Least and greatest width of the rows' names."""
CELLS = (44, 90)


def heat_map(matrix: "Matrix") -> Picture:
    """A matrix drawn; a cell that is 'not said' is empty, one that was 'not asked' has a dot."""
    labels = _between(max((_label_width(row) for row in matrix.rows), default=0) + 14, LABELS)
    cell = _between(max((text_width(name, 11) for name in matrix.columns), default=0) + 12, CELLS)
    top = greatest(matrix)
    shapes: list[Shape] = []
    for column, name in enumerate(matrix.columns):
        x = labels + (column + 0.5) * cell
        shapes.append(Label(x, HEAD - 10, shortened(name, cell - 4), anchor="middle", bold=True, hint=name))
    for number, row in enumerate(matrix.rows):
        y = HEAD + number * ROW
        parent = is_parent(row, matrix)
        name = shortened(row.name, labels - row.depth * INDENT - 8)
        shapes.append(Label(row.depth * INDENT, y + 16, name, bold=parent, hint=row.name))
        for column, value in enumerate(row.values):
            hint = f"{row.name}, {matrix.columns[column]}: {value or 0}"
            shapes += _cell(labels + column * cell, y, cell, value, 0 if parent else top, hint)
        shapes.append(Stroke(((0, y + ROW), (labels + cell * len(matrix.columns), y + ROW)), Ink.LINE, 0.5))
    return Picture(
        title=_("Themes by groups: passages"),
        description=_described(matrix),
        width=labels + cell * len(matrix.columns) + 2,
        height=HEAD + ROW * len(matrix.rows) + 4,
        shapes=tuple(shapes),
    )


def greatest(matrix: "Matrix") -> int:
    """The greatest value of the rows that stand for no other rows."""
    leaves = (row for row in matrix.rows if not is_parent(row, matrix))
    return max((value or 0 for row in leaves for value in row.values), default=0)


def _cell(x: float, y: float, width: float, value: int | None, top: int, hint: str) -> list[Shape]:
    middle, base = x + width / 2, y + 16
    if value is None:
        return [Label(middle, base, "·", anchor="middle", ink=Ink.SOFT, hint=hint)]
    if not value:
        return []
    dark = darkness(value, top)
    ink = Ink.ON_HEAT if dark > READABLE else Ink.INK
    shapes: list[Shape] = [Label(middle, base, str(value), anchor="middle", ink=ink)]
    if dark:
        shapes.insert(0, Rectangle(x + 1, y + 1, width - 2, ROW - 2, Ink.HEAT, round(dark, 3), hint))
    return shapes


def _described(matrix: "Matrix") -> str:
    parts = []
    leaves = [row for row in matrix.rows if not is_parent(row, matrix)]
    rows = ngettext("{n} theme", "{n} themes", len(leaves)).format(n=len(leaves))
    columns = ngettext("{n} group", "{n} groups", len(matrix.columns)).format(n=len(matrix.columns))
    parts.append(f"{rows}, {columns}.")
    everywhere = [row.name for row in leaves if matrix.groups and row.groups_with == matrix.groups]
    if everywhere:
        parts.append(_("In all groups: {names}.").format(names=", ".join(everywhere)))
    parts += [
        f"{row.name}: "
        + ", ".join(
            f"{name} {value}" for name, value in zip(matrix.columns, row.values, strict=True) if value
        )
        + "."
        for row in leaves
        if row.total
    ]
    return " ".join(parts)


def is_parent(row: "MatrixRow", matrix: "Matrix") -> bool:
    """Whether other rows lie beneath the row."""
    return any(other.parent == row.name for other in matrix.rows)


def _label_width(row: "MatrixRow") -> float:
    return row.depth * INDENT + text_width(row.name)


def _between(value: float, bounds: tuple[float, float]) -> float:
    return max(bounds[0], min(value, bounds[1]))
