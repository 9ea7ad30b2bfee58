"""The words of passages: base forms and parts of compounds, the rarer the heavier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.features import concepts
from qualwb.suggest.vectors import Vector, column, unit_rows
from qualwb.suggest.word_rows import Words


@dataclass(frozen=True)
class PassageWords:
    """A row a passage, of length 1, in the columns that occur in any.

    The weights of ``vectors.Space``, by another way: each word is taken apart once for all passages, while
    ``Space`` takes texts one by one, and the columns are no more than those that occur.
    """

    rows: sparse.csr_matrix
    columns: NDArray[np.int32]
    """The hashed columns of ``vectors`` that occur, rising."""
    weights: Vector
    """What each weighs: 1 + ln((1 + n) / (1 + d)) where d of n passages have it."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> PassageWords:
        """The words of texts."""
        words = Words([concepts])
        counted = words.rows(texts)
        blocks = list(words.features[0].spread(counted)) if counted.shape[0] else []
        if not blocks:
            return cls(sparse.csr_matrix((0, 0)), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
        whole = sparse.vstack(blocks, format="csr")
        columns, places = np.unique(whole.indices, return_inverse=True)
        passages = whole.shape[0]
        seen = np.bincount(places, minlength=len(columns))
        weights = np.asarray(1 + np.log((1 + passages) / (1 + seen)), dtype=np.float32)
        shape = (passages, max(len(columns), 1))
        rows = sparse.csr_matrix(
            ((1 + np.log(whole.data)) * weights[places], places, whole.indptr), shape=shape
        )
        return cls(unit_rows(rows), columns, weights)

    def rarity(self, concept: str) -> float:
        """What a concept weighs; 0 where no passage has it."""
        wanted = column(concept)
        at = int(np.searchsorted(self.columns, wanted))
        return float(self.weights[at]) if at < len(self.columns) and self.columns[at] == wanted else 0.0
