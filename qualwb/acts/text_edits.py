"""Edits of a text and what they do to positions in it. Pure.

Positions are code points of the old text until they are moved. Edits are sorted and do not overlap.
"""

import difflib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qualwb.safe_text import cleaned


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace [start, end) of the old text by ``text``."""

    start: int
    end: int
    text: str

    @property
    def growth(self) -> int:
        """By how many code points the text grows."""
        return len(self.text) - (self.end - self.start)


class Edits:
    """A set of edits of one text, ready to move positions.

    Raises ``ValueError`` when they overlap.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits: Sequence[Edit] = sorted(edits)
        for left, right in zip(self.edits, self.edits[1:], strict=False):
            if right.start < left.end:
                raise ValueError("edits overlap")
        self._starts = [edit.start for edit in self.edits]
        self._ends = [edit.end for edit in self.edits]
        self._growth = list(accumulate((edit.growth for edit in self.edits), initial=0))

    def apply(self, text: str) -> str:
        """The text after the edits."""
        parts: list[str] = []
        at = 0
        for edit in self.edits:
            parts += (text[at : edit.start], edit.text)
            at = edit.end
        return "".join((*parts, text[at:]))

    def move_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the span [start, end) stands afterwards, or None when it has no place.

        What is typed inside a span, or replaces exactly the span, belongs to it; what is typed at its edges
        does not. A span cut at one side keeps its other part. A span that disappears within a larger edit, or
        is deleted, has no place.
        """
        cover = self._edit_over(start, end)
        if cover is not None:
            if (cover.start, cover.end) != (start, end) or not cover.text:
                return None
            at = self._shifted_before(start)
            return at, at + len(cover.text)
        moved = self._start_after(start), self._end_before(end)
        return moved if moved[0] < moved[1] else None

    def keeps_whole(self, start: int, end: int) -> bool:
        """Whether the span [start, end) stands afterwards as it did: nothing in it is replaced or typed."""
        at = bisect_right(self._ends, start)
        return at == len(self.edits) or self._starts[at] >= end

    def touches(self, start: int, end: int) -> bool:
        """Whether an edit lies within [start, end], or at an edge of it."""
        at = bisect_left(self._ends, start)
        return at < len(self.edits) and self._starts[at] <= end

    def keeps(self, position: int) -> bool:
        """Whether the character at ``position`` survives."""
        at = bisect_right(self._starts, position) - 1
        return at < 0 or position >= self._ends[at]

    def move_kept(self, position: int) -> int:
        """Where a surviving character stands afterwards."""
        return position + self._growth[bisect_right(self._ends, position)]

    def _edit_over(self, start: int, end: int) -> Edit | None:
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self._ends[at] >= end and self._ends[at] > self._starts[at]:
            return self.edits[at]
        return None

    def _shifted_before(self, position: int) -> int:
        """The position, moved by all edits that end at or before it and start before it."""
        growth = sum(edit.growth for edit in self.edits[: bisect_left(self._starts, position)])
        insertions = (e for e in self.edits if e.start == position == e.end)
        return position + growth + sum(edit.growth for edit in insertions)

    def _start_after(self, start: int) -> int:
        """A left edge moves behind edits that reach into the span from the left and insertions at it."""
        at = bisect_right(self._ends, start)  # edits that end at or before the start lie wholly before it
        if at < len(self.edits) and self._starts[at] < start:
            edit = self.edits[at]
            return edit.start + self._growth[at] + len(edit.text)
        return start + self._growth[at]

    def _end_before(self, end: int) -> int:
        """A right edge moves before edits that reach into the span from the right and insertions at it."""
        at = bisect_left(self._starts, end)  # edits that start at or after the end lie wholly behind it
        if at > 0 and self._ends[at - 1] > end:
            return self._starts[at - 1] + self._growth[at - 1]
        return end + self._growth[at]


MOST_COMPARED = 16_000_000
"""Words of one text times words of the other, beyond which they are not compared word by word."""


def clean_text(text: str) -> str:
    """What a person wrote, as it is stored: in its stored form, and nothing that a terminal would obey."""
    return stored_form(cleaned(text))


def stored_form(text: str) -> str:
    """A text in NFC with '\\n' line ends, as all texts of a project are."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def edits_between(old: str, new: str) -> Edits:
    """Small edits that turn ``old`` into ``new``: lines are compared first, then words in changed lines."""
    found: list[Edit] = []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at = list(accumulate(map(len, old_lines), initial=0))
    for tag, i, j, k, m in _opcodes(old_lines, new_lines):
        if tag == "equal":
            continue
        if j - i == m - k:  # each line against its neighbour: words of many lines at once take long
            for line in range(j - i):
                found += _word_edits(old_lines[i + line], new_lines[k + line], old_at[i + line])
        else:
            found += _word_edits("".join(old_lines[i:j]), "".join(new_lines[k:m]), old_at[i])
    return Edits(found)


def _word_edits(old: str, new: str, offset: int) -> list[Edit]:
    old_words, new_words = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (old, new))
    if len(old_words) * len(new_words) > MOST_COMPARED:
        return [Edit(offset, offset + len(old), new)]
    at = list(accumulate(map(len, old_words), initial=offset))
    return [
        Edit(at[i], at[j], "".join(new_words[k:m]))
        for tag, i, j, k, m in _opcodes(old_words, new_words)
        if tag != "equal"
    ]


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    return list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
