"""The command palette says what it says through gettext, and runs an act by its name."""

import asyncio

from textual.command import CommandInput, CommandList

from qualwb.acts.researcher import Researcher
from qualwb.workbench.widgets.command_palette import ActPalette
from tests.workbench.screens.coded_material import coded, shown

__all__ = ["coded"]


async def test_nothing_found_is_told_in_our_words(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await pilot.press("ctrl+p")
        palette = pilot.app.screen
        assert isinstance(palette, ActPalette)
        assert palette.query_one(CommandInput).placeholder == "Type what to do"
        await pilot.press(*"qzqzq")
        async with asyncio.timeout(20):
            while not any(option.disabled for option in palette.query_one(CommandList).options):
                await pilot.pause()
        assert [str(option.prompt) for option in palette.query_one(CommandList).options] == ["Nothing found."]


async def test_an_act_is_called_by_its_name(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await pilot.press("ctrl+p", *"Themes")
        async with asyncio.timeout(20):
            while not pilot.app.screen.query_one(CommandList).option_count:
                await pilot.pause()
        await pilot.press("down", "enter")
        async with asyncio.timeout(20):
            while isinstance(pilot.app.screen, ActPalette):
                await pilot.pause()
        assert type(pilot.app.screen).__name__ == "ThemesScreen"
