"""What the model says of each word, and what stands around a word: the ground of all mending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from qualwb.language.wordlists import word_set


class WordReading(NamedTuple):
    """What the model says of a word: ``form`` is how it stands in the text, ``low`` what the model read, in
    lower case; ``name`` is the kind of name it is in, '' for none.
    """

    form: str
    low: str
    pos: str
    lemma: str
    morph: str
    name: str
    sentence_start: bool


Readings = Sequence[WordReading]


def pos_at(readings: Readings, n: int) -> str:
    """The part of speech of a word, '' beyond the ends."""
    return readings[n].pos if 0 <= n < len(readings) else ""


def clause(words: Iterable[WordReading]) -> list[WordReading]:
    """The words up to where a clause ends: a punctuation mark, a conjunction, or 'som'."""
    return list(takewhile(lambda word: word.pos not in _CLAUSE_ENDS and word.low != "som", words))


def is_predicate(readings: Readings, n: int) -> bool:
    """Whether the word stands after a form of 'vara' or 'bli' and no word follows that it could tell of."""
    if pos_at(readings, n + 1) in ("ADJ", "VERB"):
        return False
    for word in reversed(readings[max(0, n - _FARTHEST_COPULA) : n]):
        if word.low in _COPULAS:
            return True
        if word.pos not in ("ADV", "PART", "PRON") and word.low != "för":
            return False
    return False


_CLAUSE_ENDS = frozenset({"PUNCT", "SCONJ", "CCONJ"})
_COPULAS = word_set("är var vara varit blir blev bli blivit vore")
_FARTHEST_COPULA = 5
