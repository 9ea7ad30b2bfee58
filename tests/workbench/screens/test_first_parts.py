"""What is shown of a large project before all of it has been read, and what may not be done with a part."""

from threading import Event

from textual.widgets import Label

from qualwb.acts.researcher import Researcher
from qualwb.analysis.people import participant_list
from qualwb.analysis.quotes import Query, find_quotes, find_quotes_at_first
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import source_list, source_places
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.sources.screen import SourcesScreen
from qualwb.workbench.widgets.changing_text import ChangingText
from qualwb.workbench.widgets.inspector import CodingLine
from tests.letters import PATIENCE
from tests.workbench.screens.coded_material import coded, shown
from tests.workbench.settling import rested, settle

__all__ = ["coded"]


def test_the_first_quotes_are_those_that_all_quotes_begin_with(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        query = Query(before=True)
        first, all_ = find_quotes_at_first(connection, query), find_quotes(connection, query)
        assert 0 < len(first) < len(all_)
        assert all_[: len(first)] == first
        assert {quote.source for quote in first} == {"Intervju 1"}


def test_no_first_quotes_where_they_would_not_come_first(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        assert find_quotes_at_first(connection, Query(order="length")) == []
        chosen = Query(selection=Selection(sources=("Intervju 2",)))
        assert find_quotes_at_first(connection, chosen) == []


def test_names_without_counts_are_the_same_names(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        counted, named = participant_list(connection), participant_list(connection, counted=False)
        assert [(p.group, p.alias, p.role, p.labels) for p in named] == [
            (p.group, p.alias, p.role, p.labels) for p in counted
        ]
        assert {(p.turns, p.words) for p in named} == {(None, None)}
        assert source_places(connection) == tuple((s.name, s.group) for s in source_list(connection))


async def test_a_part_is_shown_said_to_be_one_and_not_exported(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SourcesScreen)
        bar, told, rest = screen.query_one(".bar", Label), [], Event()
        part_shown = Event()

        def show_part() -> None:
            told.append("part")
            part_shown.set()

        screen.ask("test", lambda _connection: rest.wait(PATIENCE), told.append, soon=lambda _c: show_part)
        while not part_shown.is_set():
            await pilot.pause(0.01)
        screen.show_bar()
        assert "only a part so far" in str(bar.content)
        screen.action_export()
        await pilot.pause(0)
        assert pilot.app.screen is screen
        assert [n.severity for n in pilot.app._notifications] == ["warning"]
        rest.set()
        await settle(pilot)
        assert told == ["part", True]
        assert "only a part so far" not in str(bar.content)
        screen.action_export()
        await pilot.pause(0)
        assert pilot.app.screen is not screen


async def test_moving_lays_nothing_out_and_what_is_too_long_can_be_scrolled(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await rested(pilot)
        assert all(theme.count for theme in screen.codebook.themes)
        laid_out: list[object] = []
        screen.screen_layout_refresh_signal.subscribe(screen, laid_out.append)
        for key in "jjJwsJ":
            await pilot.press(key)
        await settle(pilot)
        assert laid_out == []
        inspector, text = screen.inspector, screen.inspector.query_one(ChangingText)
        assert inspector.max_scroll_y == 0
        line = CodingLine("kod", "", "K", "Karin", "1", False, "regel " * 30)
        inspector.show_codes([line] * 20)
        await settle(pilot)
        assert text.size.height > inspector.size.height
        assert inspector.max_scroll_y == text.size.height - inspector.size.height
        inspector.show_codes([])
        await settle(pilot)
        assert inspector.max_scroll_y == 0
