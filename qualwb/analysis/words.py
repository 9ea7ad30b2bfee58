"""Counting words: runs of letters, digits and underscores (``\\w+``)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_WORD = re.compile(r"\w+")


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _word in _WORD.finditer(text))


def spans_of_words(text: str) -> Iterator[Span]:
    """Where the words of a text stand."""
    return (word.span() for word in _WORD.finditer(text))


def united(spans: Iterable[Span]) -> list[Span]:
    """The union of spans, as spans in order that neither overlap nor touch."""
    union: list[Span] = []
    for start, end in sorted(spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        elif start < end:
            union.append((start, end))
    return union


class WordIndex:
    """Where the words of one text stand, to count them in many spans."""

    def __init__(self, text: str) -> None:
        self._starts, self._ends = [], []
        for start, end in spans_of_words(text):
            self._starts.append(start)
            self._ends.append(end)

    def count(self, start: int, end: int) -> int:
        """How many words the text [start, end) has; a word cut by an edge counts."""
        return bisect_left(self._starts, end) - bisect_right(self._ends, start)
