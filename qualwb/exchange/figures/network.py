"""Co-occurrence as a network: nodes on a circle, lines the thicker the more they share."""

from math import cos, pi, sin
from typing import TYPE_CHECKING

from qualwb.exchange.figures.picture import Circle, Ink, Label, Picture, Point, Shape, Stroke, shortened
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.analysis.cooccurrence import Cooccurrence, Pair

MOST_PAIRS = 40
WIDTH, RADIUS, MARGIN = 720, 150, 34
LABELS = WIDTH / 2 - RADIUS - 16
SPOKEN = 10
"""Pairs that the description names."""


def network(result: "Cooccurrence") -> Picture:
    """The pairs that stand together most; a node as great as its number of units."""
    pairs = result.pairs[:MOST_PAIRS]
    sizes = {pair.first: pair.n1 for pair in pairs} | {pair.second: pair.n2 for pair in pairs}
    names = _around(pairs)
    places = {name: _place(number, len(names)) for number, name in enumerate(names)}
    most = max((pair.both for pair in pairs), default=1)
    greatest = max(sizes.values(), default=1)
    shapes: list[Shape] = [
        Stroke(
            (places[pair.first], places[pair.second]),
            Ink.ACCENT,
            1 + 5 * pair.both / most,
            opacity=round(0.25 + 0.55 * pair.both / most, 2),
            hint=f"{pair.first} – {pair.second}: {pair.both}",
        )
        for pair in reversed(pairs)
    ]
    for name in names:
        x, y = places[name]
        shapes.append(
            Circle(x, y, 3 + 6 * (sizes[name] / greatest) ** 0.5, Ink.SECOND, f"{name}: {sizes[name]}")
        )
        shapes.append(_label(name, x, y))
    shown = ngettext("{n} pair", "{n} pairs", len(result.pairs)).format(n=len(result.pairs))
    strongest = "; ".join(f"{pair.first} – {pair.second} {pair.both}" for pair in pairs[:SPOKEN])
    return Picture(
        title=_("What stands together"),
        description=_("{pairs}; most together: {strongest}.").format(pairs=shown, strongest=strongest or "–"),
        width=WIDTH,
        height=2 * (RADIUS + MARGIN),
        shapes=tuple(shapes),
    )


def _around(pairs: "tuple[Pair, ...]") -> list[str]:
    """The names so that those with much in common lie near: each next to its strongest neighbour so far."""
    order: list[str] = []
    for pair in pairs:
        known = [name for name in (pair.first, pair.second) if name in order]
        new = [name for name in (pair.first, pair.second) if name not in order]
        if len(known) == 1:
            order.insert(order.index(known[0]) + 1, new[0])
        else:
            order += new
    return order


def _place(number: int, of: int) -> Point:
    angle = 2 * pi * number / max(of, 1) - pi / 2
    return round(WIDTH / 2 + RADIUS * cos(angle), 2), round(RADIUS + MARGIN + RADIUS * sin(angle), 2)


def _label(name: str, x: float, y: float) -> Label:
    side = x - WIDTH / 2
    text = shortened(name, LABELS, 10.5)
    if abs(side) < 2:
        return Label(x, y - 14 if y < RADIUS + MARGIN else y + 22, name, 10.5, "middle", hint=name)
    return Label(x + (12 if side > 0 else -12), y + 4, text, 10.5, "start" if side > 0 else "end", hint=name)
