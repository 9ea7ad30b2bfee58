"""How close a text lies to each label, by the names of the labels and the passages that have them.

Closeness is a cosine less the mean cosine that the label has with passages that lack it: a label of long,
general passages is close to everything, and that must not speak for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.vectors import COLUMNS, Space, Vector

Numbers = NDArray[np.float64]

REFUSED = 0.5
"""What a passage takes from a label that was refused for it, where one that has the label adds 1."""

_MOST_BLOCKS = 64


class Rows:
    """Vectors of passages, each with labels; one can be added at any time."""

    def __init__(self, labels: int) -> None:
        self.labels = labels
        self.count = 0
        self._blocks: list[sparse.csr_matrix] = []
        self._row = np.zeros(0, dtype=np.int64)
        self._label = np.zeros(0, dtype=np.int64)

    def add(self, matrix: sparse.csr_matrix, labels: Sequence[Sequence[int]]) -> None:
        """Add the rows of a matrix with the labels of each."""
        rows = [self.count + row for row, given in enumerate(labels) for _ in given]
        self._row = np.append(self._row, rows).astype(np.int64)
        self._label = np.append(self._label, [label for given in labels for label in given]).astype(np.int64)
        self._blocks.append(matrix)
        self.count += matrix.shape[0]
        if len(self._blocks) > _MOST_BLOCKS:
            # The first block is the one fitted; it is large and stays as it is.
            self._blocks[1:] = [sparse.vstack(self._blocks[1:], format="csr")]

    def likeness(self, vector: Vector) -> Vector:
        """Cosine of the text with each row, in the order they were added."""
        if not self._blocks:
            return np.zeros(0, dtype=np.float32)
        return np.concatenate([block @ vector for block in self._blocks])

    def sums(self, likeness: Vector) -> Numbers:
        """For each label, the sum of a likeness over the rows that have it."""
        return np.bincount(self._label, weights=likeness[self._row], minlength=self.labels).astype(np.float64)

    def of(self, label: int) -> NDArray[np.int64]:
        """The rows that have the label."""
        return self._row[self._label == label]


class Closeness:
    """Labels with their names and passages in one space, beside texts that have no label.

    Only sums of products of passages are kept, so that one product of a text with all passages is enough both
    to compare it and to learn it.
    """

    def __init__(
        self,
        space: Space,
        names: Sequence[Mapping[str, float]],
        uncoded: Sequence[Mapping[str, float]] = (),
    ) -> None:
        self.space = space
        background = space.matrix(uncoded)
        self._uncoded = len(uncoded)
        self._uncoded_sum = np.asarray(background.sum(axis=0)).ravel() if uncoded else space.vector({})
        self.rows = Rows(len(names))
        self._refused = Rows(len(names))
        self._names = space.matrix(names)
        self._having = np.zeros(len(names))
        self._length2 = np.zeros(len(names))
        self._with_all = np.zeros(len(names))
        self._name_with_all = np.asarray(self._names @ self._uncoded_sum, dtype=np.float64)
        self._name_with_own = np.zeros(len(names))

    def add_all(self, counted: Sequence[Counter[str]], labels: Sequence[Sequence[int]]) -> None:
        """Add the first passages, each with the labels that it has."""
        matrix = self.space.matrix(counted)
        self.rows.add(matrix, labels)
        rows = [row for row, given in enumerate(labels) for _ in given]
        columns = [label for given in labels for label in given]
        member = sparse.csr_matrix(
            (np.ones(len(rows), dtype=np.float32), (columns, rows)), shape=(len(self._having), len(counted))
        )
        sums = member @ matrix
        total = np.asarray(matrix.sum(axis=0)).ravel() if counted else np.zeros(COLUMNS)
        self._with_all += sums @ self._uncoded_sum
        self._having += np.bincount(np.asarray(columns, dtype=np.int64), minlength=len(self._having))
        self._length2 += np.asarray(sums.multiply(sums).sum(axis=1)).ravel()
        self._with_all += sums @ total
        self._name_with_all += self._names @ total
        self._name_with_own += np.asarray(self._names.multiply(sums).sum(axis=1)).ravel()

    def add(self, counted: Counter[str], labels: Sequence[int]) -> None:
        """Add one passage that has these labels."""
        vector = self.space.vector(counted)
        likeness = self.rows.likeness(vector)
        sums, to_name, own = self.rows.sums(likeness), self._names @ vector, float(vector @ vector)
        self._with_all += sums
        self._name_with_all += to_name
        for label in labels:
            self._length2[label] += 2 * sums[label] + own
            self._with_all[label] += float(likeness.sum()) + own + float(vector @ self._uncoded_sum)
            self._name_with_own[label] += to_name[label]
            self._having[label] += 1
        self.rows.add(self.space.matrix([counted]), [labels])

    def refuse(self, counted: Counter[str], label: int) -> None:
        """Let a passage speak against a label."""
        self._refused.add(self.space.matrix([counted]), [[label]])

    def by_passages(self, vector: Vector, likeness: Vector) -> Numbers:
        """Closeness to each label by its passages; ``likeness`` is the text's to each row.

        A label without passages is as close as any: 0, less what refused passages take.
        """
        length = np.sqrt(self._length2)
        usual = (self._with_all - self._length2) / self._lacking
        refused = REFUSED * self._refused.sums(self._refused.likeness(vector))
        return (self.rows.sums(likeness) - usual - refused) / np.where(length > 0, length, 1.0)

    def by_names(self, vector: Vector) -> Numbers:
        """Closeness to each label by its name."""
        usual = (self._name_with_all - self._name_with_own) / self._lacking
        return np.asarray(self._names @ vector - usual, dtype=np.float64)

    @property
    def _lacking(self) -> Numbers:
        return np.maximum(self.rows.count + self._uncoded - self._having, 1)
