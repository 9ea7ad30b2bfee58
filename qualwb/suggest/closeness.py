"""How close a text lies to each label, by the names of the labels and the passages that have them.

Closeness is a cosine less the mean cosine that the label has with passages that lack it: a label of long,
general passages is close to everything, and that must not speak for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.vectors import COLUMNS, Space, Vector
from qualwb.suggest.word_rows import WordFeatures

Numbers = NDArray[np.float64]

REFUSED = 0.5
"""What a passage takes from a label that was refused for it, where one that has the label adds 1."""

_MOST_BLOCKS = 64
_LABELS_A_BLOCK = 16
_BLOCKS_TOGETHER = 4
_NOTHING = 1e-3
"""A length below which a sum of vectors of length 1 is what rounding left of none."""


class Rows:
    """Passages as rows of terms, each with labels; one can be added or taken away at any time."""

    def __init__(self, labels: int) -> None:
        self.labels = labels
        self.count = 0
        """How many rows were ever added: the number of the next."""
        self.gone = 0
        """How many of them were taken away."""
        self._blocks: list[sparse.csr_matrix] = []
        self._fitted = 0
        """How many blocks were added when fitted."""
        self._row = np.zeros(0, dtype=np.int64)
        self._label = np.zeros(0, dtype=np.int64)

    def add(self, matrix: sparse.csr_matrix, labels: Sequence[Sequence[int]]) -> None:
        """Add the rows of a matrix with the labels of each."""
        rows = [self.count + row for row, given in enumerate(labels) for _ in given]
        self._row = np.append(self._row, rows).astype(np.int64)
        self._label = np.append(self._label, [label for given in labels for label in given]).astype(np.int64)
        self._blocks.append(matrix)
        self.count += matrix.shape[0]
        if len(self._blocks) - self._fitted > _MOST_BLOCKS:
            # The blocks that were fitted are large and stay as they are.
            self._blocks[self._fitted :] = [_stacked(self._blocks[self._fitted :])]

    def add_fitted(self, matrix: sparse.csr_matrix, labels: Sequence[Sequence[int]]) -> None:
        """Add many rows that are kept as one block, before any single ones."""
        self.add(matrix, labels)
        self._fitted = len(self._blocks)

    def summed(self, members: sparse.csr_matrix) -> sparse.csr_matrix:
        """For each row of a matrix, the sum of the rows here that it has, by their number; there is one."""
        shape = (members.shape[0], self._blocks[-1].shape[1])
        found, at = sparse.csr_matrix(shape, dtype=np.float32), 0
        for block in self._blocks:
            found = found + members[:, at : at + block.shape[0]] @ block
            at += block.shape[0]
        return found

    def remove(self, row: int) -> tuple[sparse.csr_matrix, list[int]]:
        """Take a row away, and return it with its labels. The numbers of the others stay."""
        labels = [int(label) for label in self._label[self._row == row]]
        kept = self._row != row
        self._row, self._label = self._row[kept], self._label[kept]
        self.gone += 1
        return self[row], labels

    def __getitem__(self, row: int) -> sparse.csr_matrix:
        """A row by its number, also one taken away; raises ``IndexError`` when there was none."""
        block, within = self._find(row)
        return block[[within]]

    def sums_of(self, groups: Sequence[Sequence[int]]) -> sparse.csr_matrix:
        """The sum of the rows of each group, as rows as wide as the latest."""
        cells = [(group, row) for group, rows in enumerate(groups) for row in rows]
        chosen = sparse.csr_matrix(
            (np.ones(len(cells), dtype=np.float32), ([g for g, _ in cells], [r for _, r in cells])),
            shape=(len(groups), self.count),
        ).tocsc()
        total = sparse.csr_matrix((len(groups), self._blocks[-1].shape[1] if self._blocks else 0))
        start = 0
        for block in self._blocks:
            within = chosen[:, start : start + block.shape[0]]
            start += block.shape[0]
            if within.nnz:
                found = sparse.csr_matrix(within @ block)
                found.resize(total.shape)
                total = total + found if total.nnz else found
        return total.astype(np.float32)

    def _find(self, row: int) -> tuple[sparse.csr_matrix, int]:
        for block in self._blocks:
            if row < block.shape[0]:
                return block, row
            row -= block.shape[0]
        raise IndexError(row)

    def likeness(self, terms: Vector) -> Vector:
        """The sum of what each row's terms weigh, in the order they were added; also of those taken away."""
        if not self._blocks:
            return np.zeros(0, dtype=np.float32)
        return np.concatenate([block @ terms[: block.shape[1]] for block in self._blocks])

    def sums(self, likeness: Vector) -> Numbers:
        """For each label, the sum of a likeness over the rows that have it."""
        return np.bincount(self._label, weights=likeness[self._row], minlength=self.labels).astype(np.float64)

    def of(self, label: int) -> NDArray[np.int64]:
        """The rows that have the label."""
        return np.asarray(self._row[self._label == label], dtype=np.int64)


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
        self._all = self._vector(sum(map(_sum, self._units(uncoded)), start=nothing))
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
        members = _members(labels, len(self._having))
        width = COLUMNS + passages.shape[1]
        terms = np.zeros(width, dtype=np.float32)
        for block in _larger(self._units(passages)):
            here = slice(self.rows.count, self.rows.count + block.shape[0])
            terms += _sum(block)
            self.rows.add_fitted(block, labels[here])
        total = self._vector(terms)
        self._all = self._all + total
        self._having += np.asarray(members.sum(axis=1)).ravel()
        self._name_with_all += self._names @ total
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
        vector = self._vector(_sum(row))
        self._count(vector, labels, 1)
        self._all = self._all + vector
        self.rows.add(row, [labels])

    def remove(self, row: int) -> None:
        """Take away the passage of a row of ``rows``."""
        terms, labels = self.rows.remove(row)
        vector = self._vector(_sum(terms))
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

    def _units(self, counts: sparse.csr_matrix) -> Iterator[sparse.csr_matrix]:
        """Rows of counted words as rows of terms, divided by the lengths of their vectors; in blocks."""
        for features, terms in self._words.weighed(counts):
            lengths = np.sqrt(_squares(self.space.weigh(features))).astype(np.float32)
            terms.data /= np.repeat(np.where(lengths > 0, lengths, np.float32(1)), np.diff(terms.indptr))
            yield terms

    def _unit(self, passage: sparse.csr_matrix) -> sparse.csr_matrix:
        """The same of one row."""
        (row,) = self._units(passage)
        return row

    def _vector(self, terms: Vector) -> Vector:
        """The vector of a text, or the sum of several, from what its terms weigh."""
        return self.space.weighed(self._words.from_terms(terms))


