"""How close a text lies to each label, by the names of the labels and the passages that have them.

Closeness is a cosine less the mean cosine that the label has with passages that lack it: a label of long,
general passages is close to everything, and that must not speak for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, starmap
from typing import NamedTuple

import numpy as np
from scipy import sparse

from qualwb.suggest.arrays import Numbers
from qualwb.suggest.membership import membership
from qualwb.suggest.packed_rows import PackedRows
from qualwb.suggest.rows import Rows
from qualwb.suggest.vectors import COLUMNS, Space, Vector
from qualwb.suggest.word_rows import WordFeatures

REFUSED = 0.5
"""What a passage takes from a label that was refused for it, where one that has the label adds 1."""

_LABELS_A_BLOCK = 16
_BLOCKS_TOGETHER = 8
_NOTHING = 1e-3
"""A length below which a sum of vectors of length 1 is what rounding left of none."""


class Products(NamedTuple):
    """Products of the vector of a passage with others."""

    with_text: float
    """With that of the text that is asked about."""
    with_label: float
    """With the sum of those of all passages of a label that it has."""
    with_all: float
    """With the sum of those of all texts."""
    with_itself: float


class Closeness:
    """Labels with their names and passages in one space, beside texts that have no label.

    Passages are kept as rows of terms, which are far fewer than features: what a feature of a text weighs is
    added up once a word, and what the words weigh once a passage. Only sums of products of passages are kept,
    so that one product of a text with all passages is enough both to compare it and to learn it.
    """

    def __init__(
        self,
        space: Space,
        words: WordFeatures,
        names: Sequence[Mapping[str, float]],
        uncoded: sparse.csr_matrix,
    ) -> None:
        self.space, self._words = space, words
        self.rows = Rows(len(names))
        self._refused = Rows(len(names))
        self._uncoded = int(uncoded.shape[0])
        nothing = np.zeros(COLUMNS + uncoded.shape[1], dtype=np.float32)
        self._all = self._vector(sum(starmap(_sum, self._terms(uncoded)), start=nothing))
        """The sum of the vectors of all texts, uncoded and coded."""
        self._names = space.matrix(names)
        self._having = np.zeros(len(names))
        self._length2 = np.zeros(len(names))
        self._with_all = np.zeros(len(names))
        self._name_with_all = np.asarray(self._names @ self._all, dtype=np.float64)
        self._name_with_own = np.zeros(len(names))

    def add_all(self, passages: sparse.csr_matrix, labels: Sequence[Sequence[int]]) -> None:
        """Add the first passages, given as rows of counted words, each with the labels that it has."""
        if not labels:
            return
        summed = np.zeros(COLUMNS + passages.shape[1], dtype=np.float32)
        for terms, lengths in _larger(self._terms(passages)):
            here = slice(self.rows.count, self.rows.count + terms.shape[0])
            summed += _sum(terms, lengths)
            self.rows.add_fitted(PackedRows(terms, lengths), labels[here])
        total = self._vector(summed)
        self._all = self._all + total
        self._name_with_all += self._names @ total
        members = membership([self.rows.of(label).tolist() for label in range(self.rows.labels)], len(labels))
        self._having += np.diff(members.indptr)
        for start in range(0, members.shape[0], _LABELS_A_BLOCK):
            here = slice(start, min(start + _LABELS_A_BLOCK, members.shape[0]))
            self._add_sums(here, self.rows.summed(members[here]))

    def _add_sums(self, here: slice, sums: sparse.csr_matrix) -> None:
        """Take in the sum of the passages of each of some labels, as rows of terms."""
        for block in self._words.features_of(sums, _LABELS_A_BLOCK):
            summed = self.space.weigh(block)
            self._length2[here] += _squares(summed)
            self._with_all[here] += summed @ self._all
            self._name_with_own[here] += np.asarray(self._names[here].multiply(summed).sum(axis=1)).ravel()

    def add(self, passage: sparse.csr_matrix, labels: Sequence[int]) -> None:
        """Add one passage, given as a row of counted words, that has these labels."""
        row = self._unit(passage)
        vector = self._vector(row.toarray().ravel())
        self._count(vector, labels, 1)
        self._all = self._all + vector
        self.rows.add(row, [labels])

    def remove(self, row: int) -> None:
        """Take away the passage of a row of ``rows``."""
        terms, labels = self.rows.remove(row)
        vector = self._vector(terms.toarray().ravel())
        self._all = self._all - vector
        self._count(vector, labels, -1)

    def likeness(self, vector: Vector) -> Vector:
        """Cosine of a text with each of ``rows``."""
        return self.rows.likeness(self.likeness_of_terms(vector))

    def likeness_of_terms(self, vector: Vector) -> Vector:
        """What each term adds to the likeness of a text in which it weighs 1."""
        return self._words.towards(self.space.weighed(vector))

    def _count(self, vector: Vector, labels: Sequence[int], sign: int) -> None:
        """Count a passage in (1) or out (-1); rows and sum of all are those without it."""
        sums = self.rows.sums(self.likeness(vector))
        to_name, own = self._names @ vector, float(vector @ vector)
        with_all = float(vector @ self._all) + own
        self._with_all += sign * sums
        self._name_with_all += sign * to_name
        for label in labels:
            self._length2[label] += sign * (2 * sums[label] + own)
            self._with_all[label] += sign * with_all
            self._name_with_own[label] += sign * to_name[label]
            self._having[label] += sign

    def add_uncoded(self, text: str) -> None:
        """Let a text without labels stand beside the passages."""
        self._beside(text, 1)

    def remove_uncoded(self, text: str) -> None:
        """Take such a text away."""
        self._beside(text, -1)

    def _beside(self, text: str, sign: int) -> None:
        vector = self.space.vector(self.space.features(text))
        self._uncoded += sign
        self._all = self._all + sign * vector
        self._with_all += sign * self.rows.sums(self.likeness(vector))
        self._name_with_all += sign * (self._names @ vector)

    def refuse(self, passage: sparse.csr_matrix, label: int) -> None:
        """Let a passage, given as a row of counted words, speak against a label."""
        self._refused.add(self._unit(passage), [[label]])

    def by_passages(self, terms: Vector, likeness: Vector) -> Numbers:
        """Closeness to each label by its passages, from a text's likeness to terms and to ``rows``.

        A label without passages is as close as any: 0, less what refused passages take.
        """
        length = np.sqrt(np.maximum(self._length2, 0))
        usual = (self._with_all - self._length2) / self._lacking
        refused = REFUSED * self._refused.sums(self._refused.likeness(terms))
        return (self.rows.sums(likeness) - usual - refused) / np.where(length > _NOTHING, length, 1.0)

    def vectors(self, groups: Sequence[Sequence[int]]) -> sparse.csr_matrix:
        """The sum of the vectors of the passages of each group, given by rows; a row of features each."""
        terms = self.rows.sums_of(groups)
        return self.space.weigh(next(self._words.features_of(terms, len(groups))).tocsr())

    def with_all(self, vectors: sparse.csr_matrix) -> Numbers:
        """The product of each vector with the sum of those of all texts."""
        return np.asarray(vectors @ self._all, dtype=np.float64)

    def shares(self, label: int, passages: sparse.csr_matrix, vector: Vector) -> dict[int, float]:
        """What each feature adds to a text's closeness to a label by these passages, given as their sum.

        By column; their sum is what ``by_passages`` gives for all passages of the label and no refusal.
        """
        at, summed = passages.indices, passages.data
        usual = (self._all[at] - summed) / self._lacking[label]
        length = np.sqrt(max(self._length2[label], 0.0)) or 1.0
        return dict(zip(at.tolist(), (summed * (vector[at] - usual) / length).tolist(), strict=True))

    def loss(self, label: int, closeness: float, passage: Products) -> float:
        """How much less close to the label, by its passages, a text would be without one of them.

        ``closeness`` is what ``by_passages`` gives.
        """
        length = np.sqrt(max(self._length2[label], 0.0))
        left = closeness * (length or 1.0) - passage.with_text
        left += (passage.with_all - passage.with_label) / self._lacking[label]
        rest = np.sqrt(max(self._length2[label] - 2 * passage.with_label + passage.with_itself, 0.0))
        return closeness - float(left / (rest if rest > _NOTHING else 1.0))

    def by_names(self, vector: Vector) -> Numbers:
        """Closeness to each label by its name."""
        usual = (self._name_with_all - self._name_with_own) / self._lacking
        return np.asarray(self._names @ vector - usual, dtype=np.float64)

    @property
    def _lacking(self) -> Numbers:
        passages = self.rows.count - self.rows.gone
        return np.asarray(np.maximum(passages + self._uncoded - self._having, 1), dtype=np.float64)

    def _terms(self, counts: sparse.csr_matrix) -> Iterator[tuple[sparse.csr_matrix, Vector]]:
        """Rows of counted words as rows of terms, with the lengths of their vectors (1 for 0); in blocks."""
        for features, terms in self._words.weighed(counts):
            lengths = np.sqrt(_squares(self.space.weigh(features))).astype(np.float32)
            yield terms, np.where(lengths > 0, lengths, np.float32(1))

    def _unit(self, passage: sparse.csr_matrix) -> sparse.csr_matrix:
        """A row of counted words as a row of terms, divided by the length of its vector."""
        ((terms, lengths),) = self._terms(passage)
        return terms / lengths[0]

    def _vector(self, terms: Vector) -> Vector:
        """The vector of a text, or the sum of several, from what its terms weigh."""
        return self.space.weighed(self._words.from_terms(terms))


def _larger(
    blocks: Iterator[tuple[sparse.csr_matrix, Vector]],
) -> Iterator[tuple[sparse.csr_matrix, Vector]]:
    """Blocks put together by so many, so that not all rows are held at once."""
    while some := list(islice(blocks, _BLOCKS_TOGETHER)):
        terms, lengths = zip(*some, strict=True)
        yield sparse.vstack(terms, format="csr"), np.concatenate(lengths)


def _sum(terms: sparse.csr_matrix, lengths: Vector) -> Vector:
    """The sum of rows, each divided by a length."""
    return np.asarray(terms.T @ (1 / lengths), dtype=np.float32)


def _squares(matrix: sparse.csr_matrix) -> Numbers:
    """The sum of the squares of each row."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.asarray(np.bincount(row, weights=matrix.data**2, minlength=matrix.shape[0]), dtype=np.float64)
