"""Colours that can't be read, in a file that was edited by hand."""

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.base import ProjectScreen
from tests.hand_edited import edit_by_hand
from tests.workbench.screens.coded_material import GOOD, coded, lines, press, shown, way_to

__all__ = ["coded"]

BAD = ("blå", "#12", "auto", "red 50%", "ansi_red", "bold", "\x1b[31m", "link http://x")


async def test_every_screen_shows_codes_whose_colour_cannot_be_read(coded: Researcher) -> None:
    for number in range(5, len(BAD) + 1):
        codes.create(coded, f"kod {number}", parent=GOOD)
    edit_by_hand(
        coded.project,
        *(f"UPDATE code SET colour = '{colour}' WHERE id = {key}" for key, colour in enumerate(BAD, 1)),
    )
    async with shown(coded, "f2") as pilot:
        assert isinstance(pilot.app, Workbench)
        for screen in SCREENS:
            # A line that is written in keeps its letters.
            await press(pilot, "escape", *way_to(screen), "down", "down")
            assert isinstance(pilot.app.screen, ProjectScreen)
            assert pilot.app.state.screen == screen.name
        await press(pilot, "f2", "j", "c")  # the palette of codes
        assert any("■ papper i handen" in line for line in lines(pilot))
