"""Times of turns: measured as they are, between them in proportion to the characters, never going back."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.listening.timeline import Moment, Timeline


@dataclass(frozen=True)
class Spoken:
    start: int
    end: int
    time_start: float | None = None
    time_end: float | None = None


def turns(*times: float | None) -> list[Spoken]:
    """Turns of nine characters and a line break, the first at 0."""
    return [Spoken(10 * n, 10 * n + 9, time) for n, time in enumerate(times)]


def test_a_measured_time_stands_and_those_between_are_estimated_by_characters() -> None:
    line = Timeline(turns(None, 20.0, None, None, 50.0))
    assert [line.begin(n) for n in range(5)] == [
        Moment(0.0, measured=False),
        Moment(20.0, measured=True),
        Moment(30.0, measured=False),
        Moment(40.0, measured=False),
        Moment(50.0, measured=True),
    ]
    assert line.at(35) == 45.0


def test_after_the_last_measured_time_the_length_of_the_recording_helps() -> None:
    known = turns(None, 20.0, None)
    assert Timeline(known).begin(2) == Moment(20.0, measured=False)
    assert Timeline(known, duration=39.0).begin(2) == Moment(30.0, measured=False)
    assert Timeline(turns(None, None), duration=19.0).begin(1) == Moment(10.0, measured=False)


def test_a_turn_ends_as_measured_or_where_the_next_begins() -> None:
    line = Timeline([Spoken(0, 9, 0.0, 4.0), Spoken(10, 19, 5.0), Spoken(20, 29, 15.0)])
    assert line.end(0) == 4.0
    assert line.end(1) == 14.0
    assert line.end(2) == 15.0


def test_the_turn_that_is_spoken_is_the_last_that_has_begun() -> None:
    line = Timeline(turns(2.0, 20.0, None, 40.0))
    assert [line.turn_at(seconds) for seconds in (0.0, 2.0, 19.9, 20.0, 30.0, 39.9, 40.0, 900.0)] == [
        *(None, 0, 0, 1, 2, 2, 3, 3),
    ]
    assert Timeline([]).turn_at(3.0) is None


def test_a_time_that_goes_back_is_no_ground_for_estimates() -> None:
    line = Timeline(turns(0.0, 30.0, 10.0, None, 50.0))
    assert line.begin(2) == Moment(10.0, measured=True)
    assert line.begin(3).seconds == pytest.approx(30.0 + 20.0 * 2 / 3)
    assert line.turn_at(31.0) == 2


@given(st.lists(st.none() | st.floats(0, 1e5), min_size=1, max_size=12), st.none() | st.floats(0, 1e5))
def test_estimates_never_go_back_and_lie_between_what_is_measured(
    times: list[float | None], duration: float | None
) -> None:
    line = Timeline(turns(*times), duration)
    guessed = [line.at(place) for place in range(10 * len(times))]
    assert guessed == sorted(guessed)
    limit = max([0.0, duration or 0.0, *(time for time in times if time is not None)])
    assert all(0 <= seconds <= limit for seconds in guessed)
