"""What the transcript view is given: a text, its turns, and the coded passages on it."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class TurnSpan:
    """One turn, ``text[start:end]`` in code points, without its label.

    ``kind`` is 'speech' for what somebody says and 'text' for headings and other lines;
    ``time_start`` is seconds from the start of the recording, ``estimated`` where nobody measured it.
    ``counted`` is False for a moderator's turns and others that tables leave out.
    """

    start: int
    end: int
    speaker: str = ""
    kind: str = "speech"
    number: int | None = None
    time_start: float | None = None
    estimated: bool = False
    counted: bool = True

    @property
    def to_code(self) -> bool:
        """Whether a code is looked for here: somebody speaks, whose talk counts."""
        return self.kind == "speech" and self.counted


@dataclass(frozen=True, slots=True)
class PassageMark:
    """One coded passage, ``text[start:end]``; ``letter`` and ``colour`` ('#rrggbb') tell its code apart.

    ``coding_id`` is unique in a document and grows with time: the highest is the newest.
    """

    start: int
    end: int
    code_id: int
    name: str
    letter: str
    colour: str
    coding_id: int
    by: str = ""
    """Who coded it, in a few letters, where that is somebody else than the reader."""
    lane: int | None = None
    """The lane that its stripe is to stand in; None where any will do."""


@dataclass(frozen=True)
class TranscriptDocument:
    """A transcript's text and its turns, in order; the text is the turns' contents joined by '\\n'."""

    text: str
    turns: tuple[TurnSpan, ...] = ()

    @cached_property
    def turn_starts(self) -> "array[int]":
        """The start of each turn, in code points."""
        return array("I", [turn.start for turn in self.turns])

    @cached_property
    def last_number(self) -> int:
        """The highest number of a turn; 0 where turns have none, and lines are numbered instead."""
        return max((turn.number or 0 for turn in self.turns), default=0)

    def turn_index(self, offset: int) -> int | None:
        """The turn that ``offset`` lies in (its end included), or None before the first turn."""
        index = bisect_right(self.turn_starts, offset) - 1
        return index if index >= 0 else None

    def turn_at(self, offset: int) -> TurnSpan | None:
        """The turn that ``offset`` lies in (its end included), or None before the first turn."""
        index = self.turn_index(offset)
        return None if index is None else self.turns[index]

    def place_of(self, before: "TranscriptDocument", offset: int, *, ends: bool = False) -> int:
        """Where a reader is now who was at ``offset`` of the document as it was before its text changed.

        Outside of what changed at the same words; within it as far into the turn of the same number. Where
        something ``ends`` it goes on to the end of what was inserted there.
        """
        old, new = before.text, self.text
        if old == new:
            return offset
        follows = offset >= len(old) - _alike(old[::-1], new[::-1])
        if offset <= _alike(old, new) and not (ends and follows):
            return offset
        if follows:
            return offset + len(new) - len(old)
        index = before.turn_index(offset)
        if index is None or index >= len(self.turns):
            return min(offset, len(new))
        turn = self.turns[index]
        return min(turn.start + offset - before.turns[index].start, turn.end)


EMPTY = TranscriptDocument("")


def _alike(one: str, other: str) -> int:
    """How many characters two texts have alike at their beginning."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
