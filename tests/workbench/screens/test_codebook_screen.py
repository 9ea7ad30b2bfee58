"""The codebook: what each key leaves in the store, and what the table shows."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import codes, codings, rounds
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.workbench.dialogs import FailureDialog, LineDialog
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.quotes.screen import QuotesScreen
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    TIME,
    UNCLEAR,
    assert_golden,
    coded,
    gathered,
    lines,
    press,
    rows,
    settle,
    shown,
)

__all__ = ["coded"]


def screen_of(pilot: Pilot[int]) -> CodebookScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodebookScreen)
    return screen


def names(researcher: Researcher) -> list[str]:
    return [name for (name,) in rows(researcher, "SELECT name FROM code ORDER BY position, id")]


async def test_the_rule_is_written_in_a_form(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "down", "e", "<def>", "tab", "<in>", "tab", "<ut>", "tab", "<ex>", "ctrl+s")
        written = rows(
            coded, f"SELECT definition, include, exclude, examples FROM code WHERE name = '{PAPER}'"
        )
        assert written == [("def", "in", "ut", "ex")]
        assert screen_of(pilot).current == PAPER
        assert any("Use it when: in" in line for line in lines(pilot))


async def test_an_unchanged_form_is_no_act(coded: Researcher) -> None:
    before = rows(coded, "SELECT count(*) FROM change")
    async with shown(coded, "f4") as pilot:
        await press(pilot, "e", "ctrl+s")
        assert rows(coded, "SELECT count(*) FROM change") == before


async def test_new_renamed_coloured_deleted_and_back(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "n", "<ny>", "enter")
        assert names(coded) == [UNCLEAR, PAPER, GOOD, TIME, "ny"]
        assert screen_of(pilot).current == "ny"
        await press(pilot, "home", "ctrl+home", "r", "end", "ctrl+u", "<dimma>", "enter")
        assert names(coded)[0] == "dimma"
        await press(pilot, "P", "<#d37295>", "enter")
        assert rows(coded, "SELECT colour FROM code WHERE name = 'dimma'") == [("#d37295",)]
        await press(pilot, "d", "enter")
        assert "dimma" not in names(coded)
        await press(pilot, "u")
        assert "dimma" in names(coded)


async def test_marked_codes_merge_with_the_reason(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "space", "down", "space", "M", "enter", "<lika>", "enter")
        assert names(coded) == [UNCLEAR, GOOD, TIME]
        assert rows(coded, "SELECT reason FROM change ORDER BY id DESC LIMIT 1") == [("lika",)]
        assert screen_of(pilot).chosen == [UNCLEAR]
        assert check(coded.project) == []


async def test_the_cursor_stands_on_the_code_that_others_went_into(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(
            pilot, "space", "down", "space", "M", "end", "ctrl+u", "<öppet läge>", "enter", "<lika>", "enter"
        )
        assert screen_of(pilot).current == "öppet läge"
        await press(pilot, "r", "end", "ctrl+u", "<åtskilt>", "enter")
        assert screen_of(pilot).current == "åtskilt"
        assert names(coded).count(GOOD) == 1


async def test_that_merged_codes_come_from_several_themes_is_said(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "space", "down", "down", "space", "M", "enter", "<lika>", "enter")
        await settle(pilot)
        told = [note.message for note in pilot.app._notifications]
        assert told == [f"'{UNCLEAR}' stands in the themes Otydligt syfte, Möten now."]


async def test_codes_move_beneath_another_and_into_a_theme(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "down", "v", f"<{UNCLEAR}>", "enter")
        beneath = "SELECT above.name FROM code JOIN code above ON above.id = code.parent_id"
        assert rows(coded, f"{beneath} WHERE code.name = '{PAPER}'") == [(UNCLEAR,)]
        await press(pilot, "end", "ctrl+end", "T", "<möten>", "enter")
        assert gathered(coded)["Möten"] == [GOOD, TIME]


async def test_a_memo_hangs_on_the_code(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "m", "<delas?>", "ctrl+s")
        assert rows(coded, "SELECT text, code.name FROM memo JOIN code ON code.id = code_id") == [
            ("delas?", UNCLEAR)
        ]
        assert any("delas?" in line for line in lines(pilot))


async def test_a_filter_leads_to_the_first_code_by_name(coded: Researcher) -> None:
    codes.describe(coded, PAPER, definition=f"Inte {TIME}.")
    async with shown(coded, "f4") as pilot:
        await press(pilot, "ctrl+end", "up", "slash", f"<{TIME}>", "enter")
        assert screen_of(pilot).table.names == [PAPER, TIME]
        assert screen_of(pilot).current == TIME
        await press(pilot, "slash", "ctrl+u", "<a>", "enter")
        fitting = [name for name in screen_of(pilot).table.names if "a" in name]
        assert screen_of(pilot).current == fitting[0]


async def test_what_is_merged_is_named(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "space", "down", "space", "M")
        told = " ".join(" ".join(line.strip(" │") for line in lines(pilot)).split())
        assert f"Merge '{UNCLEAR}', '{PAPER}' into" in told


async def test_the_filter_and_escape(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "slash", "<möten>", "enter")
        assert screen_of(pilot).chosen == [GOOD]
        await press(pilot, "escape")
        assert screen_of(pilot).table.row_count == 4


async def test_escape_shows_all_codes_before_it_takes_the_marks_away(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "slash", "<möten>", "down", "space", "escape")
        assert screen_of(pilot).table.row_count == 4
        assert screen_of(pilot).chosen == [GOOD]
        await press(pilot, "slash", f"<{TIME}>", "enter", "space")
        assert set(screen_of(pilot).chosen) == {GOOD, TIME}
        await press(pilot, "escape", "escape")
        assert len(screen_of(pilot).chosen) == 1


async def test_the_codes_are_put_in_order(coded: Researcher) -> None:
    codes.create(coded, "aldrig satt", parent=UNCLEAR)
    async with shown(coded, "f4") as pilot:
        assert "1 without passages here · 1 without codings" in lines(pilot)[0]
        as_it_was = screen_of(pilot).table.names
        await press(pilot, "down", "s", "<fewest>", "enter")
        assert screen_of(pilot).table.names == ["aldrig satt", GOOD, PAPER, TIME, UNCLEAR]
        assert screen_of(pilot).current == "aldrig satt"
        assert "s: fewest passages first" in lines(pilot)[0]
        await press(pilot, "slash", "<papper>", "enter", "s", "<as in>", "enter", "escape")
        assert screen_of(pilot).table.names == as_it_was


async def test_its_quotes(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "down", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, QuotesScreen)
        await settle(pilot)
        assert [quote.text for quote in screen.found.quotes] == ["Vi fick ett papper i handen"]
        await press(pilot, "f4", "up", "enter")
        assert len(screen.found.quotes) == 3


async def test_a_name_that_is_taken_is_explained(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "r", "end", "ctrl+u", f"<{GOOD}>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        assert names(coded)[0] == UNCLEAR


async def test_out_to_a_file_and_in_again(coded: Researcher, tmp_path: Path) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "E", "enter")
        (written,) = tmp_path.glob("*.yaml")
        codes.delete(coded, [TIME])
        await press(pilot, "i", f"<{written}>", "enter")
        assert set(names(coded)) == {UNCLEAR, PAPER, GOOD, TIME}


async def test_a_bundled_codebook_by_name_and_a_missing_file(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "i", "<vedung>", "enter")
        assert len(names(coded)) > 4
        await press(pilot, "i", "<nowhere.yaml>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "md"])
async def test_other_formats_by_the_files_name(coded: Researcher, tmp_path: Path, suffix: str) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "E", "end", "ctrl+u", f"<kod.{suffix}>", "enter")
        assert (tmp_path / f"kod.{suffix}").stat().st_size > 50


async def test_an_empty_project_says_what_to_do(researcher: Researcher) -> None:
    async with shown(researcher, "f4", (80, 24)) as pilot:
        await press(pilot, "e", "r", "M", "v", "P", "T", "d", "m", "enter", "space", "enter", "escape")
        assert any("F2 codes a passage." in line for line in lines(pilot))
        await press(pilot, "n", "<första>", "enter")
        assert names(researcher) == ["första"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_codebook_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "f4", size) as pilot:
        await press(pilot, "space")
        await press(pilot, "up")
        assert_golden(f"codebook-{size[0]}x{size[1]}", lines(pilot))


async def test_undo_leads_to_the_code_that_came_back(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        gone = screen.current
        await press(pilot, "d", "enter")
        assert gone not in screen.rows
        await press(pilot, "end", "u")
        assert screen.current == gone


async def test_while_coding_blind_what_others_used_is_not_taken_for_unused(coded: Researcher) -> None:
    blind = rounds.new_round(coded, "blind", blind=True)
    bo = Researcher(coded.project, "Bo", blind)
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Men mötena var bra")
    codings.apply(bo, passage, ["Bos kod"], create=True)
    async with shown(Researcher(coded.project, "Anna", blind), "f4") as pilot:
        assert "without codings" not in lines(pilot)[0]
        await press(pilot, "slash", "<Bos kod>", "enter", "d")
        assert isinstance(pilot.app.screen, LineDialog)
        assert "is hidden while you code blind" in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "escape")
        assert "Bos kod" in names(coded)


async def test_how_to_save_is_in_sight_while_a_code_is_described(coded: Researcher) -> None:
    async with shown(coded, "f4", size=(80, 24)) as pilot:
        await press(pilot, "e")
        assert any("Ctrl+S saves" in line for line in lines(pilot))


async def test_what_a_field_is_called_is_in_sight_while_it_is_written(coded: Researcher) -> None:
    async with shown(coded, "f4", size=(80, 24)) as pilot:
        await press(pilot, "e")
        assert any("Definition" in line for line in lines(pilot)[2:8])
        await press(pilot, "tab", "tab", "tab", "shift+tab", "shift+tab", "shift+tab")
        assert any("Definition" in line for line in lines(pilot)[2:8])


async def test_what_goes_with_a_code_and_what_moves_up_is_told(coded: Researcher) -> None:
    codes.create(coded, "under", parent=GOOD)
    async with shown(coded, "f4") as pilot:
        await press(pilot, "slash", f"<{GOOD}>", "enter", "d")
        assert "1 coding goes with it." in "\n".join(lines(pilot))
        await press(pilot, "escape")
        assert GOOD in names(coded)
        await press(pilot, "d", "<hör inte hit>", "enter")
        assert rows(coded, "SELECT reason FROM change ORDER BY id DESC LIMIT 1") == [("hör inte hit",)]
        (told,) = [note.message for note in pilot.app._notifications]
        assert told == "Deleted; u brings it back. With 1 coding. 1 code beneath moved up."
        assert (
            "1 code beneath moved up"
            in rows(coded, "SELECT summary FROM change ORDER BY id DESC LIMIT 1")[0][0]
        )
