"""Wrapped rows: which part of a text stands on which row of the screen."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable

from rich.cells import split_graphemes

from qualwb.workbench.widgets.transcript.cells import DisplayText


class WrapIndex:
    """The rows of a text at a width of cells.

    ``blocks`` are the parts that are shown, each ``[start, end]`` made of whole lines. A row
    holds ``[start, end)`` with the spaces at its break; the '\\n' after a line's last row, and
    the text's very end, belong to that row too. Spaces at a break may hang over the width by
    one cell or more; everything else fits in it.
    """

    def __init__(self, display: DisplayText, width: int, blocks: Iterable[tuple[int, int]]) -> None:
        self.width = max(width, 1)
        self._display = display
        self._starts = array("I")
        self._ends = array("I")
        for start, end in blocks:
            self._wrap_block(start, end)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, row: int) -> tuple[int, int]:
        """The text of a row, ``[start, end)``."""
        return self._starts[row], self._ends[row]

    def row_of(self, offset: int) -> int:
        """The row that holds ``offset``; the nearest row before it where it is not shown."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def _wrap_block(self, start: int, end: int) -> None:
        text, line = self._display.text, self._display.line_of(start)
        is_simple = self._display.is_simple
        while True:
            line_end = text.find("\n", start, end)
            if line_end < 0:
                line_end = end
            if line_end - start <= self.width and is_simple(line):
                self._add(start, line_end)
            elif is_simple(line):
                self._wrap_simple(start, line_end)
            else:
                self._wrap_graphemes(start, line_end)
            if line_end >= end:
                return
            start, line = line_end + 1, line + 1

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def _wrap_simple(self, start: int, end: int) -> None:
        text, width = self._display.text, self.width
        while end - start > width:
            space = text.rfind(" ", start, start + width + 1)
            following = space + 1 if space > start else start + width
            while following < end and text[following] == " ":
                following += 1
            if following >= end:
                break
            self._add(start, following)
            start = following
        self._add(start, end)

    def _wrap_graphemes(self, start: int, end: int) -> None:
        text, line_start = self._display.text, start
        graphemes, _ = split_graphemes(text[start:end])
        column = 0  # of the grapheme at hand
        after_space, column_after_space = start, 0
        for first, last, cells in graphemes:
            offset = line_start + first
            is_space = text[offset] == " "
            while not is_space and column + cells > self.width and offset > start:
                at_space = after_space > start
                break_at = after_space if at_space else offset
                self._add(start, break_at)
                column -= column_after_space if at_space else column
                start = after_space = break_at
                column_after_space = 0
            column += cells
            if is_space:
                after_space, column_after_space = line_start + last, column
        self._add(start, end)
