"""Times in files' fields: a clock that may be missing or wrong, or a number of seconds."""

import re

from qualwb.transcripts import times

_CLOCK = re.compile(times.CLOCK)
LIMIT_HOURS = 1000


def seconds(text: str) -> float | None:
    """Seconds from '1:02:03', '02:03', '00:01:02,345', '[00:10]' or '#00:01:02-3#'; None if it is no time."""
    stamp = text.strip().strip("#[]()").strip()
    return times.seconds(stamp) if _CLOCK.fullmatch(stamp) else None


def finite(value: object) -> float | None:
    """A number of seconds from JSON or an attribute; None where it is missing, negative or no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if 0 <= number < LIMIT_HOURS * 3600 else None


def span(start: float | None, end: float | None) -> tuple[float | None, float | None]:
    """Start and end of a turn, without an end that lies before the start."""
    return start, None if start is not None and end is not None and end < start else end


def joined_end(start: float | None, end: float | None, added: float | None) -> float | None:
    """The end of a turn from ``start`` to ``end`` when words that end at ``added`` join it."""
    known = [time for time in (end, added) if time is not None]
    return span(start, max(known))[1] if known else None
