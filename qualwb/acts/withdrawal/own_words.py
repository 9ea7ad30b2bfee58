"""Runs of words that one person alone said, found again in other texts. Pure.

Runs are compared by their words, without regard to case, blanks and punctuation: a quote in a memo is found
though its commas are others.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

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


def strings_in(value: Any) -> Iterator[str]:
    """All strings within a value as JSON holds it; names of fields are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_in(inner)


def with_strings(value: Any, change: Callable[[str], str]) -> Any:
    """The value with each of its strings changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: with_strings(inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_strings(inner, change) for inner in value]
    return value


def _runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of each run of ``LENGTH`` words, one word after another."""
    words = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    for first in range(len(words) - LENGTH + 1):
        last = first + LENGTH
        yield words[first].start(), words[last - 1].end(), " ".join(folded[first:last])
