"""Many texts as rows of their words, and each word, taken apart once, as a row of its features."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from scipy import sparse

from qualwb.suggest.features import content_words
from qualwb.suggest.name_features import Take
from qualwb.suggest.vectors import COLUMNS, Vector, column

ROWS_A_BLOCK = 512
"""So many texts are spread into their features at a time: a text has some hundreds."""


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
        """One row a text: each of its content words, said t times, weighs 1 + ln t."""
        known = len(self._numbers)
        words, times, ends = array("i"), array("f"), array("i", [0])
        for text in texts:
            counted = content_words(text)
            words.extend(map(self._numbers.__getitem__, counted))
            times.extend(counted.values())
            ends.append(len(words))
        for features in self.features:
            features.meet(islice(self._numbers, known, None))
        weights = 1 + np.log(np.asarray(times, dtype=np.float32))
        return sparse.csr_matrix(
            (weights, np.asarray(words, dtype=np.int32), np.asarray(ends, dtype=np.int32)),
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

    def spread(
        self, rows: sparse.csr_matrix, rows_a_block: int = ROWS_A_BLOCK
    ) -> Iterator[sparse.csr_matrix]:
        """Rows of words as rows of features, in blocks: a feature weighs what its words do together."""
        matrix = self.matrix(rows.shape[1])
        for start in range(0, rows.shape[0], rows_a_block):
            yield rows[start : start + rows_a_block] @ matrix

    def towards(self, weights: Vector) -> Vector:
        """What each word weighs when its features weigh so much."""
        return np.asarray(self.matrix() @ weights, dtype=np.float32)

    def from_words(self, weights: Vector) -> Vector:
        """What each feature weighs when the words, or the first so many of them, weigh so much."""
        return np.asarray(weights @ self.matrix(len(weights)), dtype=np.float32)
