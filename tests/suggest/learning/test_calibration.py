"""Probabilities: drawn towards other projects' curve, found again where there is much to learn from."""

import numpy as np
import pytest

from qualwb.suggest.learning.calibration import OTHERS, SHOWN, Calibration, calibrated


def test_a_probability_by_hand() -> None:
    """Of six codes the five after the best have .2 on average; the best stands .4 above that."""
    scores = np.array([0.6, 0.4, 0.3, 0.2, 0.1, 0.0])
    found = Calibration(-1.0, 2.0, 3.0, noise=0.1).probabilities(scores)
    assert found[0] == pytest.approx(1 / (1 + np.exp(-(-1 + 2 * 0.6 + 3 * 0.4))))
    assert np.all(np.diff(found) < 0)


def test_several_passages_have_the_probabilities_of_each() -> None:
    curve = Calibration(-1.0, 2.0, 3.0, noise=0.1)
    scores = np.random.default_rng(1).random((4, 9))
    together = curve.probabilities(scores)
    for row, of_one in zip(scores, together, strict=True):
        np.testing.assert_allclose(curve.probabilities(row), of_one)


@pytest.mark.parametrize("codes", [1, 2, 5])
def test_few_codes_are_no_trouble(codes: int) -> None:
    found = Calibration(-1.0, 2.0, 3.0, noise=0.1).probabilities(np.linspace(0, 1, codes))
    assert found.shape == (codes,)
    assert np.all((found > 0) & (found < 1))


def drawn(curve: Calibration, passages: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores of passages by ten codes, which are right as often as the curve says."""
    chance = np.random.default_rng(5)
    scores = chance.normal(0, 0.2, (passages, 10))
    return scores, (chance.random(scores.shape) < curve.probabilities(scores)).astype(float)


def test_the_curve_of_a_project_is_found_again_in_many_codings() -> None:
    truth = Calibration(-1.5, 3.0, 4.0, noise=0.0)
    scores, right = drawn(truth, 4000)
    found = calibrated(scores, right)
    best = np.argsort(-scores, axis=1)[:, :SHOWN]
    ours, true = (np.take_along_axis(curve.probabilities(scores), best, axis=1) for curve in (found, truth))
    np.testing.assert_allclose(ours, true, atol=0.05)
    assert found.noise == pytest.approx(right.mean())


def test_the_fewer_codings_the_nearer_the_curve_of_others() -> None:
    truth = Calibration(-1.0, 6.0, 2.0, noise=0.0)
    away = []
    for passages in (2, 20, 500):
        found = calibrated(*drawn(truth, passages))
        away.append(np.linalg.norm([found.constant, found.by_score, found.by_lead] - OTHERS))
    assert away[0] < away[1] < away[2]
    assert away[0] < away[2] / 2


def test_above_all_that_the_record_has_met_the_curve_goes_no_higher() -> None:
    """Where left-out passages scored next to nothing, a near copy of a known one must not be called sure."""
    scores = np.random.default_rng(2).random((40, 6)) * 1e-6
    right = np.zeros_like(scores)
    right[:, 0] = 1
    found = calibrated(scores, right)
    at_most = found.probabilities(scores).max()
    copy = found.probabilities(np.array([0.9, 0.0, 0.0, 0.0, 0.0, 0.0]))
    assert copy[0] == pytest.approx(at_most, abs=1e-6)
    assert found.is_beyond_record(0.9)
    assert not found.is_beyond_record(float(scores.max()))
