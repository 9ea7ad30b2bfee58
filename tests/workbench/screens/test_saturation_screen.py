"""Saturation: the curve, what each group added, the choices, the quotes of what is new, the export."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualwb.acts import sources
from qualwb.acts.researcher import Researcher
from qualwb.acts.saturation_choice import SaturationUsed, choose_saturation
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.saturation import first_seen, matrix_saturation, saturation
from qualwb.analysis.selection import Selection
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.saturation.screen import SaturationScreen
from qualwb.workbench.widgets.accumulation_chart import BEFORE, MEAN, NEW, Curve, drawn
from tests.workbench.screens.by_command import written_by_command
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    TIME,
    UNCLEAR,
    assert_golden,
    coded,
    lines,
    press,
    shown,
    study,
)
from tests.workbench.test_live import app_of

__all__ = ["coded", "study"]


def screen_of(pilot: Pilot[int]) -> SaturationScreen:
    screen = pilot.app.screen
    assert isinstance(screen, SaturationScreen)
    return screen


def text_of(pilot: Pilot[int]) -> str:
    return " ".join(" ".join(lines(pilot)).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_it_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "saturation", size) as pilot:
        await press(pilot, "down")
        assert_golden(f"saturation-{size[0]}x{size[1]}", lines(pilot))


async def test_the_numbers_are_those_that_are_counted(coded: Researcher) -> None:
    async with shown(coded, "saturation") as pilot:
        with coded.project.reading() as connection:
            expected = saturation(connection, selection=Selection(rounds=(coded.round,)))
        counted = screen_of(pilot).counted
        assert counted is not None
        assert counted.found == expected
        assert counted.new == ((UNCLEAR, PAPER, GOOD), (TIME,))
        assert [row.cells[:3] for row in screen_of(pilot).units._rows] == [
            ("Grupp 1", "3", "3"),
            ("Grupp 2", "1", "4"),
        ]
        assert f"3 new in Grupp 1: {UNCLEAR}, {PAPER}, {GOOD}" in text_of(pilot)
        for warning in expected.warnings:
            assert warning in text_of(pilot)


async def test_themes_sources_key_quotes_and_the_moderator(coded: Researcher) -> None:
    async with shown(coded, "saturation") as pilot:
        await press(pilot, "R")
        assert screen_of(pilot).counted.new == (("Otydligt syfte", "Möten"), ())
        await press(pilot, "w")
        assert screen_of(pilot).counted.found.units == ("Intervju 1", "Intervju 2")
        assert "2 sources are too few" in text_of(pilot)
        assert any(line.strip().startswith("Source") for line in lines(pilot))
        await press(pilot, "z")
        assert screen_of(pilot).counted.found.items == 0
        await press(pilot, "z", "o")
        assert screen_of(pilot).counted.found.excluded == ()
        await press(pilot, "escape")
        assert pilot.app.state.screen == "code"


async def test_the_rule_is_the_teams_or_one_that_is_tried(coded: Researcher) -> None:
    choose_saturation(coded, SaturationUsed(1, 1, 0.5))
    async with shown(coded, "saturation") as pilot:
        assert "#: base 1, run 1, at most 50 %" in text_of(pilot)
        assert screen_of(pilot).counted.found.guest is not None
        assert "Saturation is used: base size 1" in text_of(pilot)
        await press(pilot, "number_sign", "end", "ctrl+u", "<2 1 0,2>", "enter")
        assert "#: base 2, run 1, at most 20 %" in text_of(pilot)
        await press(pilot, "number_sign", "end", "ctrl+u", "<two>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        assert "#: base 2, run 1, at most 20 %" in text_of(pilot)
        await press(pilot, "number_sign", "end", "ctrl+u", "enter")
        assert "#: base 1, run 1, at most 50 %" in text_of(pilot)


async def test_from_a_group_to_the_quotes_of_what_is_new_and_back(coded: Researcher) -> None:
    async with shown(coded, "saturation") as pilot:
        await press(pilot, "down", "enter")
        assert [quote.text for quote in screen_of(pilot).quotes.quotes] == ["Resorna tog tid."]
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        assert screen.source.name == "Intervju 2"
        await press(pilot, "g", "y")
        assert screen_of(pilot).quotes.has_focus
        await press(pilot, "escape", "R", "down", "enter")
        assert screen_of(pilot).quotes.quotes == []
        assert "Nothing is new here." in text_of(pilot)


async def test_the_quotes_stay_those_of_the_group_that_was_opened(coded: Researcher) -> None:
    async with shown(coded, "saturation") as pilot:
        await press(pilot, "down", "enter")
        sources.delete_group(coded, "Grupp 1")
        app_of(pilot).company.acted()  # what this program does itself, no server tells it
        await press(pilot, "f2", "g", "y")
        assert screen_of(pilot).counted.found.units == ("Grupp 2",)
        assert {quote.source for quote in screen_of(pilot).quotes.quotes} == {"Intervju 2"}


@pytest.mark.parametrize(
    ("keys", "options"),
    [
        ((), ()),
        (("R", "w"), ("--rows", "themes", "--per", "sources")),
        (
            ("number_sign", "end", "ctrl+u", "<1 1 0.5>", "enter"),
            ("--base", "1", "--run", "1", "--threshold", "0.5"),
        ),
        (("o",), ("--moderator",)),
    ],
)
@pytest.mark.parametrize("chosen", [False, True])
async def test_what_is_exported_is_what_the_command_prints(
    coded: Researcher, tmp_path: Path, keys: tuple[str, ...], options: tuple[str, ...], chosen: bool
) -> None:
    if chosen:
        choose_saturation(coded, SaturationUsed(2, 1, 0.1))
    named = ("--in-round", coded.round)
    by_command = written_by_command(coded, tmp_path, "saturation", *named, *options, suffix="md")
    async with shown(coded, "saturation") as pilot:
        await press(pilot, *keys, "E", "end", "ctrl+u", "<saturation.md>", "enter")
    assert (tmp_path / "saturation.md").read_bytes() == by_command


async def test_an_empty_project(researcher: Researcher) -> None:
    async with shown(researcher, "saturation", (80, 24)) as pilot:
        await press(pilot, "enter", "down", "R", "w", "J", "K", "z", "o")
        assert "No group yet" in text_of(pilot)
        assert "Chao2" not in text_of(pilot)


def test_what_is_new_is_as_much_as_is_counted(study: Researcher) -> None:
    selection = Selection(rounds=(study.round,))
    with study.project.reading() as connection:
        for rows in ("codes", "themes"):
            matrix = theme_matrix(connection, rows, "groups", "presence", selection)
            new = first_seen(matrix)
            assert tuple(map(len, new)) == matrix_saturation(connection, matrix, selection=selection).new
            names = [name for names in new for name in names]
            assert len(set(names)) == len(names)


CURVE = Curve((3, 6, 8, 8), (3, 3, 2, 0), (4.0, 6.5, 7.5, 8.0))


@pytest.mark.parametrize(("width", "height"), [(40, 9), (20, 6), (12, 5), (9, 4)])
def test_the_curve_fits_and_is_as_high_as_its_numbers(width: int, height: int) -> None:
    chart = drawn(CURVE, width, height)
    assert len(chart) == height
    assert max(map(len, chart)) <= width
    heights = [
        sum(1 for line in chart[:-1] if len(line) > at and line[at] in BEFORE + NEW + MEAN)
        for at in range(3, width)
    ]
    assert max(heights) == height - 1
    assert all(BEFORE not in line for line in drawn(replace(CURVE, new=CURVE.cumulative), width, height))
    assert all(NEW not in line for line in drawn(replace(CURVE, new=(0, 0, 0, 0)), width, height))


def test_of_many_columns_some_are_drawn_the_last_one_too() -> None:
    many = Curve(range(1, 501), [1] * 500, [float(n) for n in range(1, 501)])
    chart = drawn(many, 60, 10)
    assert max(map(len, chart)) == 60
    assert all(line[-1] in BEFORE + NEW for line in chart[:-1] if len(line) == 60)
    assert chart[0].startswith("500 │")


@pytest.mark.parametrize("curve", [Curve(), Curve((0, 0), (0, 0), (0.0, 0.0))])
def test_nothing_is_drawn_of_nothing(curve: Curve) -> None:
    assert drawn(curve, 40, 10) == []
    assert drawn(CURVE, 3, 10) == []
    assert drawn(CURVE, 40, 2) == []


async def test_the_threshold_is_written_in_percent(coded: Researcher) -> None:
    async with shown(coded, "saturation") as pilot:
        await press(pilot, "number_sign")
        assert pilot.app.screen.query_one(Input).value == "4 2 5 %"
        await press(pilot, "ctrl+u", "<3 2 12,5 %>", "enter")
        assert "base 3, run 2, at most" in lines(pilot)[0]
        assert screen_of(pilot).counted.rule == SaturationUsed(3, 2, 0.125)
        await press(pilot, "number_sign", "ctrl+u", "<3 2 5>", "enter")
        assert screen_of(pilot).counted.rule == SaturationUsed(3, 2, 0.05)
        await press(pilot, "number_sign", "ctrl+u", "<3 2 500>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert "Write a threshold of five percent as 5 % or 0,05." in " ".join(" ".join(lines(pilot)).split())


async def test_of_themes_it_is_said_that_they_are_themes(coded: Researcher) -> None:
    async with shown(coded, "saturation") as pilot:
        assert screen_of(pilot).view.rows == "codes"
        for what in ("code", "theme"):
            found = screen_of(pilot).counted.found
            told = [warning for warning in found.warnings if "stands in one group alone" in warning]
            assert all(f"No {what} stands" in warning for warning in told)
            await press(pilot, "R")
