"""What the workbench takes of memory when every screen of the large project was visited."""

from pathlib import Path

import pytest

from tests.benchmarks.corpus import large_project
from tests.peak_memory import peak_memory

pytestmark = pytest.mark.bench

GOAL = 150
"""Megabytes above an empty app."""
REACHES = {"reading": 520, "suggesting": 720}
"""What it reaches, 455 and 646, with room.

Of what is read without suggestions half is the screen of words, which counts two million of them; 50 MB is
code and 20 the texts of the quotes listed. A passage chosen loads what suggests codes, which keeps all
passages by their words; 26 MB of that is numpy and scipy, 18 the dictionary. What compares texts by their
meaning is left out here (some 150 MB more), and so is the screen of names, which has all texts parsed.
"""

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
VISITING = """
import asyncio, sys
from pathlib import Path
from qualwb.acts.projects import open_project
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.screen_modules import NAMES
from qualwb.workbench.responsiveness import responsive
from tests.workbench.settling import settle
async def visit(app):
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        if sys.argv[2] == "suggesting":
            await pilot.press("s")
            await settle(pilot)
        for name in NAMES:
            if name != "names":  # it has all texts parsed, which takes minutes
                app.action_go(name)
                await settle(pilot)
with open_project(Path(sys.argv[1])) as project, responsive():
    asyncio.run(visit(Workbench(Researcher(project, "Karin"))))
"""


@pytest.mark.parametrize("what", REACHES)
def test_memory_when_every_screen_was_visited(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    path = tmp_path / "large.qwb"
    large_project(path).close()
    above = (peak_memory(VISITING, str(path), what) - peak_memory(EMPTY)) / 2**20
    said = f"every screen, {what}: {above:.0f} MB above an empty app"
    print(f"\n{said}, goal {GOAL}")
    assert above < REACHES[what]
    if above > GOAL:
        pytest.xfail(said)
