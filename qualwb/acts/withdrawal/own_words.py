"""Runs of words that one person alone said, found again in other texts. Pure.

Runs are compared by their words, without regard to case, blanks and punctuation: a quote in a memo is found
though its commas are others.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

LENGTH = 5
"""The fewest words of a run: shorter ones many may say."""
_WORD = re.compile(r"\w+")

Span = tuple[int, int]


class OwnWords:
    """The runs of ``LENGTH`` words and more that stand in what a person said, and in nothing else."""

    def __init__(self, said: Iterable[str], elsewhere: Iterable[str]) -> None:
        """``said`` are the person's turns one by one, ``elsewhere`` what must keep its words."""
        own = {run for text in said for _start, _end, run in _runs(text)}
        if own:
            for text in elsewhere:
                own.difference_update(run for _start, _end, run in _runs(text))
        self._own = own

    def spans(self, text: str) -> list[Span]:
        """Where such runs stand in a text: [start, end) from a first word to a last one, in order."""
        found: list[Span] = []
        for start, end, run in _runs(text) if self._own else ():
            if run not in self._own:
                continue
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return found

    def stand_in(self, text: str) -> bool:
        """Whether any such run stands in a text."""
        return bool(self.spans(text))

    def blanked(self, text: str, mark: str) -> str:
        """The text with ``mark`` in place of each such run."""
        spans = self.spans(text)
        if not spans:
            return text
        edges = [(0, 0), *spans, (len(text), len(text))]
        return mark.join(text[left[1] : right[0]] for left, right in pairwise(edges))


def _runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of each run of ``LENGTH`` words, one word after another."""
    words = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    for first in range(len(words) - LENGTH + 1):
        last = first + LENGTH
        yield words[first].start(), words[last - 1].end(), " ".join(folded[first:last])
