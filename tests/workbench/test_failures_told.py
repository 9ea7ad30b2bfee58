"""What nobody foresaw goes wrong in an act, a reading or a file: it is told, and the workbench goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from qualwb import user_folders
from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.memos import MemosScreen
from tests.workbench.screens.coded_material import coded, lines, press, rows, shown

pytestmark = pytest.mark.file_only

__all__ = ["coded"]


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the report of a defect is written, since some are meant to happen here."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return user_folders.defect_report()


def elsewhere(researcher: Researcher, statement: str) -> None:
    """Another program does something to the project's file."""
    with closing(sqlite3.connect(researcher.project.path)) as other:
        other.execute(statement)
        other.commit()


@contextmanager
def table_gone(researcher: Researcher, name: str) -> Iterator[None]:
    """Until then another program has taken a table of the project's away."""
    elsewhere(researcher, f"ALTER TABLE {name} RENAME TO gone")
    yield
    elsewhere(researcher, f"ALTER TABLE gone RENAME TO {name}")


def told(pilot: Pilot[int]) -> str:
    """What the dialog says that went wrong."""
    assert isinstance(pilot.app.screen, FailureDialog)
    return " ".join(" ".join(lines(pilot)).replace("│", " ").split())


async def test_what_was_typed_for_an_act_that_breaks_is_asked_for_again(
    coded: Researcher, report: Path
) -> None:
    elsewhere(
        coded, "CREATE TRIGGER stop BEFORE INSERT ON memo BEGIN SELECT RAISE(ABORT, 'en hemlighet'); END"
    )
    async with shown(coded, "f4") as pilot:
        await press(pilot, "m", "<en lång tanke>", "ctrl+s")
        assert "A defect in qualwb: this was not done." in told(pilot)
        assert report.name in told(pilot)
        assert "hemlighet" not in told(pilot) + report.read_text("utf-8")
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(TextArea).text == "en lång tanke"
        elsewhere(coded, "DROP TRIGGER stop")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, CodebookScreen)
    assert rows(coded, "SELECT text FROM memo") == [("en lång tanke",)]
    assert check(coded.project) == []


async def test_a_key_that_reads_in_vain_leaves_the_screen_as_it_was(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        screen = pilot.app.screen
        await press(pilot, "down", "down")
        assert isinstance(screen, CodebookScreen)
        current = screen.current
        with table_gone(coded, "theme"):
            await press(pilot, "T")
            assert "no such table" in told(pilot)
            await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert screen.current == current
        await press(pilot, "T")
        assert pilot.app.screen.is_modal
        assert not isinstance(pilot.app.screen, FailureDialog)


async def test_what_a_dialog_leads_to_may_fail(coded: Researcher) -> None:
    async with shown(coded, "f9") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MemosScreen)
        with table_gone(coded, "theme"):
            await press(pilot, "n", "<theme>", "enter")
            assert "no such table" in told(pilot)
            await press(pilot, "enter")
        assert pilot.app.screen is screen
        await press(pilot, "n", "<theme>", "enter")
        assert any("Otydligt syfte" in line for line in lines(pilot))


async def test_a_question_that_breaks_is_told_beside_what_is_shown(coded: Researcher) -> None:
    async with shown(coded, "f9") as pilot:
        with table_gone(coded, "theme"):
            await press(pilot, "f3")
            assert any("no such table" in note.message for note in pilot.app._notifications)
        await press(pilot, "f9", "f3")
        assert any("Otydligt syfte" in line for line in lines(pilot))


async def test_work_that_ends_while_another_screen_is_put_up_breaks_nothing(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        app = pilot.app
        assert isinstance(app, Workbench)
        app.action_go("memos")  # not composed yet
        assert not app.screen.is_mounted
        codes.create(coded, "meanwhile")
        app.changed()
        await press(pilot, "g", "k")
        assert any("meanwhile" in line for line in lines(pilot))
        await press(pilot, "f9")
        assert "Memos" in lines(pilot)[0]
