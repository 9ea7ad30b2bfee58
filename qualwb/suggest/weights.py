"""What each kind of evidence counts for when codes are ranked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

VIEWS = ("pieces", "words", "meaning")
"""How texts are compared: by pieces of words, by base forms and parts of compounds, by what they mean."""
KINDS = ("passages", "name", "sisters")
"""What of a code they are compared with: its passages, its name, the passages of codes in its themes."""

Factors = tuple[tuple[float, float, float], ...]
AS_GIVEN: Factors = tuple((1.0, 1.0, 1.0) for _ in VIEWS)


@dataclass(frozen=True, slots=True)
class Weights:
    """The defaults, and what a project's own codings make of them."""

    passages: float = 1.0
    """The passages that have the code."""
    name: float = 1.0
    """The code's name."""
    sisters: float = 0.25
    """The passages of all codes in the same theme, and those of all in the same main theme."""
    pieces: float = 1.0
    """Texts compared by pieces of words."""
    words: float = 1.0
    """Texts compared by base forms and parts of compounds."""
    meaning: float = 0.5
    """What texts mean, beside words and pieces of words, which count 1 together."""
    meaning_name: float = 0.6
    """The meaning of a name, a few words, beside what its spelling counts for."""
    meaning_sisters: float = 0.8
    """What the sisters' passages mean, likewise."""
    synonym: float = 0.25
    """A synonym of a word of the name, where the word itself counts 1."""
    rule: float = 0.5
    """A word of the code's rule, likewise, and what the rule means."""
    least: float = 0.04
    """The score below which nothing is suggested."""
    factors: Factors = AS_GIVEN
    """By view and kind, what is learnt from a project's codings: so many times the weight above."""

    @property
    def table(self) -> NDArray[np.float64]:
        """What counts for how much, by view (rows, ``VIEWS``) and kind (columns, ``KINDS``)."""
        spelling = np.array([self.pieces, self.words]) / ((self.pieces + self.words) or 1.0)
        kinds = np.array([self.passages, self.name, self.sisters])
        meaning = self.meaning * kinds * np.array([1.0, self.meaning_name, self.meaning_sisters])
        return np.asarray(np.vstack([np.outer(spelling, kinds), meaning]) * np.array(self.factors))
