"""What stands together: the matrix, the network around one code, the quotes of a pair, the export."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.neighbours import MEASURES, Pairs, value_of
from qualwb.analysis.pair_quotes import pair_quotes
from qualwb.analysis.selection import Selection
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.cooccurrence.screen import CooccurrenceScreen
from tests.workbench.screens.by_command import written_by_command
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    UNCLEAR,
    assert_golden,
    coded,
    lines,
    press,
    shown,
    study,
)

__all__ = ["coded", "study"]


@pytest.fixture
def paired(coded: Researcher) -> Researcher:
    """One passage with two codes, one that overlaps it, and neighbours a turn apart."""
    for source, words, code in (
        ("Intervju 1", "Det var otydligt.", PAPER),
        ("Intervju 1", "otydligt. Ingen visste", GOOD),
        ("Intervju 2", "Vi fick ett papper", GOOD),
    ):
        with coded.project.reading() as connection:
            passage = passage_quoted(connection, source, words)
        codings.apply(coded, passage, [code], create=True)
    return coded


def screen_of(pilot: Pilot[int]) -> CooccurrenceScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CooccurrenceScreen)
    return screen


def cells(pilot: Pilot[int]) -> dict[tuple[str, str], str]:
    """What stands in the matrix, by the names of row and column."""
    screen = screen_of(pilot)
    assert screen.paired is not None
    names = screen.paired.pairs.names
    return {
        (row, column): text
        for row, shown_row in zip(names, screen.table.rows, strict=True)
        for column, text in zip(names, shown_row.cells, strict=True)
    }


def text_of(pilot: Pilot[int]) -> str:
    return "\n".join(lines(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_it_looks_like(paired: Researcher, size: tuple[int, int]) -> None:
    async with shown(paired, "cooccurrence", size) as pilot:
        await press(pilot, "right")
        assert_golden(f"cooccurrence-{size[0]}x{size[1]}", lines(pilot))


async def test_the_numbers_are_those_that_are_counted(paired: Researcher) -> None:
    async with shown(paired, "cooccurrence") as pilot:
        with paired.project.reading() as connection:
            found = cooccurrence(connection, selection=Selection(rounds=(paired.round,)))
        assert len(found.pairs) == 3
        for pair in found.pairs:
            assert cells(pilot)[pair.first, pair.second] == str(pair.both)
            assert cells(pilot)[pair.second, pair.first] == str(pair.both)
        await press(pilot, "number_sign", "<c:>", "enter")
        for pair in found.pairs:
            assert cells(pilot)[pair.first, pair.second] == f"{pair.c:.2f}"
        await press(pilot, "number_sign", "<share of the row>", "enter")
        for pair in found.pairs:
            assert cells(pilot)[pair.first, pair.second] == f"{pair.second_given_first:.2f}"
            assert cells(pilot)[pair.second, pair.first] == f"{pair.first_given_second:.2f}"
        await press(pilot, "number_sign", "<NPMI>", "enter")
        assert cells(pilot)[PAPER, GOOD] == "–"


async def test_another_number_waits_for_the_pairs_that_are_being_counted(paired: Researcher) -> None:
    async with shown(paired, "cooccurrence") as pilot:
        screen = screen_of(pilot)
        screen.action_moderator()
        screen.measure = "c"
        screen._recount()
        await press(pilot)
        assert (screen.paired.view, screen.paired.measure) == (screen.view, "c")
        assert screen.paired.found.excluded == ()


async def test_near_can_mean_turns(paired: Researcher) -> None:
    async with shown(paired, "cooccurrence") as pilot:
        for chosen, within in (("<same turn>", 0), ("<within 1>", 1), ("<shared>", None)):
            await press(pilot, "w", chosen, "enter")
            with paired.project.reading() as connection:
                selection = Selection(rounds=(paired.round,))
                expected = cooccurrence(connection, "codes", within, selection)
            assert screen_of(pilot).paired is not None
            assert screen_of(pilot).paired.found == expected


async def test_the_network_around_the_row_follows_the_cursor(paired: Researcher) -> None:
    async with shown(paired, "cooccurrence") as pilot:
        for _row in range(3):
            row, _column = screen_of(pilot).cell or ("", "")
            text = text_of(pilot)
            assert f"\n {row} (" in text
            assert text.count("├─") == 1
            assert text.count("also with") == 1
            await press(pilot, "down")


async def test_from_a_pair_to_its_quotes_to_their_place_and_back(paired: Researcher) -> None:
    async with shown(paired, "cooccurrence") as pilot:
        names = screen_of(pilot).paired.pairs.names
        screen_of(pilot).table.move_to(names.index(UNCLEAR), names.index(GOOD))
        await press(pilot, "enter")
        screen = screen_of(pilot)
        assert [quote.text for quote in screen.quotes.quotes] == [
            "Det var otydligt.",
            "otydligt. Ingen visste",
            "Ingen visste vad det skulle bli 👩‍👩‍👧 av det.",
        ]
        await press(pilot, "down", "enter")
        code_screen = pilot.app.screen
        assert isinstance(code_screen, CodeScreen)
        start, end = code_screen.view.passage
        assert code_screen.source is not None
        assert code_screen.source.document.text[start:end] == "otydligt. Ingen visste"
        await press(pilot, "g", "o")
        assert screen_of(pilot).quotes.has_focus
        await press(pilot, "escape")
        assert screen_of(pilot).table.has_focus
        assert screen_of(pilot).cell == (UNCLEAR, GOOD)


async def test_a_pair_that_never_is_opens_nothing(paired: Researcher) -> None:
    async with shown(paired, "cooccurrence") as pilot:
        await press(pilot, "home", "enter")
        assert screen_of(pilot).table.has_focus


async def test_themes_key_quotes_and_the_moderator(paired: Researcher) -> None:
    async with shown(paired, "cooccurrence") as pilot:
        await press(pilot, "R")
        assert {"Otydligt syfte", "Möten"} <= set(screen_of(pilot).paired.pairs.names)
        await press(pilot, "z")
        assert "Nothing stands together yet." in text_of(pilot)
        await press(pilot, "z", "o")
        assert screen_of(pilot).paired.found.excluded == ()
        await press(pilot, "escape")
        assert pilot.app.state.screen == "code"


@pytest.mark.parametrize(
    ("keys", "options"),
    [
        ((), ()),
        (("R",), ("--rows", "themes")),
        (("w", "<within 2>", "enter"), ("--within", "2")),
        (("w", "<same>", "enter", "o"), ("--within", "turn", "--moderator")),
    ],
)
async def test_what_is_exported_is_what_the_command_prints(
    paired: Researcher, tmp_path: Path, keys: tuple[str, ...], options: tuple[str, ...]
) -> None:
    named = ("--in-round", paired.round)
    by_command = written_by_command(paired, tmp_path, "cooccurrence", *named, *options, suffix="md")
    async with shown(paired, "cooccurrence") as pilot:
        await press(pilot, *keys, "E", "end", "ctrl+u", "<pairs.md>", "enter")
    assert (tmp_path / "pairs.md").read_bytes() == by_command


async def test_an_empty_project(researcher: Researcher) -> None:
    async with shown(researcher, "cooccurrence", (80, 24)) as pilot:
        await press(pilot, "enter", "down", "R", "number_sign", "enter", "w", "enter", "J", "K")
        assert "Nothing stands together yet. F2" in text_of(pilot)


@pytest.mark.parametrize("within", [None, 0, 2])
@pytest.mark.parametrize("rows", ["codes", "themes"])
def test_a_pair_has_no_fewer_passages_than_units_in_common(
    study: Researcher, rows: str, within: int | None
) -> None:
    selection = Selection(rounds=(study.round,))
    with study.project.reading() as connection:
        found = cooccurrence(connection, rows, within, selection)
        for pair in found.pairs[:4]:
            quotes = pair_quotes(connection, pair.first, pair.second, rows, within, selection)
            names = [set(quote.codes if rows == "codes" else quote.themes) for quote in quotes]
            if rows == "codes":
                assert all(name & {pair.first, pair.second} for name in names)
            assert quotes
            if within is None:
                assert len(quotes) >= pair.both
        assert pair_quotes(connection, "no such", found.pairs[0].first, rows, within, selection) == []
        pairs = Pairs(found)
        for measure in MEASURES:
            values = [one.value for one in pairs.neighbours(found.pairs[0].first, measure)]
            defined = [value for value in values if value is not None]
            assert defined == sorted(defined, reverse=True)
            assert value_of(found.pairs[0], measure, found.pairs[0].first) in values


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_matrix_is_no_wider_than_the_screen(paired: Researcher, size: tuple[int, int]) -> None:
    async with shown(paired, "cooccurrence", size) as pilot:
        table = screen_of(pilot).table
        assert table.region.right <= size[0]
        await press(pilot, "end")
        assert table.scroll_offset.x + table.size.width >= table.virtual_size.width
