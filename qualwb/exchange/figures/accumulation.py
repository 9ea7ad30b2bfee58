"""The accumulation curve: how many themes are known after so many groups."""

from typing import TYPE_CHECKING

from qualwb.exchange.figures.grid import numbers_note
from qualwb.exchange.figures.legend import Entry, legend
from qualwb.exchange.figures.picture import PAGE, Area, Circle, Ink, Label, Picture, Point, Shape, Stroke
from qualwb.exchange.text_width import text_width
from qualwb.localization import decimal
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qualwb.analysis.saturation import Saturation

LEFT, TOP, HEIGHT = 46, 30, 230
"""Where the curves are drawn; the axes' numbers and titles stand outside."""
WIDTH = PAGE - LEFT - 40
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
NAMES = 52
"""Room beneath for the units and the title of their axis."""
FAINT = 0.14
STEPS = (1, 2, 5)


def accumulation(result: "Saturation") -> Picture:
    """The curve in the order of analysis, the mean over all orders, and the range of the orders."""
    units, top = len(result.units), max(result.items, 1)
    place = _scale(units, top)
    names = _unit_names(result.units)
    shapes: list[Shape] = [*_axes(top, place, names, _axis_titles(result))]
    if units:
        upper = [place(k, value) for k, value in enumerate(result.highest, 1)]
        lower = [place(k, value) for k, value in enumerate(result.lowest, 1)]
        shapes.append(Area((*upper, *reversed(lower)), Ink.ACCENT, FAINT))
        shapes.append(_curve(result.mean, place, Ink.SECOND, dashed=True))
        shapes.append(_curve(result.cumulative, place, Ink.ACCENT))
        for k, value in enumerate(result.cumulative, 1):
            x, y = place(k, value)
            shapes.append(Circle(x, y, 3.5, Ink.ACCENT, f"{result.units[k - 1]}: {value}"))
    signs, end = legend(_entries(), LEFT, BOTTOM + NAMES, WIDTH)
    numbered = tuple(names) != result.units
    return Picture(
        title=_("Accumulation over groups") if result.over == "groups" else _("Accumulation over sources"),
        description=_described(result),
        width=PAGE,
        height=end + 4,
        shapes=(*shapes, *signs),
        notes=(numbers_note(result.units),) if numbered else (),
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


def _unit_names(units: "Sequence[str]") -> list[str]:
    """The groups' names where they have room side by side, else their numbers."""
    room = WIDTH / max(len(units) - 1, 1) - 8
    if all(text_width(name) <= min(room, 2 * LEFT - 8) for name in units):
        return list(units)
    return [str(k) for k in range(1, len(units) + 1)]


def _axis_titles(result: "Saturation") -> tuple[str, str]:
    """What is counted upwards, and over what."""
    return (
        _("themes known") if result.kind == "themes" else _("codes known"),
        _("groups in the order of analysis")
        if result.over == "groups"
        else _("sources in the order of analysis"),
    )


def _axes(
    top: int, place: "Callable[[float, float], Point]", names: "Sequence[str]", titles: tuple[str, str]
) -> list[Shape]:
    counted, over = titles
    shapes: list[Shape] = [
        Label(2, TOP - 16, counted, ink=Ink.SOFT),
        Label(LEFT + WIDTH / 2, BOTTOM + 38, over, anchor="middle", ink=Ink.SOFT),
    ]
    for value in range(0, top + 1, _step(top)):
        y = place(1, value)[1]
        shapes.append(Stroke(((LEFT, y), (RIGHT, y)), Ink.LINE, 0.5))
        shapes.append(Label(LEFT - 8, y + 4, str(value), anchor="end", ink=Ink.SOFT))
    every = max(1, -(-len(names) // 15))
    for k in range(1, len(names) + 1, every):
        shapes.append(Label(place(k, 0)[0], BOTTOM + 18, names[k - 1], anchor="middle", ink=Ink.SOFT))
    shapes.append(Stroke(((LEFT, BOTTOM), (RIGHT, BOTTOM)), Ink.INK))
    return shapes


def _entries() -> list[Entry]:
    """The order, the mean and the band, each beside a piece of its own."""
    return [
        Entry(
            lambda x, y: [Stroke(((x, y), (x + 20, y)), Ink.ACCENT, 2), Circle(x + 10, y, 3.5, Ink.ACCENT)],
            _("in order"),
        ),
        Entry(lambda x, y: [Stroke(((x, y), (x + 20, y)), Ink.SECOND, 2, dashed=True)], _("mean of orders")),
        Entry(
            lambda x, y: [
                Area(((x, y - 6), (x + 20, y - 6), (x + 20, y + 6), (x, y + 6)), Ink.ACCENT, FAINT)
            ],
            _("range of orders"),
        ),
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
