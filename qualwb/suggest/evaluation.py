"""How good the ranking of codes is on a coded project, measured honestly.

One group at a time is left out: its codings, text and refusals are unknown to what ranks the codes of
its passages. How rare words are is learnt from the other groups' text and the codes' names; where few or
no passages are taken as known, the text of the others stays, without its codes. A code that only the left-out
group has is still a candidate, by its name. A passage with several codes counts by the best placed of
them; ties count by their mean place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.suggest.baselines import BASELINES
from qualwb.suggest.closeness import Numbers
from qualwb.suggest.evidence import CodedText, Evidence
from qualwb.suggest.ranking import Ranker, Weights

RESAMPLES = 2000
CURVE = (0, 1, 2, 3, 5)
DRAWS = 5
SEED = 1


class CannotEvaluate(QualwbError):
    """The project holds too little to measure on."""


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
class Evaluation:
    """The suggester as it is used, with intervals, beside baselines and other configurations."""

    passages: int
    codes: int
    groups: tuple[str, ...]
    with_definitions: bool
    score: Score
    intervals: Mapping[str, Interval]
    macro_top3: float
    """Mean over codes of the share of their passages with a right code among the first three."""
    baselines: Mapping[str, Score]
    ahead: Mapping[str, Interval]
    """Difference in MRR to each baseline, resampled over the same passages."""
    configurations: Mapping[str, Score]
    curve: Mapping[str, Score]
    """By how many passages of each code are known; ``0`` is names alone."""
    by_group: Mapping[str, Score]
    ranks: tuple[float, ...]


CONFIGURATIONS: dict[str, Callable[[Weights], Weights]] = {
    "passages alone": lambda w: replace(w, name=0, sisters=0),
    "without sister codes": lambda w: replace(w, sisters=0),
    "pieces of words alone": lambda w: replace(w, words=0),
    "base forms and compound parts alone": lambda w: replace(w, pieces=0),
    "name weighs half": lambda w: replace(w, name=0.5 * w.name),
    "name weighs double": lambda w: replace(w, name=2 * w.name),
}
"""Other weights, ranked from the same measures."""


def evaluate(evidence: Evidence, *, with_definitions: bool = False, curve: bool = True) -> Evaluation:
    """Measure the ranking of codes, leaving one group out at a time.

    Raises ``CannotEvaluate`` when fewer than two groups have coded passages, or there is one code.
    """
    _refuse_too_little(evidence)
    weights = Weights()
    ranks = _ranks_by_weights(evidence, weights, with_definitions)
    ours = ranks.pop("")
    if weights.synonym:
        without = replace(weights, synonym=0)
        ranks["without synonyms"] = _ranks_by_weights(evidence, without, with_definitions)[""]
    baselines = {name: _ranks(evidence, baseline) for name, baseline in BASELINES.items()}
    return Evaluation(
        passages=len(evidence.passages),
        codes=len(evidence.codes),
        groups=evidence.groups,
        with_definitions=with_definitions,
        score=Score.of(ours),
        intervals={
            "mrr": interval_of_mean(1 / ours),
            **{f"top{k}": interval_of_mean((ours < k + 0.5).astype(float)) for k in (1, 3, 5)},
        },
        macro_top3=_macro_top3(evidence, ours),
        baselines={name: Score.of(found) for name, found in baselines.items()},
        ahead={name: interval_of_mean(1 / ours - 1 / found) for name, found in baselines.items()},
        configurations={name: Score.of(found) for name, found in ranks.items()},
        curve=learning_curve(evidence, with_definitions=with_definitions) if curve else {},
        by_group={
            group: Score.of(ours[[p.place.group == group for p in evidence.passages]])
            for group in evidence.groups
        },
        ranks=tuple(float(rank) for rank in ours),
    )


def learning_curve(evidence: Evidence, *, with_definitions: bool = False) -> dict[str, Score]:
    """The score when so many passages of each code are known, from other groups; mean of several draws."""
    chance = np.random.default_rng(SEED)
    found = {}
    for known in CURVE:
        draws = 1 if known == 0 else DRAWS

        def scores(rest: Evidence, texts: Sequence[str], known: int = known) -> Numbers:
            ranker = Ranker(with_definitions=with_definitions)
            ranker.fit(rest.knowing(_drawn(rest, known, chance)))
            return np.array([ranker.scores(text) for text in texts])

        ranks = np.concatenate([_ranks(evidence, scores) for _ in range(draws)])
        found[str(known)] = Score.of(ranks)
    return found


def one_group_out(evidence: Evidence) -> Iterator[tuple[Evidence, list[int]]]:
    """For each group: the evidence without it, and the numbers of its passages."""
    for group in evidence.groups:
        inside = [n for n, passage in enumerate(evidence.passages) if passage.place.group == group]
        yield evidence.without_groups([group]), inside


def rank_of_best(scores: Numbers, right: Sequence[int]) -> float:
    """The place of the best placed right code; equal scores share the mean of their places."""
    return min(
        float(np.sum(scores > scores[n])) + (float(np.sum(scores == scores[n])) + 1) / 2 for n in right
    )


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


def _refuse_too_little(evidence: Evidence) -> None:
    if len(evidence.groups) < 2:
        raise CannotEvaluate(
            _("Only {n} group has coded passages: leaving one group out takes two at least.").format(
                n=len(evidence.groups)
            )
            if evidence.groups
            else _("There are no coded passages to measure on."),
            _("Code passages in more groups first."),
        )
    if len(evidence.codes) < 2:
        raise CannotEvaluate(_("There is only one code: nothing can be ranked."))


def _ranks_by_weights(evidence: Evidence, weights: Weights, with_definitions: bool) -> dict[str, Numbers]:
    variants = {"": weights, **{name: vary(weights) for name, vary in CONFIGURATIONS.items()}}
    right = _right_codes(evidence)
    found = {name: np.zeros(len(evidence.passages)) for name in variants}
    for rest, inside in one_group_out(evidence):
        ranker = Ranker(weights, with_definitions=with_definitions).fit(rest)
        for n in inside:
            measured = ranker.measure(evidence.passages[n].text)
            for name, variant in variants.items():
                found[name][n] = rank_of_best(measured.scores(variant), right[n])
    return found


def _ranks(evidence: Evidence, scores: Callable[[Evidence, Sequence[str]], Numbers]) -> Numbers:
    right = _right_codes(evidence)
    found = np.zeros(len(evidence.passages))
    for rest, inside in one_group_out(evidence):
        rows = scores(rest, [evidence.passages[n].text for n in inside])
        found[inside] = [rank_of_best(row, right[n]) for row, n in zip(rows, inside, strict=True)]
    return found


def _right_codes(evidence: Evidence) -> list[list[int]]:
    number = {entry.name: n for n, entry in enumerate(evidence.codes)}
    return [[number[code] for code in passage.codes] for passage in evidence.passages]


def _drawn(evidence: Evidence, known: int, chance: np.random.Generator) -> list[CodedText]:
    drawn: dict[int, CodedText] = {}
    for entry in evidence.codes:
        having = [n for n, passage in enumerate(evidence.passages) if entry.name in passage.codes]
        for n in chance.permutation(having)[:known]:
            known_codes = drawn[n].codes if n in drawn else ()
            drawn[n] = replace(evidence.passages[n], codes=(*known_codes, entry.name))
    return list(drawn.values())


def _macro_top3(evidence: Evidence, ranks: Numbers) -> float:
    shares = []
    for entry in evidence.codes:
        having = [n for n, passage in enumerate(evidence.passages) if entry.name in passage.codes]
        if having:
            shares.append(np.mean(ranks[having] < 3.5))
    return float(np.mean(shares))
