"""The project file moved, replaced or deleted while the workbench has it open."""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.saving_elsewhere import MovedDialog, suggested_place
from tests.letters import PATIENCE
from tests.workbench.screens.coded_material import coded, lines, press, shown
from tests.workbench.settling import settle

pytestmark = pytest.mark.file_only

__all__ = ["coded"]


def move_away(researcher: Researcher) -> None:
    path = researcher.project.path
    path.rename(path.with_name("annan.qwb"))


def names_in(path: Path) -> list[str]:
    with ProjectFile.open(path) as project:
        assert check(project) == []
        with project.reading() as connection:
            return list(connection.exec_driver_sql("SELECT name FROM code ORDER BY id").scalars())


async def new_code(pilot: Pilot[int], name: str) -> None:
    await press(pilot, "n", f"<{name}>", "enter")


async def test_an_act_offers_to_save_what_is_open_and_goes_on_there(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await new_code(pilot, "före")
        move_away(coded)
        await new_code(pilot, "vägrad")
        assert isinstance(pilot.app.screen, MovedDialog)
        assert any("The project file is not where it was" in line for line in lines(pilot))
        saved = Path(pilot.app.screen.query_one(Input).value)
        assert saved.parent == coded.project.path.parent
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert pilot.app.sub_title == saved.name
        await new_code(pilot, "efter")
        await press(pilot, "f2", "f4")
        assert any("efter" in line for line in lines(pilot))
        await press(pilot, "u")
        await new_code(pilot, "sist")
    assert isinstance(pilot.app, Workbench)
    pilot.app.researcher.project.close()
    found = names_in(saved)
    assert {"före", "sist"} <= set(found)
    assert not {"vägrad", "efter"} & set(found)


async def test_undo_offers_it_too(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        move_away(coded)
        await press(pilot, "u")
        assert isinstance(pilot.app.screen, MovedDialog)


async def test_a_name_that_is_taken_is_refused_and_nothing_is_lost(coded: Researcher) -> None:
    taken = coded.project.path.with_name("min.txt")
    taken.write_text("mitt")
    async with shown(coded, "f4") as pilot:
        move_away(coded)
        await new_code(pilot, "x")
        await press(pilot, "ctrl+u", "<min.txt>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter", "u")
        assert isinstance(pilot.app.screen, MovedDialog)
    assert taken.read_text() == "mitt"


async def test_it_is_told_when_the_terminal_gets_the_focus_and_once(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        pilot.app.post_message(events.AppFocus())
        await settle(pilot)
        assert not isinstance(pilot.app.screen, MovedDialog)
        move_away(coded)
        pilot.app.post_message(events.AppFocus())
        await settle(pilot)
        assert isinstance(pilot.app.screen, MovedDialog)
        await press(pilot, "escape")
        pilot.app.post_message(events.AppFocus())
        await settle(pilot)
        assert not isinstance(pilot.app.screen, MovedDialog)


async def test_it_is_looked_at_while_nothing_is_done(coded: Researcher) -> None:
    class OftenLooking(Workbench):
        LOOK_EVERY = 0.01

    app = OftenLooking(coded)
    async with app.run_test() as pilot:
        await settle(pilot)
        move_away(coded)
        async with asyncio.timeout(PATIENCE):
            while not isinstance(app.screen, MovedDialog):
                await pilot.pause(0.01)


def test_a_free_name_is_suggested(coded: Researcher) -> None:
    path = coded.project.path
    first = suggested_place(path)
    first.touch()
    assert suggested_place(path) != first
    assert suggested_place(path).suffix == ".qwb"
