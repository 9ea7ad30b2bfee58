"""What figures with rows and columns share: heads over the columns, names before the rows, a frame."""

from collections.abc import Sequence

from qualwb.exchange.figures.picture import PAGE, Ink, Label, Shape
from qualwb.exchange.text_width import text_width, wrapped
from qualwb.localization import gettext as _

EDGE = 2
"""What is left free at the left edge."""
LINE = 13
"""Points from line to line of a name."""
ROW = 19
"""Height of a row with a name of one line."""
INDENT = 12
MOST_LINES = 3
LABELS = (90.0, 230.0)
"""Least and greatest width of the rows' names."""
CELLS = (36.0, 90.0)
"""Least and greatest width of a column."""
BESIDE = 8
"""Room beside a name."""


def labels_width(names: Sequence[tuple[str, int]], *heads: str) -> float:
    """The room for the rows' names, each with its depth, and for what stands over them."""
    wanted = [EDGE + depth * INDENT + text_width(name, bold=True) for name, depth in names]
    wanted += [text_width(head, bold=True) for head in heads]
    return between(max(wanted, default=0) + BESIDE + 4, LABELS)


def cell_width(names: Sequence[str], labels: float) -> float:
    """The width of a column: as its name needs, but narrower where the page would not hold them all."""
    wanted = max((text_width(name, bold=True) for name in names), default=0) + BESIDE
    return between(min(wanted, (PAGE - labels) / max(len(names), 1)), CELLS)


def column_heads(
    names: Sequence[str], left: float, cell: float, top: float
) -> tuple[list[Shape], float, tuple[str, ...]]:
    """The columns' names, in lines where they need it; where the rows begin; and a note.

    Where the names have no room, the columns are numbered and the note says whose numbers they are.
    """
    heads = [_in_lines(name, cell) for name in names]
    numbered = any(lines is None for lines in heads)
    shown = [[str(number)] if numbered else lines or [""] for number, lines in enumerate(heads, 1)]
    base = top + LINE * max(map(len, shown), default=1)
    shapes: list[Shape] = []
    for column, (name, lines) in enumerate(zip(names, shown, strict=True)):
        x = left + (column + 0.5) * cell
        for up, line in enumerate(reversed(lines)):
            shapes.append(Label(x, base - up * LINE, line, anchor="middle", bold=True, hint=name))
    return shapes, base + 8, (numbers_note(names),) if numbered else ()


def numbers_note(groups: Sequence[str]) -> str:
    """Which group each number stands for."""
    told = ", ".join(f"{number} {name}" for number, name in enumerate(groups, 1))
    return _("Groups: {names}.").format(names=told)


def _in_lines(name: str, cell: float) -> list[str] | None:
    """A column's name in its lines; None where it has no room."""
    lines = wrapped(name, cell - 4, bold=True, lines=MOST_LINES)
    return lines if " ".join(lines) == " ".join(name.split()) else None


def axis_title(text: str, left: float, right: float) -> Label:
    """What the columns are, above the middle of them; from the left where it is wider than they are."""
    middle = left + max(right - left, text_width(text)) / 2
    return Label(middle, LINE - 3, text, anchor="middle", ink=Ink.SOFT)


def right_of(title: Label) -> float:
    """Where a text ends that stands around its middle."""
    return title.x + text_width(title.text, title.size) / 2


def row_name(name: str, depth: int, y: float, labels: float, *, bold: bool) -> tuple[list[Shape], float]:
    """A row's name, in lines where it needs it, and the height of its row."""
    indent = EDGE + depth * INDENT
    lines = wrapped(name, labels - indent - BESIDE, bold=bold, lines=MOST_LINES)
    height = ROW + (len(lines) - 1) * LINE
    return [
        Label(indent, y + 13.5 + number * LINE, line, ink=Ink.INK, bold=bold, hint=name)
        for number, line in enumerate(lines)
    ], height


def between(value: float, bounds: tuple[float, float]) -> float:
    """The value, or the bound that it passes."""
    return max(bounds[0], min(value, bounds[1]))
