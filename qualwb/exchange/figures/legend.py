"""The legend of a figure: what its signs mean, from left to right and on further lines where needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualwb.exchange.figures.picture import Ink, Label, Shape
from qualwb.exchange.text_width import text_width

KEY, GAP, LINE = 26, 18, 18
"""Points for a sign, between two entries, and from line to line."""
SIZE = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and what it means; ``draw(x, y)`` gives the sign, ``KEY`` wide, around the middle height y."""

    draw: Callable[[float, float], Sequence[Shape]]
    text: str

    @property
    def width(self) -> float:
        """The whole entry's width."""
        return (KEY if self.text else 0) + text_width(self.text, SIZE)


def legend(entries: Sequence[Entry], left: float, top: float, width: float) -> tuple[list[Shape], float]:
    """The entries within ``width``, and where they end below."""
    shapes: list[Shape] = []
    x, y = left, top + LINE / 2
    for entry in entries:
        if x > left and x + entry.width > left + width:
            x, y = left, y + LINE
        shapes += entry.draw(x, y)
        shapes.append(Label(x + KEY, y + 4, entry.text, SIZE, ink=Ink.SOFT))
        x += entry.width + GAP
    return shapes, y + LINE / 2


def on_a_line(entries: Sequence[Entry]) -> float:
    """The width of all entries beside each other."""
    return sum(entry.width + GAP for entry in entries) - GAP if entries else 0
