"""How much each kind of evidence counts, learnt from a project's own codings and refusals.

The codes of a passage compete: the probability of each is its score, times a constant, among those of all by
McFadden's conditional logit; a refused code loses against the others. What is learnt are factors on the
default weights, drawn towards 1 by a normal prior of fixed strength, so that they move as codings grow, and
taken only where they place the codes of passages better whose group they were not learnt from.

Own code, since scikit-learn's logistic regressions have no choice among a passage's codes, and draw weights
towards 0 instead of towards defaults.

McFadden 1974, Conditional logit analysis of qualitative choice behavior.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import logsumexp

from qualwb.suggest.arrays import Numbers
from qualwb.suggest.learning.newton import minimum
from qualwb.suggest.learning.record import LearningRecord
from qualwb.suggest.ranks import ranks_of_best
from qualwb.suggest.weights import KINDS, VIEWS, Factors, Weights

FEWEST = 90
"""Coded passages from which weights are learnt: ten for each of the nine (Peduzzi et al. 1996)."""
DRAWN = 50.0
"""The precision of the prior: a factor strays by .14 before what it says of the codings is worth more."""
CLEARLY = 0.5
"""So many standard errors must learnt weights be ahead of the defaults, on passages left out, to be taken."""

_USUAL_SHARPNESS = 12.0


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights for a project."""

    weights: Weights
    ahead: float
    """By how much learnt weights raise the mean reciprocal rank on passages left out, taken or not."""
    taken: bool


def learnt_weights(record: LearningRecord, defaults: Weights) -> Weighing:
    """The weights that suit a project: learnt ones where they are clearly better, else the defaults."""
    if len(record.coded) < FEWEST:
        return Weighing(defaults, 0.0, taken=False)
    gained = np.concatenate([_gains(record, fold, defaults) for fold in np.unique(record.folds)])
    error = float(gained.std(ddof=1) / np.sqrt(len(gained)))
    ahead = float(gained.mean())
    taken = ahead > CLEARLY * error
    return Weighing(_weights(record, defaults) if taken else defaults, ahead, taken)


def _gains(record: LearningRecord, fold: int, defaults: Weights) -> Numbers:
    """How much higher reciprocal ranks of a fold's passages are by weights learnt from the other folds."""
    inside = record.folds == fold
    tested = record.only(inside & record.right.any(axis=1))
    others = record.only(~inside)
    if not len(tested) or not others.right.any():
        return np.zeros(0)
    learnt = _weights(others, defaults)
    before, after = (
        1 / ranks_of_best(tested.scores(weights.table), tested.right) for weights in (defaults, learnt)
    )
    return np.asarray(after - before)


def _weights(record: LearningRecord, defaults: Weights) -> Weights:
    table = defaults.table
    cells = np.flatnonzero(table)
    sharpness = _sharpness(record, table)
    amounts = (table[:, :, None] * record.parts).reshape(len(record), table.size, -1)[:, cells] * sharpness

    def unlikeliness(strayed: Numbers) -> tuple[float, Numbers, Numbers]:
        value, gradient, curvature = _of_choices(record, amounts, 1 + strayed)
        value += DRAWN / 2 * float(strayed @ strayed)
        return value, gradient + DRAWN * strayed, curvature + DRAWN * np.eye(len(cells))

    factors = np.ones(table.size)
    factors[cells] = np.maximum(1 + minimum(unlikeliness, np.zeros(len(cells))), 0)
    return replace(defaults, factors=_as_factors(factors * np.ravel(defaults.factors)))


def _sharpness(record: LearningRecord, table: Numbers) -> float:
    """The constant by which scores become odds: the likeliest, near the usual one."""
    scores = record.scores(table)[:, None]

    def unlikeliness(at: Numbers) -> tuple[float, Numbers, Numbers]:
        value, gradient, curvature = _of_choices(record, scores, at)
        away = at / _USUAL_SHARPNESS - 1
        return (
            value + float(away @ away) / 2,
            gradient + away / _USUAL_SHARPNESS,
            curvature + np.eye(1) / _USUAL_SHARPNESS**2,
        )

    return max(float(minimum(unlikeliness, np.array([_USUAL_SHARPNESS]))[0]), 1.0)


def _of_choices(record: LearningRecord, amounts: Numbers, factors: Numbers) -> tuple[float, Numbers, Numbers]:
    """How unlikely the codings and refusals are, with gradient and curvature in the factors.

    ``amounts`` are what each cell adds to each code of each passage where its factor is 1. A passage with
    several codes counts as one choice, shared among them; a refused code counts as a choice of the others.
    """
    sums = np.einsum("k,nkc->nc", factors, amounts)
    logs = sums - logsumexp(sums, axis=1, keepdims=True)
    chance = np.exp(logs)
    chosen = record.right / np.maximum(record.right.sum(axis=1, keepdims=True), 1)
    value = -float((chosen * logs).sum())
    has = record.right.any(axis=1)
    gradient, curvature = _moments(amounts[has], (chance - chosen)[has], chance[has])
    for row, code in zip(*np.nonzero(record.refused), strict=True):
        others = chance[row].copy()
        others[code] = 0
        left = max(float(others.sum()), 1e-12)
        value -= float(np.log(left))
        gradient += amounts[row] @ (chance[row] - others / left)
    return value, gradient, curvature


def _moments(amounts: Numbers, towards: Numbers, chance: Numbers) -> tuple[Numbers, Numbers]:
    """The sum of gradients, and that of the covariances of the amounts under the chances."""
    gradient = np.einsum("nkc,nc->k", amounts, towards)
    means = np.einsum("nkc,nc->nk", amounts, chance)
    curvature = np.einsum("nkc,nc,nlc->kl", amounts, chance, amounts, optimize=True) - means.T @ means
    return gradient, curvature


def _as_factors(factors: Numbers) -> Factors:
    first, second, third = (tuple(map(float, row)) for row in factors.reshape(len(VIEWS), len(KINDS)))
    return first, second, third  # type: ignore[return-value]
