"""The workbench on the large project: the first screen, and keys that act on the store."""

import statistics
import time
from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from tests.benchmarks.corpus import large_project
from tests.benchmarks.measuring import paired_processes
from tests.workbench.test_code_screen import opened, settle

pytestmark = pytest.mark.bench

KEYS = {"unbound": "f20", "select": "s", "code": "full_stop", "undo": "u", "turn": "J"}
MOST_OF_UNBOUND = 25
"""A key that acts also repaints; one that is bound to nothing costs what Textual itself needs."""

EMPTY = """
from textual.app import App
from textual.widgets import Footer, Label
class Empty(App):
    def compose(self):
        yield Label("tomt"); yield Footer()
    def on_ready(self):
        self.call_after_refresh(self.exit)
Empty().run(headless=True, size=(120, 50))
"""
OURS = """
import sys
from pathlib import Path
from qualwb.store.project_file import ProjectFile
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
class Timed(Workbench):
    def on_ready(self):
        self.call_after_refresh(self.exit)
with ProjectFile.open(Path(sys.argv[1])) as project:
    Timed(Researcher(project, "Karin")).run(headless=True, size=(120, 50))
"""


def test_first_screen_of_the_large_project(tmp_path: Path) -> None:
    path = tmp_path / "large.qwb"
    large_project(path).close()
    measured = paired_processes(OURS, EMPTY, str(path), rounds=3)
    print(f"\nfirst screen: {measured}")
    assert measured.ratio < 6


async def test_acts_by_key_on_the_large_project(tmp_path: Path) -> None:
    with large_project(tmp_path / "large.qwb") as project:
        async with opened(Researcher(project, "Karin"), size=(120, 50)) as pilot:
            pilot.app.settings.suggestions = False
            await pilot.press("s", "c", "k", "enter", "J")
            await settle(pilot)
            spent: dict[str, list[float]] = {}
            for _act in range(30):
                for name, key in KEYS.items():
                    begun = time.process_time()
                    await pilot.press(key)
                    spent.setdefault(name, []).append(time.process_time() - begun)
                await settle(pilot)
    limit = spent.pop("unbound")
    for name, times in spent.items():
        ratio = statistics.median(ours / bare for ours, bare in zip(times, limit, strict=True))
        print(f"\n{name}: median {1000 * statistics.median(times):.1f} ms CPU, {ratio:.1f} of an unbound key")
        assert ratio < MOST_OF_UNBOUND, name
