"""The accumulation curve: how many codes or themes are known after so many groups."""

from typing import TYPE_CHECKING

from qualwb.exchange.figures.picture import Area, Circle, Ink, Label, Picture, Point, Shape, Stroke
from qualwb.localization import decimal
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualwb.analysis.saturation import Saturation

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 46, 130, 16, 44
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
        width=WIDTH,
        height=HEIGHT,
        shapes=tuple(shapes),
    )


def _scale(units: int, top: int) -> "Callable[[float, float], Point]":
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def place(unit: float, value: float) -> Point:
        x = LEFT + width * ((unit - 1) / (units - 1) if units > 1 else 0.5)
        return x, TOP + height * (1 - value / top)

    return place


def _curve(
    values: "Sequence[float]", place: "Callable[[float, float], Point]", ink: Ink, *, dashed: bool = False
) -> Stroke:
    return Stroke(tuple(place(k, value) for k, value in enumerate(values, 1)), ink, 2, dashed)


def _axes(
    units: int, top: int, place: "Callable[[float, float], Point]", names: "Sequence[str]"
) -> list[Shape]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    shapes: list[Shape] = []
    for value in range(0, top + 1, _step(top)):
        y = place(1, value)[1]
        shapes.append(Stroke(((LEFT, y), (right, y)), Ink.LINE, 0.5))
        shapes.append(Label(LEFT - 8, y + 4, str(value), anchor="end", ink=Ink.SOFT))
    every = max(1, -(-units // 12))
    for k in range(1, units + 1, every):
        label = names[k - 1] if units <= 5 else str(k)
        shapes.append(Label(place(k, 0)[0], bottom + 18, label, anchor="middle", ink=Ink.SOFT))
    shapes.append(Stroke(((LEFT, bottom), (right, bottom)), Ink.INK))
    return shapes


def _legend() -> list[Shape]:
    """The band, the mean and the order, each beside a piece of its own."""
    x = WIDTH - RIGHT + 14
    return [
        Stroke(((x, TOP + 14), (x + 20, TOP + 14)), Ink.ACCENT, 2),
        Label(x + 26, TOP + 18, _("in order")),
        Stroke(((x, TOP + 36), (x + 20, TOP + 36)), Ink.SECOND, 2, dashed=True),
        Label(x + 26, TOP + 40, _("mean of orders")),
        Area(((x, TOP + 52), (x + 20, TOP + 52), (x + 20, TOP + 64), (x, TOP + 64)), Ink.ACCENT, 0.14),
        Label(x + 26, TOP + 62, _("range of orders")),
    ]


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
