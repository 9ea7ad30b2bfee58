"""Back and forward through the places where the reader was, and the strip of screens."""

import pytest
from textual.widgets import Input

from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.cooccurrence.screen import CooccurrenceScreen
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.screens.matrix.counted_table import CountedTableScreen
from qualwb.workbench.screens.quotes.screen import QuotesScreen
from qualwb.workbench.screens.words.screen import WordsScreen
from qualwb.workbench.trail import Place, Trail
from qualwb.workbench.widgets.screen_strip import around
from tests.workbench.screens.coded_material import coded, lines, press, shown

__all__ = ["coded"]


async def test_back_from_a_quote_in_its_place_and_forward_again(coded: Researcher) -> None:
    async with shown(coded, "quotes") as pilot:
        quotes = pilot.app.screen
        assert isinstance(quotes, QuotesScreen)
        await press(pilot, "down", "down", "enter")
        code = pilot.app.screen
        assert isinstance(code, CodeScreen)
        there = code.place()
        await press(pilot, "alt+left")
        assert pilot.app.screen is quotes
        assert quotes.found.index == 2
        await press(pilot, "g", "plus")
        assert pilot.app.screen is code
        assert code.place() == there


async def test_who_left_a_screen_by_escape_goes_further_back(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "f7", "g", "e", "escape", "escape")
        assert pilot.app.state.screen == "participants"
        await press(pilot, "alt+left")
        assert pilot.app.state.screen == "sources"
        await press(pilot, "alt+right", "alt+right")
        assert pilot.app.state.screen == "like"


async def test_back_to_the_source_and_the_place_that_were_left(coded: Researcher) -> None:
    async with shown(coded, "code") as pilot:
        code = pilot.app.screen
        assert isinstance(code, CodeScreen)
        await press(pilot, "J", "J")
        there = code.place()
        await press(pilot, "greater_than_sign", "J")
        assert code.source is not None
        assert code.source.name == "Intervju 2"
        await press(pilot, "g", "minus")
        assert code.place() == there
        await press(pilot, "alt+right", "alt+right")
        assert code.source.name == "Intervju 2"


async def test_back_to_a_list_with_its_filter_and_row(coded: Researcher) -> None:
    async with shown(coded, "participants") as pilot:
        people = pilot.app.screen
        assert isinstance(people, ListScreen)
        await press(pilot, "slash", "<björn>", "enter", "down")
        row = people.listing.key
        await press(pilot, "f8", "f7", "escape", "home", "alt+left", "alt+left")
        assert pilot.app.screen is people
        assert people.listing.key == row
        assert people.query_one(".filter", Input).value == "björn"


async def test_back_to_a_word_and_one_of_its_places(coded: Researcher) -> None:
    async with shown(coded, "words") as pilot:
        words = pilot.app.screen
        assert isinstance(words, WordsScreen)
        await press(pilot, "b", "slash", "<de>", "enter", "down", "enter", "down")
        word, place = words.list.key, words.places.key
        assert word is not None
        assert place is not None
        await press(pilot, "enter", "g", "w", "escape", "b", "home", "alt+left", "alt+left")
        assert pilot.app.screen is words
        assert (words.list.key, words.places.key) == (word, place)
        assert words.places.has_focus
        assert words.view.function_words
        assert words.query_one(Input).value == "de"


async def test_back_to_a_pair_of_codes_and_its_quotes(coded: Researcher) -> None:
    async with shown(coded, "cooccurrence") as pilot:
        pairs = pilot.app.screen
        assert isinstance(pairs, CooccurrenceScreen)
        await press(pilot, "w", "down", "down", "down", "enter", "right", "down", "right")
        assert pairs.paired is not None
        pair, near = pairs.cell, pairs.view.within
        await press(pilot, "f2", "g", "o", "w", "down", "enter", "home", "alt+left", "alt+left")
        assert pilot.app.screen is pairs
        assert (pairs.cell, pairs.view.within) == (pair, near)


async def test_escape_leaves_a_screen_that_was_come_back_to(coded: Researcher) -> None:
    async with shown(coded, "code") as pilot:
        await press(pilot, "g", "f", "<det>", "enter", "down", "enter", "alt+left")
        assert pilot.app.state.screen == "search"
        await press(pilot, "escape")
        assert pilot.app.state.screen == "code"


async def test_another_query_is_come_back_to(coded: Researcher) -> None:
    async with shown(coded, "quotes") as pilot:
        quotes = pilot.app.screen
        assert isinstance(quotes, QuotesScreen)
        await press(pilot, "slash", "<theme:Möten>", "enter", "f2", "f6", "F", "alt+left", "alt+left")
        assert quotes.query_text == "theme:Möten"


async def test_where_there_is_no_further_place_nothing_happens(coded: Researcher) -> None:
    async with shown(coded, "themes") as pilot:
        assert isinstance(pilot.app, Workbench)
        await press(pilot, "alt+left", "alt+right")
        assert pilot.app.state.screen == "themes"


def test_a_new_way_forgets_what_lay_ahead() -> None:
    trail = Trail()
    a, b, c, d = (Place(name) for name in "abcd")
    trail.leave(a)
    trail.leave(b)
    assert trail.back(c) == b
    trail.leave(b)
    assert trail.forward(d) is None
    assert [trail.back(d), trail.back(b), trail.back(a)] == [b, a, None]


def test_only_so_many_places_are_kept() -> None:
    trail = Trail()
    for n in range(3 * Trail.LONGEST):
        trail.leave(Place("code", n))
    found = []
    now = Place("code")
    while (place := trail.back(now)) is not None:
        found.append(place.at)
        now = place
    assert len(found) == Trail.LONGEST


async def test_a_wide_terminal_shows_the_screens_with_the_one_in_view_marked(coded: Researcher) -> None:
    async with shown(coded, "themes", (160, 40)) as pilot:
        assert isinstance(pilot.app, Workbench)
        strip = lines(pilot)[0]
        assert strip.startswith(f" {coded.project.label} ")
        assert "[F3 Themes]" in strip
        assert " F2 Coding " in strip
        assert await pilot.click(".screen-strip", offset=(strip.index("F2 Coding"), 0))
        await press(pilot)
        assert pilot.app.state.screen == "code"
        assert "[F2 Coding]" in lines(pilot)[0]
        await pilot.resize_terminal(149, 40)
        await press(pilot)
        assert "F3 Themes" not in lines(pilot)[0]


@pytest.mark.parametrize("row", SCREENS)
def test_the_strip_holds_the_screen_in_view_in_any_room(row: object) -> None:
    for room in (20, 80, 200):
        assert row in around(row.name, room)  # type: ignore[attr-defined]
    assert list(around("code", 10_000)) == list(SCREENS)


@pytest.mark.parametrize("screen", ["matrix", "crosstabs"])
async def test_back_to_the_table_and_the_cell_that_were_left(coded: Researcher, screen: str) -> None:
    async with shown(coded, screen) as pilot:
        table = pilot.app.screen
        assert isinstance(table, CountedTableScreen)
        await press(pilot, "down", "right")
        there = table.place()
        await press(pilot, "g", "j", "g", "m" if screen == "matrix" else "z", "z", "home")
        assert table.place() != there
        await press(pilot, "alt+left", "alt+left")
        assert pilot.app.screen is table
        assert table.place() == there
        assert table.cell == there[1]
