"""The guide on screen: moving by heading, its contents, and the other language."""

import pytest
from textual.pilot import Pilot

from qualwb import manual
from qualwb.acts.researcher import Researcher
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.manual import GuideScreen
from tests.workbench.screens.coded_material import lines, press, shown


def guide_of(pilot: Pilot[int]) -> GuideScreen:
    screen = pilot.app.screen
    assert isinstance(screen, GuideScreen)
    return screen


async def test_headings_are_gone_through_in_order(researcher: Researcher) -> None:
    async with shown(researcher, "f11", (80, 24)) as pilot:
        for step in (1, 2, 3):
            await press(pilot, "n")
            assert f"{step}. " in "\n".join(lines(pilot)[1:4])
        await press(pilot, "N")
        assert "2. " in "\n".join(lines(pilot)[1:4])
        await press(pilot, "down", "down", "down", "N")
        assert "2. " in "\n".join(lines(pilot)[1:4])
        await press(pilot, "end", "home")
        assert "The method in ten steps" in "\n".join(lines(pilot)[:6])


async def test_the_other_language_at_the_same_step(researcher: Researcher) -> None:
    async with shown(researcher, "f11") as pilot:
        await press(pilot, "n", "n", "n", "w")
        assert "svenska" in lines(pilot)[0]
        assert "3. Läs hela materialet okodat" in "\n".join(lines(pilot)[1:5])
        await press(pilot, "w")
        assert "3. Read all of it, uncoded" in "\n".join(lines(pilot)[1:5])


@pytest.mark.parametrize(("width", "beside"), [(80, False), (120, True)])
async def test_the_contents_stand_where_there_is_room(
    researcher: Researcher, width: int, beside: bool
) -> None:
    async with shown(researcher, "f11", (width, 30)) as pilot:
        assert guide_of(pilot).viewer.show_table_of_contents is beside
        await press(pilot, "b")
        assert guide_of(pilot).viewer.show_table_of_contents is not beside


async def test_words_are_found_while_they_are_typed(researcher: Researcher) -> None:
    async with shown(researcher, "f11", (100, 30)) as pilot:
        await press(pilot, "slash", "<gini>")
        assert "”gini”: 1/" in lines(pilot)[0]
        assert "Gini" in "\n".join(lines(pilot)[1:12])
        await press(pilot, "ctrl+u", "<passages>")
        first = lines(pilot)[1:8]
        await press(pilot, "enter")
        assert "”passages”: 2/" in lines(pilot)[0]
        assert lines(pilot)[1:8] != first
        await press(pilot, "ctrl+u", "<qwertyuiop>")
        assert "”qwertyuiop”: not found" in lines(pilot)[0]
        await press(pilot, "ctrl+u", "<passages>", "escape")
        assert "”passages”: 1/" in lines(pilot)[0]
        assert lines(pilot)[1:8] == first
        await press(pilot, "n")
        assert "”passages”: 2/" in lines(pilot)[0]
        await press(pilot, "N", "slash", "tab")
        assert "”passages”: 1/" in lines(pilot)[0]
        assert lines(pilot)[1:8] == first
        await press(pilot, "escape", "home", "n")
        assert "1. " in "\n".join(lines(pilot)[1:4])


def test_the_table_of_the_guide_has_every_screen_with_its_keys() -> None:
    told = {name: set(keys.split(", ")) for name, keys in manual.SCREENS}
    ways = {
        row.title: {key.upper() if key[0] == "f" else key for key in filter(None, [row.key])}
        | {f"g {row.letter}"}
        for row in SCREENS
    }
    assert told == ways
    text = manual.guide_text("en")
    assert "| Coding | `F2`, `g c` |" in text
    assert "| Interview guide | `g u` |" in text
