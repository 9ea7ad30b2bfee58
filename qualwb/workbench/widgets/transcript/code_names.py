"""The names of codes beside the rows that their passages begin on, one a row."""

from collections.abc import Iterable

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

    Those that end there stand beside it; on top of the view do all that go on there.
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
        shown = waiting[:1] + [mark for mark in waiting[1:] if mark.end <= ends]
    return shown


def _beginning(passages: PassageIndex, start: int, end: int) -> Iterable[PassageMark]:
    begun = [mark for mark in passages.touching(start, max(end, start + 1)) if mark.start >= start]
    return sorted(begun, key=lambda mark: (mark.start, mark.coding_id))


def names_strip(marks: Iterable[PassageMark], look: Look, width: int) -> Strip:
    """The names in so many cells, each behind its letter."""
    segments, left = [Segment(" ", look.base)], width - 1
    for mark in {mark.name: mark for mark in marks}.values():
        if left < 4:
            break
        segments.append(Segment(fitted(displayable(mark.letter), 1), look.stripe(mark.colour, letter=True)))
        name = displayable(mark.name)
        shown = fitted(f" {name} ", min(left - 1, len(name) + 2))
        segments.append(Segment(shown, look.base))
        left -= 1 + Segment(shown).cell_length
    return Strip(segments).adjust_cell_length(width, look.base)
