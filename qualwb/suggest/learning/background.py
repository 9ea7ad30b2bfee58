"""A judgement made in a thread of its own, so that no suggestion waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from qualwb.suggest.learning.judging import Judgement


class BackgroundJudging:
    """One judgement at a time; until another is made the last one goes.

    One that failed is made again when the state has changed: of the same it would fail again.
    """

    def __init__(self) -> None:
        self.found: Judgement | None = None
        """The last judgement; None before the first."""
        self.failure: Exception | None = None
        """Why the newest judgement could not be made; None where it could."""
        self._of: object = None
        self._thread: threading.Thread | None = None

    def keep_up(self, state: object, make: Callable[[], Judgement]) -> None:
        """Begin to judge when the state is not that of the last judgement, and none is being made."""
        if state != self._of and not self.is_busy:
            self._of = state
            self._thread = threading.Thread(target=self._judge, args=(make,), name="judging", daemon=True)
            self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether a judgement is being made."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the judgement that is being made, at most so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _judge(self, make: Callable[[], Judgement]) -> None:
        try:
            self.found, self.failure = make(), None
        except Exception as error:
            self.failure = error
