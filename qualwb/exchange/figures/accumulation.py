"""The accumulation curve: how many codes or themes are known after so many groups."""

from typing import TYPE_CHECKING

from qualwb.exchange.figures.picture import (
    Area,
    Circle,
    Ink,
    Label,
    Picture,
    Point,
    Shape,
    Stroke,
    text_width,
)
from qualwb.localization import decimal
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualwb.analysis.saturation import Saturation

LEFT, WIDTH, TOP, HEIGHT = 46, 384, 16, 240
"""Where the curves are drawn; the axes' numbers and names stand outside."""
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
NAMES = 44
"""Room beneath for the names of the units."""
LEGEND = RIGHT + 40
"""Where the texts of the legend begin."""
STEPS = (1, 2, 5)


def accumulation(result: "Saturation") -> Picture:
    """The curve in the order of analysis, the mean over all orders, and the range of the orders."""
    units, top = len(result.units), max(result.items, 1)
    place = _scale(units, top)
    shapes: list[Shape] = [*_axes(units, top, place, result.units)]
    if units:
        upper = [place(k, value) for k, value in enumerate(result.highest, 1)]
        lower = [place(k, value) for k, value in enumerate(result.lowest, 1)]
        shapes.append(Area((*upper, *reversed(lower)), Ink.ACCENT, 0.14))
        shapes.append(_curve(result.mean, place, Ink.SECOND, dashed=True))
        shapes.append(_curve(result.cumulative, place, Ink.ACCENT))
        for k, value in enumerate(result.cumulative, 1):
            x, y = place(k, value)
            shapes.append(Circle(x, y, 3.5, Ink.ACCENT, f"{result.units[k - 1]}: {value}"))
        shapes += _legend()
    return Picture(
        title=_("Accumulation over groups"),
        description=_described(result),
        width=LEGEND + max(map(text_width, _legend_texts())),
        height=BOTTOM + NAMES,
        shapes=tuple(shapes),
    )


def _scale(units: int, top: int) -> "Callable[[float, float], Point]":
    def place(unit: float, value: float) -> Point:
        x = LEFT + WIDTH * ((unit - 1) / (units - 1) if units > 1 else 0.5)
        return x, TOP + HEIGHT * (1 - value / top)

    return place


def _curve(
    values: "Sequence[float]", place: "Callable[[float, float], Point]", ink: Ink, *, dashed: bool = False
) -> Stroke:
    return Stroke(tuple(place(k, value) for k, value in enumerate(values, 1)), ink, 2, dashed)


def _axes(
    units: int, top: int, place: "Callable[[float, float], Point]", names: "Sequence[str]"
) -> list[Shape]:
    shapes: list[Shape] = []
    for value in range(0, top + 1, _step(top)):
        y = place(1, value)[1]
        shapes.append(Stroke(((LEFT, y), (RIGHT, y)), Ink.LINE, 0.5))
        shapes.append(Label(LEFT - 8, y + 4, str(value), anchor="end", ink=Ink.SOFT))
    every = max(1, -(-units // 12))
    for k in range(1, units + 1, every):
        label = names[k - 1] if units <= 5 else str(k)
        shapes.append(Label(place(k, 0)[0], BOTTOM + 18, label, anchor="middle", ink=Ink.SOFT))
    shapes.append(Stroke(((LEFT, BOTTOM), (RIGHT, BOTTOM)), Ink.INK))
    return shapes


def _legend() -> list[Shape]:
    """The order, the mean and the band, each beside a piece of its own."""
    left, right = LEGEND - 26, LEGEND - 6
    order, mean, band = _legend_texts()
    return [
        Stroke(((left, TOP + 14), (right, TOP + 14)), Ink.ACCENT, 2),
        Label(LEGEND, TOP + 18, order),
        Stroke(((left, TOP + 36), (right, TOP + 36)), Ink.SECOND, 2, dashed=True),
        Label(LEGEND, TOP + 40, mean),
        Area(((left, TOP + 52), (right, TOP + 52), (right, TOP + 64), (left, TOP + 64)), Ink.ACCENT, 0.14),
        Label(LEGEND, TOP + 62, band),
    ]


def _legend_texts() -> tuple[str, str, str]:
    return _("in order"), _("mean of orders"), _("range of orders")


def _step(top: int) -> int:
    """The smallest round step that gives at most six lines."""
    power = 1
    while True:
        for step in STEPS:
            if top / (step * power) <= 6:
                return step * power
        power *= 10


def _described(result: "Saturation") -> str:
    in_order = ", ".join(
        f"{unit} {value}" for unit, value in zip(result.units, result.cumulative, strict=True)
    )
    mean = ", ".join(decimal(value, 1) for value in result.mean)
    return _("In order: {in_order}. Mean of all orders: {mean}.").format(in_order=in_order, mean=mean)
