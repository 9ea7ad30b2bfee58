"""Several at work on a project on a server: what the others do is shown, and where they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from qualwb.acts import codes, codings, corrections
from qualwb.acts.colleagues import Live, WorkPlace, names_of_sources
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from qualwb.workbench.app import Workbench
from qualwb.workbench.company import PACE
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.widgets.cursor_view import CursorView
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    UNCLEAR,
    lines,
    press,
    settle,
    shown,
    with_material,
)

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


async def test_suggestions_stay_while_they_hold(anna: Researcher, bo: Researcher) -> None:
    async with shown(anna, "f2", (150, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await seen(pilot, lambda: screen.source is not None)
        await press(pilot, "down", "down", "s")
        answers = ("nothing speaks", "akin to the name")
        await seen(pilot, lambda: any(one in line for line in lines(pilot) for one in answers))
        told: list[object] = []
        screen.inspector.show_suggestions = lambda *shown: told.append(shown)  # type: ignore[method-assign]
        await others_act(pilot, lambda: code(bo, "Resorna tog tid.", UNCLEAR))
        assert told == []
        await others_act(pilot, lambda: codes.rename(bo, PAPER, "papper"))
        await seen(pilot, lambda: told)


async def test_a_read_through_shows_no_marks_though_others_code(anna: Researcher, bo: Researcher) -> None:
    async with shown(anna, "f2", (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await seen(pilot, lambda: screen.source is not None)
        await press(pilot, "L")
        assert "B Men" not in "".join(lines(pilot))
        before = lines(pilot)[3:12]
        await others_act(pilot, lambda: code(bo, "Resorna tog tid.", GOOD))
        assert screen.source is not None
        assert any(coding.coder == "Bo" for coding in screen.source.codings.values())
        assert [line[40:] for line in lines(pilot)[3:12]] == [line[40:] for line in before]


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
    """Where in each part of the screen the cursor stands, else how far it is scrolled; and the focus."""
    scrolled = {
        repr(widget): widget.cursor_at if isinstance(widget, CursorView) else widget.scroll_offset
        for widget in pilot.app.screen.query("*").results(Widget)
        if widget.is_scrollable
    }
    return {**scrolled, "focus": pilot.app.focused}


async def others_act(pilot: Pilot[int], act: Callable[[], object]) -> None:
    """Do it elsewhere, and wait until it is shown."""
    before = app_of(pilot).company.state_of_project
    act()
    await told_and_shown(pilot, but=before)


async def told_and_shown(pilot: Pilot[int], but: int = 0) -> None:
    """Until something is told of the project, at first that it is listened to, and until that is shown."""
    company = app_of(pilot).company
    await seen(pilot, lambda: company.state_of_project > but)
    await seen(pilot, lambda: pilot.app.screen._seen[0] == company.state_of_project)  # type: ignore[attr-defined]


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
        await others_act(pilot, lambda: codes.rename(bo, "resor", "färder"))
        assert (PLACES[key](screen), views_of(pilot)) == before


async def test_a_burst_of_acts_is_shown_together(anna: Researcher, bo: Researcher) -> None:
    async with shown(anna, "f4") as pilot:
        app, screen = app_of(pilot), pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        await seen(pilot, lambda: app.company.state_of_project)
        read = 0

        def count() -> None:
            nonlocal read
            read += 1
            CodebookScreen.read_project(screen)

        screen.read_project = count  # type: ignore[method-assign]
        before, began = app.company.state_of_project, monotonic()
        for number in range(40):
            codes.create(bo, f"kod {number}")
        await seen(pilot, lambda: app.company.state_of_project == before + 40 and "kod 39" in screen.rows)
        assert read <= (monotonic() - began) / PACE + 2


async def test_a_dialog_stays_and_what_was_done_is_shown_when_it_is_closed(
    anna: Researcher, bo: Researcher
) -> None:
    async with shown(anna, "f4") as pilot:
        app, screen = app_of(pilot), pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        await seen(pilot, lambda: app.company.state_of_project)
        await press(pilot, "n", "<halv>")
        dialog, before = pilot.app.screen, app.company.state_of_project
        codes.create(bo, "bos")
        await seen(pilot, lambda: app.company.state_of_project > before)
        assert pilot.app.screen is dialog
        assert dialog.query_one(Input).value == "halv"
        assert "bos" not in screen.rows
        await press(pilot, "escape")
        await seen(pilot, lambda: "bos" in screen.rows)


async def test_a_screen_out_of_view_shows_what_was_done_when_it_is_shown(
    anna: Researcher, bo: Researcher
) -> None:
    async with shown(anna, "f4") as pilot:
        await press(pilot, "f3")
        await others_act(pilot, lambda: codes.create(bo, "bos"))
        await press(pilot, "f4")
        await seen(pilot, lambda: any("bos" in line for line in lines(pilot)))


async def test_a_text_that_is_corrected_elsewhere_is_shown_where_the_reader_is(
    anna: Researcher, bo: Researcher
) -> None:
    async with shown(anna, "f2") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await seen(pilot, lambda: screen.source is not None)
        await press(pilot, "down", "down")
        before = screen.view.passage
        corrections.replace(bo, "Intervju 1", 25, 25, " sa hon [utgått]")
        await seen(pilot, lambda: any("[utgått]" in line for line in lines(pilot)))
        assert screen.view.passage == tuple(at + len(" sa hon [utgått]") for at in before)


@contextmanager
def at_work(researcher: Researcher, screen: str, source: str = "") -> Iterator[Live]:
    """Somebody else who has the project open."""
    with researcher.project.reading() as connection:
        uids = {name: uid for uid, name in names_of_sources(connection).items()}
    place = WorkPlace(researcher.coder, screen, uids.get(source, ""))
    live = researcher.project.live(lambda _event: None, place)
    assert live is not None
    try:
        yield live
    finally:
        live.close()


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ((80, 24), "●+1 · Anna, 1"),
        ((120, 40), "Bo is here · Anna · round 1"),
    ],
)
async def test_who_is_where_stands_in_the_bar(
    anna: Researcher, bo: Researcher, size: tuple[int, int], told: str
) -> None:
    async with shown(anna, "f2", size) as pilot:
        with at_work(bo, "code", "Intervju 1"):
            await seen(pilot, lambda: told in lines(pilot)[0])
        await seen(pilot, lambda: "Bo" not in lines(pilot)[0] and "+1" not in lines(pilot)[0])


async def test_somebody_in_another_source_is_told_by_its_name(anna: Researcher, bo: Researcher) -> None:
    async with shown(anna, "f2", (120, 40)) as pilot:
        with at_work(bo, "code", "Intervju 2"):
            await seen(pilot, lambda: "Bo is in Intervju 2" in lines(pilot)[0])
            await press(pilot, "f3")
            await seen(pilot, lambda: "Bo is in Intervju 2" in lines(pilot)[0])


async def test_the_others_see_where_the_reader_goes(anna: Researcher, bo: Researcher) -> None:
    with at_work(bo, "themes") as live:
        async with shown(anna, "f2") as pilot:
            with bo.project.reading() as connection:
                names = names_of_sources(connection)

            def places() -> list[tuple[str, str, str]]:
                found = [one.place for one in live.colleagues]
                return [(one.coder, one.screen, names.get(one.source, "")) for one in found]

            await seen(pilot, lambda: places() == [("Anna", "code", "Intervju 1")])
            await press(pilot, "greater_than_sign")
            await seen(pilot, lambda: places() == [("Anna", "code", "Intervju 2")])
            await press(pilot, "f3")
            await seen(pilot, lambda: places() == [("Anna", "themes", "")])
        until = monotonic() + SOON
        while live.colleagues:
            assert monotonic() < until


async def test_a_list_tells_who_is_where_and_leads_there(anna: Researcher, bo: Researcher) -> None:
    async with shown(anna, "f2", (120, 40)) as pilot:
        await seen(pilot, lambda: app_of(pilot).company.state_of_project)
        await press(pilot, "H")
        assert pilot.app.screen is app_of(pilot).in_view()
        with at_work(bo, "code", "Intervju 2"):
            await seen(pilot, lambda: "Bo" in lines(pilot)[0])
            await press(pilot, "H")
            assert any("Bo is in Intervju 2" in line for line in lines(pilot)[2:])
            await press(pilot, "enter")
            await seen(pilot, lambda: "Bo is here" in lines(pilot)[0])
            screen = pilot.app.screen
            assert isinstance(screen, CodeScreen)
            await seen(pilot, lambda: screen.source is not None and screen.source.name == "Intervju 2")
