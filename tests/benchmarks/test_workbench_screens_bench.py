"""The screens of the workbench on the large project: opened for the first time and again, and moved in."""

import json
from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.responsiveness import responsive
from qualwb.workbench.screens.search.screen import SearchScreen
from tests.benchmarks.corpus import LargeCorpus, large_project
from tests.benchmarks.measuring import said_by_process
from tests.benchmarks.openings import Opening
from tests.benchmarks.test_workbench_tables_bench import GOAL_OPEN, told
from tests.workbench.settling import settle
from tests.workbench.test_code_screen import opened

pytestmark = pytest.mark.bench

OPENED = (
    *("themes", "codebook", "matrix", "quotes", "participants", "sources", "memos", "journal", "crosstabs"),
    *("report", "search", "words", "cooccurrence", "participation", "saturation", "autocode", "questions"),
)
MOVED_IN = ("quotes", "cooccurrence", "saturation", "participation", "words")
MANY = 50_000
"""Matches that the search has at least."""
MOST_TO_OPEN = 2
"""Times the goal: processor time of a busy machine is up to twice that of a quiet one."""

OPENING = """
import asyncio, json, sys
from pathlib import Path
from tests.benchmarks.openings import openings
path, *names = sys.argv[1:]
print("FOUND", json.dumps(asyncio.run(openings(Path(path), names, "guide"))))
"""
LOADING = """
import sys
import tests.benchmarks.openings
from qualwb.workbench.screen_modules import make_screen
for name in ("code", "guide", *sys.argv[1:]):
    make_screen(name)
"""


def test_screens_are_there_at_once_on_the_large_project(tmp_path: Path) -> None:
    path = tmp_path / "large.qwb"
    large_project(path).close()
    # As they are installed, modules are compiled once and for all.
    compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    said_by_process(LOADING, *OPENED, environment=compiled)
    found = said_by_process(OPENING, str(path), *OPENED, environment=compiled)
    taken = {name: Opening(*times) for name, times in json.loads(found.rsplit("FOUND", 1)[1]).items()}
    for name, times in taken.items():
        there, whole, again = (round(1000 * seconds) for seconds in times)
        goal = f"goal {1000 * GOAL_OPEN:.0f}"
        print(f"\n{name}: there after {there} ms CPU, whole {whole}, shown again {again}; {goal}")
    longest = {name: max(times.there, times.again) for name, times in taken.items()}
    assert max(longest.values()) < MOST_TO_OPEN * GOAL_OPEN, longest


async def test_screens_that_answer_on_the_large_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever reads meanings works for many minutes, in which the pilot never finds the process idle.
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    commonest = LargeCorpus().vocabulary[0][0]
    with large_project(tmp_path / "large.qwb") as project, responsive():
        async with opened(Researcher(project, "Karin", "1"), size=(120, 50)) as pilot:
            assert isinstance(pilot.app, Workbench)
            for name in MOVED_IN:
                pilot.app.action_go(name)
                await settle(pilot)
                await told(pilot, name)
            pilot.app.show_search(commonest)
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, SearchScreen)
            screen.action_list()
            await settle(pilot)
            print(f"\n{len(screen.shown)} matches")
            assert len(screen.shown) > MANY
            await told(pilot, "search")
