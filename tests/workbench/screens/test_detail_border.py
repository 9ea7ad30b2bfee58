"""The border between a list and its detail is dragged; it stays so, on all screens of that kind."""

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from qualwb.acts.researcher import Researcher
from qualwb.workbench.widgets.detail_pane import DetailPane
from tests.workbench.screens.coded_material import coded, press, shown

__all__ = ["coded"]


def detail(pilot: Pilot[int]) -> DetailPane:
    return pilot.app.screen.query_one(DetailPane)


def lower(pilot: Pilot[int]) -> Widget:
    return pilot.app.screen.query("#theme-quotes, #matrix-quotes, #quote-detail, #words-places").first()


async def drag(pilot: Pilot[int], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await press(pilot)


@pytest.mark.parametrize("screen", ["f7", "search"])
async def test_the_border_above_the_detail(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen, (100, 40)) as pilot:
        if screen == "search":
            await press(pilot, "<det>")
        before = detail(pilot).region
        await drag(pilot, (20, before.y), (20, before.y - 5))
        assert detail(pilot).region.height == before.height + 5
        assert detail(pilot).region.bottom == before.bottom
        await drag(pilot, (20, before.y - 5), (20, 0))
        assert detail(pilot).region.y > 4
        height = detail(pilot).region.height
        await press(pilot, "f8")
        assert detail(pilot).region.height == height
        await pilot.app.action_quit()
    async with shown(coded, screen, (100, 40)) as pilot:
        if screen == "search":
            await press(pilot, "<det>")
        assert detail(pilot).region.height == height


@pytest.mark.parametrize("screen", ["f3", "f5", "f6", "words"])
async def test_the_border_above_quotes(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen, (100, 40)) as pilot:
        if screen == "f5":
            await press(pilot, "enter")
        before = lower(pilot).region
        await drag(pilot, (20, before.y), (20, before.y - 3))
        assert lower(pilot).region.height == before.height + 3
        assert lower(pilot).region.bottom == before.bottom
        await drag(pilot, (20, before.y - 3), (20, 0))
        assert lower(pilot).region.y > 8
        height = lower(pilot).region.height
        await press(pilot, "f6")
        assert lower(pilot).region.height == height
        await pilot.app.action_quit()
    async with shown(coded, "f6", (80, 24)) as pilot:
        assert lower(pilot).region.height == 10  # the table keeps its rows
        await pilot.resize_terminal(100, 40)
        await press(pilot)
        assert lower(pilot).region.height == height


async def test_the_border_beside_the_detail(coded: Researcher) -> None:
    async with shown(coded, "f7", (160, 40)) as pilot:
        before = detail(pilot).region
        await drag(pilot, (before.x, 10), (before.x - 12, 10))
        assert detail(pilot).region.width == before.width + 12
        await pilot.resize_terminal(100, 40)
        await press(pilot)
        assert detail(pilot).region.width == 100
        await pilot.resize_terminal(160, 40)
        await press(pilot)
        assert detail(pilot).region.width == before.width + 12


async def test_what_the_pane_has_no_room_for_is_scrolled_to(coded: Researcher) -> None:
    async with shown(coded, "f7", (100, 40)) as pilot:
        await drag(pilot, (20, detail(pilot).region.y), (20, 36))
        assert detail(pilot).max_scroll_y
        await press(pilot, "J")
        assert detail(pilot).scroll_offset.y
