"""Crosstabs on screen: what is crossed is chosen by keys; from a cell to its quotes; exported as shown."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import people
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.crosstabs import CrosstabsScreen
from tests.projects import place_of
from tests.workbench.screens.coded_material import (
    UNCLEAR,
    assert_golden,
    coded,
    lines,
    press,
    shown,
    way_to,
)

__all__ = ["coded"]

KEYS = {action.id.partition(".")[2]: action.keys.split(",")[0] for action in actions.CROSSTABS}


@pytest.fixture
def described(coded: Researcher) -> Researcher:
    """The coded project with two attributes of its people."""
    for group in ("Grupp 1", "Grupp 2"):
        people.describe_participant(coded, group, "Åsa", kön="kvinna", ort="Umeå")
        people.describe_participant(coded, group, "Björn", kön="man", ort="Umeå")
    return coded


def screen_of(pilot: Pilot[int]) -> CrosstabsScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CrosstabsScreen)
    return screen


def rows_of(pilot: Pilot[int]) -> dict[str, tuple[str, ...]]:
    return {row.name: row.cells for row in screen_of(pilot).table.rows}


async def test_rows_and_columns_are_anything_that_is_known(described: Researcher) -> None:
    async with shown(described, "crosstabs") as pilot:
        assert rows_of(pilot) == {
            "kvinna (n=2)*": ("4", "3", "1", "4"),
            "man (n=2)*": ("1", "1", "", "2"),
            "all": ("5", "4", "1", "6"),
        }
        await press(pilot, KEYS["columns"], "<ort>", "enter")
        assert rows_of(pilot)["kvinna (n=2)*"] == ("4", "4")
        await press(pilot, KEYS["rows"], "<groups>", "enter", KEYS["count"], "<participants>", "enter")
        assert rows_of(pilot)["Grupp 2"] == ("2", "2")
        assert "groups" in lines(pilot)[0]
        assert "participants" in lines(pilot)[0]


@pytest.mark.parametrize("screen", ["crosstabs", "f5"])
async def test_an_attribute_that_was_undone_is_counted_no_longer(coded: Researcher, screen: str) -> None:
    people.describe_participant(coded, "Grupp 1", "Åsa", ort="Umeå")
    people.describe_participant(coded, "Grupp 1", "Björn", kön="man")
    keys = (KEYS["rows"], "<kön>", "enter") if screen == "crosstabs" else (KEYS["columns"], "<kön>", "enter")
    async with shown(coded, screen) as pilot:
        await press(pilot, *keys)
        assert "man (n=1)" in "\n".join(lines(pilot))
        coded.project.undo(coder="Karin")
        await press(pilot, "f9", *way_to(next(row for row in SCREENS if screen in (row.key, row.name))))
        assert "man (n=1)" not in "\n".join(lines(pilot))
        assert any("is gone from the project" in note.message for note in pilot.app._notifications)
        await press(pilot, "down")
        assert "man (n=1)" not in "\n".join(lines(pilot))


async def test_codes_in_the_rows_turn_themes_in_the_columns_away(described: Researcher) -> None:
    async with shown(described, "crosstabs") as pilot:
        assert "R: kön  C: themes" in lines(pilot)[0]
        await press(pilot, KEYS["rows"], "<codes>", "enter")
        assert "R: codes  C: kön" in lines(pilot)[0]
        assert UNCLEAR in rows_of(pilot)
        await press(pilot, KEYS["columns"], "<themes>", "enter")
        assert "R: kön  C: themes" in lines(pilot)[0]


async def test_from_a_cell_to_its_quotes_and_their_place_and_back(described: Researcher) -> None:
    async with shown(described, "crosstabs") as pilot:
        await press(pilot, KEYS["columns"], "<ort>", "enter", "down", "enter")
        screen = screen_of(pilot)
        assert [quote.text for quote in screen.quotes.quotes] == [
            "Vi fick ett papper i handen",
            "Resorna tog tid.",
        ]
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, CodeScreen)
        await press(pilot, "g", "z")
        assert screen_of(pilot).quotes.index == 1
        await press(pilot, "escape")
        assert screen_of(pilot).table.place == (1, 0)
        assert screen_of(pilot).table.has_focus


@pytest.mark.parametrize("cells", ["numbers", "percent of the row"])
async def test_the_file_is_the_one_that_the_command_writes(
    described: Researcher, tmp_path: Path, cells: str
) -> None:
    names = ["c.csv", "c.json", "c.xlsx", "c.docx"]
    async with shown(described, "crosstabs") as pilot:
        await press(pilot, KEYS["columns"], "<ort>", "enter", KEYS["cells"], f"<{cells}>", "enter")
        await press(pilot, KEYS["sort"], "<least>", "enter", KEYS["moderator"])
        for name in names:
            await press(pilot, KEYS["export"], "end", "ctrl+u", f"<{tmp_path / name}>", "enter")
    percent = [] if cells == "numbers" else ["--cells", "percent", "--percent-of", "row"]
    asked = ["matrix", "--rows", "kön", "--columns", "ort", "--moderator", "--in-round", described.round]
    for name in names:
        said = tmp_path / f"said-{name}"
        sorted_by = ["--sort-by", "Umeå", "--least-first", "-o", str(said)]
        assert run(["-p", place_of(described.project), *asked, *percent, *sorted_by]) == 0
        assert (tmp_path / name).read_bytes() == said.read_bytes(), name


async def test_of_one_coder_there_is_nobody_to_choose(described: Researcher) -> None:
    async with shown(described, "crosstabs") as pilot:
        await press(pilot, "f")
        assert [note.message for note in pilot.app._notifications] == [
            "All that is counted was coded by one coder."
        ]


async def test_an_empty_project_says_what_to_do(researcher: Researcher) -> None:
    async with shown(researcher, "crosstabs", (80, 24)) as pilot:
        await press(pilot, "enter", "down", "z", "o", "w", "s")
        assert any("code passages" in line for line in lines(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_crosstabs_look_like(described: Researcher, size: tuple[int, int]) -> None:
    async with shown(described, "crosstabs", size) as pilot:
        await press(pilot, "down", "right", "enter")
        assert_golden(f"crosstabs-{size[0]}x{size[1]}", lines(pilot))
