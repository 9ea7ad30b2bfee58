"""What speaks for each code, part by part, before and after it is weighed."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from qualwb.suggest.arrays import Numbers
from qualwb.suggest.vectors import Vector
from qualwb.suggest.weights import VIEWS, Weights


@dataclass(frozen=True, slots=True)
class Measures:
    """Closeness by view (``VIEWS``), kind of evidence (``KINDS``) and code."""

    parts: Numbers
    likeness: Vector
    """How like the text is to each coded passage, over all views of how it is spelt."""
    themes: Numbers = field(default_factory=lambda: np.zeros((len(VIEWS), 0)))
    """Closeness to the passages of each theme, by view."""

    def amounts(self, weights: Weights) -> Numbers:
        """What each part adds to the score, by view, kind and code."""
        return np.asarray(weights.table[:, :, None] * self.parts)

    def scores(self, weights: Weights) -> Numbers:
        """One number a code: the sum of what its parts add."""
        return np.asarray(self.amounts(weights).sum(axis=(0, 1)))
