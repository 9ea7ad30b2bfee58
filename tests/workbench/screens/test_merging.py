"""A colleague's copy of the project is merged from the sources' screen: compared first, taken back as one."""

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.dialogs import ConfirmDialog, ToldDialog
from tests.workbench.screens.coded_material import GOOD, coded, lines, press, rows, shown

__all__ = ["coded"]

pytestmark = pytest.mark.file_only

CODES = "SELECT name FROM code ORDER BY name"


@pytest.fixture
def copy(coded: Researcher, tmp_path: Path) -> Path:
    """A copy in which Björn made a code; the definition of another is in conflict with what is here."""
    path = tmp_path / "björns.qwb"
    coded.project.close()
    shutil.copy(coded.project.path, path)
    with ProjectFile.open(path) as project:
        codes.create(Researcher(project, "Björn"), "väntan")
        codes.describe(Researcher(project, "Björn"), GOOD, definition="Björns ord.")
    return path


async def test_a_copy_is_compared_merged_and_taken_back(coded: Researcher, copy: Path) -> None:
    before = rows(coded, CODES)
    async with shown(coded, "f8") as pilot:
        await press(pilot, "M", f"<{copy}>", "enter")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert any("code: 1 new, 1 changed" in line for line in lines(pilot))
        assert copy.parent.name in "".join(line.strip(" │") for line in lines(pilot))
        await press(pilot, "escape")
        assert rows(coded, CODES) == before
        await press(pilot, "i", f"<{copy}>", "enter", "enter")
        assert rows(coded, CODES) == sorted([*before, ("väntan",)])
        assert "u takes the whole merge back" in [note.message for note in pilot.app._notifications][-1]
        await press(pilot, "u")
        assert rows(coded, CODES) == before


async def test_what_is_in_conflict_is_told_after_it(coded: Researcher, copy: Path) -> None:
    codes.describe(coded, GOOD, definition="Karins ord.")
    async with shown(coded, "f8") as pilot:
        await press(pilot, "M", f"<{copy}>", "enter")
        assert any("1 in conflict" in line for line in lines(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert any("Karins ord." in line for line in lines(pilot))


async def test_what_is_no_project_is_told_and_nothing_is_written(coded: Researcher, tmp_path: Path) -> None:
    (tmp_path / "trasig.qwb").write_text("inget projekt")
    revision = coded.project.revision()
    async with shown(coded, "f8") as pilot:
        await press(pilot, "M", f"<{tmp_path / 'trasig.qwb'}>", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert any("Not merged" in line for line in lines(pilot))
        await press(pilot, "enter")
        assert coded.project.revision() == revision


async def test_only_projects_are_offered_to_merge_and_a_transcript_is_refused(
    coded: Researcher, copy: Path, tmp_path: Path
) -> None:
    (tmp_path / "arbetsblad.md").write_text("Anna: Hej.\n")
    async with shown(coded, "f8") as pilot:
        await press(pilot, "M")
        pilot.app.screen.query_one(Input).value = f"{copy.parent}/"
        await press(pilot)
        told = "\n".join(lines(pilot))
        assert copy.name in told
        assert "arbetsblad.md" not in told
        pilot.app.screen.query_one(Input).value = str(tmp_path / "arbetsblad.md")
        await press(pilot, "enter")
        assert "is no copy of the project" in " ".join("\n".join(lines(pilot)).split())
    assert rows(coded, "SELECT name FROM source WHERE name = 'arbetsblad'") == []


async def test_the_project_is_not_offered_and_what_follows_is_told(coded: Researcher, tmp_path: Path) -> None:
    """Who takes the project itself among the files learns that the others are read yet."""
    (tmp_path / "samtal.txt").write_text("Eva: Ja.\nBo: Nej.\n", encoding="utf-8")
    path = coded.project.path
    async with shown(coded, "f8") as pilot:
        await press(pilot, "i", f"<{path.parent}/>")
        offered = [str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options]
        assert "samtal.txt" in offered
        assert path.name not in offered
        await press(pilot, "escape", "i", f"<{path} {tmp_path / 'samtal.txt'}>", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert any("Then 1 more file is read." in line for line in lines(pilot))
