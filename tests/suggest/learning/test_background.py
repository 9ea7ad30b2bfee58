"""Judgements beside suggestions: one at a time, made again when the state has changed, failures kept."""

import threading

from qualwb.suggest.learning.background import BackgroundJudging
from qualwb.suggest.learning.judging import Judgement
from qualwb.suggest.learning.weighing import Weighing
from qualwb.suggest.weights import Weights
from tests.letters import PATIENCE


def judgement() -> Judgement:
    return Judgement(Weighing(Weights(), 0.0, taken=False))


def test_one_is_made_at_a_time_and_again_for_another_state() -> None:
    judging, gate = BackgroundJudging(), threading.Event()
    made: list[Judgement] = []

    def make() -> Judgement:
        assert gate.wait(PATIENCE)
        made.append(judgement())
        return made[-1]

    judging.keep_up(1, make)
    judging.keep_up(2, make)
    assert judging.is_busy
    assert judging.found is None
    gate.set()
    judging.wait()
    assert made == [judging.found]
    judging.keep_up(1, make)
    assert not judging.is_busy
    judging.keep_up(2, make)
    judging.wait()
    assert len(made) == 2
    assert judging.found is made[-1]


def test_a_failure_is_kept_and_the_last_judgement_goes() -> None:
    judging, failure = BackgroundJudging(), ValueError("no number")

    def fail() -> Judgement:
        raise failure

    judging.keep_up(1, judgement)
    judging.wait()
    before = judging.found
    assert before is not None
    judging.keep_up(2, fail)
    judging.wait()
    assert judging.failure is failure
    assert judging.found is before
    judging.keep_up(3, judgement)
    judging.wait()
    assert judging.failure is None
