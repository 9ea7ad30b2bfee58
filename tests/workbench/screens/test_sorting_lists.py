"""Lists are sorted by any column, by key or a click on its heading, while the workbench is open."""

from collections.abc import Sequence
from typing import ClassVar

import pytest
from textual.pilot import Pilot

from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.widgets.listing import ListColumn, Row
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import coded, lines, press, shown
from tests.workbench.settling import settle

__all__ = ["coded"]


@pytest.fixture
def with_groups(coded: Researcher) -> Researcher:
    """Ten more sources, each longer than the one before."""
    for number in range(3, 13):
        talk = (("Åsa", "ja " * (number % 5 + 1)),)
        import_transcript(coded, transcript_of(talk), name=f"Intervju {number}", group=f"Grupp {number}")
    return coded


def cells(pilot: Pilot[int], title: str) -> list[str]:
    """What stands in a column of the list, from top to bottom."""
    screen = screen_of(pilot)
    place = [column.title for column in screen.columns].index(title)
    found = {row.key: row.cells[place] for row in screen.rows()}
    return [found[key] for key in screen.listing.keys]


def screen_of(pilot: Pilot[int]) -> ListScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ListScreen)
    return screen


async def test_a_column_is_chosen_and_turned_round(with_groups: Researcher) -> None:
    async with shown(with_groups, "f8") as pilot:
        as_it_was = cells(pilot, "Words")
        await press(pilot, "s", "<words>", "enter")
        numbers = [int(cell) for cell in cells(pilot, "Words")]
        assert numbers == sorted(numbers)
        assert "Words ▲" in "\n".join(lines(pilot))
        await press(pilot, "s", "<words>", "enter")
        assert [int(cell) for cell in cells(pilot, "Words")] == numbers[::-1]
        assert "Words ▼" in "\n".join(lines(pilot))
        await press(pilot, "s", "<as it was>", "enter")
        assert cells(pilot, "Words") == as_it_was


async def test_the_cursor_goes_to_the_first_row_and_the_filter_keeps_the_order(
    with_groups: Researcher,
) -> None:
    async with shown(with_groups, "f8") as pilot:
        await press(pilot, "down", "down", "s", "<words>", "enter", "s", "<words>", "enter")
        assert screen_of(pilot).listing.key == screen_of(pilot).listing.keys[0]
        before = screen_of(pilot).listing.keys
        await press(pilot, "slash", "<grupp 4>", "enter")
        kept = screen_of(pilot).listing.keys
        assert 0 < len(kept) < len(before)
        assert kept == [key for key in before if key in kept]


async def test_the_order_is_kept_when_another_screen_was_shown(with_groups: Researcher) -> None:
    async with shown(with_groups, "f8") as pilot:
        await press(pilot, "s", "<words>", "enter")
        before = cells(pilot, "Words")
        await press(pilot, "f7", "f8")
        assert cells(pilot, "Words") == before
        assert "Words ▲" in "\n".join(lines(pilot))


async def test_a_click_on_a_heading_sorts_turns_and_leaves_off(with_groups: Researcher) -> None:
    async with shown(with_groups, "f8", (160, 40)) as pilot:
        as_it_was = cells(pilot, "Words")
        found = []
        for _click in range(3):
            listing = screen_of(pilot).listing
            x = listing.render_line(0).text.index("Words") + 1
            await pilot.click(listing, offset=(x, 0))
            await press(pilot)
            found.append(cells(pilot, "Words"))
        upwards, downwards, left_off = found
        assert [int(cell) for cell in upwards] == sorted(map(int, as_it_was))
        assert downwards == upwards[::-1]
        assert left_off == as_it_was


@pytest.mark.parametrize("typed", ["grupp 3", '"Grupp 3"', "  GRUPP  3 "])
async def test_what_is_typed_as_it_stands_goes_before_its_words(coded: Researcher, typed: str) -> None:
    class Groups(ManyRows):
        def rows(self) -> Sequence[Row]:
            return [Row(n, (f"Grupp {n}", words)) for n, words in enumerate(("3", "33 %", "13", "7"))]

    async with shown(coded, "f8") as pilot:
        screen = await pushed(pilot, Groups())
        await press(pilot, "slash", f"<{typed}>", "enter")
        assert screen.listing.keys == [3]
        await press(pilot, "slash", "ctrl+u", "<3 grupp>", "enter")
        assert screen.listing.keys == [0, 1, 2, 3]


async def test_blank_cells_are_last_whichever_way(coded: Researcher) -> None:
    class Blank(ManyRows):
        def rows(self) -> Sequence[Row]:
            return [Row(n, (f"Rad {n}", cell)) for n, cell in enumerate(("3", "", "1", " "))]

    async with shown(coded, "f8") as pilot:
        screen = await pushed(pilot, Blank())
        await press(pilot, "s", "<size>", "enter")
        assert screen.listing.keys == [2, 0, 1, 3]
        await press(pilot, "s", "<size>", "enter")
        assert screen.listing.keys == [0, 2, 1, 3]


class ManyRows(ListScreen):
    """A list of ten thousand."""

    BINDINGS: ClassVar = bindings(list_actions.LISTS)
    columns = (ListColumn("Name", 10, 30), ListColumn("Size", 6, 8, right=True))

    def read_project(self) -> None:
        self.fill()

    def rows(self) -> Sequence[Row]:
        return [Row(n, (f"Rad {n}", str(n * 7919 % 10_000))) for n in range(10_000)]

    def detail(self, key: object) -> str:
        return str(key)

    def summary(self) -> str:
        return "many"

    def empty_text(self) -> str:
        return "none"


async def pushed(pilot: Pilot[int], screen: ListScreen) -> ListScreen:
    await pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def test_ten_thousand_rows(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        screen = await pushed(pilot, ManyRows())
        await press(pilot, "s", "<size>", "enter")
        assert [key * 7919 % 10_000 for key in screen.listing.keys] == list(range(10_000))  # type: ignore[operator]
        await press(pilot, "s", "<name>", "enter", "s", "<name>", "enter")
        assert screen.listing.keys == list(range(9_999, -1, -1))
