"""Co-occurrence as a network: nodes on a circle, lines the thicker the greater their c."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING

from qualwb.exchange.figures.legend import Entry, legend
from qualwb.exchange.figures.picture import PAGE, Circle, Ink, Label, Picture, Point, Shape, Stroke
from qualwb.exchange.text_width import wrapped
from qualwb.localization import decimal, ngettext
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.cooccurrence import Cooccurrence, Pair

MOST_PAIRS = 40
RADIUS = 98.0
MARGIN = 16.0
"""Above and below the circle."""
MIDDLE = PAGE / 2
SIZE, LINE, GAP = 10.0, 11.5, 5.0
"""Of the names' type, from line to line, and from name to name."""
NAMES = RADIUS + 18
"""From the middle to where the names begin."""
ROOM = MIDDLE - NAMES
THICKEST = 7.0
SPOKEN = 10
"""Pairs that the description names."""


def network(result: "Cooccurrence") -> Picture:
    """The pairs that stand together most; a line's thickness is in proportion to c, a node's area to n."""
    pairs = result.pairs[:MOST_PAIRS]
    sizes = {pair.first: pair.n1 for pair in pairs} | {pair.second: pair.n2 for pair in pairs}
    names = _around(pairs)
    most, greatest = max((pair.c for pair in pairs), default=1.0), max(sizes.values(), default=1)
    labels = {name: wrapped(name, ROOM, SIZE, lines=3) for name in names}
    middle = MARGIN + max(RADIUS, *(_needed(side, labels) / 2 for side in _sides(names)))
    places = {name: _place(number, len(names), middle) for number, name in enumerate(names)}
    shapes: list[Shape] = [
        _line(places[pair.first], places[pair.second], pair.c / most, _told(pair)) for pair in reversed(pairs)
    ]
    for side in _sides(names):
        shapes += _names(side, labels, places, middle)
    for name in names:
        x, y = places[name]
        shapes.append(Circle(x, y, _radius(sizes[name], greatest), Ink.SECOND, f"{name}: {sizes[name]}"))
    signs, end = legend(_entries(pairs, sizes), 2, 2 * middle, PAGE)
    shown = ngettext("{n} pair", "{n} pairs", len(result.pairs)).format(n=len(result.pairs))
    strongest = "; ".join(f"{pair.first} – {pair.second} {pair.both}" for pair in pairs[:SPOKEN])
    left_out = _("The first {n} of {m} pairs.").format(n=len(pairs), m=len(result.pairs))
    return Picture(
        title=_("What stands together"),
        description=_("{pairs}; most together: {strongest}.").format(pairs=shown, strongest=strongest or "–"),
        width=PAGE,
        height=end + 6,
        shapes=(*shapes, *signs),
        notes=(left_out,) if len(pairs) < len(result.pairs) else (),
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


def _sides(names: list[str]) -> tuple[list[str], list[str]]:
    """Those on the right half of the circle and those on the left, each from above."""
    half = len(names) // 2 + 1 if len(names) > 1 else len(names)
    return names[:half], names[half:][::-1]


def _place(number: int, of: int, middle: float) -> Point:
    angle = 2 * pi * number / max(of, 1) - pi / 2
    return round(MIDDLE + RADIUS * cos(angle), 2), round(middle + RADIUS * sin(angle), 2)


def _line(start: Point, end: Point, strength: float, hint: str) -> Stroke:
    return Stroke(
        (start, end), Ink.ACCENT, round(_thickness(strength), 2), opacity=_opacity(strength), hint=hint
    )


def _thickness(strength: float) -> float:
    return max(THICKEST * strength, 0.3)


def _opacity(strength: float) -> float:
    return round(0.35 + 0.45 * strength, 2)


def _radius(n: int, greatest: int) -> float:
    return 9 * (n / greatest) ** 0.5


def _told(pair: "Pair") -> str:
    return f"{pair.first} – {pair.second}: {pair.both} (c = {decimal(pair.c, 2)})"


def _height(name: str, labels: dict[str, list[str]]) -> float:
    return len(labels[name]) * LINE + GAP


def _needed(side: Sequence[str], labels: dict[str, list[str]]) -> float:
    return sum(_height(name, labels) for name in side)


def _names(
    side: Sequence[str], labels: dict[str, list[str]], places: dict[str, Point], middle: float
) -> list[Shape]:
    """The names of one side beneath each other, near their nodes and never on another name."""
    tops: list[float] = []
    for name in side:
        wanted = places[name][1] - _height(name, labels) / 2
        tops.append(max(wanted, tops[-1] + _height(side[len(tops) - 1], labels) if tops else wanted))
    low = 2 * middle - MARGIN / 2
    for number in reversed(range(len(side))):  # what was pushed below the edge goes up again
        tops[number] = min(tops[number], low - _height(side[number], labels))
        low = tops[number]
    shapes: list[Shape] = []
    right = bool(side) and side[0] == next(iter(places))
    edge = MIDDLE + (NAMES if right else -NAMES)
    for name, top in zip(side, tops, strict=True):
        y = top + _height(name, labels) / 2
        shapes.append(Stroke((places[name], (edge - (3 if right else -3), y)), Ink.LINE, 0.5))
        for number, line in enumerate(labels[name]):
            base = top + GAP / 2 + (number + 0.8) * LINE
            shapes.append(Label(edge, base, line, SIZE, "start" if right else "end", hint=name))
    return shapes


def _entries(pairs: "tuple[Pair, ...]", sizes: dict[str, int]) -> list[Entry]:
    """Lines of the least, a middle and the greatest c, and nodes of the fewest and the most passages."""
    if not pairs:
        return []
    found = sorted(pair.c for pair in pairs)
    values = dict.fromkeys(round(value, 2) for value in (found[0], found[len(found) // 2], found[-1]))
    counts = dict.fromkeys((min(sizes.values()), max(sizes.values())))
    lines = [_line_entry(c, found[-1], first=not number) for number, c in enumerate(values)]
    nodes = [_node_entry(n, max(counts), first=not number) for number, n in enumerate(counts)]
    return [*lines, *nodes]


def _line_entry(c: float, most: float, *, first: bool) -> Entry:
    text = _("thickness: c = {c}").format(c=decimal(c, 2)) if first else decimal(c, 2)
    return Entry(lambda x, y: [_line((x, y), (x + 20, y), min(c / most, 1.0), "")], text)


def _node_entry(n: int, greatest: int, *, first: bool) -> Entry:
    text = _("area: n = {n}").format(n=n) if first else str(n)
    return Entry(lambda x, y: [Circle(x + 10, y, _radius(n, greatest), Ink.SECOND)], text)
