"""The names of codes beside the rows that their passages begin on, one a row."""

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from qualwb.workbench.widgets.transcript.cells import displayable
from qualwb.workbench.widgets.transcript.document import PassageMark
from qualwb.workbench.widgets.transcript.look import Look
from qualwb.workbench.widgets.transcript.margin import fitted
from qualwb.workbench.widgets.transcript.marks import PassageIndex
from qualwb.workbench.widgets.transcript.wrapping import WrapIndex

MOST_ROWS = 8
"""Rows that a name moves on at most where those above it are taken."""


def names_on(passages: PassageIndex, rows: WrapIndex, row: int, *, on_top: bool) -> list[PassageMark]:
    """The marks whose names stand on a row: one that begins there, or one for which there was no row above.

    Others of the same code and those that end there stand beside it; on top of the view all that go on there.
    """
    start, end = rows[row]
    if on_top:
        return passages.touching(start, max(end, start + 1))
    waiting: list[PassageMark] = []
    shown: list[PassageMark] = []
    for above in range(max(row - MOST_ROWS, 0), row + 1):
        begins, ends = rows[above]
        waiting = [mark for mark in waiting if mark not in shown and mark.end > begins]
        waiting += _beginning(passages, begins, ends)
        shown = [mark for mark in waiting if mark.name == waiting[0].name or mark.end <= ends]
    return shown


def _beginning(passages: PassageIndex, start: int, end: int) -> Iterable[PassageMark]:
    begun = [mark for mark in passages.touching(start, max(end, start + 1)) if mark.start >= start]
    return sorted(begun, key=lambda mark: (mark.start, mark.coding_id))


def names_strip(marks: Iterable[PassageMark], look: Look, width: int) -> Strip:
    """The names in so many cells, each behind its letter; after it who else coded so."""
    segments, left = [Segment(" ", look.base)], width - 1
    by_name: dict[str, list[PassageMark]] = {}
    for mark in marks:
        by_name.setdefault(mark.name, []).append(mark)
    for name, alike in by_name.items():
        if left < 4:
            break
        top = alike[-1]
        segments.append(Segment(fitted(displayable(top.letter), 1), look.stripe(top.colour, letter=True)))
        shown, by = _fitting(displayable(name), displayable(_others(alike)), left - 1)
        segments += [Segment(shown, look.base), Segment(by, look.part("number"))]
        left -= 1 + sum(segment.cell_length for segment in segments[-2:])
    return Strip(segments).adjust_cell_length(width, look.base)


def _others(alike: list[PassageMark]) -> str:
    """Who else coded so, with a '+' where the reader did too; '' for the reader alone."""
    others = ",".join(sorted({mark.by for mark in alike if mark.by}))
    return "+" + others if others and not all(mark.by for mark in alike) else others


def _fitting(name: str, by: str, width: int) -> tuple[str, str]:
    """A name and who coded so in so many cells; the name is cut, and without room nobody is named."""
    if by and width >= cell_len(by) + 8:
        return fitted(f" {name}", min(width - cell_len(by) - 2, cell_len(name) + 1)), f" {by} "
    return fitted(f" {name} ", min(width, cell_len(name) + 2)), ""
