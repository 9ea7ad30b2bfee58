"""Several at work on a project on a server: what the others do is shown, and where they are."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from qualwb.acts import codes, codings, corrections, themes
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from qualwb.workbench.app import Workbench
from qualwb.workbench.screens.code.screen import CodeScreen
from tests.workbench.screens.coded_material import PAPER, UNCLEAR, lines, press, settle, shown, with_material

SOON = 20.0
"""Seconds in which what must happen has happened, on a machine that has other things to do too."""


@pytest.fixture
def address(database: str) -> Address:
    """A project on a server, with two sources and four codes."""
    address = Address.parsed(database)
    with ServerProject.create(address) as project:
        with_material(Researcher(project, "Anna"))
    return address


@pytest.fixture
def anna(address: Address) -> Iterator[Researcher]:
    """Who sits at the workbench."""
    with ServerProject.open(address) as project:
        yield Researcher(project, "Anna")


@pytest.fixture
def bo(address: Address) -> Iterator[Researcher]:
    """Who does things meanwhile, elsewhere."""
    with ServerProject.open(address) as project:
        yield Researcher(project, "Bo")


async def seen(pilot: Pilot[int], condition: Callable[[], object]) -> None:
    """Until it holds on screen."""
    until = monotonic() + SOON
    while not condition():
        assert monotonic() < until, "\n".join(lines(pilot))
        await pilot.pause(0.01)
    await settle(pilot)


def code(researcher: Researcher, quote: str, name: str, source: str = "Intervju 1") -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, source, quote)
    codings.apply(researcher, passage, [name], create=True)


def app_of(pilot: Pilot[int]) -> Workbench:
    assert isinstance(pilot.app, Workbench)
    return pilot.app


async def test_the_code_screen_reads_a_project_on_a_server(anna: Researcher) -> None:
    async with shown(anna, "f2") as pilot:
        await seen(pilot, lambda: any("Det var otydligt" in line for line in lines(pilot)))
        assert any(UNCLEAR in line for line in lines(pilot))


async def test_anothers_coding_is_shown_and_nothing_moves(anna: Researcher, bo: Researcher) -> None:
    async with shown(anna, "f2") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await seen(pilot, lambda: screen.source is not None)
        await press(pilot, "down", "down", "s")
        before = screen.view.place, screen.view.passage, screen.view.scroll_offset, pilot.app.focused
        assert screen.source is not None
        codings_before = len(screen.source.codings)
        code(bo, "Resorna tog tid.", "resor")
        began = monotonic()
        await seen(pilot, lambda: screen.source and len(screen.source.codings) > codings_before)
        assert monotonic() - began < SOON
        assert any("resor" in line for line in lines(pilot))
        assert before == (
            screen.view.place,
            screen.view.passage,
            screen.view.scroll_offset,
            pilot.app.focused,
        )


PLACES: dict[str, Callable[[Any], object]] = {
    "f3": lambda screen: screen.view.subject,
    "f4": lambda screen: screen.table.current,
    "f5": lambda screen: screen.cell,
    "f6": lambda screen: (screen.found.current.source, screen.found.current.start),
    "f7": lambda screen: screen.listing.key,
    "f8": lambda screen: screen.listing.key,
    "f10": lambda screen: screen.listing.key,
}
"""What the cursor is on, by the key of the screen."""


def views_of(pilot: Pilot[int]) -> dict[str, object]:
    """How far each part of the screen is scrolled, and which has the focus."""
    scrolled = {
        repr(widget): widget.scroll_offset for widget in pilot.app.screen.query("*") if widget.is_scrollable
    }
    return {**scrolled, "focus": pilot.app.focused}


async def others_act(pilot: Pilot[int], act: Callable[[], object]) -> None:
    """Do it elsewhere, and wait until it is shown."""
    before = app_of(pilot).company.state_of_project
    act()
    await seen(pilot, lambda: app_of(pilot).company.state_of_project > before)
    await seen(pilot, lambda: pilot.app.screen._seen[0] == app_of(pilot).company.state_of_project)  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", PLACES)
async def test_nothing_moves_where_another_acts(anna: Researcher, bo: Researcher, key: str) -> None:
    for number in range(12):
        codes.create(bo, f"kod {number}", definition="Ord för ord. " * 40)
    async with shown(anna, key, (80, 16)) as pilot:
        await seen(pilot, lambda: app_of(pilot).company.state_of_project)
        await press(pilot, "down", "down")
        screen = pilot.app.screen
        for widget in screen.query("*").results(Widget):
            if widget.is_scrollable and widget.max_scroll_y:
                widget.scroll_to(y=1, animate=False, force=True)
        await settle(pilot)
        before = PLACES[key](screen), views_of(pilot)
        await others_act(pilot, lambda: code(bo, "Resorna tog tid.", "resor"))
        assert (PLACES[key](screen), views_of(pilot)) == before
        shown_before = lines(pilot)
        await others_act(pilot, lambda: codes.rename(bo, "resor", "färder"))
        assert (PLACES[key](screen), views_of(pilot)) == before
        assert key in ("f5", "f7", "f8") or lines(pilot) != shown_before
