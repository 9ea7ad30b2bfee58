"""The codes on the code screen are counted in a thread, while they may change."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event
from textual.pilot import Pilot

from qualwb.acts import codes, rounds
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.screens.code.screen import CodeScreen
from tests.letters import PATIENCE
from tests.workbench.screens.coded_material import UNCLEAR, coded, lines, press, shown
from tests.workbench.settling import rested, settle

__all__ = ["coded"]


class Gate:
    """Questions asked in a thread wait here, once it is closed."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.waits = threading.Event()

    def __call__(self, *_question: object) -> None:
        if threading.current_thread() is not threading.main_thread() and not self.open.is_set():
            self.waits.set()
            assert self.open.wait(PATIENCE)


@pytest.fixture
def gate() -> Iterator[Gate]:
    """A gate before every question to a project."""
    made = Gate()
    event.listen(Engine, "before_cursor_execute", made)
    yield made
    event.remove(Engine, "before_cursor_execute", made)


async def test_counts_of_codes_as_they_were_do_not_take_the_place_of_codes_as_they_are(
    coded: Researcher, gate: Gate
) -> None:
    async with shown(coded, "f2") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await rested(pilot)
        gate.open.clear()
        screen.read_codebook(lambda: None)
        assert await asyncio.to_thread(gate.waits.wait, PATIENCE)
        codes.rename(coded, UNCLEAR, "dimma")
        screen.read_codebook(lambda: None)
        gate.open.set()
        await rested(pilot)
        assert "dimma" in {code.name for code in screen.codebook.codes}
        assert {code.name: code.count for code in screen.codebook.codes}["dimma"] == 3


async def test_a_round_without_codings_has_none_of_the_round_before(coded: Researcher) -> None:
    rounds.new_round(coded, "2", blind=True)
    async with shown(coded, "f2") as pilot:
        await rested(pilot)
        assert _of(pilot, UNCLEAR) == "3"
        app = pilot.app
        assert isinstance(app, Workbench)
        app.work_as(round_="2")
        await settle(pilot)
        assert _of(pilot, UNCLEAR) == ""
        await rested(pilot)
        assert _of(pilot, UNCLEAR) == ""
        await press(pilot, "J", "s", "c", f"<{UNCLEAR}>", "enter")
        assert _of(pilot, UNCLEAR) == "1"
        await rested(pilot)
        assert _of(pilot, UNCLEAR) == "1"


async def test_themes_keep_their_counts_while_they_are_counted_anew(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await rested(pilot)
        before = [line[:28] for line in lines(pilot)]
        assert any("3 Otydligt" in line or "4 Otydligt" in line for line in before)
        screen.read_codebook(lambda: None)
        await settle(pilot)
        assert [line[:28] for line in lines(pilot)] == before


def _of(pilot: Pilot[int], code: str) -> str:
    """The number beside a code in the pane, as it is read; '' where there is none."""
    line = next(line for line in lines(pilot)[1:] if code[:14] in line[:30])
    return "".join(filter(str.isdigit, line[: line.index(code[:14])]))
