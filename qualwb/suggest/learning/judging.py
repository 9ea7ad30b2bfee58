"""What a project's record makes of the suggestions: weights, and a curve of probabilities."""

from __future__ import annotations

from dataclasses import dataclass

from qualwb.suggest.learning.calibration import Calibration, calibrated
from qualwb.suggest.learning.record import LearningRecord
from qualwb.suggest.learning.weighing import Weighing, learnt_weights
from qualwb.suggest.weights import Weights

FEWEST, FEWEST_CODES = 20, 2
"""Coded passages, and codes to choose among, that a record must hold before it says how sure to be."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a ranker goes by; without a record the defaults, and no probability."""

    weighing: Weighing
    calibration: Calibration | None = None

    @property
    def weights(self) -> Weights:
        """What counts for how much."""
        return self.weighing.weights


def judge(record: LearningRecord, defaults: Weights) -> Judgement:
    """Learn from a record; the defaults while it is too small."""
    coded = record.coded
    if len(coded) < FEWEST or coded.right.shape[1] < FEWEST_CODES:
        return Judgement(Weighing(defaults, 0.0, taken=False))
    weighing = learnt_weights(record, defaults)
    scores = coded.scores(weighing.weights.table)
    return Judgement(weighing, calibrated(scores, coded.right.astype(float)))
