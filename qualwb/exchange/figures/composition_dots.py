"""Who the groups consist of: a dot a participant, a row a value, a column a group."""

from typing import TYPE_CHECKING

from qualwb.analysis.small_cells import SMALL_SIGN, small_cell_note
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
from qualwb.exchange.figures.picture import Circle, Ink, Label, Picture, Shape, Stroke
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.composition import Composition, ValueByGroup

RADIUS, PITCH = 4.0, 11.0
"""Of a dot, and from dot to dot, in points."""
TOTALS = 40
"""Room at the right for the number of all."""


def composition_dots(found: "Composition") -> Picture:
    """The composition of the groups; values that fewer than five people share have a mark and a note."""
    shares = [share for _name, shares in found.attributes for share in shares]
    labels = labels_width([(_value(share), 1) for share in shares], *(name for name, _s in found.attributes))
    cell = cell_width(found.groups, labels + TOTALS)
    right = labels + cell * len(found.groups)
    shapes, y, numbers = column_heads(found.groups, labels, cell, LINE)
    title = axis_title(_("groups"), labels, right)
    shapes.append(title)
    shapes.append(Label(right + TOTALS, y - 8, _("all"), anchor="end", bold=True))
    for name, values in found.attributes:
        drawn, height = row_name(name, 0, y, labels, bold=True)
        shapes += drawn
        y += height
        for share in values:
            drawn, height = _row(share, found.groups, y, labels, cell)
            shapes += drawn
            y += height
            shapes.append(Stroke(((0, y), (right + TOTALS, y)), Ink.LINE, 0.5))
    shapes += _sums(found, y, labels, cell)
    return Picture(
        title=_("Who the groups consist of"),
        description=_described(found),
        width=max(right + TOTALS, right_of(title)) + 2,
        height=y + LINE + 12,
        shapes=tuple(shapes),
        notes=(*_notes(found), *numbers),
    )


def _row(
    share: "ValueByGroup", groups: tuple[str, ...], y: float, labels: float, cell: float
) -> tuple[list[Shape], float]:
    """The dots of a value, and the height of its row."""
    across = max(int((cell - 4) // PITCH), 1)
    name = _value(share)
    shapes, height = row_name(name, 1, y, labels, bold=False)
    lines = max((-(-count // across) for count in share.counts), default=1)
    height = max(height, lines * PITCH + 8)
    for column, count in enumerate(share.counts):
        middle = labels + (column + 0.5) * cell
        hint = f"{name}, {groups[column]}: {count}"
        for number in range(count):
            line, place = divmod(number, across)
            on_line = min(count - line * across, across)
            x = middle + (place - (on_line - 1) / 2) * PITCH
            shapes.append(Circle(x, y + 4 + (line + 0.5) * PITCH, RADIUS, Ink.ACCENT, hint))
    right = labels + cell * len(groups) + TOTALS
    mark = SMALL_SIGN if share.is_small else ""
    shapes.append(Label(right, y + 13.5, f"{share.total}{mark}", anchor="end"))
    return shapes, height


def _sums(found: "Composition", y: float, labels: float, cell: float) -> list[Shape]:
    """The number of participants at the foot of each column."""
    base = y + LINE + 4
    right = labels + cell * len(found.groups) + TOTALS
    return [
        Label(EDGE, base, _("participants"), bold=True),
        *(
            Label(labels + (column + 0.5) * cell, base, str(n), anchor="middle", bold=True)
            for column, n in enumerate(found.people)
        ),
        Label(right, base, str(sum(found.people)), anchor="end", bold=True),
    ]


def _value(share: "ValueByGroup") -> str:
    return _("not known") if share.value is None else share.value


def _notes(found: "Composition") -> tuple[str, ...]:
    notes = [_("A dot is a participant; moderators and observers are left out.")]
    if any(share.is_small for _name, shares in found.attributes for share in shares):
        notes.append(small_cell_note())
    nobody = [group for group, n in zip(found.groups, found.people, strict=True) if not n]
    if nobody:
        notes.append(_("Nobody is known in: {names}.").format(names=", ".join(nobody)))
    return tuple(notes)


def _described(found: "Composition") -> str:
    n = sum(found.people)
    parts = [ngettext("{n} participant", "{n} participants", n).format(n=n)]
    for name, shares in found.attributes:
        parts.append(f"{name}: " + ", ".join(f"{_value(share)} {share.total}" for share in shares))
    return ". ".join(parts) + "."
