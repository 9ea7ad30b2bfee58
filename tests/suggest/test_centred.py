"""Meanings less what all have in common."""

import numpy as np

from qualwb.language.meaning.encoder import unit
from qualwb.suggest.centred import Centred, less_centre


def test_texts_that_mean_the_same_are_nothing_when_centred() -> None:
    """What rounding leaves of them points nowhere, and is not made long."""
    same = unit(np.tile(np.random.default_rng(3).standard_normal(384), (7, 1)).astype(np.float32))
    assert not Centred(same).rows.any()


def test_rows_are_of_length_one_and_the_unknown_stay_so() -> None:
    vectors = np.array([[1, 0], [0, 1], [0, 0]], dtype=np.float32)
    centred = Centred(vectors)
    assert centred.known == 2
    assert np.allclose(centred.rows, [[0.5**0.5, -(0.5**0.5)], [-(0.5**0.5), 0.5**0.5], [0, 0]])
    assert centred.rows.dtype == np.float32


def test_precise_numbers_stay_precise() -> None:
    assert less_centre(np.ones((1, 2)), np.array([1.0, 0.0])).dtype == np.float64
