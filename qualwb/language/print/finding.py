"""What the rules for print find in a text."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """``text[start:end]`` (code points, half-open) may be printed as ``written``.

    ``why`` tells the reader what that rests on.
    """

    start: int
    end: int
    written: str
    why: str


class Reading(NamedTuple):
    """The one written word that a spoken form stands for where it stands, and why."""

    written: str
    why: str
