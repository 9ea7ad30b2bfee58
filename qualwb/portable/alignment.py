"""Where the positions of one text are in another that was made from it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple, Self


class Piece(NamedTuple):
    """``old[old_start:old_end]`` became ``new[new_start:new_end]``; of one length, it is the same text."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Alignment:
    """From positions in an old text to those in a new one; what lies between the pieces is not in both.

    ``pieces`` lie in order in both texts and are not empty in the old one.
    """

    def __init__(self, pieces: Iterable[Piece], new_length: int, after: "Alignment | None" = None) -> None:
        self._pieces = list(pieces)
        self._starts = [piece.old_start for piece in self._pieces]
        self._ends = [piece.old_end for piece in self._pieces]
        self._length = new_length
        self._after = after

    @classmethod
    def same(cls, length: int) -> Self:
        """Of a text that was left as it is."""
        return cls([Piece(0, length, 0, length)] if length else [], length)

    def then(self, after: "Alignment") -> "Alignment":
        """From the old text to one that was made from the new one in its turn."""
        joined = after if self._after is None else self._after.then(after)
        return Alignment(self._pieces, self._length, joined)

    def start(self, position: int) -> int:
        """Where a passage starts that started at ``position``: past what is gone."""
        at = bisect_right(self._ends, position)
        there = at < len(self._pieces)
        moved = _inside(self._pieces[at], position, past=False) if there else self._length
        return self._after.start(moved) if self._after is not None else moved

    def end(self, position: int) -> int:
        """Where a passage ends that ended at ``position``: before what is gone."""
        at = bisect_left(self._starts, position) - 1
        moved = _inside(self._pieces[at], position, past=True) if at >= 0 else 0
        return self._after.end(moved) if self._after is not None else moved

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The passage [start, end) in the new text; None where nothing of it is there."""
        moved = self.start(start), self.end(end)
        return moved if moved[0] < moved[1] else None


def _inside(piece: Piece, position: int, *, past: bool) -> int:
    if position <= piece.old_start:
        return piece.new_start
    if position >= piece.old_end:
        return piece.new_end
    if piece.old_end - piece.old_start == piece.new_end - piece.new_start:
        return piece.new_start + position - piece.old_start
    return piece.new_end if past else piece.new_start
