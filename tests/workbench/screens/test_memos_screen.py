"""The memos: written, read, changed, filtered, and the place that they are about."""

from dataclasses import replace

import pytest

from qualwb.acts import codes, memos, questions
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.themes.board import Subject
from qualwb.workbench.screens.themes.screen import ThemesScreen
from qualwb.workbench.widgets.listing import Listing
from tests.workbench.screens.coded_material import (
    GOOD,
    assert_golden,
    coded,
    lines,
    press,
    rows,
    settle,
    shown,
)

__all__ = ["coded"]

MEMOS = "SELECT text, kind FROM memo ORDER BY id"


@pytest.fixture
def thoughts(material: Researcher) -> Researcher:
    """A memo on a passage, one on a code, one on the project."""
    codes.create(material, "otydligt")
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Men mötena var bra")
    memos.write(
        material, "[bold]Varför[/bold] just mötena?", target="passage", passage=passage, kind="question"
    )
    memos.write(material, "Gränsen mot mandat.", target="code", name="otydligt", kind="idea")
    memos.write(material, "Läs om Grupp 1.\nSen skriv.", kind="decision")
    return material


async def test_an_empty_project_says_how_memos_come_about(researcher: Researcher) -> None:
    async with shown(researcher, "f9") as pilot:
        assert "No memos yet." in "\n".join(lines(pilot))
        await press(pilot, "e", "t", "d", "enter")


async def test_a_memo_on_the_project_and_one_on_a_person(material: Researcher) -> None:
    async with shown(material, "f9") as pilot:
        await press(pilot, "n", "<project>", "enter", "<Allmänt.>", "ctrl+s")
        await press(pilot, "n", "<participant>", "enter", "<Åsa>", "enter", "<Säger mest.>", "ctrl+s")
        assert rows(material, MEMOS) == [("Allmänt.", "memo"), ("Säger mest.", "memo")]
        listing = pilot.app.screen.query_one(Listing)
        assert listing.key == 2
        assert rows(material, "SELECT alias FROM memo JOIN participant AS p ON p.id = participant_id") == [
            ("Åsa",)
        ]
        (group,) = rows(material, "SELECT name FROM focus_group")[0]
        assert f"participant {group}/Åsa" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert pilot.app.state.screen == "participants"
        assert pilot.app.screen.query_one(Listing).key == (group, "Åsa")


async def test_a_memo_on_a_question_leads_to_it_in_the_guide(material: Researcher) -> None:
    questions.add_questions(material, [("Början", "Hur var det?"), ("Slutet", "Och sedan?")])
    memos.write(material, "Frågas sent.", target="question", name="Slutet")
    async with shown(material, "f9") as pilot:
        await press(pilot, "enter")
        assert pilot.app.state.screen == "questions"
        assert pilot.app.screen.query_one(Listing).key == "Slutet"


async def test_a_target_that_there_is_none_of_is_told(researcher: Researcher) -> None:
    async with shown(researcher, "f9") as pilot:
        await press(pilot, "n", "<theme>", "enter")
        assert rows(researcher, MEMOS) == []


async def test_text_and_kind_are_changed_and_changed_back(thoughts: Researcher) -> None:
    async with shown(thoughts, "f9") as pilot:
        await press(pilot, "e", "< Nu.>", "ctrl+s", "t", "<impression>", "enter")
        assert rows(thoughts, MEMOS)[2] == ("Läs om Grupp 1.\nSen skriv. Nu.", "impression")
        await press(pilot, "u", "u")
        assert rows(thoughts, MEMOS)[2] == ("Läs om Grupp 1.\nSen skriv.", "decision")


async def test_a_memo_becomes_one_on_reflexivity(thoughts: Researcher) -> None:
    async with shown(thoughts, "f9") as pilot:
        await press(pilot, "t", "<reflexiv>", "enter")
        assert rows(thoughts, MEMOS)[2][1] == "reflexivity"


async def test_deleting_is_undone(thoughts: Researcher) -> None:
    async with shown(thoughts, "f9") as pilot:
        await press(pilot, "d")
        assert len(rows(thoughts, MEMOS)) == 2
        await press(pilot, "u")
        assert len(rows(thoughts, MEMOS)) == 3


async def test_filters_by_words_and_by_kind(thoughts: Researcher) -> None:
    async with shown(thoughts, "f9") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        await press(pilot, "slash", "<mandat>", "enter")
        assert listing.keys == [2]
        await press(pilot, "escape", "f", "<question>", "enter")
        assert listing.keys == [1]
        await press(pilot, "f", "<on: code>", "enter")
        assert listing.keys == [2]
        await press(pilot, "f", "<all>", "enter")
        assert listing.keys == [3, 2, 1]


async def test_markup_in_a_memo_is_text(thoughts: Researcher) -> None:
    async with shown(thoughts, "f9") as pilot:
        await press(pilot, "end")
        assert "\n".join(lines(pilot)).count("[bold]Varför[/bold]") == 2


async def test_the_memos_of_one_coder_are_shown_alone(thoughts: Researcher) -> None:
    memos.write(replace(thoughts, coder="Bo"), "Bos tanke.")
    async with shown(thoughts, "f9") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        await press(pilot, "f", "<of Bo>", "enter")
        assert len(listing.keys) == 1
        assert "only Bo (f changes that)" in lines(pilot)[0]
        await press(pilot, "f", "<all>", "enter", "slash", "<mandat>", "enter")
        assert "/: 1 of 4 shown" in lines(pilot)[0]


async def test_enter_goes_to_the_passage(thoughts: Researcher) -> None:
    async with shown(thoughts, "f9") as pilot:
        await press(pilot, "end", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        start, end = screen.view.passage
        assert screen.source.document.text[start:end] == "Men mötena var bra"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), pytest.param((160, 40), marks=pytest.mark.file_only)])
async def test_the_screen_as_text(thoughts: Researcher, size: tuple[int, int]) -> None:
    with thoughts.project.writing() as connection:
        connection.exec_driver_sql("UPDATE memo SET updated_at = '2026-01-02T03:04:05+00:00'")
    async with shown(thoughts, "f9", size) as pilot:
        assert_golden(f"memos-{size[0]}x{size[1]}", lines(pilot))


async def test_enter_goes_to_the_code_or_theme_that_a_memo_is_on(coded: Researcher) -> None:
    memos.write(coded, "Delas?", target="code", name=GOOD)
    memos.write(coded, "Bär det?", target="theme", name="Möten")
    async with shown(coded, "f9") as pilot:
        for text in ("delas", "bär"):
            await press(pilot, "f9", "slash", "ctrl+u", f"<{text}>", "enter", "enter")
            await settle(pilot)
            screen = pilot.app.screen
            if isinstance(screen, ThemesScreen):
                assert (text, screen.view.subject) == ("bär", Subject("Möten"))
            else:
                assert isinstance(screen, CodebookScreen)
                assert (text, screen.current) == ("delas", GOOD)
