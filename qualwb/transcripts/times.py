"""Time stamps in transcripts: their shapes, and their value in seconds from the start."""

import re

CLOCK = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3}|-\d{1,2})?"
"""hh:mm:ss, mm:ss, with decimals ('.5', ',500') or f4's tenths ('-5')."""
SPAN = rf"{CLOCK}(?:\s?(?:-->|[-–—])\s?{CLOCK})?"
BRACKETED = rf"(?:#{CLOCK}#|\[{SPAN}\]|\({SPAN}\)|<{SPAN}>|\{{{SPAN}\}})"
LEADING = re.compile(rf"\s*(?P<stamp>{BRACKETED}|{SPAN})(?=[\s\[*_]|$)\s*(?:[-–—]\s+)?")
BRACKETED_LEADING = re.compile(rf"\s*(?P<stamp>{BRACKETED})\s*")
TRAILING = re.compile(rf"\s*(?P<stamp>#{CLOCK}#|\[{CLOCK}\]|\({CLOCK}\))\s*$")
_CLOCK = re.compile(CLOCK)
TRAILING_REACH = 20
"""No stamp at the end of a line is longer than this, so that only the line's tail is searched."""


def seconds(stamp: str) -> float:
    """Seconds of one 'hh:mm:ss.f', 'mm:ss' or 'hh:mm:ss-t'. Raises ValueError for anything else."""
    whole, _, fraction = stamp.strip().replace(",", ".").replace("-", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    if not 2 <= len(parts) <= 3:
        raise ValueError(stamp)
    value = 0.0
    for part in parts:
        value = value * 60 + part
    return value + (float(f"0.{fraction}") if fraction else 0.0)


def stamp_times(stamp: str) -> tuple[float, float | None]:
    """Start and, for a span, end in seconds of a stamp with or without its brackets."""
    clocks = _CLOCK.findall(stamp)
    return seconds(clocks[0]), (seconds(clocks[1]) if len(clocks) > 1 else None)
