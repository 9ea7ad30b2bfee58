"""What is told as done is done: an act that failed is explained, and nothing else is said."""

from textual.pilot import Pilot

from qualwb.acts import codes, memos, themes
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import FailureDialog
from tests.workbench.screens.coded_material import UNCLEAR, coded, press, shown

__all__ = ["coded"]


def told(pilot: Pilot[int]) -> list[str]:
    """What was said to be done."""
    return [note.message for note in pilot.app._notifications if note.severity == "information"]


async def test_a_code_that_is_gone_is_not_deleted_in_the_pane(coded: Researcher) -> None:
    codes.create(coded, "aaa")
    async with shown(coded, "f2") as pilot:
        await press(pilot, "tab", "home", "end")
        codes.delete(coded, [pilot.app.screen.pane.current_code])  # type: ignore[attr-defined]
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert told(pilot) == []


async def test_a_code_that_is_gone_is_not_deleted_in_the_codebook(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        codes.delete(coded, [UNCLEAR])
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert told(pilot) == []


async def test_a_theme_that_is_gone_is_not_deleted(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right")
        themes.delete(coded, ["Otydligt syfte"])
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert told(pilot) == []


async def test_a_memo_that_is_gone_is_not_deleted(coded: Researcher) -> None:
    key = memos.write(coded, "Tanke.")
    async with shown(coded, "f9") as pilot:
        memos.delete(coded, key)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert told(pilot) == []


async def test_a_refusal_that_could_not_be_noted_is_not_told(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "J", "s")
        screen = pilot.app.screen
        offered = [line.name for line in screen.suggesting.shown]  # type: ignore[attr-defined]
        assert offered
        codes.delete(coded, offered)
        await press(pilot, "0")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        assert not any("none fits" in line for line in screen.inspector.lines)  # type: ignore[attr-defined]
