"""Text that was written and not saved: one key alone does not throw it away; no letter answers a question."""

import pytest
from textual.widgets import Label

from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import ConfirmDialog
from qualwb.workbench.writing_dialogs import FormDialog, TextDialog
from tests.workbench.screens.coded_material import coded, lines, press, rows, shown

__all__ = ["coded"]

MEMOS = "SELECT text FROM memo ORDER BY id"
NOT_SAVED = "What you have written is not saved"


async def test_written_text_takes_a_second_escape(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "m", "<En lång tanke.>", "escape")
        assert isinstance(pilot.app.screen, TextDialog)
        assert NOT_SAVED in "".join(lines(pilot))
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, TextDialog)
        assert rows(coded, MEMOS) == []


async def test_whoever_writes_on_is_warned_anew_and_can_save(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "m", "<En>", "escape", "< till>")
        assert NOT_SAVED not in "".join(lines(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TextDialog)
        await press(pilot, "ctrl+s")
        assert rows(coded, MEMOS) == [("En till",)]


async def test_what_was_not_touched_is_left_at_once(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "m", "<Kort.>", "ctrl+s", "f9", "e")
        assert isinstance(pilot.app.screen, TextDialog)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, TextDialog)


async def test_so_is_a_form(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "e", "escape")
        assert not isinstance(pilot.app.screen, FormDialog)
        await press(pilot, "e", "tab", "<Ny regel>", "escape")
        assert isinstance(pilot.app.screen, FormDialog)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, FormDialog)


@pytest.mark.parametrize("letter", ["j", "y", "n", "u"])
async def test_no_letter_answers_yes_or_no(coded: Researcher, letter: str) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "u", letter)
        assert isinstance(pilot.app.screen, ConfirmDialog)


async def test_to_quit_while_writing_takes_two_keys(coded: Researcher) -> None:
    async with shown(coded, "f5", (80, 24)) as pilot:
        await press(pilot, "down", "right", "e", "<en halv tanke>", "ctrl+q")
        assert pilot.app.is_running
        hint = pilot.app.screen.query_one(".dialog-hint", Label)
        assert "Ctrl+Q again quits without it" in str(hint.content)
        await press(pilot, "<, hel nu>", "ctrl+q")
        assert pilot.app.return_code is None
        await press(pilot, "ctrl+s")
        assert rows(coded, "SELECT text FROM summary") == [("en halv tanke, hel nu",)]
        await press(pilot, "e", "ctrl+q")
        assert pilot.app.return_code == 0


async def test_a_text_is_written_before_or_after_what_stands_there(coded: Researcher) -> None:
    async with shown(coded, "f5") as pilot:
        await press(pilot, "down", "right", "e", "<rad ett>", "enter", "<rad två>")
        await press(pilot, "ctrl+home", "<först >", "ctrl+end", "< sist>", "ctrl+s")
        assert rows(coded, "SELECT text FROM summary") == [("först rad ett\nrad två sist",)]
