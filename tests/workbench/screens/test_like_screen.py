"""Turns in own words, and more like a passage: asked for, read, gone to, coded in one act."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import corrections
from qualwb.acts.researcher import Researcher
from qualwb.analysis.sources import transcript
from qualwb.language import cache
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import ConfirmDialog, FailureDialog
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.like.screen import LikeScreen
from qualwb.workbench.screens.like.turn_finder import finder_of
from qualwb.workbench.widgets.code_palette import CodePalette
from qualwb.workbench.widgets.listing import Listing
from tests.letters import PATIENCE, Letters
from tests.projects import new_project
from tests.workbench.reading import Reading
from tests.workbench.screens.coded_material import assert_golden, coded, lines, press, rows, shown
from tests.workbench.settling import settle

__all__ = ["coded"]

QUESTION = "<Var det otydligt från början?>"
LIKE = next(row.key for row in SCREENS if row.name == "like")
CODINGS = "SELECT code_id, quote FROM coding ORDER BY id"


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No meanings, unless a test asks for them."""
    monkeypatch.setenv("QUALWB_ENCODER", "none")


def like(pilot: Pilot[int]) -> LikeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, LikeScreen)
    return screen


def texts(pilot: Pilot[int]) -> list[str]:
    found = like(pilot).found
    assert found is not None
    return [one.turn.text for one in found.answers.found]


async def test_a_question_in_own_words_and_back(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter")
        assert texts(pilot)[0].startswith("Det var otydligt.")
        assert "by words alone" in like(pilot).bar_text()
        assert like(pilot).listing.has_focus
        await press(pilot, "escape")
        assert pilot.app.state.screen == "quotes"


async def test_enter_goes_to_the_turn_and_selects_it(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        start, end = screen.view.passage
        assert screen.source.document.text[start:end].startswith("Det var otydligt.")


async def test_more_like_the_passage_at_hand(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "J", "s", "equals_sign")
        assert "like 'Det var otydligt.'" in like(pilot).bar_text()
        (found,) = [one for one in like(pilot).found.answers.found if one.turn.place.source == "Intervju 2"]
        assert found.turn.text.startswith("Det var otydligt.")
        assert "Intervju 1" not in {one.turn.place.source for one in like(pilot).found.answers.found[:1]}
        await press(pilot, "escape")
        assert pilot.app.state.screen == "code"


async def test_more_like_a_quote_and_more_like_a_turn_of_the_list(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "equals_sign")
        first = like(pilot).sought
        assert first.source
        await press(pilot, "equals_sign")
        assert like(pilot).sought != first
        assert like(pilot).sought.source


async def test_a_tilde_in_the_query_line_asks_in_own_words(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, "slash", "<~ " + QUESTION[1:-1] + ">", "enter")
        assert like(pilot).sought.text == QUESTION[1:-1]
        assert like(pilot).line.value == QUESTION[1:-1]
        await press(pilot, "escape")
        assert pilot.app.screen.query_text == ""


@pytest.mark.parametrize("keys", [("slash", "< >", "enter"), ("slash", "<?!>", "enter")])
async def test_nothing_written_asks_nothing(coded: Researcher, keys: tuple[str, ...]) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, *keys)
        assert like(pilot).found is None
        assert any("Write a question" in line for line in lines(pilot))


async def test_nothing_found_and_no_text_at_all(researcher: Researcher) -> None:
    async with shown(researcher, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter")
        assert any("no turn to look in" in line for line in lines(pilot))


async def test_what_is_below_noise_is_not_shown(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, "<Vulkaner på Island>", "enter")
        assert any("None of 10 turns is above noise" in line for line in lines(pilot))
        assert texts(pilot) == []
        assert any("above noise" in line for line in lines(pilot))


async def test_the_key_always_leads_to_the_line_with_the_old_question_selected(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "f2", "ctrl+f")
        assert like(pilot).line.has_focus
        before = rows(coded, CODINGS)
        await press(pilot, *"cf", "enter")
        assert like(pilot).sought.text == "cf"
        assert rows(coded, CODINGS) == before
        await press(pilot, LIKE, *"mötena", "ctrl+f", *"resor", "enter")
        assert like(pilot).sought.text == "resor"


async def test_the_key_beneath_a_dialog_leaves_the_screen_as_it_is(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "c")
        assert isinstance(pilot.app.screen, CodePalette)
        await press(pilot, LIKE, "escape")
        assert like(pilot).listing.has_focus


async def test_a_new_question_asks_for_all_turns_again(coded: Researcher) -> None:
    async with shown(coded, "f6", (80, 24)) as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "f")
        assert lines(pilot)[0].startswith(" without a code · ")
        await press(pilot, LIKE, QUESTION, "enter")
        assert "without a code" not in like(pilot).bar_text()
        assert texts(pilot)[0].startswith("Det var otydligt.")


async def test_the_turn_to_be_coded_is_told_before_a_code_is_chosen(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "c")
        assert any("Code 1 turn: Intervju 1 · 2  Åsa: Det var otydligt." in line for line in lines(pilot))


async def test_only_turns_without_a_code(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, "<Fick du ett papper i handen?>", "enter", "f")
        assert texts(pilot) == ["Vi fick ett papper i handen, sen åkte vi."], "that of 'Intervju 2'"
        assert not like(pilot).found.answers.found[0].turn.codes
        assert "without a code" in like(pilot).bar_text()
        await press(pilot, "f")
        assert len(texts(pilot)) == 2


async def test_several_turns_are_looked_over_and_coded_in_one_act(coded: Researcher) -> None:
    before = rows(coded, CODINGS)
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "space", "down", "space", "c")
        assert isinstance(pilot.app.screen, CodePalette)
        await press(pilot, "<nytt>", "enter")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert rows(coded, CODINGS) == before
        await press(pilot, "enter")
        new = rows(coded, CODINGS)[len(before) :]
        assert [quote for _code, quote in new] == texts(pilot)[:2]
        assert all("nytt" in one.turn.codes for one in like(pilot).found.answers.found[:2])
        assert like(pilot).listing.chosen == [like(pilot).listing.key]
        await press(pilot, "u")
        assert rows(coded, CODINGS) == before
        assert all("nytt" not in one.turn.codes for one in like(pilot).found.answers.found)


