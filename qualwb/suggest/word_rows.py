"""Many texts as rows of their words, and each word, taken apart once, as a row of its features.

A feature that occurs t times in a text weighs 1 + ln t there. A text in which no two words share a feature
is therefore the sum of its words, each weighing 1 + ln t; where words share one, they weigh too much together
by a little. So a text is kept as a row of *terms*: first, for the few features that its words share, how much
less they weigh than the words give them, in the columns of features, then its words.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.features import content_words
from qualwb.suggest.name_features import Take
from qualwb.suggest.vectors import COLUMNS, Vector, column

ROWS_A_BLOCK = 256
"""So many texts are spread into their features at a time: a text has some hundreds."""

_DECIMALS = 6
"""What is left beyond them is rounding: the same words then weigh exactly the same in all texts."""


class Words:
    """The content words of texts by number, in the order met; the features of each are told by view."""

    def __init__(self, takes: Sequence[Take]) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self.features = tuple(WordFeatures(take) for take in takes)

    def __iter__(self) -> Iterator[str]:
        """The words in the order of their numbers."""
        return iter(self._numbers)

    def rows(self, texts: Iterable[str]) -> sparse.csr_matrix:
        """One row a text: how often each of its content words is said."""
        known = len(self._numbers)
        words, times, ends = array("i"), array("f"), array("i", [0])
        for text in texts:
            counted = content_words(text)
            words.extend(map(self._numbers.__getitem__, counted))
            times.extend(counted.values())
            ends.append(len(words))
        for features in self.features:
            features.meet(islice(self._numbers, known, None))
        return sparse.csr_matrix(
            (
                np.asarray(times, dtype=np.float32),
                np.asarray(words, dtype=np.int32),
                np.asarray(ends, dtype=np.int32),
            ),
            shape=(len(ends) - 1, len(self._numbers)),
        )


class WordFeatures:
    """The features that one view takes from each word, in hashed columns."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._columns = np.zeros(0, dtype=np.int32)
        """The features of the first word, then those of the second, and so on."""
        self._ends = np.zeros(1, dtype=np.int32)

    def meet(self, words: Iterable[str]) -> None:
        """Take more words apart; their numbers go on where those of the others end."""
        taken = [[column(feature) for feature in self._take(word)] for word in words]
        if taken:
            columns = np.fromiter((one for found in taken for one in found), dtype=np.int32)
            ends = self._ends[-1] + np.cumsum([len(found) for found in taken], dtype=np.int32)
            self._columns, self._ends = np.append(self._columns, columns), np.append(self._ends, ends)

    def matrix(self, words: int | None = None) -> sparse.csr_matrix:
        """How often each column occurs in a word, one row a word: of all, or of so many first ones."""
        ends = self._ends if words is None else self._ends[: words + 1]
        columns = self._columns[: ends[-1]]
        return sparse.csr_matrix(
            (np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(ends) - 1, COLUMNS)
        )

    def spread(self, counts: sparse.csr_matrix) -> Iterator[sparse.csr_matrix]:
        """Rows of words as rows of features, in blocks: how often each occurs."""
        matrix = self.matrix(counts.shape[1])
        for start in range(0, counts.shape[0], ROWS_A_BLOCK):
            yield counts[start : start + ROWS_A_BLOCK] @ matrix

    def weighed(self, counts: sparse.csr_matrix) -> Iterator[tuple[sparse.csr_matrix, sparse.csr_matrix]]:
        """Rows of words as rows of weighing features and as rows of terms, in blocks."""
        matrix = self.matrix(counts.shape[1])
        for start in range(0, counts.shape[0], ROWS_A_BLOCK):
            said = counts[start : start + ROWS_A_BLOCK]
            words = _damped(said)
            features, shared = _damped(said @ matrix), words @ matrix
            # Both products have the same cells in the same order.
            shared.data = np.round(features.data - shared.data, _DECIMALS)
            shared.eliminate_zeros()
            width = COLUMNS + counts.shape[1]
            yield features, _moved(shared, 0, width) + _moved(words, COLUMNS, width)

    def features_of(self, terms: sparse.csr_matrix, rows_a_block: int) -> Iterator[sparse.csr_matrix]:
        """Rows of terms as rows of features, in blocks of so many."""
        matrix = self.matrix(terms.shape[1] - COLUMNS)
        for start in range(0, terms.shape[0], rows_a_block):
            block = terms[start : start + rows_a_block]
            yield block[:, :COLUMNS] + block[:, COLUMNS:] @ matrix

    def towards(self, weights: Vector) -> Vector:
        """What each term weighs when features weigh so much."""
        return np.concatenate([weights, self.matrix() @ weights], dtype=np.float32)

    def from_terms(self, weights: Vector) -> Vector:
        """What each feature weighs when terms, with all words or the first so many, weigh so much."""
        words = weights[COLUMNS:]
        return np.asarray(weights[:COLUMNS] + words @ self.matrix(len(words)), dtype=np.float32)


def words_of(terms: NDArray[np.integer]) -> set[int]:
    """The numbers of the words among the columns of terms."""
    return set((terms[terms >= COLUMNS] - COLUMNS).tolist())


def _moved(rows: sparse.csr_matrix, columns: int, width: int) -> sparse.csr_matrix:
    """The rows moved so many columns to the right, in a matrix so wide."""
    shape = (rows.shape[0], width)
    return sparse.csr_matrix((rows.data, rows.indices + columns, rows.indptr), shape=shape)


def _damped(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """What occurs t times weighs 1 + ln t."""
    return sparse.csr_matrix((1 + np.log(counts.data), counts.indices, counts.indptr), shape=counts.shape)
