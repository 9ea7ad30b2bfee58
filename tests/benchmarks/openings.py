"""How long the screens of the workbench take to open, in a process where none of them was shown yet.

Nothing here imports a screen: what a first opening loads is to be counted.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from qualwb.acts.projects import open_project
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.responsiveness import responsive
from tests.workbench.settling import painted, settle


class Opening(NamedTuple):
    """Processor seconds of the thread that paints."""

    there: float
    """Until the screen is painted and takes keys; what threads work out is added later."""
    whole: float
    """Until all of it is shown."""
    again: float
    """Until it is painted when it is shown once more."""


async def openings(path: Path, names: Sequence[str], between: str) -> dict[str, Opening]:
    """Of each screen, opened from the one ``between`` and, after a return there, once more."""
    found = {}
    with open_project(path) as project, responsive():
        app = Workbench(Researcher(project, "Karin", "1"))
        async with app.run_test(size=(120, 50)) as pilot:
            for name in names:
                app.action_go(between)
                await settle(pilot)
                begun = time.thread_time()
                app.action_go(name)
                await painted(app)
                there = time.thread_time()
                await settle(pilot)
                whole = time.thread_time()
                app.action_go(between)
                await settle(pilot)
                left = time.thread_time()
                app.action_go(name)
                await painted(app)
                again = time.thread_time() - left
                await settle(pilot)
                found[name] = Opening(there - begun, whole - begun, again)
    return found
