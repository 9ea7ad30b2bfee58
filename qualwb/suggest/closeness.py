"""How close a text lies to each label, by the names of the labels and the passages that have them.

Closeness is a cosine less the mean cosine that the label has with passages that lack it: a label of long,
general passages is close to everything, and that must not speak for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.vectors import COLUMNS, Space, Vector

Numbers = NDArray[np.float64]

REFUSED = 0.5
"""What a passage takes from a label that was refused for it, where one that has the label adds 1."""

_MOST_BLOCKS = 64


class Rows:
    """Vectors of passages, each with labels; one can be added or taken away at any time."""

    def __init__(self, labels: int) -> None:
        self.labels = labels
        self.count = 0
        """How many rows were ever added: the number of the next."""
        self.gone = 0
        """How many of them were taken away."""
        self._blocks: list[sparse.csr_matrix] = []
        self._row = np.zeros(0, dtype=np.int64)
        self._label = np.zeros(0, dtype=np.int64)

    def add(self, matrix: sparse.csr_matrix, labels: Sequence[Sequence[int]]) -> None:
        """Add the rows of a matrix with the labels of each."""
        rows = [self.count + row for row, given in enumerate(labels) for _ in given]
        self._row = np.append(self._row, rows).astype(np.int64)
        self._label = np.append(self._label, [label for given in labels for label in given]).astype(np.int64)
        self._blocks.append(matrix)
        self.count += matrix.shape[0]
        if len(self._blocks) > _MOST_BLOCKS:
            # The first block is the one fitted; it is large and stays as it is.
            self._blocks[1:] = [sparse.vstack(self._blocks[1:], format="csr")]

    def remove(self, row: int) -> tuple[Vector, list[int]]:
        """Take a row away, and return its vector and labels. The numbers of the others stay."""
        labels = [int(label) for label in self._label[self._row == row]]
        kept = self._row != row
        self._row, self._label = self._row[kept], self._label[kept]
        self.gone += 1
        for block in self._blocks:
            if row < block.shape[0]:
                return block[[row]].toarray().ravel(), labels
            row -= block.shape[0]
        raise IndexError(row)

    def likeness(self, vector: Vector) -> Vector:
        """Cosine of the text with each row, in the order they were added; also with those taken away."""
        if not self._blocks:
            return np.zeros(0, dtype=np.float32)
        return np.concatenate([block @ vector for block in self._blocks])

    def sums(self, likeness: Vector) -> Numbers:
        """For each label, the sum of a likeness over the rows that have it."""
        return np.bincount(self._label, weights=likeness[self._row], minlength=self.labels).astype(np.float64)

    def of(self, label: int) -> NDArray[np.int64]:
        """The rows that have the label."""
        return np.asarray(self._row[self._label == label], dtype=np.int64)


class Closeness:
    """Labels with their names and passages in one space, beside texts that have no label.

    Only sums of products of passages are kept, so that one product of a text with all passages is enough both
    to compare it and to learn it.
    """

    def __init__(
        self,
        space: Space,
        names: Sequence[Mapping[str, float]],
        uncoded: Iterable[sparse.csr_matrix] = (),
    ) -> None:
        self.space = space
        self._uncoded = 0
        self._all = np.zeros(COLUMNS, dtype=np.float32)
        for texts in uncoded:
            self._uncoded += texts.shape[0]
            self._all += _sum(texts)
        """The sum of the vectors of all texts, uncoded and coded."""
        self.rows = Rows(len(names))
        self._refused = Rows(len(names))
        self._names = space.matrix(names)
        self._having = np.zeros(len(names))
        self._length2 = np.zeros(len(names))
        self._with_all = np.zeros(len(names))
        self._name_with_all = np.asarray(self._names @ self._all, dtype=np.float64)
        self._name_with_own = np.zeros(len(names))

    def add_all(self, matrices: Iterable[sparse.csr_matrix], labels: Sequence[Sequence[int]]) -> None:
        """Add the first passages, each with the labels that it has; their vectors in blocks of rows."""
        sums: sparse.csr_matrix | None = None
        total = np.zeros(COLUMNS, dtype=np.float32)
        at = 0
        for matrix in matrices:
            given = labels[at : at + matrix.shape[0]]
            at += len(given)
            of_block = _members(given, len(self._having)) @ matrix
            sums = of_block if sums is None else sums + of_block
            total += _sum(matrix)
            self.rows.add(matrix, given)
        if sums is None:
            return
        self._all = self._all + total
        self._having += np.asarray(_members(labels, len(self._having)).sum(axis=1)).ravel()
        self._length2 += np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
        self._with_all += sums @ self._all
        self._name_with_all += self._names @ total
        self._name_with_own += np.asarray(self._names.multiply(sums).sum(axis=1)).ravel()

    def add(self, counted: Counter[str], labels: Sequence[int]) -> None:
        """Add one passage that has these labels."""
        vector = self.space.vector(counted)
        self._count(vector, labels, 1)
        self._all = self._all + vector
        self.rows.add(self.space.matrix([counted]), [labels])

    def remove(self, row: int) -> None:
        """Take away the passage of a row of ``rows``."""
        vector, labels = self.rows.remove(row)
        self._all = self._all - vector
        self._count(vector, labels, -1)

    def _count(self, vector: Vector, labels: Sequence[int], sign: int) -> None:
        """Count a passage in (1) or out (-1); rows and sum of all are those without it."""
        sums = self.rows.sums(self.rows.likeness(vector))
        to_name, own = self._names @ vector, float(vector @ vector)
        with_all = float(vector @ self._all) + own
        self._with_all += sign * sums
        self._name_with_all += sign * to_name
        for label in labels:
            self._length2[label] += sign * (2 * sums[label] + own)
            self._with_all[label] += sign * with_all
            self._name_with_own[label] += sign * to_name[label]
            self._having[label] += sign

    def add_uncoded(self, counted: Counter[str]) -> None:
        """Let a text without labels stand beside the passages."""
        self._beside(self.space.vector(counted), 1)

    def remove_uncoded(self, counted: Counter[str]) -> None:
        """Take such a text away."""
        self._beside(self.space.vector(counted), -1)

    def _beside(self, vector: Vector, sign: int) -> None:
        self._uncoded += sign
        self._all = self._all + sign * vector
        self._with_all += sign * self.rows.sums(self.rows.likeness(vector))
        self._name_with_all += sign * (self._names @ vector)

    def refuse(self, counted: Counter[str], label: int) -> None:
        """Let a passage speak against a label."""
        self._refused.add(self.space.matrix([counted]), [[label]])

    def by_passages(self, vector: Vector, likeness: Vector) -> Numbers:
        """Closeness to each label by its passages; ``likeness`` is the text's to each row.

        A label without passages is as close as any: 0, less what refused passages take.
        """
        length = np.sqrt(self._length2)
        usual = (self._with_all - self._length2) / self._lacking
        refused = REFUSED * self._refused.sums(self._refused.likeness(vector))
        return (self.rows.sums(likeness) - usual - refused) / np.where(length > 0, length, 1.0)

    def by_names(self, vector: Vector) -> Numbers:
        """Closeness to each label by its name."""
        usual = (self._name_with_all - self._name_with_own) / self._lacking
        return np.asarray(self._names @ vector - usual, dtype=np.float64)

    @property
    def _lacking(self) -> Numbers:
        passages = self.rows.count - self.rows.gone
        return np.maximum(passages + self._uncoded - self._having, 1)


def _sum(matrix: sparse.csr_matrix) -> Vector:
    return np.asarray(matrix.sum(axis=0)).ravel()


def _members(labels: Sequence[Sequence[int]], count: int) -> sparse.csr_matrix:
    """Which rows (columns of the matrix) have each label (a row of it)."""
    cells = [(label, row) for row, given in enumerate(labels) for label in given]
    return sparse.csr_matrix(
        (np.ones(len(cells), dtype=np.float32), ([c for c, _ in cells], [r for _, r in cells])),
        shape=(count, len(labels)),
    )
