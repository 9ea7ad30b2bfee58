"""How QualCoder counted: in code points, or in the UTF-16 units of the window that a passage was marked in.

Both stand in one file, as passages coded by hand come from the window and others from the text. The words
that it notes beside each passage tell which is meant.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from qualwb.acts.arriving_text import canonical, paragraphs_as_turns
from qualwb.exchange.evidence import bare
from qualwb.portable.records import Turn


class Marked(NamedTuple):
    """A passage of the canonical text."""

    start: int
    end: int
    sure: bool
    """Whether it has the words that are noted beside it."""


class CodedText:
    """The full text of a source with the ways to count positions in it."""

    def __init__(self, stored: str, noted: Iterable[tuple[int, int, str]] = ()) -> None:
        self._stored = stored
        self.text, self._alignment = canonical(stored)
        units = [1 + (sign > "\uffff") for sign in stored] if any(sign > "\uffff" for sign in stored) else []
        self._ends = array("Q", accumulate(units))
        votes = Counter(
            utf16
            for start, end, words in noted
            if self._ends and self._says(start, end, words, False) != self._says(start, end, words, True)
            for utf16 in (False, True)
            if self._says(start, end, words, utf16)
        )
        self._usual = votes[True] > votes[False]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Its paragraphs."""
        return paragraphs_as_turns(self.text)

    def __len__(self) -> int:
        return len(self._stored)

    def passage(self, start: int, end: int, words: str = "") -> Marked | None:
        """The passage that is meant by the positions; None where there is no text."""
        counts = (self._usual, not self._usual) if self._ends else (False,)
        fitting = [utf16 for utf16 in counts if words and self._says(start, end, words, utf16)]
        place = self._in_stored(start, end, fitting[0] if fitting else self._usual)
        span = self._alignment.span(*place) if place else None
        return Marked(*span, bool(fitting) or not words) if span else None

    def _says(self, start: int, end: int, words: str, utf16: bool) -> bool:
        place = self._in_stored(start, end, utf16)
        return place is not None and bare(self._stored[place[0] : place[1]]) == bare(words)

    def _in_stored(self, start: int, end: int, utf16: bool) -> tuple[int, int] | None:
        if not 0 <= start < end:
            return None
        if not utf16:
            return (start, end) if end <= len(self._stored) else None
        if end > self._ends[-1]:
            return None
        return bisect_right(self._ends, start), bisect_left(self._ends, end) + 1
