"""The place of the best placed right code, which mean reciprocal rank and shares of the first count."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qualwb.suggest.arrays import Numbers


def ranks_of_best(scores: Numbers, right: NDArray[np.bool_]) -> Numbers:
    """Of each passage (row), the place of the best placed right code; equal scores share their mean place.

    Each passage must have a right code.
    """
    best = np.where(right, scores, -np.inf).max(axis=1, keepdims=True)
    above, level = (scores > best).sum(axis=1), (scores == best).sum(axis=1)
    return np.asarray(above + (level + 1) / 2, dtype=np.float64)
