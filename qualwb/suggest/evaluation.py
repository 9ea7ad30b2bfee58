"""How good the ranking of codes is on a coded project, measured honestly.

One group at a time is left out: its codings, text and refusals are unknown to what ranks the codes of
its passages. How rare words are, what texts have in common, what counts for how much and how sure to be is
learnt from the other groups' text and the codes' names; where few or no passages are taken as known, the text
of the others stays, without its codes. A code that only the left-out group has is still a candidate, by its
name. A passage with several codes counts by the best placed of them; ties count by their mean place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.suggest.arrays import Numbers
from qualwb.suggest.baselines import BASELINES
from qualwb.suggest.evidence import CodedText, Evidence
from qualwb.suggest.figures import SEED, Gain, Interval, Reliability, Score, interval_of_mean
from qualwb.suggest.learning.judging import Judgement
from qualwb.suggest.left_out_groups import LeftOutGroups, one_group_out, right_codes
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.ranking import Ranker
from qualwb.suggest.ranks import ranks_of_best
from qualwb.suggest.weights import Weights

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""

CURVE = (0, 1, 2, 3, 5)
DRAWS = 5


class CannotEvaluate(QualwbError):
    """The project holds too little to measure on."""


@dataclass(frozen=True, slots=True)
class MeasuredWay:
    """One way of ranking: with or without meaning, by weights that were learnt or fixed."""

    score: Score
    intervals: Mapping[str, Interval]
    ahead: Interval
    """How far the suggester as it is used is ahead of it in MRR, resampled over the same passages."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The suggester as it is used, with intervals, beside baselines and other configurations."""

    passages: int
    codes: int
    groups: tuple[str, ...]
    with_definitions: bool
    encoder: str | None
    """What tells what texts mean; None where they are compared by words alone."""
    score: Score
    intervals: Mapping[str, Interval]
    macro_top3: float
    """Mean over codes of the share of their passages with a right code among the first three."""
    ways: Mapping[str, MeasuredWay]
    """Without and with meaning, by learnt and by fixed weights."""
    gains: Mapping[str, Gain]
    """What meaning, and what learning the weights, adds to the suggester as it is used."""
    learnt: int
    """For how many of the groups left out learnt weights were taken instead of the fixed ones."""
    reliability: Reliability | None
    """Whether its probabilities hold; None where it gives none."""
    baselines: Mapping[str, Score]
    ahead: Mapping[str, Interval]
    """Difference in MRR to each baseline, resampled over the same passages."""
    configurations: Mapping[str, Score]
    """By fixed weights, other than those that are used."""
    curve: Mapping[str, Score]
    """By how many passages of each code are known, by fixed weights; ``0`` is names alone."""
    by_group: Mapping[str, Score]
    ranks: tuple[float, ...]


CONFIGURATIONS: dict[str, Callable[[Weights], Weights]] = {
    "passages alone": lambda w: replace(w, name=0, sisters=0),
    "without sister codes": lambda w: replace(w, sisters=0),
    "pieces of words alone": lambda w: replace(w, words=0, meaning=0),
    "base forms and compound parts alone": lambda w: replace(w, pieces=0, meaning=0),
    "name weighs half": lambda w: replace(w, name=0.5 * w.name),
    "name weighs double": lambda w: replace(w, name=2 * w.name),
}
"""Other weights, ranked from the same measures."""
WITH_MEANING: dict[str, Callable[[Weights], Weights]] = {
    "meaning alone": lambda w: replace(w, pieces=0, words=0),
    "meaning weighs half": lambda w: replace(w, meaning=0.5 * w.meaning),
    "meaning weighs double": lambda w: replace(w, meaning=2 * w.meaning),
}

WITHOUT, FIXED_WITHOUT = "without meaning", "without meaning, fixed weights"
WITH, FIXED_WITH = "with meaning", "with meaning, fixed weights"


def evaluate(
    evidence: Evidence,
    *,
    meanings: Meanings | None = None,
    with_definitions: bool = False,
    curve: bool = True,
    progress: Progress = lambda _done, _of_all: None,
) -> Evaluation:
    """Measure the ranking of codes, leaving one group out at a time; ``progress`` is told how far it is.

    ``meanings`` must know all that they are to be measured with; without, texts are compared by words alone.
    Raises ``CannotEvaluate`` when fewer than two groups have coded passages, or there is one code.
    """
    _refuse_too_little(evidence)
    steps = _Steps(evidence, progress, curve=curve)
    groups = LeftOutGroups(evidence, meanings=meanings, with_definitions=with_definitions, step=steps.next)
    weights = Weights() if meanings else replace(Weights(), meaning=0)
    judgements = groups.judged(weights)
    ranks = _ways(groups, judgements, weights)
    ours, fixed = ranks[WITH if meanings else WITHOUT], ranks[FIXED_WITH if meanings else FIXED_WITHOUT]
    gains = {"learnt weights": Gain.of(ours, fixed)}
    if meanings:
        gains = {"meaning": Gain.of(ours, ranks[WITHOUT]), **gains}
    reliability = Reliability.of(*groups.suggested(judgements))
    baselines = {name: _ranks(evidence, baseline) for name, baseline in BASELINES.items()}
    configurations = _configurations(evidence, groups, weights, with_definitions, meanings, steps.next)
    known = (
        learning_curve(evidence, with_definitions=with_definitions, meanings=meanings, step=steps.next)
        if curve
        else {}
    )
    steps.end()
    return Evaluation(
        passages=len(evidence.passages),
        codes=len(evidence.codes),
        groups=evidence.groups,
        with_definitions=with_definitions,
        encoder=meanings.encoder if meanings else None,
        score=Score.of(ours),
        intervals=_intervals(ours),
        macro_top3=_macro_top3(evidence, ours),
        ways={
            name: MeasuredWay(Score.of(found), _intervals(found), _ahead(ours, found))
            for name, found in ranks.items()
        },
        gains=gains,
        learnt=sum(judgement.weighing.taken for judgement in judgements),
        reliability=reliability,
        baselines=_scores(baselines),
        ahead={name: _ahead(ours, found) for name, found in baselines.items()},
        configurations=_scores(configurations),
        curve=known,
        by_group=_by_group(evidence, ours),
        ranks=tuple(float(rank) for rank in ours),
    )


