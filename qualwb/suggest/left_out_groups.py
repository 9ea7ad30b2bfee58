"""Each passage of a project ranked without its group, by weights and a calibration learnt without it too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualwb.suggest.arrays import Numbers
from qualwb.suggest.evidence import Evidence
from qualwb.suggest.learning.calibration import SHOWN
from qualwb.suggest.learning.judging import Judgement, judge
from qualwb.suggest.learning.record import LearningRecord, left_out
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.ranking import Ranker
from qualwb.suggest.ranks import ranks_of_best
from qualwb.suggest.weights import KINDS, VIEWS, Weights


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """The passages of one group as those see them who know the other groups alone."""

    passages: list[int]
    """Their numbers in the evidence."""
    measured: LearningRecord
    inside: LearningRecord
    """The record of the other groups: what may be learnt from."""


def one_group_out(evidence: Evidence) -> Iterator[tuple[Evidence, list[int]]]:
    """For each group: the evidence without it, and the numbers of its passages."""
    for group in evidence.groups:
        inside = [n for n, passage in enumerate(evidence.passages) if passage.place.group == group]
        yield evidence.without_groups([group]), inside


def right_codes(evidence: Evidence) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """By passage and code, whether the passage has the code."""
    number = {entry.name: n for n, entry in enumerate(evidence.codes)}
    right = np.zeros((len(evidence.passages), len(number)), dtype=bool)
    for row, passage in enumerate(evidence.passages):
        right[row, [number[code] for code in passage.codes]] = True
    return right


class LeftOutGroups:
    """Measured once; any weights can be tried on the measures."""

    def __init__(
        self,
        evidence: Evidence,
        *,
        meanings: Meanings | None = None,
        with_definitions: bool = False,
        weights: Weights | None = None,
        learning: bool = True,
        step: Callable[[], None] = lambda: None,
    ) -> None:
        """Without ``learning`` nothing is learnt but what ranks: all weights are fixed.

        ``step`` is called before each group.
        """
        self._evidence = evidence
        self._right = right_codes(evidence)
        ranker = Ranker(weights, with_definitions=with_definitions, meanings=meanings)
        self.groups = []
        for rest, inside in one_group_out(evidence):
            step()
            self.groups.append(self._measured(rest, inside, ranker, learning))

    def ranks(self, weights: Sequence[Weights]) -> Numbers:
        """The rank of the best placed right code of each passage, by the weights for each group left out."""
        found = np.zeros(len(self._evidence.passages))
        for group, used in zip(self.groups, weights, strict=True):
            scores = group.measured.scores(used.table)
            found[group.passages] = ranks_of_best(scores, group.measured.right)
        return found

    def judged(self, defaults: Weights) -> list[Judgement]:
        """What is learnt without each group."""
        return [judge(group.inside, defaults) for group in self.groups]

    def suggested(self, judgements: Sequence[Judgement]) -> tuple[Numbers, Numbers]:
        """The probability of each suggestion that would be made, and 1 where it is right, else 0."""
        chances, right = [np.zeros(0)], [np.zeros(0)]
        for group, judgement in zip(self.groups, judgements, strict=True):
            if judgement.calibration is None:
                continue
            scores = group.measured.scores(judgement.weights.table)
            chance = judgement.calibration.probabilities(scores)
            told = (scores > judgement.weights.least) & (chance > judgement.calibration.noise)
            places = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")
            told &= places < SHOWN
            chances.append(chance[told])
            right.append(group.measured.right[told].astype(float))
        return np.concatenate(chances), np.concatenate(right)

    def _measured(self, rest: Evidence, inside: list[int], ranker: Ranker, learning: bool) -> LeftOutGroup:
        measure = ranker.like_it(rest)
        right = self._right[inside]
        parts = np.array([measure(self._evidence.passages[n].text).parts for n in inside])
        parts = parts.reshape(len(inside), len(VIEWS), len(KINDS), right.shape[1])
        measured = LearningRecord(parts, right, np.zeros_like(right), np.zeros(len(inside), dtype=np.int64))
        known = left_out(rest if learning else replace(rest, passages=(), refused=()), ranker.like_it)
        return LeftOutGroup(inside, measured, known)
