"""Which passages each code has, and other groups of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse

from qualwb.suggest.evidence import CodedText


def passages_of(codes: Sequence[str], passages: Iterable[CodedText]) -> list[list[int]]:
    """Of each code, the numbers of the passages that bear it, rising."""
    number = {name: n for n, name in enumerate(codes)}
    found: list[list[int]] = [[] for _ in codes]
    for row, passage in enumerate(passages):
        for code in passage.codes:
            found[number[code]].append(row)
    return found


def membership(groups: Sequence[Sequence[int]], rows: int) -> sparse.csr_matrix:
    """Which of so many rows (columns of the matrix) each group (a row of it) has, as 1."""
    ends = np.cumsum([0, *map(len, groups)], dtype=np.int32)
    members = np.fromiter((row for group in groups for row in group), dtype=np.int32, count=ends[-1])
    ones = np.ones(len(members), dtype=np.float32)
    return sparse.csr_matrix((ones, members, ends), shape=(len(groups), rows))
