"""The workbench's reading of meaning, by an encoder of the test, and waiting until what it told is shown."""

import asyncio
import threading

from textual.pilot import Pilot

from qualwb.store.project_file import ProjectFile
from qualwb.suggest.background_meanings import BackgroundMeanings
from qualwb.workbench.app import Workbench
from qualwb.workbench.reading_meaning import MeaningTold, ReadingMeaning, Told
from tests.letters import PATIENCE, Letters
from tests.workbench.settling import settle


class HeldUp(BackgroundMeanings):
    """Whoever has worked out suggestions, and looks for changes before showing them, waits at a gate."""

    def __init__(self, project: ProjectFile, told: Told, letters: Letters) -> None:
        super().__init__(project, told, letters, rest=0)
        self.gate = threading.Semaphore(0)
        self.at_gate = threading.Semaphore(0)

    def look_again(self) -> None:
        self.at_gate.release()
        assert self.gate.acquire(timeout=PATIENCE)
        super().look_again()


class Reading:
    """The workbench's reading of meaning by an encoder of the test, from now on."""

    def __init__(self, pilot: Pilot[int], letters: Letters, *, held_up: bool = False) -> None:
        app = pilot.app
        assert isinstance(app, Workbench)
        self._pilot, self._all_told, self._end_told = pilot, threading.Event(), threading.Event()

        def told() -> None:
            app.post_message(MeaningTold())
            if self.background.times_read:
                self._all_told.set()
            if self.background.failure is not None:
                self._end_told.set()

        app.meaning.end()
        project = app.researcher.project
        self.background = (
            HeldUp(project, told, letters) if held_up else BackgroundMeanings(project, told, letters, rest=0)
        )
        app.meaning = ReadingMeaning(lambda: app.researcher.project, told, lambda *_: self.background)
        assert app.meaning.begun().ready(PATIENCE)

    async def all_shown(self) -> None:
        """Until it has been told that all is read, and that is shown."""
        await self._shown(self._all_told)

    async def failure_shown(self) -> None:
        """Until it has been told that the encoder failed."""
        await self._shown(self._end_told)

    async def told_all(self) -> None:
        """Until it has been told that all is read, and the workbench has heard it."""
        assert await asyncio.to_thread(self._all_told.wait, PATIENCE)
        await self._pilot.pause()

    async def _shown(self, told: threading.Event) -> None:
        assert await asyncio.to_thread(told.wait, PATIENCE)
        await settle(self._pilot)
