"""g and a letter lead from every screen to every other; gg to the first line; a box for text keeps its g."""

import pytest
from textual.widgets import Input

from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.actions import SCREENS
from qualwb.workbench.registry.keymap import clashes, key_rows
from qualwb.workbench.screens.second_letter import SecondLetterPanel, in_columns
from qualwb.workbench.widgets.listing import Listing
from qualwb.workbench.widgets.transcript import TranscriptView
from tests.workbench.screens.coded_material import coded, lines, press, shown

__all__ = ["coded"]


def test_every_screen_has_a_letter_of_its_own() -> None:
    assert len({row.letter for row in SCREENS} | {"g"}) == len(SCREENS) + 1


@pytest.mark.parametrize("begun", [row.name for row in SCREENS])
async def test_a_letter_leads_from_every_screen_to_every_other(coded: Researcher, begun: str) -> None:
    async with shown(coded, begun) as pilot:
        assert isinstance(pilot.app, Workbench)
        after = {one.name: other for one, other in zip(SCREENS, (*SCREENS[1:], SCREENS[0]), strict=True)}
        for row in (after[begun], after[after[begun].name]):
            pilot.app.screen.set_focus(None)  # one that begins with a question has its focus there
            await press(pilot, "g", row.letter)
            assert pilot.app.state.screen == row.name


async def test_the_letters_are_shown_until_one_is_pressed(coded: Researcher) -> None:
    async with shown(coded, "f8", (80, 24)) as pilot:
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, SecondLetterPanel)
        told = "\n".join(lines(pilot))
        project = coded.project.title if coded.project.far else coded.project.label
        assert f" {project} › Karin › round 1 › Sources › Sources · 2 sources" in told
        for row in SCREENS:
            assert f"{row.letter}  {row.title}" in told
        for key in ("escape", "ö"):  # neither leads anywhere
            await press(pilot, key)
            assert pilot.app.state.screen == "sources"
            assert len(pilot.app.screen_stack) == 2
            await press(pilot, "g")


async def test_gg_leads_to_the_first_line(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        listing = pilot.app.screen.query_one(Listing)
        first = listing.key
        await press(pilot, "G")
        assert listing.key != first
        await press(pilot, "g", "g")
        assert listing.key == first
        await press(pilot, "f2", "G", "g", "g")
        assert pilot.app.screen.query_one(TranscriptView).cursor == 0


async def test_a_box_for_text_takes_the_letter(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "slash", "g", "s")
        assert pilot.app.screen.query_one(".filter", Input).value == "gs"


def test_a_key_that_is_pressed_after_g_takes_none_from_a_screen() -> None:
    found = key_rows({})
    assert [row.id for row in found if "g" in row.keys.split(",")] == ["app.second_letter"]
    row = next(row for row in found if row.id == "go.themes")
    assert clashes(found, row, "gg") != []


def test_short_texts_stand_in_as_many_columns_as_fit() -> None:
    texts = ["å  Ett", "b  Två", "c  Tretton"]
    assert in_columns(texts, 12) == "å  Ett\nb  Två\nc  Tretton"
    assert in_columns(texts, 24) == "å  Ett      c  Tretton\nb  Två"
    assert in_columns([], 10) == ""
