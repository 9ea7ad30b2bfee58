"""What was typed into a dialog is not lost when the act is refused: somebody else was there meanwhile."""

from qualwb.acts import codes, memos
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.writing_dialogs import FormDialog, TextDialog
from tests.projects import opened_again
from tests.states import rows
from tests.workbench.screens.coded_material import UNCLEAR, coded, lines, press, shown

__all__ = ["coded"]

DEFINITION = f"SELECT definition FROM code WHERE name = '{UNCLEAR}'"


async def test_a_rule_that_another_wrote_meanwhile_is_shown_beside_ones_own(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        assert UNCLEAR in "\n".join(lines(pilot))
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, FormDialog)
        with opened_again(coded.project) as other:
            codes.describe(Researcher(other, "Bo"), UNCLEAR, definition="Bos ord.")
        await press(pilot, *"Mina ord ", "ctrl+s")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert "Bo (" in "\n".join(lines(pilot))
        assert rows(coded, DEFINITION) == ["Bos ord."]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormDialog)
        told = "\n".join(lines(pilot))
        assert "(now: 'Bos ord.')" in told
        assert "Mina ord " in told
        await press(pilot, "ctrl+s")
        assert rows(coded, DEFINITION) == ["Mina ord Ingen visste varför."]


async def test_a_memo_on_what_was_deleted_is_kept_to_be_copied(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, TextDialog)
        with opened_again(coded.project) as other:
            codes.delete(Researcher(other, "Bo"), [UNCLEAR])
        await press(pilot, *"tanke", "ctrl+s")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert "Bo deleted it (" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TextDialog)
        assert "tanke" in "\n".join(lines(pilot))


async def test_a_memo_that_another_rewrote(coded: Researcher) -> None:
    memos.write(coded, "Från början.")
    async with shown(coded, "f9") as pilot:
        await press(pilot, "e")
        with opened_again(coded.project) as other:
            memos.rewrite(Researcher(other, "Bo"), 1, "Bos text.")
        await press(pilot, *" Min", "ctrl+s", "enter")
        told = "\n".join(lines(pilot))
        assert "Bos text." in told
        assert "Från början. Min" in told
        await press(pilot, "ctrl+s")
        assert rows(coded, "SELECT text FROM memo") == ["Från början. Min"]
