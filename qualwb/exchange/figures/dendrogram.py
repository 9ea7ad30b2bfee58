"""Codes gathered step by step: names on the left, and to the right where they are joined, the closest first.

The tree is laid out once, in rows and distances; a picture and the lines of a terminal are drawn from that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from qualwb.exchange.figures.grid import EDGE, LABELS, between
from qualwb.exchange.figures.legend import Entry, legend
from qualwb.exchange.figures.picture import PAGE, Ink, Label, Picture, Shape, Stroke
from qualwb.exchange.text_width import shortened, text_width
from qualwb.localization import decimal, ngettext
from qualwb.localization import gettext as _

LINE = 14.0
"""Points from name to name."""
TITLE, HEADS, SCALE = 12.0, 32.0, 46.0
"""The base lines above the tree: of the title, of what stands beneath, and of the distances."""
TOP = 54.0
MARK = 18.0
"""Room for the number of a group, before the names."""
STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
MOST_STEPS = 8
"""Distances that are written at most beside 0."""
GAP = 6.0
SIZE = 10.0


@dataclass(frozen=True, slots=True)
class GatheredTree:
    """What is drawn: names, the steps in which they are joined, and where the tree is cut."""

    names: tuple[str, ...]
    steps: tuple[tuple[int, int, float], ...]
    """Two groups and the distance at which they are joined; below ``len(names)`` a group is a name, above it
    the step of that number."""
    cut: float
    marks: Mapping[str, str]
    """What stands before some of the names: the number of the proposal that takes them."""
    project: str = ""
    """What the project is called."""


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """A name in its row."""

    row: int
    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class TreeJoin:
    """Two branches that come from ``left`` (a row and a distance each) and are joined at a distance."""

    left: tuple[tuple[float, float], tuple[float, float]]
    distance: float
    below: bool
    """Whether the tree is cut above it."""

    @property
    def row(self) -> float:
        """Where the joined branch goes on."""
        return (self.left[0][0] + self.left[1][0]) / 2


@dataclass(frozen=True, slots=True)
class TreeLayout:
    """The tree in rows and distances."""

    leaves: tuple[TreeLeaf, ...]
    joins: tuple[TreeJoin, ...]
    farthest: float
    """The distance of the last join."""
    cut: float


def laid_out(tree: GatheredTree) -> TreeLayout:
    """Rows for the names so that no branches cross: of two, the one whose first name comes first is above."""
    size = len(tree.names)
    members: dict[int, list[int]] = {n: [n] for n in range(size)}
    for step, (one, other, _distance) in enumerate(tree.steps):
        pair = members.pop(one), members.pop(other)
        above, beneath = sorted(pair, key=lambda rows: min(tree.names[n] for n in rows))
        members[size + step] = above + beneath
    order = [n for group in members.values() for n in group]
    leaves = tuple(
        TreeLeaf(row, tree.names[n], tree.marks.get(tree.names[n], "")) for row, n in enumerate(order)
    )
    ends: dict[int, tuple[float, float]] = {n: (float(row), 0.0) for row, n in enumerate(order)}
    joins = []
    for step, (one, other, distance) in enumerate(tree.steps):
        left = (min(ends[one], ends[other]), max(ends[one], ends[other]))
        join = TreeJoin(left, distance, distance <= tree.cut)
        joins.append(join)
        ends[size + step] = (join.row, distance)
    return TreeLayout(leaves, tuple(joins), max((j.distance for j in joins), default=0.0), tree.cut)


def dendrogram(tree: GatheredTree) -> Picture:
    """The tree drawn: dark below the cut, faint above it, and the cut as a dashed line."""
    layout = laid_out(tree)
    widest = max((text_width(leaf.name, SIZE) for leaf in layout.leaves), default=0)
    names = MARK + between(widest + GAP, LABELS)
    scale = (PAGE - names - 2 * GAP) / (layout.farthest or 1)
    low = TOP + LINE * max(len(layout.leaves), 1)

    def place(row: float, distance: float) -> tuple[float, float]:
        return round(names + GAP + distance * scale, 2), round(TOP + (row + 0.5) * LINE, 2)

    shapes = [*_heads(tree, names), *_scale(layout, low, lambda distance: place(0, distance)[0])]
    for leaf in layout.leaves:
        base = TOP + (leaf.row + 0.5) * LINE + 3.5
        text = shortened(leaf.name, names - MARK - GAP, SIZE)
        shapes.append(Label(names, base, text, SIZE, "end", hint=leaf.name))
        if leaf.mark:
            shapes.append(Label(EDGE + MARK - GAP, base, leaf.mark, SIZE, "end", Ink.ACCENT, bold=True))
    for join in reversed(layout.joins):
        above, beneath = join.left
        corners = (
            place(*above),
            place(above[0], join.distance),
            place(beneath[0], join.distance),
            place(*beneath),
        )
        ink, width = (Ink.ACCENT, 1.5) if join.below else (Ink.SOFT, 0.75)
        shapes.append(Stroke(corners, ink, width, hint=decimal(join.distance, 2)))
    cut = place(0, layout.cut)[0]
    shapes.append(Stroke(((cut, TOP - 4), (cut, low + 4)), Ink.SECOND, 1.0, dashed=True))
    signs, end = legend(_entries(layout, tree), EDGE, low + 8, PAGE)
    return Picture(_title(tree), _described(tree), PAGE, end + 4, (*shapes, *signs))


def _title(tree: GatheredTree) -> str:
    return ": ".join(filter(None, (tree.project, _("Codes gathered by closeness"))))


def _heads(tree: GatheredTree, names: float) -> list[Shape]:
    """The title, and what the names and the distances are."""
    return [
        Label(EDGE, TITLE, shortened(_title(tree), PAGE - 2 * EDGE, SIZE + 1), SIZE + 1, bold=True),
        Label(names, HEADS, _("codes"), SIZE, "end", Ink.SOFT),
        Label(PAGE - GAP, HEADS, _("distance"), SIZE, "end", Ink.SOFT),
    ]


def _scale(layout: TreeLayout, low: float, across: Callable[[float], float]) -> Iterator[Shape]:
    """Distances from 0 on, each with a faint line down the tree."""
    step = next((step for step in STEPS if layout.farthest / step <= MOST_STEPS), STEPS[-1])
    for n in range(floor(layout.farthest / step + 1e-9) + 1):
        x = across(n * step)
        yield Stroke(((x, TOP - 4), (x, low)), Ink.LINE, 0.5)
        yield Label(x, SCALE, decimal(n * step, 2), SIZE - 1, "middle", Ink.SOFT)


def _entries(layout: TreeLayout, tree: GatheredTree) -> list[Entry]:
    said = _("the cut: {distance}").format(distance=decimal(layout.cut, 2))
    number = Entry(
        lambda x, y: [Label(x + 10, y + 4, "1", SIZE, "middle", Ink.ACCENT, bold=True)],
        _("number of the proposal"),
    )
    return [
        *([number] if tree.marks else []),
        Entry(lambda x, y: [Stroke(((x, y), (x + 20, y)), Ink.ACCENT, 1.5)], _("below the cut")),
        Entry(lambda x, y: [Stroke(((x, y), (x + 20, y)), Ink.SOFT, 0.75)], _("above it")),
        Entry(lambda x, y: [Stroke(((x, y), (x + 20, y)), Ink.SECOND, 1.0, dashed=True)], said),
    ]


def _described(tree: GatheredTree) -> str:
    codes = ngettext("{n} code", "{n} codes", len(tree.names)).format(n=len(tree.names))
    return f"{codes}. " + " ".join(f"{mark}: {', '.join(names)}." for mark, names in _groups(tree))


def _groups(tree: GatheredTree) -> Iterator[tuple[str, Sequence[str]]]:
    for mark in dict.fromkeys(tree.marks.values()):
        yield mark, [name for name, own in tree.marks.items() if own == mark]
