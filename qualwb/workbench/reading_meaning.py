"""The meaning of the open project's texts, read in the background from its opening until another is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from qualwb.acts.projects import ProjectFile

if TYPE_CHECKING:
    from qualwb.suggest.background_meanings import BackgroundMeanings

SOON = 1.0
"""Seconds after the first picture after which the reading begins."""
LAST = 0.5
"""Seconds that leaving the workbench waits at most for the text that is being read."""


class MeaningTold(Message):
    """More of what texts mean is known, or no more will be."""


class ReadingMeaning:
    """What reads; begun when it is first asked for, anew when another project or encoder is used."""

    def __init__(self, project: Callable[[], ProjectFile], told: Callable[[], object]) -> None:
        self._project, self._told = project, told
        self._background: BackgroundMeanings | None = None

    @property
    def now(self) -> BackgroundMeanings:
        """The reading of the project that is open."""
        project = self._project()
        if self._background is None or self._background.project is not project:
            self._leave_off()
            from qualwb.suggest.background_meanings import BackgroundMeanings

            self._background = BackgroundMeanings(project, self._told)
            self._background.start()
        return self._background

    @property
    def share(self) -> float | None:
        """How much has been read; None when nothing is being read."""
        return self._background.share if self._background is not None else None

    @property
    def failure(self) -> Exception | None:
        """Why the reading ended, if something was wrong."""
        return self._background.failure if self._background is not None else None

    def look_again(self) -> None:
        """The project may have changed."""
        if self._background is not None:
            self._background.look_again()

    def begin_anew(self) -> None:
        """Another encoder is used from now on."""
        if self._background is not None:
            self._leave_off()
            _begun = self.now

    def end(self) -> None:
        """Leave off before the project is closed."""
        if self._background is not None:
            self._background.stop()
            self._background.ended(LAST)

    def _leave_off(self) -> None:
        if self._background is not None:
            self._background.stop()
        self._background = None
