"""Packed rows multiply as the matrix that they were made from, and take less memory."""

import numpy as np
import pytest
from scipy import sparse

from qualwb.suggest.evidence import Evidence
from qualwb.suggest.packed_rows import PackedRows
from qualwb.suggest.ranking import FEATURES
from qualwb.suggest.rows import membership
from qualwb.suggest.word_rows import Words


def unit(rows: sparse.csr_matrix, lengths: np.ndarray) -> np.ndarray:
    return np.asarray(rows.toarray() / lengths[:, np.newaxis])


def drawn(chance: np.random.Generator, rows: int, columns: int) -> sparse.csr_matrix:
    """Some cells with one of three common values, some with others."""
    cells = chance.choice([1.0, -0.25, 1.5], size=(rows, columns))
    cells = np.where(chance.random(cells.shape) < 0.1, chance.random(cells.shape), cells)
    return sparse.csr_matrix(np.where(chance.random(cells.shape) < 0.3, cells, 0), dtype=np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_products_from_either_side_are_those_of_the_matrix(seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = drawn(chance, 40, 30)
    lengths = chance.random(40, dtype=np.float32) + 1
    packed, whole = PackedRows(rows, lengths), unit(rows, lengths)
    terms = chance.random(30, dtype=np.float32)
    np.testing.assert_allclose(packed @ terms, whole @ terms, rtol=1e-4, atol=1e-6)
    groups = [list(range(40)), [], [3], [3, 7, 39]]
    sums = membership(groups, 40) @ packed
    assert sums.shape == (4, 30)
    expected = [whole[group].sum(axis=0) for group in groups]
    np.testing.assert_allclose(sums.toarray(), expected, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("count", [0, 2])
def test_rows_that_hold_nothing_weigh_nothing(count: int) -> None:
    packed = PackedRows(sparse.csr_matrix((count, 4), dtype=np.float32), np.ones(count, dtype=np.float32))
    assert (packed @ np.ones(4, dtype=np.float32)).tolist() == [0.0] * count
    assert (membership([list(range(count))], count) @ packed).toarray().tolist() == [[0.0] * 4]


def test_passages_take_less_memory_than_their_matrix(seminars: Evidence) -> None:
    """Even a few, of which each begins a row for each value."""
    words = Words([FEATURES[0][1]])
    counts = words.rows(passage.text for passage in seminars.passages)
    ((_features, terms),) = words.features[0].weighed(counts)
    packed = PackedRows(terms, np.ones(terms.shape[0], dtype=np.float32))
    assert packed.nbytes < 0.85 * (terms.data.nbytes + terms.indices.nbytes + terms.indptr.nbytes)
