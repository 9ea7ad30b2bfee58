"""The screens that answer, on the large project: opened, and moved in."""

import statistics
import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.responsiveness import responsive
from qualwb.workbench.screens.search.screen import SearchScreen
from tests.benchmarks.corpus import COMMON, large_project
from tests.benchmarks.test_workbench_tables_bench import GOAL_OPEN, told
from tests.workbench.settling import settle
from tests.workbench.test_code_screen import opened

pytestmark = pytest.mark.bench

SCREENS = ("cooccurrence", "saturation", "participation", "words")
MANY = 3000
"""Matches that the search has at least."""
MOST_TO_OPEN = 4
"""Times the goal: a busy machine, and what was painted meanwhile, count too; what it is is printed."""


async def entered(pilot: Pilot[int], name: str) -> float:
    """Processor seconds of the thread that paints, until all of a screen is there."""
    assert isinstance(pilot.app, Workbench)
    begun = time.thread_time()
    pilot.app.action_go(name)
    await settle(pilot)
    return time.thread_time() - begun


async def opened_and_moved_in(pilot: Pilot[int], name: str) -> None:
    first = await entered(pilot, name)
    again = []
    for _time in range(3):
        await entered(pilot, "guide")
        again.append(await entered(pilot, name))
    back = statistics.median(again)
    print(f"\n{name}: opened {1000 * first:.0f} ms CPU, again {1000 * back:.0f}; goal {1000 * GOAL_OPEN:.0f}")
    await told(pilot, name)
    assert back < MOST_TO_OPEN * GOAL_OPEN, name


async def test_screens_that_answer_on_the_large_project(tmp_path: Path) -> None:
    with large_project(tmp_path / "large.qwb") as project, responsive():
        async with opened(Researcher(project, "Karin", "1"), size=(120, 50)) as pilot:
            for name in SCREENS:
                await opened_and_moved_in(pilot, name)
            assert isinstance(pilot.app, Workbench)
            pilot.app.show_search(COMMON)
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, SearchScreen)
            screen.action_list()
            await settle(pilot)
            print(f"\n{len(screen.shown)} matches")
            assert len(screen.shown) > MANY
            await told(pilot, "search")
