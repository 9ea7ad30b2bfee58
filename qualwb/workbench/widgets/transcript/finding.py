"""Finding a string or a regular expression in a transcript."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from qualwb.bounded_pattern import BoundedPattern, EndlessPattern, UnreadablePattern
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

AT_ONCE = 0.3
"""Seconds of the processor for which a regular expression may keep the keys waiting."""


class BadPattern(QualwbError):
    """A regular expression that cannot be read, or that takes too long."""


class Hits:
    """The places where a pattern was found, in order and without overlaps."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts = array("I")
        self._ends = array("I")
        for start, end in spans:
            self._starts.append(start)
            self._ends.append(end)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> tuple[int, int]:
        return self._starts[index], self._ends[index]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The hits that overlap ``[start, end)``."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return [self[index] for index in range(first, last)]

    def only(self, shows: Callable[[int], object]) -> "Hits":
        """Those whose start is shown."""
        return Hits(hit for hit in self if shows(hit[0]))

    def from_offset(self, offset: int) -> int:
        """The index of the first hit at ``offset`` or after it; the first of all after the last."""
        index = bisect_left(self._starts, offset)
        return index if index < len(self) else 0

    def before_offset(self, offset: int) -> int:
        """The index of the last hit that starts before ``offset``; the last of all before the first."""
        return (bisect_left(self._starts, offset) or len(self)) - 1


def find(text: str, pattern: str, *, regex: bool = False, ignore_case: bool = True) -> Hits:
    """All hits of ``pattern`` in ``text``, in code points; none for an empty pattern.

    Raises BadPattern if ``regex`` is set and the pattern is no regular expression, or one without an end.
    """
    if not pattern:
        return Hits()
    if not regex:
        plain = re.compile(re.escape(pattern), re.IGNORECASE if ignore_case else re.NOFLAG)
        return Hits(match.span() for match in plain.finditer(text))
    try:
        return Hits(BoundedPattern(pattern, ignore_case=ignore_case, seconds=AT_ONCE).spans(text))
    except EndlessPattern as error:
        raise BadPattern(error.message, error.hint) from error
    except UnreadablePattern as error:
        raise BadPattern(
            _("The pattern cannot be read: {reason}.").format(reason=error),
            _("Mend it, or search for it as plain text."),
        ) from error


@dataclass(frozen=True, slots=True)
class PatternHits:
    """A pattern and all its hits in a transcript."""

    pattern: str = ""
    hits: Hits = field(default_factory=Hits)

    @classmethod
    def of(cls, text: str, pattern: str, *, regex: bool, ignore_case: bool) -> "PatternHits":
        """The hits in a text; raises as ``find`` does."""
        return cls(pattern, find(text, pattern, regex=regex, ignore_case=ignore_case))
