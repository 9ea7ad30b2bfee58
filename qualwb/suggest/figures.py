"""Figures of a ranking, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualwb.suggest.arrays import Numbers

RESAMPLES = 2000
SEED = 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval by the percentile bootstrap: passages drawn again with replacement, 2,000 times.

    Drawn by a fixed seed, so that the same project gives the same interval.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """Mean reciprocal rank and the share of passages with a right code among the first 1, 3 and 5."""

    mrr: float
    top1: float
    top3: float
    top5: float

    @classmethod
    def of(cls, ranks: Numbers) -> Score:
        """From the rank of the best placed right code of each passage."""
        return cls(float(np.mean(1 / ranks)), *(float(np.mean(ranks < limit + 0.5)) for limit in (1, 3, 5)))


@dataclass(frozen=True, slots=True)
class Gain:
    """How much higher one way of ranking has its mean reciprocal rank than another, on the same passages."""

    mrr: float
    interval: Interval

    @classmethod
    def of(cls, ranks: Numbers, others: Numbers) -> Gain:
        """From the ranks of both."""
        gained = 1 / ranks - 1 / others
        return cls(float(np.mean(gained)), interval_of_mean(gained))


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions whose probability lies in [low, high): their mean probability and the share right."""

    low: float
    high: float
    suggestions: int
    predicted: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether suggestions are right as often as their probabilities say."""

    suggestions: int
    error: float
    """Expected calibration error: mean distance of predicted and right over bins, weighed by their size."""
    bins: tuple[Bin, ...]
    """Those that have a suggestion."""

    @classmethod
    def of(cls, chances: Numbers, right: Numbers, count: int = 10) -> Reliability | None:
        """From the probability of each suggestion and whether it was right; None when there is none.

        Naeini et al. 2015, Obtaining well calibrated probabilities using Bayesian binning.
        """
        if not len(chances):
            return None
        places = np.minimum((chances * count).astype(int), count - 1)
        bins = tuple(
            Bin(
                float(n / count),
                float((n + 1) / count),
                int((places == n).sum()),
                float(chances[places == n].mean()),
                float(right[places == n].mean()),
            )
            for n in np.unique(places)
        )
        error = sum(one.suggestions * abs(one.predicted - one.right) for one in bins) / len(chances)
        return cls(len(chances), error, bins)


def interval_of_mean(values: Numbers) -> Interval:
    """The interval of the mean of values, one a passage, by ``scipy.stats.bootstrap``."""
    from scipy.stats import bootstrap

    found = bootstrap(
        (values,),
        np.mean,
        n_resamples=RESAMPLES,
        method="percentile",
        vectorized=True,
        random_state=np.random.default_rng(SEED),
    ).confidence_interval
    return Interval(float(found.low), float(found.high))
