"""The code screen tells what is coded, keeps the reader's place, and lets go of every box."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from qualwb.acts import codes, codings
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_at, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.texts import current_texts
from qualwb.suggest.suggester import Suggester
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.widgets.codes_pane import CodesTree
from qualwb.workbench.widgets.context_menu import ContextMenu
from qualwb.workbench.widgets.inspector import Inspector
from qualwb.workbench.widgets.transcript import TranscriptView
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    TIME,
    UNCLEAR,
    coded,
    lines,
    press,
    rows,
    study,
)
from tests.workbench.settling import settle
from tests.workbench.test_code_screen import opened, stored, with_a_code_to_suggest

__all__ = ["coded", "study"]


def screen_of(pilot: Pilot[int]) -> CodeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    return screen


def bar(pilot: Pilot[int]) -> str:
    return lines(pilot)[0]


# What is coded


async def test_the_bar_says_what_would_be_coded(material: Researcher) -> None:
    async with opened(material, (80, 24)) as pilot:
        await press(pilot, "J")
        assert bar(pilot).startswith(" sentence 3 words · ")
        await press(pilot, "t")
        assert bar(pilot).startswith(" SELECT ")
        assert " words · " in bar(pilot)
        await press(pilot, "escape", "v")
        assert bar(pilot).startswith(" SELECT · sentence ")
        await press(pilot, "home", "v", "v", "w")
        assert bar(pilot).startswith(" SELECT 1 word · ")


async def test_what_was_coded_is_told_in_turns_until_the_reader_goes_on(material: Researcher) -> None:
    async with opened(material, (80, 24)) as pilot:
        await press(pilot, "J", "t", "c", "<oklart>", "enter")
        assert bar(pilot).startswith(" Coded turn 2: oklart (new code) · ")
        await press(pilot, "full_stop")  # it stands there already
        assert len(stored(material)) == 1
        await press(pilot, "J")
        assert not bar(pilot).startswith(" Coded")
        await press(pilot, "t", "t", "full_stop")
        assert bar(pilot).startswith(" Coded turns 3–4: oklart · ")
        await press(pilot, "u")
        assert not bar(pilot).startswith(" Coded")


async def test_what_was_coded_is_not_told_of_another_source(coded: Researcher) -> None:
    async with opened(coded, (80, 24)) as pilot:
        await press(pilot, "home", "c", "<oklart>", "enter")
        assert bar(pilot).startswith(" Coded turn 1: oklart från början · ")
        await press(pilot, "greater_than_sign", "home")
        assert not bar(pilot).startswith(" Coded")
        await press(pilot, "greater_than_sign")
        assert "last source" in [note.message for note in pilot.app._notifications][-1]


async def test_coding_a_moderator_says_that_it_is_not_counted(coded: Researcher) -> None:
    async with opened(coded, (120, 24)) as pilot:
        await press(pilot, "home", "c", "<oklart>", "enter")
        assert "Coded turn 1: oklart från början · moderator, not counted" in bar(pilot)
        await press(pilot, "J", "c", "<oklart>", "enter")
        assert "not counted" not in bar(pilot)


async def test_the_same_place_is_coded_again_as_a_whole(material: Researcher) -> None:
    async with opened(material, (80, 24)) as pilot:
        await press(pilot, "J", "t", "c", "<ett>", "enter")
        assert "Coded turn 2" in bar(pilot)
        await press(pilot, "c", "<annat>", "enter")
        assert [row[1] for row in stored(material)] == [stored(material)[0][1]] * 2
        await press(pilot, "l", "h", "c", "<tredje>", "enter")
        assert stored(material)[-1][1] != stored(material)[0][1]


# Suggestions


def test_codes_of_the_passage_give_way_to_others(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Det var otydligt.")
    suggester = Suggester(coded.project)
    place = passage.source, passage.start, passage.end, passage.text
    assert UNCLEAR in [one.code for one in suggester.suggest(*place)]
    assert UNCLEAR not in [one.code for one in suggester.suggest(*place, without=[UNCLEAR])]


async def test_a_code_that_the_passage_has_is_not_suggested(material: Researcher) -> None:
    with_a_code_to_suggest(material)
    async with opened(material, (160, 48)) as pilot:
        await press(pilot, "J", "s")
        assert [line.name for line in screen_of(pilot).suggesting.shown] == ["otydligt syfte"]
        await press(pilot, "1", "s")
        assert stored(material)[-1][0] == "otydligt syfte"
        assert "otydligt syfte" not in [line.name for line in screen_of(pilot).suggesting.shown]


async def test_a_code_that_another_coder_gave_the_passage_is_suggested(material: Researcher) -> None:
    with_a_code_to_suggest(material)
    async with opened(material, (160, 48)) as pilot:
        await press(pilot, "J", "s", "1")
        name, _quote, *_who = stored(material)[-1]
    async with opened(replace(material, coder="Nina"), (160, 48)) as pilot:
        await press(pilot, "J", "s")
        assert [line.name for line in screen_of(pilot).suggesting.shown] == [name]


@pytest.mark.parametrize("size", [(70, 24), (80, 24), (100, 26), (100, 30), (120, 40), (150, 45), (200, 60)])
async def test_a_digit_gives_only_a_code_that_can_be_read(
    material: Researcher, size: tuple[int, int]
) -> None:
    with_a_code_to_suggest(material)
    before = len(stored(material))
    async with opened(material, size) as pilot:
        await press(pilot, "J", "s")
        could_be_read = _suggested_on_screen(pilot)
        assert could_be_read == (size[1] >= 28)
        await press(pilot, "1")
        assert len(stored(material)) == before + could_be_read
        if not could_be_read:
            assert _suggested_on_screen(pilot)
            await press(pilot, "1")
            assert len(stored(material)) == before + 1


def _suggested_on_screen(pilot: Pilot[int]) -> bool:
    return any("1  otydligt syfte" in line or "1 otydligt syfte" in line for line in lines(pilot))


# Leaving


async def test_escape_leaves_the_filter_of_the_codes(coded: Researcher) -> None:
    async with opened(coded) as pilot:
        await press(pilot, "tab", "slash", f"<{GOOD}>")
        assert not any(PAPER in line[:40] for line in lines(pilot))
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, CodesTree)
        assert screen_of(pilot).pane.query_one(Input).value == ""
        await press(pilot, "escape", "J")
        assert isinstance(pilot.app.focused, TranscriptView)
        assert screen_of(pilot).view.cursor > 0


@pytest.mark.parametrize("typed", ["", "var", "finns inte"])
async def test_escape_leaves_the_search(coded: Researcher, typed: str) -> None:
    async with opened(coded, (80, 24)) as pilot:
        await press(pilot, "J", "slash", f"<{typed}>", "escape")
        view = screen_of(pilot).view
        assert pilot.app.focused is view
        before = view.cursor
        await press(pilot, "J")
        assert view.cursor > before


# Places


async def at_a_place(pilot: Pilot[int]) -> tuple[TranscriptView, str]:
    """The view scrolled into the text, and the words at the cursor."""
    await press(pilot, "pagedown", "pagedown", "J", "w", "w")
    view = screen_of(pilot).view
    assert view.place.top > 0
    return view, _words(view)


def _words(view: TranscriptView) -> str:
    return view.document.text[view.cursor : view.cursor + 60]


async def test_correcting_words_and_undoing_it_keep_cursor_and_view(study_to_change: Researcher) -> None:
    async with opened(study_to_change, (100, 30)) as pilot:
        view, _words_here = await at_a_place(pilot)
        await press(pilot, "s")
        following, top = view.document.text[view.cursor : view.cursor + 60], _row_on_top(view)
        await press(pilot, "ctrl+k", "home", "<Alltså, >", "ctrl+s")
        assert view.document.text[view.cursor : view.cursor + 60] == following
        assert _row_on_top(view) == top
        await press(pilot, "u")
        assert view.document.text[view.cursor : view.cursor + 60] == following
        assert _row_on_top(view) == top
        await press(pilot, "ctrl+k", "end", "< Ja.>", "ctrl+s")
        assert view.document.text[slice(*view.selection)].endswith(" Ja.")
        assert view.document.text[view.cursor : view.cursor + 60] == following
        assert _row_on_top(view) == top


def _row_on_top(view: TranscriptView) -> str:
    return view.render_line(0).text


async def test_the_passage_stays_in_view_while_a_code_is_chosen_for_it(study_to_change: Researcher) -> None:
    async with opened(study_to_change, (80, 24)) as pilot:
        view, words = await at_a_place(pilot)
        for _turn in range(8):
            await press(pilot, "J")
        await press(pilot, "s")
        words, top = view.document.text[slice(*view.selection)], view.place.top
        await press(pilot, "tab")
        assert any(words[:12] in line for line in lines(pilot))
        await press(pilot, "escape")
        assert (view.document.text[slice(*view.selection)], view.place.top) == (words, top)


async def test_another_import_another_screen_and_another_size_keep_cursor_and_view(
    study_to_change: Researcher,
) -> None:
    async with opened(study_to_change, (100, 30)) as pilot:
        view, words = await at_a_place(pilot)
        top = view.place.top
        await press(pilot, "f3", "f2")
        assert (_words(view), view.place.top) == (words, top)
        for size in ((80, 24), (150, 45), (100, 30)):
            await pilot.resize_terminal(*size)
            await press(pilot)
            assert (_words(view), view.place.top) == (words, top)
        await press(pilot, "tab", "escape", "ctrl+e", "ctrl+e", "ctrl+l", "ctrl+l")
        assert (_words(view), view.place.top) == (words, top)
        import_transcript(study_to_change, transcript_of(), name="Ny", group="Grupp 9")
        pilot.app.changed()
        await press(pilot)
        assert (_words(view), view.place.top) == (words, top)


@pytest.fixture
def study_to_change(researcher: Researcher) -> Researcher:
    """A source of many turns."""
    talk = tuple(
        (name, f"Replik {n} handlar om något helt eget. Sen kommer en mening till, {n}.")
        for n, name in enumerate(["Anna", "Björn", "Moderator"] * 40)
    )
    import_transcript(researcher, transcript_of(talk), name="Lång", group="Grupp 1")
    return researcher


# The mouse


async def test_a_click_on_a_code_gives_it_to_the_selection_and_to_nothing_else(coded: Researcher) -> None:
    async with opened(coded, (120, 40)) as pilot:
        before = len(stored(coded))
        x, y = _where(pilot, TIME)
        await pilot.click(offset=(x, y))
        await press(pilot)
        assert len(stored(coded)) == before
        await press(pilot, "J", "J", "J", "t")
        await pilot.click(offset=_where(pilot, TIME))
        await press(pilot)
        assert [row[0] for row in stored(coded)[before:]] == [TIME]
        assert pilot.app.focused is screen_of(pilot).view


def _where(pilot: Pilot[int], name: str) -> tuple[int, int]:
    return next((line.index(name) + 1, y) for y, line in enumerate(lines(pilot)) if name in line[:40])


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
async def test_a_click_on_a_suggestion_takes_it(material: Researcher, size: tuple[int, int]) -> None:
    with_a_code_to_suggest(material)
    async with opened(material, size) as pilot:
        await press(pilot, "J", "s")
        if not _suggested_on_screen(pilot):
            await press(pilot, "1")
        found = [
            (line.rindex("otydligt syfte") + 2, y)
            for y, line in enumerate(lines(pilot))
            if "1 " in line and "otydligt syfte" in line
        ]
        await pilot.click(offset=found[-1])
        await press(pilot)
        assert stored(material)[-1][::3] == ("otydligt syfte", "suggestion")


async def test_a_click_on_a_code_of_the_passage_gives_it_to_the_selection(coded: Researcher) -> None:
    async with opened(coded, (160, 45)) as pilot:
        before = len(stored(coded))
        await press(pilot, "J", "t")
        inspector = screen_of(pilot).query_one(Inspector).region
        at = next(
            (line.index(UNCLEAR, inspector.x) + 1, y)
            for y, line in enumerate(lines(pilot))
            if UNCLEAR in line[inspector.x :]
        )
        await pilot.click(offset=at)
        await press(pilot)
        assert [row[0] for row in stored(coded)[before:]] == [UNCLEAR]


async def test_the_right_button_opens_the_menu_of_a_passage(coded: Researcher) -> None:
    async with opened(coded, (80, 24)) as pilot:
        before = len(stored(coded))
        await press(pilot, "J", "s")
        selected = screen_of(pilot).view.selection
        view = screen_of(pilot).view
        x, y = view.layout_columns.text_at + 3, 1
        await pilot.click(view, offset=(x, y), button=3)
        await press(pilot)
        assert isinstance(pilot.app.screen, ContextMenu)
        assert view.selection == selected
        assert any("Uncode (take a code away)" in line for line in lines(pilot))
        await press(pilot, "down", "down", "down", "enter")
        assert len(stored(coded)) == before - 1
        await pilot.click(view, offset=(x, y), button=3)
        await press(pilot, "escape")
        assert screen_of(pilot).view is view


async def test_the_right_button_opens_the_menu_of_a_code(coded: Researcher) -> None:
    async with opened(coded, (120, 40)) as pilot:
        await pilot.click(offset=_where(pilot, TIME), button=3)
        await press(pilot)
        assert isinstance(pilot.app.screen, ContextMenu)
        at = next((line.index("Rename") + 1, y) for y, line in enumerate(lines(pilot)) if "Rename" in line)
        await pilot.click(offset=at)
        await press(pilot, "end", "< alls>", "enter")
        assert (TIME + " alls",) in rows(coded, "SELECT name FROM code")


async def test_borders_are_dragged_and_stay_so(coded: Researcher) -> None:
    async with opened(coded, (120, 40)) as pilot:
        screen = screen_of(pilot)
        edge = screen.pane.region.right - 1
        await _drag(pilot, (edge, 10), (24, 10))
        assert screen.pane.size.width == 24
        top = screen.inspector.region.y
        await _drag(pilot, (60, top), (60, top - 4))
        assert screen.inspector.region.y == top - 4
        await _drag(pilot, (24, 10), (110, 10))
        assert screen.view.layout_columns.text_width >= 60
        await _drag(pilot, (screen.pane.region.right - 1, 10), (24, 10))
        await press(pilot, "ctrl+q")
    async with opened(coded, (120, 40)) as pilot:
        screen = screen_of(pilot)
        assert (screen.pane.size.width, screen.inspector.region.y) == (24, top - 4)


async def _drag(pilot: Pilot[int], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await press(pilot)


async def test_right_after_coding_it_is_the_new_code_that_is_at_hand(material: Researcher) -> None:
    with material.project.reading() as connection:
        (text,) = current_texts(connection).values()
        whole = passage_at(connection, "Intervju 1", 0, len(text))
    codings.apply(material, whole, ["vitt"], create=True)
    async with opened(material, (160, 48)) as pilot:
        await press(pilot, "home", "J", "t", "c", "<smalt>", "enter")
        assert [coding.name for coding in screen_of(pilot).shown_codings.here()] == ["smalt", "vitt"]
        await press(pilot, "x", "<smalt>", "enter")
        assert [row[0] for row in stored(material)] == ["vitt"]


async def test_who_takes_over_the_keyboard_does_not_read_what_another_did_last(material: Researcher) -> None:
    async with opened(material, (80, 24)) as pilot:
        await press(pilot, "J", "t", "c", "<oklart>", "enter")
        assert "Coded turn 2: oklart (new code)" in bar(pilot)
        pilot.app.work_as(coder="Bo")
        await settle(pilot)
        assert "oklart" not in bar(pilot)


async def test_the_place_that_is_told_is_all_that_is_selected(coded: Researcher) -> None:
    async with opened(coded, (160, 48)) as pilot:
        await press(pilot, "home", "t")
        assert "Grupp 1 · 1 · " in "\n".join(lines(pilot))
        await press(pilot, "t", "t")
        assert "Grupp 1 · 1–3 · " in "\n".join(lines(pilot))
        await press(pilot, "escape", "J")
        assert "Grupp 1 · 4 · " in "\n".join(lines(pilot))


async def test_who_codes_over_a_passage_that_has_the_code_is_told(coded: Researcher) -> None:
    async with opened(coded, (120, 40)) as pilot:
        await press(pilot, "J", "s", "c", "<nytt>", "enter")
        assert "both count" not in lines(pilot)[0]
        await press(pilot, "t", "full_stop")
        assert "over a passage that has the code already: both count" in lines(pilot)[0]
        await press(pilot, "t", "c", "<annat>", "enter")
        assert "both count" not in lines(pilot)[0]


async def test_a_code_is_taken_away_with_a_reason_where_one_is_asked_for(coded: Researcher) -> None:
    async with opened(coded, (120, 40)) as pilot:
        await press(pilot, "home", "c", "<oklart>", "enter")
        before = len(stored(coded))
        await press(pilot, "delete", "escape")
        assert len(stored(coded)) == before
        await press(pilot, "delete", "<fel rad>", "enter")
        assert len(stored(coded)) == before - 1
        (newest,) = rows(coded, "SELECT act, reason FROM change ORDER BY id DESC LIMIT 1")
        assert newest == ("coding.remove", "fel rad")


async def test_what_a_code_means_is_told_while_it_is_chosen(coded: Researcher) -> None:
    codes.describe(coded, UNCLEAR, definition="Ingen vet varför.")
    async with opened(coded, (80, 24)) as pilot:
        await press(pilot, "home", "c", "<oklart>")
        assert "Ingen vet varför." in "\n".join(lines(pilot))
        await press(pilot, "enter", "c")
        assert "given lately" in "\n".join(lines(pilot))


async def test_a_turn_is_divided_and_joined_by_key(material: Researcher) -> None:
    turns = "SELECT count(*) FROM turn"
    async with opened(material, (120, 40)) as pilot:
        (before,) = rows(material, turns)[0]
        await press(pilot, "home", "J", "S")
        assert rows(material, turns)[0] == (before,)
        await press(pilot, "w", "w", "S")
        assert rows(material, turns)[0] == (before + 1,)
        told = [note.message for note in pilot.app._notifications][-1]
        assert told == "Turn 2 is divided. V says who speaks from here on."
        await press(pilot, "K", "M")
        assert rows(material, turns)[0] == (before,)
        await press(pilot, "M")
        told = " ".join(" ".join(lines(pilot)).replace("│", " ").split())
        assert "Turn 2 is said by Åsa, turn 3 by Björn: all of it becomes Åsa's." in told
        await press(pilot, "escape")
        assert rows(material, turns)[0] == (before,)
        await press(pilot, "M", "enter", "u")
        assert rows(material, turns)[0] == (before,)
        await press(pilot, "u", "u")
        assert rows(material, turns)[0] == (before,)


async def test_units_begin_anew_where_a_passage_was_shown(coded: Researcher) -> None:
    async with opened(coded, (120, 40)) as pilot:
        await press(pilot, "J", "t", "equals_sign", "g", "minus")
        pilot.app.show_passage("Intervju 1", 0, 60)
        await settle(pilot)
        await press(pilot, "t")
        view = screen_of(pilot).view
        first = view.document.turn_at(0)
        assert first is not None
        assert view.selection == (first.start, first.end)


async def test_edges_are_found_in_help_by_other_words(coded: Researcher) -> None:
    async with opened(coded, (100, 30)) as pilot:
        await press(pilot, "question_mark", "<border>")
        assert "Let the coded passage end at the cursor" in "\n".join(lines(pilot))


async def test_what_is_selected_is_told_before_what_was_coded(material: Researcher) -> None:
    async with opened(material, (80, 24)) as pilot:
        await press(pilot, "J", "t", "c", "<oklart>", "enter")
        assert bar(pilot).startswith(" Coded turn 2")
        await press(pilot, "space")
        assert bar(pilot).startswith(" SELECT ")


async def test_a_coded_turn_that_is_divided_is_told_as_one(material: Researcher) -> None:
    async with opened(material, (120, 40)) as pilot:
        await press(pilot, "J", "t", "c", "<oklart>", "enter", "K", "J", "w", "w", "S")
        told = [note.message for note in pilot.app._notifications][-1]
        assert told.endswith("1 coded passage runs over both turns.")


async def test_of_two_passages_with_one_code_each_is_told_by_its_words(material: Researcher) -> None:
    async with opened(material, (120, 40)) as pilot:
        await press(pilot, "J", "s", "c", "<oklart>", "enter", "t", "c", "<oklart>", "enter", "K", "J", "x")
        told = "\n".join(lines(pilot))
        assert "oklart  ”Det var otydligt.” (3 words)  Karin, 1" in told
        assert told.count("oklart  ”Det var otydligt.") == 2
