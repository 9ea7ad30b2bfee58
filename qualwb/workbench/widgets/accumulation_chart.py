"""How codes accumulate over groups, in block characters: new ones told apart from those seen before."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.widget import Widget

from qualwb.localization import gettext as _

BEFORE, NEW, MEAN = "█", "▒", "•"
TOPS = " ▁▂▃▄▅▆▇█"
"""A cell filled from below, by eighths."""
EIGHTHS = 8
WIDEST = 9
"""Cells of a column at most, its gap among them."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What is drawn, a value for each column: how many in all, how many new, and the mean of orders."""

    cumulative: Sequence[int] = ()
    new: Sequence[int] = ()
    mean: Sequence[float] = ()


def drawn(curve: Curve, width: int, height: int) -> list[str]:
    """The curve in so many cells, the axis at its left, the numbers of the columns beneath.

    Where there is no room for all columns, evenly spaced ones are drawn, the last one always.
    """
    n, most = len(curve.cumulative), max(curve.cumulative, default=0)
    axis = len(str(most)) + 2
    wide, rows = width - axis, height - 1
    if not n or not most or wide < 1 or rows < 2:
        return []
    each = max(min(wide // n, WIDEST), 1)
    shown = [-(-place * n // wide) - 1 for place in range(1, wide + 1)] if n > wide else list(range(n))
    lines = []
    for row in reversed(range(rows)):
        label = str(most) if row == rows - 1 else "0" if row == 0 else ""
        cells = "".join(_cell(curve, at, row, rows, most, each) for at in shown)
        lines.append(f"{label:>{axis - 2}} │{cells}".rstrip())
    numbers = "".join(str(at + 1).center(each) for at in shown) if len(str(n)) < each else ""
    lines.append(" " * (axis - 2) + " └" + (numbers or "─" * len(shown) * each))
    return lines


def _cell(curve: Curve, at: int, row: int, rows: int, most: int, each: int) -> str:
    """The cells of a column in a row: the part seen before, the new one on it, and a sign for the mean."""
    filled, old = (
        round(value / most * rows * EIGHTHS)
        for value in (curve.cumulative[at], curve.cumulative[at] - curve.new[at])
    )
    floor = row * EIGHTHS
    if filled >= floor + EIGHTHS:
        sign = BEFORE if old - floor > EIGHTHS / 2 else NEW
    else:
        sign = TOPS[max(filled - floor, 0)]
    gap = 1 if each > 1 else 0
    cells = sign * (each - gap) + " " * gap
    if each > 2 and min(int(curve.mean[at] / most * rows), rows - 1) == row:
        middle = (each - 1) // 2
        cells = cells[:middle] + MEAN + cells[middle + 1 :]
    return cells


def legend() -> str:
    """What the signs stand for."""
    return "   ".join(
        (f"{BEFORE} " + _("seen before"), f"{NEW} " + _("new"), f"{MEAN} " + _("mean over all orders"))
    )


class AccumulationChart(Widget):
    """The curve, as large as there is room for."""

    DEFAULT_CSS = """
    AccumulationChart { height: 1fr; min-height: 4; padding: 0 1; background: $surface; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._curve = Curve()

    def show(self, curve: Curve) -> None:
        """Draw this curve."""
        self._curve = curve
        self.refresh()

    def render(self) -> Text:
        """The lines of the curve, its legend on top."""
        lines = drawn(self._curve, self.size.width, self.size.height - 1)
        return Text("\n".join([legend(), *lines] if lines else []), no_wrap=True)
