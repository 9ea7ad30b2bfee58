"""The part of a document that is shown: all of it, or only some turns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from qualwb.workbench.widgets.transcript.document import TranscriptDocument
from qualwb.workbench.widgets.transcript.motions import Span


class Shown:
    """Blocks of a text that are shown, each ``[start, end]``, in order and apart from each other."""

    def __init__(self, blocks: Iterable[Span]) -> None:
        self.blocks = tuple(blocks)
        self._starts = [start for start, _ in self.blocks]

    @classmethod
    def everything(cls, document: TranscriptDocument) -> "Shown":
        """The whole document."""
        return cls([(0, len(document.text))])

    @classmethod
    def of(cls, document: TranscriptDocument, intervals: Iterable[Span] | None) -> "Shown":
        """The turns with one of the intervals; the whole document for None."""
        return cls.everything(document) if intervals is None else cls.turns_with(document, intervals)

    @classmethod
    def turns_with(cls, document: TranscriptDocument, intervals: Iterable[Span]) -> "Shown":
        """The turns that one of the intervals ``[start, end)`` overlaps; neighbours make one block."""
        wanted: set[int] = set()
        starts = document.turn_starts
        for start, end in intervals:
            first = max(bisect_right(starts, start) - 1, 0)
            for index in range(first, bisect_left(starts, max(end, start + 1))):
                if document.turns[index].end > start or start == end:
                    wanted.add(index)
        blocks: list[Span] = []
        previous = -2
        for index in sorted(wanted):
            turn = document.turns[index]
            if index == previous + 1:
                blocks[-1] = (blocks[-1][0], turn.end)
            else:
                blocks.append((turn.start, turn.end))
            previous = index
        return cls(blocks)

    def block_of(self, offset: int) -> Span | None:
        """The block that holds ``offset`` (its end included), or None where it is hidden."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset <= self.blocks[index][1]:
            return self.blocks[index]
        return None

    def nearest(self, offset: int) -> int:
        """``offset`` where it is shown, else the start of the next block, else the end of the last one."""
        if not self.blocks or self.block_of(offset):
            return offset
        index = bisect_right(self._starts, offset)
        return self._starts[index] if index < len(self.blocks) else self.blocks[-1][1]

    def end_before(self, offset: int) -> int:
        """The end of the last block before a hidden ``offset``; the first block's start if there is none."""
        index = bisect_right(self._starts, offset) - 1
        return self.blocks[index][1] if index >= 0 else self._starts[0]
