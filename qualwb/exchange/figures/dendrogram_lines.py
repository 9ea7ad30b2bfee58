"""A tree of codes in the lines of a terminal, with the signs that boxes are drawn with."""

from qualwb.exchange.figures.dendrogram import GatheredTree, TreeJoin, TreeLayout, laid_out

LEFT, RIGHT, UP, DOWN = 1, 2, 4, 8
SIGNS = " ╴╶─╵┘└┴╷┐┌┬│┤├┼"
"""By what meets in a cell: the sum of its directions."""
CUT = "┊"
WIDEST_NAMES = 0.45
"""The most of a line that names take."""
NARROWEST_TREE = 12

Cells = list[list[int]]


def dendrogram_lines(tree: GatheredTree, width: int) -> list[str]:
    """The tree in lines of at most ``width`` cells: a name a line, joined the farther left the closer."""
    layout = laid_out(tree)
    marks = max((len(leaf.mark) for leaf in layout.leaves), default=0)
    longest = max((len(leaf.name) for leaf in layout.leaves), default=0)
    room = max(min(longest, int(width * WIDEST_NAMES), width - NARROWEST_TREE - marks - 2), 1)
    across = max(width - room - marks - 2, NARROWEST_TREE)
    cells = _drawn(layout, across)
    cut = _column(layout, layout.cut, across)
    return [
        f"{leaf.mark:>{marks}} {_fitted(leaf.name, room)} {_line(cells[leaf.row], cut)}".rstrip()
        for leaf in layout.leaves
    ]


def _drawn(layout: TreeLayout, across: int) -> Cells:
    cells = [[0] * across for _leaf in layout.leaves]
    for join in layout.joins:
        _draw(cells, layout, join, across)
    return cells


def _draw(cells: Cells, layout: TreeLayout, join: TreeJoin, across: int) -> None:
    at = _column(layout, join.distance, across)
    (above, _a), (beneath, _b) = join.left
    top, low = int(above), int(beneath)
    for row, distance in join.left:
        first = _column(layout, distance, across) if distance else 0
        for column in range(first, at):
            cells[int(row)][column] |= RIGHT
            cells[int(row)][column + 1] |= LEFT
    for row in range(top, low):
        cells[row][at] |= DOWN
        cells[row + 1][at] |= UP


def _column(layout: TreeLayout, distance: float, across: int) -> int:
    return round(distance / (layout.farthest or 1) * (across - 1))


def _line(cells: list[int], cut: int) -> str:
    return "".join(SIGNS[cell] if cell or column != cut else CUT for column, cell in enumerate(cells))


def _fitted(name: str, room: int) -> str:
    return f"{name:<{room}}" if len(name) <= room else name[: room - 1] + "…"
