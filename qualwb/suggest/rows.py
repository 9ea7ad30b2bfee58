"""Passages as rows of terms with labels, which come and go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.membership import membership
from qualwb.suggest.packed_rows import PackedRows
from qualwb.suggest.vectors import COLUMNS, Vector

_MOST_BLOCKS = 64


class Rows:
    """Passages as rows of terms, each with labels; one can be added or taken away at any time."""

    def __init__(self, labels: int) -> None:
        self.labels = labels
        self.count = 0
        """How many rows were ever added: the number of the next."""
        self.gone = 0
        """How many of them were taken away."""
        self._blocks: list[PackedRows | sparse.csr_matrix] = []
        self._fitted = 0
        """How many blocks were added when fitted; they are packed."""
        self._row = np.zeros(0, dtype=np.int64)
        self._label = np.zeros(0, dtype=np.int64)

    def add(self, matrix: sparse.csr_matrix, labels: Sequence[Sequence[int]]) -> None:
        """Add the rows of a matrix with the labels of each."""
        self._append(matrix, labels)
        if len(self._blocks) - self._fitted > _MOST_BLOCKS:
            self._blocks[self._fitted :] = [_stacked(self._blocks[self._fitted :])]

    def add_fitted(self, rows: PackedRows, labels: Sequence[Sequence[int]]) -> None:
        """Add many rows that are kept as one block, before any single ones."""
        self._append(rows, labels)
        self._fitted = len(self._blocks)

    def _append(self, block: PackedRows | sparse.csr_matrix, labels: Sequence[Sequence[int]]) -> None:
        rows = [self.count + row for row, given in enumerate(labels) for _ in given]
        self._row = np.append(self._row, rows).astype(np.int64)
        self._label = np.append(self._label, [label for given in labels for label in given]).astype(np.int64)
        self._blocks.append(block)
        self.count += block.shape[0]

    @property
    def _width(self) -> int:
        """How many terms the latest rows know: those of features, and of the words met by then."""
        return self._blocks[-1].shape[1] if self._blocks else COLUMNS

    def summed(self, members: sparse.csr_matrix) -> sparse.csr_matrix:
        """For each row of a matrix, the sum of the rows here that it has, by their number."""
        total = sparse.csr_matrix((members.shape[0], self._width), dtype=np.float32)
        start = 0
        for block in self._blocks:
            within = members[:, start : start + block.shape[0]]
            start += block.shape[0]
            if within.nnz:
                found = within @ block
                found.resize(total.shape)
                total = total + found if total.nnz else found
        return total

    def remove(self, row: int) -> tuple[sparse.csr_matrix, list[int]]:
        """Take a row away, and return it with its labels. The numbers of the others stay."""
        labels = [int(label) for label in self._label[self._row == row]]
        kept = self._row != row
        self._row, self._label = self._row[kept], self._label[kept]
        self.gone += 1
        return self.sums_of([[row]]), labels

    def sums_of(self, groups: Sequence[Sequence[int]]) -> sparse.csr_matrix:
        """The sum of the rows of each group, given by numbers, as rows as wide as the latest."""
        return self.summed(membership(groups, self.count))

    def likeness(self, terms: Vector) -> Vector:
        """The sum of what each row's terms weigh, in the order they were added; also of those taken away."""
        if not self._blocks:
            return np.zeros(0, dtype=np.float32)
        return np.concatenate([block @ terms[: block.shape[1]] for block in self._blocks])

    def sums(self, likeness: Vector) -> NDArray[np.float64]:
        """For each label, the sum of a likeness over the rows that have it."""
        return np.bincount(self._label, weights=likeness[self._row], minlength=self.labels).astype(np.float64)

    def of(self, label: int) -> NDArray[np.int64]:
        """The rows that have the label."""
        return np.asarray(self._row[self._label == label], dtype=np.int64)


def _stacked(blocks: Sequence[sparse.csr_matrix]) -> sparse.csr_matrix:
    """The rows of all blocks: the later ones know more words."""
    width = blocks[-1].shape[1]
    for block in blocks:
        block.resize(block.shape[0], width)
    return sparse.vstack(blocks, format="csr")
