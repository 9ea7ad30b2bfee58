"""Stripe lanes: each coded passage keeps one column of the margin for its whole length.

Greedy colouring of an interval graph: taken by start, each interval gets the lowest lane that is
free, which needs no more lanes than the most intervals that lie over one point.
"""

from collections.abc import Iterable
from heapq import heappop, heappush

ROW_ROOM = 120
"""Code points that a lane stays taken after its passage ends, so that two passages side by side on
one row do not share a cell; about the widest row of text."""


def assign_lanes(intervals: Iterable[tuple[int, int]]) -> list[int]:
    """The lane, from 0, of each interval ``[start, end)``; the intervals come sorted by start."""
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    lanes: list[int] = []
    for start, end in intervals:
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        heappush(busy, (end, lane))
        lanes.append(lane)
    return lanes


def lowest_free(taken: Iterable[int]) -> int:
    """The lowest lane, from 0, that is not among ``taken``."""
    taken = set(taken)
    return next(lane for lane in range(len(taken) + 1) if lane not in taken)
