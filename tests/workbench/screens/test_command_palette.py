"""The command palette says what it says through gettext, and runs an act by its name."""

import pytest
from textual.command import CommandInput, CommandList

from qualwb.acts.researcher import Researcher
from qualwb.workbench.screens.command_palette import ActPalette, rank
from tests.workbench.screens.coded_material import coded, lines, press, shown
from tests.workbench.settling import rested

__all__ = ["coded"]


async def test_nothing_found_is_told_in_our_words(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await pilot.press("ctrl+p")
        palette = pilot.app.screen
        assert isinstance(palette, ActPalette)
        assert palette.query_one(CommandInput).placeholder == "Type what to do, or where to go"
        await press(pilot, "<qzqzq>")
        await rested(pilot)
        assert [str(option.prompt) for option in palette.query_one(CommandList).options] == ["Nothing found."]


async def test_an_act_is_called_by_its_name(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "ctrl+p", "<Themes>", "down", "enter")
        assert type(pilot.app.screen).__name__ == "ThemesScreen"


async def test_what_only_changes_what_is_shown_is_done_from_another_screen(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "ctrl+p", "<Laughter, pauses>", "down", "enter")
        await rested(pilot)
        screen = pilot.app.screen
        assert type(screen).__name__ == "ParticipantsScreen"
        assert "laughter" in "\n".join(lines(pilot)).casefold()


@pytest.mark.parametrize(
    ("typed", "first"),
    [("own", "Find in own words"), ("meaning", "Find in own words"), ("privacy", "Privacy of this project")],
)
async def test_words_come_before_what_only_resembles_them(coded: Researcher, typed: str, first: str) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "ctrl+p", f"<{typed}>")
        assert str(pilot.app.screen.query_one(CommandList).options[0].prompt).startswith(first)


def test_ranks() -> None:
    names = ("Genomläsning", "Min egna", "Egna ord", "Legna", "Annat")
    assert sorted(names, key=lambda name: -rank("EGNA", name, "egna" if name == "Annat" else "")) == [
        "Egna ord",
        "Min egna",
        "Annat",
        "Legna",
        "Genomläsning",
    ]
    assert rank("ord egna", "Sök med egna ord") == rank("med", "Sök med egna ord") > rank("ord", "Åsa", "ord")
    assert (rank("egna", "Genomläsning"), rank("  ", "Egna ord")) == (0, 0)


async def test_a_page_further_in_a_list_without_room_does_nothing(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "ctrl+p", "down")
        await pilot.resize_terminal(80, 4)
        await press(pilot, "pagedown", "pageup", "escape")
        assert type(pilot.app.screen).__name__ == "SourcesScreen"
