"""The features of many texts at once, as counts in hashed columns: each word is taken apart only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.features import content_words
from qualwb.suggest.name_features import Take
from qualwb.suggest.vectors import COLUMNS, column

TEXTS_A_BLOCK = 2048

Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Block:
    """Some texts: the content words of each, and by view their counted features, one row a text."""

    words: Sequence[Counter[str]]
    counts: Sequence[sparse.csr_matrix]


class Counting:
    """Counts the features that each of several views takes from words."""

    def __init__(self, takes: Sequence[Take]) -> None:
        self._known = [KnownWords(take) for take in takes]

    def blocks(self, texts: Sequence[str]) -> Iterator[Block]:
        """The texts in order, a block at a time."""
        for start in range(0, len(texts), TEXTS_A_BLOCK):
            words = [content_words(text) for text in texts[start : start + TEXTS_A_BLOCK]]
            yield Block(words, [known.counts(words) for known in self._known])


class KnownWords:
    """The words met so far, each with its features as numbers.

    Two features of a text may fall into one column: the one that comes first in the text is counted, as
    ``Space`` counts it, so that both ways to a vector give the same.
    """

    def __init__(self, take: Take) -> None:
        self._take = take
        self._words: dict[str, int] = {}
        self._features: dict[str, int] = {}
        self._columns = np.zeros(0, dtype=np.int32)
        """The column of each feature."""
        self._of_words = np.zeros(0, dtype=np.int32)
        """The features of the first word, then those of the second, and so on."""
        self._ends = np.zeros(1, dtype=np.int64)
        """Where the features of each word begin, and those of the last end."""

    def counts(self, texts: Sequence[Counter[str]]) -> sparse.csr_matrix:
        """How often each column occurs: one row a text, given as its counted words."""
        self._meet(texts)
        numbers = np.fromiter(
            (self._words[word] for words in texts for word in words), dtype=np.int64, count=-1
        )
        times = np.fromiter((n for words in texts for n in words.values()), dtype=np.float32, count=-1)
        sizes = self._ends[numbers + 1] - self._ends[numbers]
        features = self._of_words[_ranges(self._ends[numbers], sizes)]
        of_text = np.repeat(np.arange(len(texts)), [len(words) for words in texts])
        ends = np.concatenate([[0], np.cumsum(np.bincount(of_text, weights=sizes, minlength=len(texts)))])
        return _gathered(features, self._columns, np.repeat(times, sizes), ends.astype(np.int64))

    def _meet(self, texts: Sequence[Counter[str]]) -> None:
        new = [word for word in dict.fromkeys(chain.from_iterable(texts)) if word not in self._words]
        taken = [self._take(word) for word in new]
        known = len(self._features)
        for word in new:
            self._words[word] = len(self._words)
        numbers = [
            self._features.setdefault(feature, len(self._features)) for feature in chain.from_iterable(taken)
        ]
        fresh = [column(feature) for feature in list(self._features)[known:]]
        self._columns = np.append(self._columns, np.asarray(fresh, dtype=np.int32))
        self._of_words = np.append(self._of_words, np.asarray(numbers, dtype=np.int32))
        ends = self._ends[-1] + np.cumsum([len(features) for features in taken], dtype=np.int64)
        self._ends = np.append(self._ends, ends)


def _ranges(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of [start, start + size) for each start, one after another."""
    begins = np.cumsum(sizes) - sizes
    return np.repeat(starts - begins, sizes) + np.arange(sizes.sum())


def _gathered(
    features: Places, columns: Places, times: NDArray[np.float32], ends: NDArray[np.int64]
) -> sparse.csr_matrix:
    """Equal features of a text counted together, in order of columns."""
    shape = (len(ends) - 1, COLUMNS)
    if not len(features):
        return sparse.csr_matrix(shape, dtype=np.float32)
    numbered = sparse.csr_matrix((np.arange(len(features)), columns[features], ends), shape=shape)
    # To columns and back brings each row into the order of its columns; equal ones stay as they came.
    ordered = numbered.tocsc().tocsr()
    features, times = features[ordered.data], times[ordered.data]
    first = np.append(True, ordered.indices[1:] != ordered.indices[:-1])
    first[ordered.indptr[:-1][np.diff(ordered.indptr) > 0]] = True
    starts = np.flatnonzero(first)
    counted = features == np.repeat(features[starts], np.diff(np.append(starts, len(features))))
    summed = np.add.reduceat(np.where(counted, times, np.float32(0)), starts)
    rows = np.searchsorted(starts, ordered.indptr)
    return sparse.csr_matrix((summed, ordered.indices[starts], rows), shape=shape)
