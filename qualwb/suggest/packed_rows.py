"""Many rows of terms of length 1, in three fifths of the memory that a sparse matrix takes."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.vectors import Vector

_COMMON = 0.05
"""The share of the cells that a value has that is kept apart."""
_LOOKED_AT = 4096
"""So many cells tell how common values are."""


class PackedRows:
    """Rows that are multiplied from either side, as a matrix is.

    Before a row is divided by its length, most cells hold one of a few values: a word is said once, or
    a feature occurs in two words. Of those cells the columns alone are kept, value by value.
    """

    def __init__(self, rows: sparse.csr_matrix, lengths: Vector) -> None:
        self.shape: tuple[int, int] = rows.shape
        self._scales = 1 / lengths
        self._terms = np.flatnonzero(np.bincount(rows.indices, minlength=1)).astype(np.int32)
        """The terms that occur, in order: near each other, they are looked up quicker."""
        self._values = _common_values(rows.data)
        count, kinds = rows.shape[0], len(self._values)
        kind = _places(self._values, rows.data)
        order = np.argsort(kind, kind="stable")
        columns = np.searchsorted(self._terms, rows.indices).astype(np.int32)[order]
        row = np.repeat(np.arange(count), np.diff(rows.indptr))
        cells = np.bincount(np.int64(count) * kind + row, minlength=(kinds + 1) * count)
        ends = np.append(0, np.cumsum(cells)).astype(np.int32)
        common = int(ends[kinds * count])
        self._common = sparse.csr_matrix(
            (_ones(common.bit_length())[:common], columns[:common].copy(), ends[: kinds * count + 1]),
            shape=(kinds * count, len(self._terms)),
        )
        """The cells of the first value, a row each, then those of the second, and so on."""
        self._others = sparse.csr_matrix(
            (rows.data[order[common:]], columns[common:].copy(), ends[kinds * count :] - ends[kinds * count]),
            shape=(count, len(self._terms)),
        )

    @property
    def nbytes(self) -> int:
        """The memory of the cells, without the ones, which all share."""
        common, others = self._common, self._others
        kept = (common.indices, common.indptr, others.data, others.indices, others.indptr, self._terms)
        return sum(numbers.nbytes for numbers in kept)

    def __matmul__(self, terms: Vector) -> Vector:
        """What each row weighs when terms weigh so much."""
        weights = terms[self._terms]
        common = (self._common @ weights).reshape(len(self._values), self.shape[0])
        found = self._scales * (self._values @ common + self._others @ weights)
        return np.asarray(found, dtype=np.float32)

    def __rmatmul__(self, members: sparse.csr_matrix) -> sparse.csr_matrix:
        """Sums of rows, by how often each sum has each row."""
        scales = members.data * self._scales[members.indices]
        scaled = sparse.csr_matrix((scales, members.indices, members.indptr), shape=members.shape)
        found = self._of_each_value(scaled) @ self._common + scaled @ self._others
        columns = self._terms[found.indices]
        return sparse.csr_matrix((found.data, columns, found.indptr), shape=(members.shape[0], self.shape[1]))

    def _of_each_value(self, members: sparse.csr_matrix) -> sparse.csr_matrix:
        """How often sums have each row of the common cells, which stand for one value each."""
        starts = self.shape[0] * np.arange(len(self._values), dtype=np.int32)
        return sparse.csr_matrix(
            (
                np.outer(members.data, self._values).ravel(),
                np.add.outer(members.indices, starts).ravel(),
                members.indptr * len(self._values),
            ),
            shape=(members.shape[0], self._common.shape[0]),
        )


def _common_values(cells: Vector) -> Vector:
    some = cells[:: len(cells) // _LOOKED_AT + 1]
    values, times = np.unique(some, return_counts=True)
    return values[times >= _COMMON * len(some)]


def _places(values: Vector, cells: Vector) -> NDArray[np.uint8]:
    """Where each cell's value stands among some; their number where it is not among them."""
    found = np.full(len(cells), len(values), dtype=np.uint8)
    for place, value in enumerate(values):
        found[cells == value] = place
    return found


@cache
def _ones(bits: int) -> Vector:
    """The same ones for all rows: as many as a number of so many bits can tell."""
    return np.ones(1 << bits, dtype=np.float32)
