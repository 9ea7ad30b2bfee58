"""Several at work on a project on a server: what the others do is shown, and where they are."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from time import monotonic

import pytest
from textual.pilot import Pilot

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
