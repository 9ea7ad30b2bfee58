"""What went wrong is read: keys typed before it was told do not take it away."""

from textual import events

from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from tests.workbench.screens.coded_material import coded, press, rows, shown
from tests.workbench.settling import settle

__all__ = ["coded"]

NAMES = "SELECT name FROM theme ORDER BY name"
TAKEN = ("tab", "r", "end", "ctrl+u", "<Möten>")
"""Renames the first theme as another one is called: Enter is refused."""


async def test_keys_typed_before_a_failure_is_shown_do_not_close_it(coded: Researcher) -> None:
    early = [
        events.Key(key, character) for key, character in (("enter", "\r"), ("escape", None), ("space", " "))
    ]
    async with shown(coded, "f2") as pilot:
        await press(pilot, *TAKEN, "enter")
        for key in early:
            pilot.app.post_message(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodeScreen)


async def test_keys_typed_in_one_burst_with_what_fails_neither_close_it_nor_act(coded: Researcher) -> None:
    before = rows(coded, NAMES)
    async with shown(coded, "f2") as pilot:
        await press(pilot, *TAKEN)
        for key, character in (("enter", "\r"), ("enter", "\r"), ("x", "x"), ("escape", None)):
            pilot.app.post_message(events.Key(key, character))
        await settle(pilot)
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "space", "x")  # typed on, as a name with a blank would be
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter", "slash", "<mötena>", "enter")  # later keys find their way
        assert isinstance(pilot.app.screen, CodeScreen)
    assert rows(coded, NAMES) == before
    assert ("Före",) in before
