"""A copy to share from the workbench: asked for, refused with the reasons, written and told."""

from pathlib import Path

import pytest
from textual.widgets import Static

from qualwb.acts import codings, people
from qualwb.acts.merging.merge import merge
from qualwb.acts.passages import passage_quoted
from qualwb.acts.projects import check_project
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.dialogs import ChoiceDialog, FailureDialog, ToldDialog
from tests.acts.sharing.conftest import everything_in
from tests.workbench.screens.coded_material import coded, lines, press, rows, shown

pytestmark = pytest.mark.file_only

__all__ = ["coded"]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_only_the_coded_passages_go_out(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "f8", size=size) as pilot:
        await press(pilot, "Y")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await press(pilot, "<only the coded passages, without>", "enter")
        await press(pilot, "enter", "ctrl+u", "<delas.qwb>", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        told = pilot.app.screen.query_one("VerticalScroll Static", Static)
        assert "2 sources, 6 codings" in str(told.content)
    copy = coded.project.path.parent / "delas.qwb"
    held = everything_in(copy)
    assert "det var otydligt" in held
    assert "åkte vi" not in held
    with ProjectFile.open(copy) as project:
        assert check_project(project) == []


async def test_small_cells_are_told_and_nothing_is_written(coded: Researcher) -> None:
    people.describe_participant(coded, "Grupp 1", "Åsa", ålder="34")
    folder = coded.project.path.parent
    async with shown(coded, "f8") as pilot:
        await press(pilot, "Y", "<everything>", "enter", "enter", "ctrl+u", "<delas.qwb>", "enter")
        text = "\n".join(lines(pilot))
        assert "ålder = 34: 1 person" in text
        assert "Make attributes coarser" in text
        assert "--" not in text  # no option of a command
        assert not (folder / "delas.qwb").exists()
        await press(pilot, "enter", "Y", "<everything>", "enter", "<ålder>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter", "Y", "<everything>", "enter", "<ålder=->", "enter")
        await press(pilot, "ctrl+u", "<delas.qwb>", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
    assert (folder / "delas.qwb").exists()


async def test_a_colleague_gets_a_copy_and_gives_it_back(coded: Researcher) -> None:
    copy = coded.project.path.parent / "studie-Bo Ek.qwb"
    async with shown(coded, "f8") as pilot:
        await press(pilot, "Y", "<colleague>", "enter", "<Bo Ek>", "enter", "enter")
        await press(pilot, "ctrl+u", f"<{copy.name}>", "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        told = str(pilot.app.screen.query_one("VerticalScroll Static", Static).content)
        assert "2 sources for Bo Ek; 6 codings left out; a new journal." in told
        assert "It opens in round '1'." in told
    with ProjectFile.open(copy) as project, project.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM coding").scalar() == 0
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    with ProjectFile.open(copy) as project:
        codings.apply(Researcher(project, "Bo Ek"), passage, ["nytt"], create=True)
    merge(coded, copy)
    assert rows(coded, "SELECT quote FROM coding ORDER BY id DESC LIMIT 1") == [("Ingen visste",)]


async def test_a_copy_is_not_written_over_a_file_that_is_there(coded: Researcher) -> None:
    copy = coded.project.path.parent / "upptagen.qwb"
    copy.write_text("min")
    async with shown(coded, "f8") as pilot:
        await press(pilot, "Y", "<colleague>", "enter", "<Bo>", "enter", "<with what>", "enter")
        await press(pilot, "ctrl+u", f"<{copy.name}>", "enter")
        assert "exists already" in "\n".join(lines(pilot))
    assert copy.read_text() == "min"


async def test_without_replaced_names_there_is_no_pseudonymised_copy(
    coded: Researcher, tmp_path: Path
) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "Y", "<names replaced, without>", "enter")  # before more is asked
        assert isinstance(pilot.app.screen, FailureDialog)
        assert "No names were replaced in this project" in "\n".join(lines(pilot))
    assert [path.name for path in tmp_path.glob("*copy*")] == []
