"""Codes taken for other codes as a heat map: the darker a cell, the more units."""

from typing import TYPE_CHECKING

from qualwb.colours import READABLE, darkness
from qualwb.exchange.figures.grid import EDGE, LINE, axis_title, labels_width, right_of, row_name
from qualwb.exchange.figures.picture import PAGE, Ink, Label, Picture, Rectangle, Shape, Stroke
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.agreement.confusion import Confusion

LEAST = 22.0
"""Points of the narrowest column: room for a number of two digits."""


def confusion_map(result: "Confusion") -> Picture:
    """Rows are what the first coder gave, columns what the second gave; alike stands on the diagonal, framed.

    Codes that were never taken for another one are left out.
    """
    codes = [code for code in result.codes if result.apart(code)]
    labels: list[str | None] = [*codes, None]
    names = [f"{n} {code}" for n, code in enumerate(codes, 1)] + [_("(nothing)")]
    first, second = result.coders
    left = labels_width([(name, 0) for name in names], first)
    cell = max(LEAST, min(36.0, (PAGE - left) / len(labels)))
    right = left + cell * len(labels)
    title = axis_title(second, left, right)
    heads = [str(n) for n in range(1, len(codes) + 1)] + ["–"]
    y = 2.0 * LINE + 8
    shapes: list[Shape] = [title, Label(EDGE, y - 8, first, ink=Ink.SOFT)]
    shapes += [
        Label(left + (column + 0.5) * cell, y - 8, head, anchor="middle", bold=True, hint=name)
        for column, (head, name) in enumerate(zip(heads, names, strict=True))
    ]
    top = max((n for (a, b), n in result.counts.items() if {a, b} <= set(labels)), default=0)
    for a, name in zip(labels, names, strict=True):
        drawn, height = row_name(name, 0, y, left, bold=False)
        shapes += drawn
        for column, b in enumerate(labels):
            place = (left + column * cell, y, cell, height)
            shapes += _cell(place, result.counts.get((a, b), 0), top, f"{name} / {names[column]}", a == b)
        y += height
        shapes.append(Stroke(((0, y), (right, y)), Ink.LINE, 0.5))
    return Picture(
        title=_("Codes taken for other codes: {first} and {second}").format(first=first, second=second),
        description=_described(result, codes),
        width=max(right, right_of(title)) + 2,
        height=y + 4,
        shapes=tuple(shapes),
        notes=(
            _("Rows: {first}; columns: {second}; – is nothing; framed: alike.").format(
                first=first, second=second
            ),
        ),
    )


def _cell(
    place: tuple[float, float, float, float], value: int, top: int, hint: str, alike: bool
) -> list[Shape]:
    x, y, width, height = place
    shapes: list[Shape] = []
    if value:
        dark = darkness(value, top)
        ink = Ink.ON_HEAT if dark > READABLE else Ink.INK
        shapes.append(
            Rectangle(x + 1, y + 1, width - 2, height - 2, Ink.HEAT, round(dark, 3), f"{hint}: {value}")
        )
        shapes.append(Label(x + width / 2, y + height / 2 + 4, str(value), anchor="middle", ink=ink))
    if alike:
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        shapes.append(Stroke(corners, Ink.SOFT, 0.75))
    return shapes


def _described(result: "Confusion", codes: list[str]) -> str:
    apart = sorted(
        ((n, a, b) for (a, b), n in result.counts.items() if a != b and a in codes and b in codes),
        key=lambda one: (-one[0], str(one[1:])),
    )
    first, second = result.coders
    told = [f"{first} '{a}', {second} '{b}': {n}" for n, a, b in apart]
    return "; ".join(told) + "." if told else _("No code was taken for another one.")
