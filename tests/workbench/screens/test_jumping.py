"""ctrl+g goes to anything by its name; the palette knows the acts of all screens, and which are used most."""

import pytest
from textual.command import CommandList
from textual.pilot import Pilot

from qualwb.acts import codes, memos, people, saved_queries
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.destinations import destinations, turn_meant
from qualwb.workbench.keys_here import acts_by_name
from qualwb.workbench.registry.keymap import SCREEN_TABLES
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.codebook.screen import CodebookScreen
from qualwb.workbench.screens.list_screen import ListScreen
from qualwb.workbench.screens.quotes.screen import QuotesScreen
from qualwb.workbench.screens.themes.board import Subject
from qualwb.workbench.screens.themes.screen import ThemesScreen
from tests.workbench.screens.coded_material import TIME, coded, lines, press, shown
from tests.workbench.settling import rested

__all__ = ["coded"]


def offered(pilot: Pilot[int]) -> list[str]:
    """What the palette offers, best first."""
    return [str(option.prompt) for option in pilot.app.screen.query_one(CommandList).options]


async def jump(pilot: Pilot[int], typed: str) -> None:
    await press(pilot, "ctrl+g", f"<{typed}>")
    await rested(pilot)
    await press(pilot, "enter")


async def test_to_a_source_and_a_turn_by_its_number(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await jump(pilot, "intervju 2 4")
        code = pilot.app.screen
        assert isinstance(code, CodeScreen)
        assert code.source is not None
        assert code.source.name == "Intervju 2"
        assert code.source.progress(code.view.cursor).number == 4
        await press(pilot, "alt+left")
        assert pilot.app.screen is not code


async def test_a_number_alone_is_a_turn_of_the_source_at_hand(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await jump(pilot, "intervju 2 1")
        await jump(pilot, "4")
        code = pilot.app.screen
        assert isinstance(code, CodeScreen)
        assert code.source is not None
        assert (code.source.name, code.source.progress(code.view.cursor).number) == ("Intervju 2", 4)


async def test_the_code_that_is_gone_to_stands_in_view(coded: Researcher) -> None:
    for n in range(60):
        codes.create(coded, f"kod {n:02}")
    async with shown(coded, "f2", (80, 24)) as pilot:
        for name in ("kod 50", "kod 20", TIME):
            await jump(pilot, name)
            assert isinstance(pilot.app.screen, CodebookScreen)
            assert pilot.app.screen.current == name
            assert any(f"■ {name}" in line for line in lines(pilot))
            await press(pilot, "f2")


async def test_to_a_code_a_theme_a_person_a_query_and_a_memo(coded: Researcher) -> None:
    saved_queries.save_query(coded, "det om möten", {"where": "theme:Möten"})
    memos.write(coded, "Varför så tyst?")
    async with shown(coded, "f2") as pilot:
        await jump(pilot, TIME)
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert pilot.app.screen.current == TIME
        await jump(pilot, "möten")
        assert isinstance(pilot.app.screen, ThemesScreen)
        assert pilot.app.screen.view.subject == Subject("Möten")
        await jump(pilot, "björn")
        people = pilot.app.screen
        assert isinstance(people, ListScreen)
        assert people.listing.key == ("Grupp 1", "Björn")
        await jump(pilot, "det om")
        assert isinstance(pilot.app.screen, QuotesScreen)
        assert pilot.app.screen.query_text == "theme:Möten"
        await jump(pilot, "varför")
        written = pilot.app.screen
        assert isinstance(written, ListScreen)
        assert "Varför så tyst?" in written.detail(written.listing.key)


def test_who_led_the_group_is_no_participant(coded: Researcher) -> None:
    people.set_roles(coded, [("Grupp 1", "Björn")], "moderator")
    with coded.project.reading() as connection:
        kinds = {one.name: one.kind for one in destinations(connection)}
    assert (kinds["Björn (Grupp 1)"], kinds["Björn (Grupp 2)"]) == ("moderator", "participant")


def test_a_number_means_a_turn_of_each_source_that_begins_so(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        known = destinations(connection)
    names = [one.name for one in turn_meant("Intervju 4", known, None)]
    assert names == ["Intervju 1, turn 4", "Intervju 2, turn 4"]
    assert [one.name for one in turn_meant("Intervju 2 4", known, None)] == ["Intervju 2, turn 4"]
    assert [one.name for one in turn_meant("intervju 2, Turn 4", known, None)] == ["Intervju 2, turn 4"]
    assert [one.name for one in turn_meant("4", known, "Intervju 2")] == ["Intervju 2, turn 4"]
    for nothing in ("Intervju", "Intervju 0", "Intervju 99", "4"):
        assert list(turn_meant(nothing, known, None)) == []


async def test_what_is_named_just_so_comes_first(coded: Researcher) -> None:
    codes.create(coded, "möten med chefen")
    async with shown(coded, "f2") as pilot:
        await jump(pilot, "möten")
        themes = pilot.app.screen
        assert isinstance(themes, ThemesScreen)
        assert themes.view.subject == Subject("Möten")


async def test_every_act_of_every_screen_is_known_and_no_motion(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        assert isinstance(pilot.app, Workbench)
        acts = list(acts_by_name(pilot.app, pilot.app.screen))
        ids = {act.id for act in acts}
        assert len(ids) == len(acts)
        for name in (
            "matrix.export",
            "codebook.merge",
            "sources.import",
            "participants.withdraw",
            "code.code",
        ):
            assert name in ids
        assert not ids & {"transcript.row-down", "transcript.word-next.extend", "lists.read_on", "guide.down"}
        assert len(acts) < sum(len(table) for table in SCREEN_TABLES.values())


async def test_an_act_of_another_screen_goes_there_and_asks(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        assert isinstance(pilot.app, Workbench)
        await press(pilot, "ctrl+p", "<export the matrix>")
        await rested(pilot)
        await press(pilot, "enter")
        assert pilot.app.state.screen == "matrix"
        assert pilot.app.screen.is_modal
        await press(pilot, "escape", "f2", "ctrl+p", "<delete the memo>")
        await rested(pilot)
        await press(pilot, "enter")
        assert pilot.app.state.screen == "memos"
        assert [n.message for n in pilot.app._notifications] == ["d, del  Delete the memo"]


async def test_what_is_used_most_comes_first_and_is_kept(coded: Researcher) -> None:
    async with shown(coded, "f8") as pilot:
        await press(pilot, "ctrl+p")
        await rested(pilot)
        assert not offered(pilot)[0].startswith("Finished coding")
        await press(pilot, "<finished>")
        await rested(pilot)
        await press(pilot, "enter")
        await press(pilot, "ctrl+q")
    async with shown(coded, "f8") as pilot:
        await press(pilot, "ctrl+p")
        await rested(pilot)
        assert offered(pilot)[0].startswith("Finished coding")


@pytest.mark.parametrize("typed", ["[", "[/b]", "\\"])
async def test_signs_of_markup_are_letters(coded: Researcher, typed: str) -> None:
    memos.write(coded, "[/b] ett memo [")
    async with shown(coded, "f8") as pilot:
        await press(pilot, "ctrl+g", f"<{typed}>")
        await rested(pilot)
        assert ("[/b] ett memo [" in "\n".join(offered(pilot))) == (typed != "\\")


async def test_a_source_that_is_called_so_comes_before_turns_of_that_number(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await jump(pilot, "intervju 2")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        assert screen.source.name == "Intervju 2"
        await jump(pilot, "intervju 1 2")
        assert screen.source.name == "Intervju 1"


async def test_a_screen_is_gone_to_by_its_name(coded: Researcher) -> None:
    async with shown(coded, "code") as pilot:
        await jump(pilot, "saturation")
        assert pilot.app.state.screen == "saturation"
