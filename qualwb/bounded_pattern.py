"""A regular expression that is given up where it would go back and forth in a text without end."""

import functools
from typing import TYPE_CHECKING

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    import regex

SECONDS = 1.0
"""Of the processor for one text: what takes longer would take hours, or for ever."""
SECONDS_IN_ALL = 20.0
"""Of the processor for all texts of a search."""


class UnreadablePattern(QualwbError):
    """What was written is no regular expression; ``message`` says why not."""


class EndlessPattern(QualwbError):
    """A regular expression tries so many ways to match that it would not come to an end."""

    def __init__(self) -> None:
        super().__init__(
            _("This regular expression takes too long: it can match the same words in too many ways."),
            _("Write it without repeating what is itself repeated, as in {example}.").format(
                example="(a|aa)+"
            ),
        )


class BoundedPattern:
    """A compiled regular expression with bounds on the time that it may take.

    Capitals make no difference unless told otherwise; '^' and '$' stand at the edges of lines. Other threads
    go on while it searches.
    """

    def __init__(
        self,
        pattern: str,
        *,
        ignore_case: bool = True,
        seconds: float = SECONDS,
        in_all: float = SECONDS_IN_ALL,
    ) -> None:
        """Raises ``UnreadablePattern``. The times are seconds of the processor."""
        self._compiled = _compiled(pattern, ignore_case)
        self._seconds, self._left = seconds, in_all

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where it matches something, in code points, in order and without overlaps.

        Raises ``EndlessPattern`` where that takes too long.
        """
        from time import thread_time

        begun = thread_time()
        try:
            found = self._compiled.finditer(text, concurrent=True, timeout=min(self._seconds, self._left))
            return [match.span() for match in found if match.end() > match.start()]
        except TimeoutError:
            raise EndlessPattern from None
        finally:
            self._left = max(0.001, self._left - (thread_time() - begun))


@functools.lru_cache(maxsize=16)
def _compiled(pattern: str, ignore_case: bool) -> "regex.Pattern[str]":
    import regex

    flags = regex.MULTILINE | (regex.IGNORECASE if ignore_case else 0)
    try:
        return regex.compile(pattern, flags)
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        raise UnreadablePattern(str(error)) from error
