"""Meanings less what all texts of the material have in common, which makes any two of them seem alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qualwb.language.meaning.encoder import Vectors
from qualwb.suggest.arrays import Numbers

NOTHING = 1e-6
"""What is left of a unit vector that is no longer than this is what rounding left."""


def less_centre(vectors: NDArray[np.floating], centre: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows less the centre, of length 1; rows of zeros, and such as lie in the centre, are zeros."""
    rows = vectors - centre
    rows[~np.any(vectors, axis=1)] = 0
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))
    rows[lengths <= NOTHING] = 0
    rows /= np.maximum(lengths, NOTHING)[:, None]
    return rows


class Centred:
    """Vectors of texts less the mean of those that are known, of length 1 again.

    A row of zeros (not known yet) stays one, so that it is as near to anything as a text is on the average.
    """

    def __init__(self, vectors: Vectors) -> None:
        known = np.any(vectors != 0, axis=1)
        self.known = int(known.sum())
        self._mean: Vectors = vectors[known].sum(axis=0) / np.float32(max(self.known, 1))
        self.rows = self.centre(vectors)

    def centre(self, vectors: Vectors) -> Vectors:
        """Other vectors of the same encoder, centred in the same way."""
        return np.asarray(less_centre(vectors, self._mean), dtype=np.float32)

    def towards(self, vector: Vectors) -> Numbers:
        """Cosine of each row with a centred vector."""
        return np.asarray(self.rows @ vector, dtype=np.float64)