async def test_refusing_to_code_them_codes_nothing(coded: Researcher) -> None:
    before = rows(coded, CODINGS)
    async with shown(coded, "f6") as pilot:
        await press(
            pilot, LIKE, QUESTION, "enter", "space", "down", "space", "c", "<nytt>", "enter", "escape"
        )
        assert rows(coded, CODINGS) == before
        await press(pilot, "c", "escape")
        assert rows(coded, CODINGS) == before


async def test_the_turn_under_the_cursor_is_coded_at_once(coded: Researcher) -> None:
    before = rows(coded, CODINGS)
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "c", "<nytt>", "enter")
        assert len(rows(coded, CODINGS)) == len(before) + 1


async def test_a_text_that_was_corrected_meanwhile_is_not_coded(coded: Researcher) -> None:
    before = len(rows(coded, CODINGS))
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter", "c")
        with coded.project.reading() as connection:
            source = like_source(pilot)
            text = transcript(connection, source).text
        start = text.index("otydligt")
        corrections.replace(coded, source, start, start + 8, "mycket oklart")
        await press(pilot, "<nytt>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert len(rows(coded, CODINGS)) == before


def like_source(pilot: Pilot[int]) -> str:
    """The source of the first turn of the list that lies behind the dialog."""
    (screen,) = [one for one in pilot.app.screen_stack if isinstance(one, LikeScreen)]
    return screen.found.answers.found[0].turn.place.source


async def test_the_mouse_chooses_and_opens(coded: Researcher) -> None:
    async with shown(coded, "f6") as pilot:
        await press(pilot, LIKE, QUESTION, "enter")
        await pilot.click(Listing, offset=(10, 2))
        await settle(pilot)
        assert like(pilot).listing.key == like(pilot).found.answers.found[1].turn.key
        await pilot.click(Listing, offset=(10, 2), times=2)
        await settle(pilot)
        assert isinstance(pilot.app.screen, CodeScreen)


async def test_by_meaning_where_it_is_known(coded: Researcher) -> None:
    cache.clear()
    letters = Letters()
    letters.open()
    async with shown(coded, "f6") as pilot:
        reading = Reading(pilot, letters)
        await reading.all_shown()
        question = "Det var otydligt från början"
        assert await asyncio.to_thread(reading.background.ask_for, question, PATIENCE)
        await press(pilot, LIKE, f"<{question}>", "enter")
        assert "by words and meaning" in like(pilot).bar_text()
        assert texts(pilot)[0].startswith("Det var otydligt.")


async def test_where_no_meaning_is_known_yet_it_is_by_words_until_it_is(coded: Researcher) -> None:
    cache.clear()
    letters = Letters()
    async with shown(coded, "f6") as pilot:
        reading = Reading(pilot, letters)
        await press(pilot, LIKE, QUESTION, "enter")
        assert "by words alone" in like(pilot).bar_text()
        letters.open()
        await reading.all_shown()
        assert "by words and meaning" in like(pilot).bar_text()


async def test_the_finder_is_kept_with_the_project(coded: Researcher, tmp_path: Path) -> None:
    assert finder_of(coded.project) is finder_of(coded.project)
    with new_project(tmp_path / "annat.qwb", "Annat") as other:
        assert finder_of(other) is not finder_of(coded.project)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((160, 40), marks=pytest.mark.file_only)])
async def test_what_it_looks_like(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "f6", size) as pilot:
        assert isinstance(pilot.app, Workbench)
        await press(pilot, LIKE, QUESTION, "enter", "space")
        assert_golden(f"like-{size[0]}x{size[1]}", lines(pilot))
