"""Texts as unit vectors of weighted features: tf-idf with hashed columns, so that new words need no refit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Vector = NDArray[np.float32]
Features = Callable[[str], Mapping[str, float]]
"""From a text to what it is compared by, each with its weight in the text."""

COLUMNS = 1 << 19


def column(feature: str) -> int:
    """The column of a feature, the same on every machine."""
    return crc32(feature.encode()) & (COLUMNS - 1)


class Space:
    """A way to compare texts: the features that are taken from them, weighted by how rare they are.

    A feature that occurs in d of n texts weighs 1 + ln((1 + n) / (1 + d)) times its weight in the text, which
    is 1 + ln t where it occurs t times there. A text's vector then has length 1, or 0 when it has no feature.

    Those are the weights of scikit-learn's ``TfidfTransformer``. Own code, since that takes 2.5 seconds to
    load, where a suggestion takes one, and does not tell what a feature weighs, which words are compared by.
    """

    def __init__(self, features: Features) -> None:
        self.features = features
        self._rarity: Vector = np.ones(COLUMNS, dtype=np.float32)

    def fit(self, counted: Iterable[Mapping[str, float]]) -> None:
        """Learn from the features of texts how rare each is."""
        seen = np.zeros(COLUMNS, dtype=np.float32)
        n = 0
        for features in counted:
            n += 1
            seen[_columns(features)] += 1
        self._rarity = 1 + np.log((1 + n) / (1 + seen))

    def learn(self, texts: Iterable[sparse.csr_matrix]) -> None:
        """As ``fit``, from features in columns, one row a text."""
        seen = np.zeros(COLUMNS, dtype=np.float32)
        n = 0
        for matrix in texts:
            n += matrix.shape[0]
            seen += np.bincount(matrix.indices, minlength=COLUMNS)
        self._rarity = 1 + np.log((1 + n) / (1 + seen))

    def weigh(self, texts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Rows of features, each feature times how rare it is: the matrix itself, changed."""
        texts.data *= self._rarity[texts.indices]
        return texts

    def weighed(self, vector: Vector) -> Vector:
        """Features by columns, each times how rare it is."""
        return vector * self._rarity

    def rarity(self, feature: str) -> float:
        """The weight that the feature has when it occurs once."""
        return float(self._rarity[column(feature)])

    def matrix(self, counted: Sequence[Mapping[str, float]]) -> sparse.csr_matrix:
        """One row a text from its counted features."""
        rows = [self._row(features) for features in counted]
        ends = np.cumsum([0, *(len(indices) for indices, _ in rows)])
        indices = np.concatenate([row[0] for row in rows]) if rows else np.zeros(0, dtype=np.int32)
        values = np.concatenate([row[1] for row in rows]) if rows else np.zeros(0, dtype=np.float32)
        return sparse.csr_matrix((values, indices, ends), shape=(len(rows), COLUMNS))

    def vector(self, counted: Mapping[str, float]) -> Vector:
        """One text as a dense row."""
        dense = np.zeros(COLUMNS, dtype=np.float32)
        indices, values = self._row(counted)
        dense[indices] = values
        return dense

    def _row(self, counted: Mapping[str, float]) -> tuple[NDArray[np.int32], Vector]:
        indices, place = np.unique(_columns(counted), return_inverse=True)
        given = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
        # Features that share a column occur together there: 1 + ln t says how often each does.
        times = np.bincount(place, weights=np.exp(given - 1), minlength=len(indices))
        values = (1 + np.log(times)) * self._rarity[indices]
        length = float(np.sqrt(values @ values)) or 1.0
        return indices, (values / length).astype(np.float32)


def _columns(features: Mapping[str, float]) -> NDArray[np.int32]:
    return np.fromiter(map(column, features), dtype=np.int32, count=len(features))


def lengths_of(rows: sparse.csr_matrix) -> Vector:
    """The length of each row."""
    return np.asarray(np.sqrt(rows.multiply(rows).sum(axis=1))).ravel()


def divided(rows: sparse.csr_matrix, lengths: Vector) -> sparse.csr_matrix:
    """Each row divided by a length; where that is 0, the row as it is."""
    return sparse.diags(1 / np.where(lengths > 0, lengths, 1)).tocsr() @ rows


def unit_rows(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """The rows with length 1; one of zeros stays so."""
    return divided(rows, lengths_of(rows))