def _larger(blocks: Iterator[sparse.csr_matrix]) -> Iterator[sparse.csr_matrix]:
    """Blocks put together by so many, so that not all rows are held twice at once."""
    while some := list(islice(blocks, _BLOCKS_TOGETHER)):
        yield some[0] if len(some) == 1 else sparse.vstack(some, format="csr")


def _sum(matrix: sparse.csr_matrix) -> Vector:
    return np.asarray(matrix.sum(axis=0)).ravel()


def _squares(matrix: sparse.csr_matrix) -> Numbers:
    """The sum of the squares of each row."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.asarray(np.bincount(row, weights=matrix.data**2, minlength=matrix.shape[0]), dtype=np.float64)


def _stacked(blocks: Sequence[sparse.csr_matrix]) -> sparse.csr_matrix:
    """The rows of all blocks: the later ones know more words."""
    width = blocks[-1].shape[1]
    for block in blocks:
        block.resize(block.shape[0], width)
    return sparse.vstack(blocks, format="csr")


def _members(labels: Sequence[Sequence[int]], count: int) -> sparse.csr_matrix:
    """Which rows (columns of the matrix) have each label (a row of it)."""
    cells = [(label, row) for row, given in enumerate(labels) for label in given]
    return sparse.csr_matrix(
        (np.ones(len(cells), dtype=np.float32), ([c for c, _ in cells], [r for _, r in cells])),
        shape=(count, len(labels)),
    )
