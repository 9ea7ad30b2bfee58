"""One exporter for all screens: beside the project, by the file's name, and nothing written over unasked."""

import zipfile
from pathlib import Path

import pytest

from qualwb.acts import codings, rounds
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import ChoiceDialog, FailureDialog, ToldDialog
from tests.workbench.screens.coded_material import coded, lines, press, shown

__all__ = ["coded"]

SCREENS = {
    "f3": "E",
    **dict.fromkeys(("f4", "f5", "f6", "f7", "f8", "f9", "f10", "checklists", "ctrl+x"), "E"),
}
TO_LIST = {"f8": ("enter",)}
"""Keys from there to the question for a file, where more than one thing can be written."""


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_file_that_is_there_is_written_over_only_when_confirmed(
    coded: Researcher, tmp_path: Path, screen: str
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    name = ("ctrl+u", f"<{there}>", "enter")
    async with shown(coded, screen) as pilot:
        await press(pilot, SCREENS[screen], *TO_LIST.get(screen, ()), "end", *name)
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await press(pilot, "enter")
        assert there.read_text() == "mine"
        await press(pilot, SCREENS[screen], *TO_LIST.get(screen, ()), "end", *name, "down", "enter")
        assert there.read_text() != "mine"


@pytest.mark.parametrize("screen", ["f4", "f6", "f8"])
async def test_a_file_is_written_beside_the_project(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen) as pilot:
        await press(pilot, "E", *TO_LIST.get(screen, ()), "end", "ctrl+u", "<here.csv>", "enter")
        assert (coded.project.folder / "here.csv").stat().st_size > 0


@pytest.mark.parametrize("name", ["table", "table.exe"])
async def test_a_name_that_says_no_format_is_refused(coded: Researcher, name: str) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "E", "enter", "end", "ctrl+u", f"<{name}>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert not (coded.project.folder / name).exists()


async def test_the_project_for_another_program(coded: Researcher, tmp_path: Path) -> None:
    second = Researcher(coded.project, "Bo", rounds.new_round(coded, "två"))
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Men mötena var bra")
    codings.apply(second, passage, ["bra möten"])
    for program, chosen, n in (("<other programs>", "<round två>", 1), ("<nvivo>", "<all rounds>", 7)):
        path = tmp_path / f"{n}.qdpx"
        async with shown(coded, "f8") as pilot:
            await press(pilot, "E", program, "enter", chosen, "enter", "ctrl+u", f"<{path}>", "enter")
            assert isinstance(pilot.app.screen, ToldDialog)
        with zipfile.ZipFile(path) as archive:
            assert archive.read("project.qde").decode().count("<Coding ") == n
    async with shown(coded, "f8") as pilot:
        path = tmp_path / "ut.sqlite3"
        await press(pilot, "E", "<taguette>", "enter", "<round två>", "enter", "ctrl+u", f"<{path}>", "enter")
        assert "1 coding." in " ".join(lines(pilot))
    assert path.read_bytes().startswith(b"SQLite format 3")
