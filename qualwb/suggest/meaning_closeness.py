"""How close a text lies to each label by what the texts mean: cosines of vectors less their centre.

Vectors of sentences all point the same way, so that raw cosines are alike (.8 to .9 with e5): what they have
in common, the mean of the coded passages, is taken off first; the names of codes, which are phrases, have a
mean of their own. All is worked out from sums, so that a passage that is learnt or forgotten is exactly as if
it had always, or never, been there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualwb.language.meaning.encoder import Vectors
from qualwb.suggest.arrays import Numbers
from qualwb.suggest.centred import NOTHING, less_centre
from qualwb.suggest.closeness import REFUSED
from qualwb.suggest.meanings import Meanings

_FIRST = 16
"""So many texts without a vector are asked for again first: when none of them has got one, none has."""


@dataclass(frozen=True, slots=True)
class NamedLabels:
    """Labels, of which the first have names, and rules that count beside them."""

    names: Sequence[str]
    rules: Sequence[str]
    """Empty where there is none."""
    rule_weight: float
    count: int
    """How many labels there are, those without a name too."""


class MeaningCloseness:
    """Labels with the vectors of their names and passages; rows are numbered as passages are added.

    A text whose vector isn't known yet counts for nothing, neither for nor against, until it is.
    """

    def __init__(self, meanings: Meanings, named: NamedLabels) -> None:
        self._meanings, self._named = meanings, named
        self._read_names()
        labels, dimensions = named.count, self._names.shape[1]
        self._rows = np.zeros((0, dimensions), dtype=np.float32)
        self._count = 0
        self._labels: list[Sequence[int]] = []
        self._unknown: dict[int, str] = {}
        """The texts without a vector, by row."""
        self._sums, self._having = np.zeros((labels, dimensions)), np.zeros(labels)
        self._refused, self._refusing = np.zeros((labels, dimensions)), np.zeros(labels)
        self._unknown_refusals: list[tuple[str, int]] = []
        self._total, self._known = np.zeros(dimensions), 0

    def add(self, texts: Sequence[str], labels: Sequence[Sequence[int]]) -> None:
        """Add passages with the labels of each."""
        vectors = self._meanings(texts)
        start, self._count = self._count, self._count + len(texts)
        if self._count > len(self._rows):
            grown = np.zeros((self._count + self._count // 4, self._rows.shape[1]), dtype=np.float32)
            grown[:start] = self._rows[:start]
            self._rows = grown
        for row, (text, vector, given) in enumerate(zip(texts, vectors, labels, strict=True), start):
            self._labels.append(tuple(given))
            self._take(row, text, vector)

    def remove(self, row: int) -> None:
        """Take a passage away."""
        if row in self._unknown:
            del self._unknown[row]
        else:
            self._count_in(row, -1)

    def refuse(self, text: str, label: int) -> None:
        """Let a passage speak against a label."""
        vector = self._meanings([text])[0]
        if vector.any():
            self._refused[label] += vector
            self._refusing[label] += 1
        else:
            self._unknown_refusals.append((text, label))

    def ask_again(self) -> bool:
        """Take in the vectors that have become known; whether all of them are."""
        if not self._names_are_known:
            self._read_names()
        rows = list(self._unknown)
        for some in (rows[:_FIRST], rows[_FIRST:]):
            found = 0
            for row, vector in zip(some, self._meanings([self._unknown[row] for row in some]), strict=True):
                if vector.any():
                    self._take(row, self._unknown.pop(row), vector)
                    found += 1
            if not found:
                break
        refusals, self._unknown_refusals = self._unknown_refusals, []
        for text, label in refusals:
            self.refuse(text, label)
        return self._names_are_known and not self._unknown and not self._unknown_refusals

    def measure(self, text: str, hidden: Sequence[int] = ()) -> tuple[Numbers, Numbers]:
        """Closeness to each label by its passages, without the hidden rows, and to each name; 0: unknown."""
        sums, having, total, known = self._without([row for row in hidden if row not in self._unknown])
        centre = total / known if known else self._centre_of_names
        vector = self._meanings([text])[0].astype(np.float64)
        if not vector.any():
            return np.zeros(len(having)), np.zeros(len(self._names))
        direction = less_centre(vector[None], centre)[0]
        own = sums - np.outer(having, centre)
        against = self._refused - np.outer(self._refusing, centre)
        lengths = np.where(having > 0, np.linalg.norm(own, axis=1), np.linalg.norm(against, axis=1))
        towards = (own - REFUSED * against) @ direction
        return towards / np.where(lengths > NOTHING, lengths, np.inf), self._names @ direction

    def likeness(self, text: str) -> Numbers:
        """Cosine with each passage, both less the centre; 0 for those unknown."""
        if not self._known:
            return np.zeros(self._count)
        centre = self._total / self._known
        direction = less_centre(self._meanings([text]), centre)[0]
        return np.asarray(less_centre(self._rows[: self._count], centre) @ direction)

    def _read_names(self) -> None:
        names = self._meanings(self._named.names)
        rules = self._meanings(self._named.rules)
        both = less_centre(names + np.float32(self._named.rule_weight) * rules, np.zeros(names.shape[1]))
        self._names_are_known = _all_known(names, self._named.names) and _all_known(rules, self._named.rules)
        self._centre_of_names = _mean(both)
        self._names = less_centre(both, self._centre_of_names)

    def _take(self, row: int, text: str, vector: Vectors) -> None:
        if not vector.any():
            self._unknown[row] = text
            return
        self._rows[row] = vector
        self._count_in(row, 1)

    def _count_in(self, row: int, sign: int) -> None:
        """Count a passage in (1) or out (-1)."""
        vector = sign * self._rows[row].astype(np.float64)
        labels = list(self._labels[row])
        self._sums[labels] += vector
        self._having[labels] += sign
        self._total += vector
        self._known += sign

    def _without(self, rows: Sequence[int]) -> tuple[Numbers, Numbers, Numbers, int]:
        """Sums, counts, total and number of passages as they are without some rows."""
        if not rows:
            return self._sums, self._having, self._total, self._known
        sums, having, total = self._sums.copy(), self._having.copy(), self._total.copy()
        for row in rows:
            vector = self._rows[row].astype(np.float64)
            labels = list(self._labels[row])
            sums[labels] -= vector
            having[labels] -= 1
            total -= vector
        return sums, having, total, self._known - len(rows)


def _all_known(vectors: Vectors, texts: Sequence[str]) -> bool:
    """Whether each text that says something has a vector."""
    return all(vector.any() or not text.strip() for vector, text in zip(vectors, texts, strict=True))


def _mean(vectors: NDArray[np.floating]) -> Numbers:
    """The mean of the vectors that are known."""
    known = np.array([vector for vector in vectors if vector.any()], dtype=np.float64)
    return np.asarray(known.mean(axis=0) if len(known) else np.zeros(vectors.shape[1]))
