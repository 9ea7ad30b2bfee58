"""One exporter for all screens: beside the project, by the file's name, and nothing written over unasked."""

from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import ChoiceDialog, FailureDialog
from tests.workbench.screens.coded_material import coded, press, shown

__all__ = ["coded"]

SCREENS = {
    "f3": "E",
    **dict.fromkeys(("f4", "f5", "f6", "f7", "f8", "f9", "f10", "checklists", "ctrl+x"), "E"),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_file_that_is_there_is_written_over_only_when_confirmed(
    coded: Researcher, tmp_path: Path, screen: str
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    name = ("ctrl+u", f"<{there}>", "enter")
    async with shown(coded, screen) as pilot:
        await press(pilot, SCREENS[screen], "end", *name)
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await press(pilot, "enter")
        assert there.read_text() == "mine"
        await press(pilot, SCREENS[screen], "end", *name, "down", "enter")
        assert there.read_text() != "mine"


@pytest.mark.parametrize("screen", ["f4", "f6", "f8"])
async def test_a_file_is_written_beside_the_project(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen) as pilot:
        await press(pilot, "E", "end", "ctrl+u", "<here.csv>", "enter")
        assert (coded.project.folder / "here.csv").stat().st_size > 0


@pytest.mark.parametrize("name", ["table", "table.exe"])
async def test_a_name_that_says_no_format_is_refused(coded: Researcher, name: str) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<{name}>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert not (coded.project.folder / name).exists()
