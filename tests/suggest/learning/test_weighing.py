"""Learnt weights: what codings and refusals say, drawn towards the defaults, taken where clearly better."""

from dataclasses import replace

import numpy as np
import pytest

from qualwb.suggest.learning.newton import minimum
from qualwb.suggest.learning.record import LearningRecord
from qualwb.suggest.learning.weighing import FEWEST, _of_choices, _weights, learnt_weights
from qualwb.suggest.weights import AS_GIVEN, KINDS, VIEWS, Weights

CODES = 8


def record(passages: int, telling: tuple[int, int], seed: int = 3) -> LearningRecord:
    """Passages whose right code has the highest part in one cell; the other cells are noise."""
    chance = np.random.default_rng(seed)
    parts = chance.normal(0, 0.05, (passages, len(VIEWS), len(KINDS), CODES))
    right = np.zeros((passages, CODES), dtype=bool)
    right[np.arange(passages), chance.integers(0, CODES, passages)] = True
    parts[:, telling[0], telling[1]] += 0.1 * right
    return LearningRecord(parts, right, np.zeros_like(right), np.arange(passages) % 5)


def test_what_tells_weighs_more_and_what_does_not_weighs_less() -> None:
    found = learnt_weights(record(600, (0, 1)), Weights())
    assert found.taken
    assert found.ahead > 0
    factors = np.array(found.weights.factors)
    assert factors.argmax() == 1
    assert factors[0, 1] > 1.3
    assert factors[1, 0] < 0.9
    np.testing.assert_allclose(found.weights.table, Weights().table * factors)


def test_few_codings_leave_the_defaults() -> None:
    assert learnt_weights(record(FEWEST - 1, (0, 1)), Weights()).weights == Weights()


def test_where_nothing_is_gained_the_defaults_stay() -> None:
    """Each cell tells as much as it weighs, beside the same noise: factors of 1 are what is best."""
    chance = np.random.default_rng(1)
    base = record(300, (0, 1))
    telling = Weights().table[:, :, None] * base.right[:, None, None, :]
    parts = 0.1 * telling + chance.normal(0, 0.05, base.parts.shape)
    found = learnt_weights(replace(base, parts=parts), Weights())
    assert not found.taken
    assert found.weights.factors == AS_GIVEN


def test_the_more_codings_the_further_from_the_defaults() -> None:
    strayed = [
        np.abs(np.array(_weights(record(count, (0, 1)), Weights()).factors) - 1).max()
        for count in (10, 100, 1000)
    ]
    assert strayed[0] < strayed[1] < strayed[2]


def test_refusals_speak_against_what_spoke_for_the_code() -> None:
    coded = record(200, (0, 1))
    refused = coded.right.copy()
    against = replace(coded, right=np.zeros_like(coded.right), refused=refused)
    both = LearningRecord(
        *(np.concatenate([getattr(one, name) for one in (coded, against)]) for name in FIELDS)
    )
    alone, beside = (np.array(_weights(one, Weights()).factors)[0, 1] for one in (coded, both))
    assert beside < alone


FIELDS = ("parts", "right", "refused", "folds")


def test_a_view_without_weight_learns_none() -> None:
    weights = _weights(record(300, (2, 0)), Weights(meaning=0))
    assert not weights.table[2].any()


@pytest.mark.parametrize("seed", range(3))
def test_gradient_and_curvature_are_those_of_the_value(seed: int) -> None:
    found = record(20, (0, 1), seed)
    amounts = found.parts.reshape(20, 9, CODES) * 10
    at = np.random.default_rng(seed).normal(1, 0.2, 9)
    value, gradient, curvature = _of_choices(found, amounts, at)
    step = 1e-5
    for n in range(9):
        ahead, behind = (_of_choices(found, amounts, at + sign * step * np.eye(9)[n]) for sign in (1, -1))
        assert gradient[n] == pytest.approx((ahead[0] - behind[0]) / (2 * step), abs=1e-4)
        np.testing.assert_allclose(curvature[n], (ahead[1] - behind[1]) / (2 * step), atol=1e-4)
    assert value > 0


def test_gradient_of_refusals() -> None:
    found = record(6, (0, 1))
    found = replace(found, right=np.zeros_like(found.right), refused=found.right)
    amounts = found.parts.reshape(6, 9, CODES) * 10
    at, step = np.ones(9), 1e-5
    _value, gradient, _curvature = _of_choices(found, amounts, at)
    for n in range(9):
        ahead, behind = (_of_choices(found, amounts, at + sign * step * np.eye(9)[n]) for sign in (1, -1))
        assert gradient[n] == pytest.approx((ahead[0] - behind[0]) / (2 * step), abs=1e-4)


def test_newton_finds_the_lowest_point() -> None:
    def bowl(at: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        away = at - np.array([3.0, -1.0])
        return float(np.log(np.cosh(away)).sum()), np.tanh(away), np.diag(1 / np.cosh(away) ** 2)

    np.testing.assert_allclose(minimum(bowl, np.array([1.0, 1.0])), [3, -1], atol=1e-6)
