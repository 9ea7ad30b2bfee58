"""Counting words: runs of letters, digits and underscores (``\\w+``)."""

import re
from bisect import bisect_left
from collections.abc import Iterable

Span = tuple[int, int]

_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"\w\w")


def count_words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _word in _WORD.finditer(text))


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
    """Where the words of one text begin, to count them in many spans."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [word.start() for word in _WORD.finditer(text)]

    def count(self, spans: Iterable[Span]) -> int:
        """How many words the spans of text have; a word cut by an edge counts, and each word once."""
        return sum(last - first for first, last in united(map(self._words, spans)))

    def _words(self, span: Span) -> Span:
        """The numbers [first, last) of the words that share text with a span."""
        start, end = span
        first = bisect_left(self._starts, start)
        return first - self._inside_word(start), bisect_left(self._starts, end)

    def _inside_word(self, place: int) -> bool:
        return 0 < place < len(self._text) and bool(_INSIDE.match(self._text, place - 1))


def words_of(text: str) -> list[str]:
    """The words of a text, casefolded: what has a letter in it."""
    return [word for word in _WORD.findall(text.casefold()) if not word.isdecimal()]
