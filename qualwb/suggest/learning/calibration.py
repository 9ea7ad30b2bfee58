"""From scores to probabilities: how often a suggestion with such a score was right, on groups left out.

Platt's method: a logistic curve over two properties of a score, how high it is and how far it stands above
those of the runners-up, fitted to the suggestions that would have been made for passages whose group was
unknown. The curve is drawn towards that of other projects, from which it parts as codings grow.

Own code, since scikit-learn's ``LogisticRegression`` and ``CalibratedClassifierCV`` are drawn towards no
curve but the flat one, and take 2.5 seconds to load, in which a suggestion is long made.

Platt 1999, Probabilistic outputs for support vector machines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from qualwb.suggest.arrays import Numbers
from qualwb.suggest.learning.newton import minimum

SHOWN = 5
"""So many codes of a passage are suggested at most: their probabilities are what is fitted."""

OTHERS = np.array([-2.5, 1.0, 11.0])
"""The curve of other projects: constant, by score, by lead."""
DRAWN = 1 / np.array([0.5, 5.0, 5.0]) ** 2
"""How strongly a curve is drawn there: the precisions of a normal prior with such standard deviations."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A curve from scores to probabilities."""

    constant: float
    by_score: float
    by_lead: float
    noise: float
    """How often a code drawn by lot is right: what is no more probable is not suggested."""
    highest: tuple[float, float] = (np.inf, np.inf)
    """The highest score and lead of the record: above them the curve says what it says there."""

    def probabilities(self, scores: Numbers) -> Numbers:
        """The probability of each code of a passage, or of several passages (rows), from all their scores."""
        curve = np.array([self.constant, self.by_score, self.by_lead])
        seen = np.minimum(_properties(np.atleast_2d(scores)), (1, *self.highest))
        return np.asarray(expit(seen @ curve)).reshape(scores.shape)

    def is_beyond_record(self, score: float) -> bool:
        """Whether the record has met no score so high: what it says of noise does not hold there."""
        return score > self.highest[0]


def calibrated(scores: Numbers, right: Numbers) -> Calibration:
    """The curve for passages (rows) by codes: the scores, and 1 where a code is right."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :SHOWN]
    rows = np.arange(len(scores))[:, None]
    given = _properties(scores)[rows, best].reshape(-1, len(OTHERS))
    truth = right[rows, best].ravel()

    def unlikeliness(curve: Numbers) -> tuple[float, Numbers, Numbers]:
        sums, away = given @ curve, curve - OTHERS
        found = expit(sums)
        value = np.logaddexp(0, sums).sum() - truth @ sums + away @ (DRAWN * away) / 2
        gradient = given.T @ (found - truth) + DRAWN * away
        spread = (found * (1 - found))[:, None]
        return float(value), gradient, given.T @ (spread * given) + np.diag(DRAWN)

    constant, by_score, by_lead = minimum(unlikeliness, OTHERS)
    _one, score, lead = given.max(axis=0)
    return Calibration(
        float(constant), float(by_score), float(by_lead), float(right.mean()), (float(score), float(lead))
    )


def _properties(scores: Numbers) -> Numbers:
    """Of each score of a passage (row): 1, itself, and its lead over the mean of the second to sixth best."""
    runners_up = -np.sort(-scores, axis=1)[:, 1 : SHOWN + 1]
    usual = runners_up.mean(axis=1, keepdims=True) if runners_up.shape[1] else np.zeros((len(scores), 1))
    return np.stack([np.ones_like(scores), scores, scores - usual], axis=-1)
