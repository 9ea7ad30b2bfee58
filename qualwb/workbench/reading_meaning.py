"""The meaning of the open project's texts, read in the background from its opening until another is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from qualwb.acts.projects import OpenProject

if TYPE_CHECKING:
    from qualwb.suggest.background_meanings import BackgroundMeanings

SOON = 1.0
"""Seconds after the first picture after which the reading begins."""
LAST = 0.5
"""Seconds that leaving the workbench waits at most for the text that is being read."""


class MeaningTold(Message):
    """More of what texts mean is known, or no more will be."""


Told = Callable[[], object]
"""What is to be called, from any thread, when there is more to tell."""


def _by_users_choice(project: OpenProject, told: Told) -> BackgroundMeanings:
    # Loaded when it is needed: it takes numpy.
    from qualwb.suggest.background_meanings import BackgroundMeanings

    return BackgroundMeanings(project, told)


class ReadingMeaning:
    """What reads; begun when it is first wanted, anew when another project or encoder is used.

    ``make`` makes what reads a project. All is to be called in the thread of the screens.
    """

    def __init__(
        self,
        project: Callable[[], OpenProject],
        told: Told,
        make: Callable[[OpenProject, Told], BackgroundMeanings] = _by_users_choice,
    ) -> None:
        self._project, self._told, self._make = project, told, make
        self._background: BackgroundMeanings | None = None

    def begun(self) -> BackgroundMeanings:
        """The reading of the project that is open, begun if it was not."""
        project = self._project()
        if self._background is None or self._background.project is not project:
            self._leave_off()
            self._background = self._make(project, self._told)
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
            self.begun()

    def end(self) -> None:
        """Leave off before the project is closed."""
        if self._background is not None:
            self._background.stop()
            self._background.ended(LAST)

    def _leave_off(self) -> None:
        if self._background is not None:
            self._background.stop()
        self._background = None
