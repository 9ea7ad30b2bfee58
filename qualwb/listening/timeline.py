"""When each place of a text is spoken in its recording: as it was measured, else estimated between that.

Estimates are for the ear alone: they are never stored.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol


class TimedTurn(Protocol):
    """A turn of a text: code points [start, end), and seconds where they are known."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def time_start(self) -> float | None: ...
    @property
    def time_end(self) -> float | None: ...


class Moment(NamedTuple):
    """Seconds from the beginning of the recording, and whether somebody measured them."""

    seconds: float
    measured: bool


class Timeline:
    """The times of a text's turns, and the way back from a time to the turn.

    Between two measured times, time passes evenly over the characters (linear interpolation). Before the
    first one the recording's beginning is taken for the text's, and after the last one its end likewise where
    ``duration`` is known. A measured time that goes back is no point to interpolate from.
    """

    def __init__(self, turns: Sequence[TimedTurn], duration: float | None = None) -> None:
        self._turns = turns
        measured = [turn.start for turn in turns if turn.time_start is not None]
        self._timed = bool(measured)
        self._first, self._last = (measured[0], measured[-1]) if measured else (0, 0)
        self._places, self._times = _points(turns, duration)
        reached, begins = 0.0, []
        for turn in turns:
            reached = max(reached, self._begin(turn).seconds)
            begins.append(reached)
        self._begins = begins

    def begin(self, index: int) -> Moment:
        """When a turn begins, by its place in the order of turns."""
        return self._begin(self._turns[index])

    def at(self, place: int) -> float:
        """When the character at a place of the text is spoken, in seconds."""
        return self._between(place)

    def is_between(self, place: int) -> bool:
        """Whether a time was measured before a place of the text, and another after it."""
        return self._first < place < self._last

    @property
    def is_timed(self) -> bool:
        """Whether a time was measured of any turn."""
        return self._timed

    def is_known(self, index: int) -> bool:
        """Whether it was measured when a turn begins, or when turns before and after it do."""
        turn = self._turns[index]
        return turn.time_start is not None or self.is_between(turn.start)

    def end(self, index: int) -> float:
        """When a turn ends: as measured, else when the next one begins."""
        turn = self._turns[index]
        return turn.time_end if turn.time_end is not None else self._between(turn.end)

    def turn_at(self, seconds: float) -> int | None:
        """The turn that is spoken at a time: the last one that has begun; None before the first."""
        index = bisect_right(self._begins, seconds) - 1
        return index if index >= 0 else None

    def _begin(self, turn: TimedTurn) -> Moment:
        if turn.time_start is not None:
            return Moment(turn.time_start, measured=True)
        return Moment(self._between(turn.start), measured=False)

    def _between(self, place: int) -> float:
        """The time of a place by the known places around it; beyond them as they are."""
        places, times = self._places, self._times
        after = bisect_left(places, place)
        if after == 0:
            return times[0]
        if after == len(places):
            return times[-1]
        before = after - 1
        part = (place - places[before]) / (places[after] - places[before])
        return min(times[before] + part * (times[after] - times[before]), times[after])


def _points(turns: Sequence[TimedTurn], duration: float | None) -> tuple[list[int], list[float]]:
    """Places of the text in order with their times, which never go back."""
    places, times = [0], [0.0]

    def add(place: int, seconds: float | None) -> None:
        if seconds is None or seconds < times[-1]:
            return
        if place == places[-1]:
            times[-1] = seconds
        elif place > places[-1]:
            places.append(place)
            times.append(seconds)

    for turn in turns:
        add(turn.start, turn.time_start)
        add(turn.end, turn.time_end)
    if turns:
        add(turns[-1].end, duration)
    return places, times
