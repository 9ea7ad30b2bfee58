"""Splitting a code: passages are ticked in a list, found by text, group or speaker; the reason is kept."""

from dataclasses import replace

from textual.pilot import Pilot

from qualwb.acts import codes, codings, rounds
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.split_dialog import SplitDialog
from tests.workbench.screens.coded_material import UNCLEAR, assert_golden, coded, lines, press, rows, shown

__all__ = ["coded"]

WITH = "SELECT quote FROM coding JOIN code ON code.id = code_id WHERE code.name = '{}' ORDER BY coding.id"


async def open_split(pilot: Pilot[int], code: str = UNCLEAR) -> SplitDialog:
    """The dialog for a code, opened from the codebook, with the cursor in its filter."""
    await press(pilot, "slash", f"<{code}>", "enter", "S")
    assert isinstance(pilot.app.screen, SplitDialog)
    dialog = pilot.app.screen
    await press(pilot, "slash")
    return dialog


async def test_the_first_keys_tick_passages(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "slash", f"<{UNCLEAR}>", "enter", "S", "space", "down", "space")
        assert "2 of 3 codings go to the new code" in "\n".join(lines(pilot))
        await press(pilot, "slash", "<visste>")
        assert sum("[ ]" in line or "[x]" in line for line in lines(pilot)) == 1


async def test_passages_are_ticked_and_go_with_the_reason(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await open_split(pilot)
        await press(
            pilot, "<grupp 1 visste>", "tab", "space", "tab", "<ovisshet>", "tab", "<två saker>", "enter"
        )
        assert rows(coded, WITH.format("ovisshet")) == [("Ingen visste vad det skulle bli 👩‍👩‍👧 av det.",)]
        assert rows(coded, WITH.format(UNCLEAR)) == [("Det var otydligt.",)] * 2
        assert rows(coded, "SELECT act, reason FROM change ORDER BY id DESC LIMIT 1") == [
            ("code.split", "två saker")
        ]
        await press(pilot, "u")
        assert len(rows(coded, WITH.format(UNCLEAR))) == 3


async def test_a_filter_does_not_hide_what_a_split_made(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "slash", f"<{UNCLEAR}>", "enter", "S", "space", "slash")
        await press(pilot, "tab", "tab", "<ovisshet>", "tab", "<två>", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        assert screen.current == "ovisshet"
        assert len(screen.table.names) == len(screen.rows)


async def test_the_round_of_each_passage_is_told_where_there_are_several(coded: Researcher) -> None:
    second = rounds.new_round(coded, "två")
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Men mötena var bra")
    codings.apply(replace(coded, round=second), passage, [UNCLEAR])
    async with shown(coded, "f4") as pilot:
        await open_split(pilot)
        assert [f"Karin, {name}" in "\n".join(lines(pilot)) for name in ("1", "två")] == [True, True]


async def test_all_that_are_shown_are_ticked_at_once(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await open_split(pilot)
        await press(pilot, "<åsa otydligt>", "tab", "A", "tab", "<otydligt>", "ctrl+s")
        assert rows(coded, WITH.format("otydligt")) == [("Det var otydligt.",)] * 2


async def test_nothing_ticked_and_no_name_stop_it(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        dialog = await open_split(pilot)
        await press(pilot, "<finns inte>", "tab", "A", "tab", "<nytt>", "ctrl+s")
        assert pilot.app.screen is dialog
        assert any("Nothing fits the filter." in line for line in lines(pilot))
        await press(pilot, "escape")
        dialog = await open_split(pilot)
        await press(pilot, "tab", "space", "ctrl+s")
        assert pilot.app.screen is dialog
        await press(pilot, "escape")
        assert len(rows(coded, WITH.format(UNCLEAR))) == 3


async def test_a_split_that_is_refused_is_asked_for_again_as_it_was(coded: Researcher) -> None:
    codes.create(coded, "upptagen")
    async with shown(coded, "f4") as pilot:
        await open_split(pilot)
        await press(pilot, "<åsa otydligt>", "tab", "A", "tab", "<upptagen>", "tab", "<skäl>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SplitDialog)
        await press(pilot, "end", "<t>", "ctrl+s")
        assert rows(coded, WITH.format("upptagent")) == [("Det var otydligt.",)] * 2
        assert rows(coded, "SELECT reason FROM change ORDER BY id DESC LIMIT 1") == [("skäl",)]


async def test_a_code_without_a_passage_is_not_split(coded: Researcher) -> None:
    codes.create(coded, "tom")
    async with shown(coded, "f4") as pilot:
        await press(pilot, "slash", "<tom>", "enter", "S")
        assert not isinstance(pilot.app.screen, SplitDialog)


async def test_what_is_seen(coded: Researcher) -> None:
    async with shown(coded, "f4", (80, 24)) as pilot:
        await open_split(pilot)
        await press(pilot, "<åsa>", "tab", "space")
        assert_golden("split-80x24", lines(pilot))
