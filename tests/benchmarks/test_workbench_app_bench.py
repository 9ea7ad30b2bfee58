"""The workbench on the large project: the first screen, and keys that act on the store."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from tests.benchmarks.corpus import large_project
from tests.conftest import ROOT
from tests.workbench.test_code_screen import opened, settle

pytestmark = pytest.mark.bench

EMPTY = """
import time
from textual.app import App
from textual.widgets import Footer, Label
class Empty(App):
    def compose(self):
        yield Label("tomt"); yield Footer()
    def on_ready(self):
        self.call_after_refresh(lambda: self.exit(time.process_time()))
print("CPU", Empty().run(headless=True, size=(120, 50)))
"""
OURS = """
import sys, time
from pathlib import Path
from qualwb.store.project_file import ProjectFile
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
class Timed(Workbench):
    def on_ready(self):
        self.call_after_refresh(lambda: self.exit(time.process_time()))
with ProjectFile.open(Path(sys.argv[1])) as project:
    print("CPU", Timed(Researcher(project, "Karin")).run(headless=True, size=(120, 50)))
"""


def cpu_of(script: str, *arguments: str) -> float:
    """Processor seconds until the first screen stands, in a process of its own; the best of three."""
    call = [sys.executable, "-c", script, *arguments]
    runs = []
    for _run in range(3):
        done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
        runs.append(float(done.stdout.rsplit("CPU", 1)[1]))
    return min(runs)


def test_first_screen_of_the_large_project(tmp_path: Path) -> None:
    path = tmp_path / "large.qwb"
    large_project(path).close()
    empty, ours = cpu_of(EMPTY), cpu_of(OURS, str(path))
    print(f"\nfirst screen: {ours:.2f} s CPU, an empty app {empty:.2f} s, ratio {ours / empty:.2f}")
    assert ours / empty < 8


async def test_acts_by_key_on_the_large_project(tmp_path: Path) -> None:
    with large_project(tmp_path / "large.qwb") as project:
        async with opened(Researcher(project, "Karin"), size=(120, 50)) as pilot:
            pilot.app.settings.suggestions = False
            await pilot.press("s", "c", "k", "enter", "J")
            await settle(pilot)
            spent: dict[str, list[float]] = {}
            for _act in range(30):
                for name, key in (("select", "s"), ("code", "full_stop"), ("undo", "u"), ("turn", "J")):
                    begun = time.process_time()
                    await pilot.press(key)
                    spent.setdefault(name, []).append(1000 * (time.process_time() - begun))
                await settle(pilot)
    for name, times in spent.items():
        print(f"\n{name}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms CPU")
    assert statistics.median(spent["code"]) < 60
