"""Which passages share text, and which stand near each other in the talk."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from qualwb.suggest.evidence import CodedText, TextPlace

Span = tuple[int, int]
"""[first, last) of code points, or of turns."""
Likenesses = NDArray[np.float64]
"""A row and a column for each code."""


def sharing_text(passages: Sequence[CodedText]) -> sparse.csr_matrix:
    """Which passages have a code point in common, as 1; each with itself too."""
    return _touching(passages, lambda place: (place.start, place.end))


def places_of(sharing: sparse.csr_matrix) -> NDArray[np.intp]:
    """The number of the place of each passage: passages that share text, as of two coders, are one place."""
    from scipy.sparse.csgraph import connected_components

    return np.asarray(connected_components(sharing, directed=False)[1], dtype=np.intp)


def near_in_talk(
    passages: Sequence[CodedText], turns: Sequence[TextPlace], apart: int, sharing: sparse.csr_matrix
) -> sparse.csr_matrix:
    """Which passages stand in one turn or in turns no more than ``apart`` turns apart, as 1.

    Those that share text are not near but the same. A passage outside all turns stands in the turn before.
    In a talk so short that a turn is near half of it, everything is near everything, and nothing is told.
    """
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for turn in turns:
        starts[turn.source].append(turn.start)
    sources = {passage.place.source for passage in passages}
    too_short = {source for source in sources if len(starts[source]) < 2 * (2 * apart + 1)}

    def in_turns(place: TextPlace) -> Span:
        there = starts[place.source]
        first = max(bisect_right(there, place.start) - 1, 0)
        last = max(bisect_left(there, place.end) - 1, first)
        return first, last + 1 + apart

    near = _touching(passages, in_turns, without=too_short)
    apart_from = near - near.multiply(sharing)
    apart_from.eliminate_zeros()
    return apart_from.tocsr()


def standing_together(membership: sparse.csr_matrix, near: sparse.csr_matrix) -> Likenesses:
    """For each two codes n12 / (n1 + n2 - n12), from 0 to 1; 0 where a code has no passage.

    n12 is the number of passages of one that are near a passage of the other, or of the other near one of the
    first, whichever is fewer: the c coefficient as ``analysis.cooccurrence`` counts it.
    """
    beside = ((membership @ near) > 0).astype(np.float64)
    common = np.asarray((membership @ beside.T).todense(), dtype=np.float64)
    common = np.minimum(common, common.T)
    each = np.asarray(membership.sum(axis=1), dtype=np.float64).ravel()
    either = each[:, None] + each[None, :] - common
    return np.divide(common, either, out=np.zeros_like(common), where=either > 0)


def _touching(
    passages: Sequence[CodedText], span_of: Callable[[TextPlace], Span], without: Collection[str] = ()
) -> sparse.csr_matrix:
    """Which passages' spans meet, by a sweep over each source; ``without`` some each touches only itself."""
    by_source: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row, passage in enumerate(passages):
        if passage.place.source in without:
            continue
        by_source[passage.place.source].append((*span_of(passage.place), row))
    firsts, seconds = list(range(len(passages))), list(range(len(passages)))
    for spans in by_source.values():
        open_ones: list[tuple[int, int]] = []
        for start, end, row in sorted(spans, key=itemgetter(0, 1, 2)):
            open_ones = [one for one in open_ones if one[0] > start]
            for _end, other in open_ones:
                firsts += (row, other)
                seconds += (other, row)
            open_ones.append((end, row))
    size = len(passages)
    return sparse.csr_matrix((np.ones(len(firsts)), (firsts, seconds)), shape=(size, size))