class _Steps:
    """How far an evaluation has come: a step each time that a group is left out."""

    def __init__(self, evidence: Evidence, progress: Progress, *, curve: bool) -> None:
        draws = sum(map(_draws, CURVE)) if curve else 0
        # What all is measured by, and the same without synonyms, beside the curve.
        self._of_all = len(evidence.groups) * (2 + draws)
        self._done, self._progress = -1, progress

    def next(self) -> None:
        self._done += 1
        self._progress(self._done, self._of_all)

    def end(self) -> None:
        self._progress(self._of_all, self._of_all)


def learning_curve(
    evidence: Evidence,
    *,
    with_definitions: bool = False,
    meanings: Meanings | None = None,
    step: Callable[[], None] = lambda: None,
) -> dict[str, Score]:
    """The score when so many passages of each code are known, from other groups; mean of several draws.

    ``step`` is called for each group of each draw.
    """
    chance = np.random.default_rng(SEED)
    found = {}
    for known in CURVE:

        def scores(rest: Evidence, texts: Sequence[str], known: int = known) -> Numbers:
            step()
            ranker = Ranker(with_definitions=with_definitions, meanings=meanings)
            ranker.fit(rest.knowing(_drawn(rest, known, chance)))
            return np.array([ranker.scores(text) for text in texts])

        ranks = np.concatenate([_ranks(evidence, scores) for _ in range(_draws(known))])
        found[str(known)] = Score.of(ranks)
    return found


def _draws(known: int) -> int:
    """How often so many passages of each code are drawn."""
    return 1 if known == 0 else DRAWS


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


def _ways(groups: LeftOutGroups, judgements: Sequence[Judgement], weights: Weights) -> dict[str, Numbers]:
    """Ranks without meaning and, where it is known, with it; by learnt (``judgements``) and fixed weights."""
    without = replace(weights, meaning=0)
    judged = groups.judged(without) if weights.meaning else judgements
    found = {
        FIXED_WITHOUT: groups.ranks([without] * len(judged)),
        WITHOUT: groups.ranks([one.weights for one in judged]),
    }
    if weights.meaning:
        found[FIXED_WITH] = groups.ranks([weights] * len(judgements))
        found[WITH] = groups.ranks([one.weights for one in judgements])
    return found


def _configurations(
    evidence: Evidence,
    groups: LeftOutGroups,
    weights: Weights,
    with_definitions: bool,
    meanings: Meanings | None,
    step: Callable[[], None],
) -> dict[str, Numbers]:
    others = {**CONFIGURATIONS, **(WITH_MEANING if meanings else {})}
    count = len(groups.groups)
    found = {name: groups.ranks([vary(weights)] * count) for name, vary in others.items()}
    bare = replace(weights, synonym=0)
    without_synonyms = LeftOutGroups(
        evidence,
        meanings=meanings,
        with_definitions=with_definitions,
        weights=bare,
        learning=False,
        step=step,
    )
    return {**found, "without synonyms": without_synonyms.ranks([bare] * count)}


def _scores(ranks: Mapping[str, Numbers]) -> dict[str, Score]:
    return {name: Score.of(found) for name, found in ranks.items()}


def _by_group(evidence: Evidence, ranks: Numbers) -> dict[str, Score]:
    groups = np.array([passage.place.group for passage in evidence.passages])
    return {group: Score.of(ranks[groups == group]) for group in evidence.groups}


def _ahead(ours: Numbers, others: Numbers) -> Interval:
    """The difference in MRR, resampled over the same passages."""
    return interval_of_mean(1 / ours - 1 / others)


def _intervals(ranks: Numbers) -> dict[str, Interval]:
    return {
        "mrr": interval_of_mean(1 / ranks),
        **{f"top{k}": interval_of_mean((ranks < k + 0.5).astype(float)) for k in (1, 3, 5)},
    }


def _ranks(evidence: Evidence, scores: Callable[[Evidence, Sequence[str]], Numbers]) -> Numbers:
    right = right_codes(evidence)
    found = np.zeros(len(evidence.passages))
    for rest, inside in one_group_out(evidence):
        found[inside] = ranks_of_best(
            scores(rest, [evidence.passages[n].text for n in inside]), right[inside]
        )
    return found


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
