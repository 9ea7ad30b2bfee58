"""The code screen gives the text its room: at every width, with every pane, wherever the keys go."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.workbench.screens.code.letters import code_letters
from qualwb.workbench.screens.code.room import TEXT, WantedRoom, share_out
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.code.source_state import initials
from qualwb.workbench.widgets.codes_pane import CodesTree
from qualwb.workbench.widgets.transcript.margin import MarginLayout, columns_needed, speaker_labels
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import UNCLEAR, coded, lines, press, study
from tests.workbench.test_code_screen import opened

__all__ = ["coded", "study"]

SIZES = [(80, 24), (99, 30), (100, 30), (111, 40), (112, 40), (120, 40), (149, 45), (150, 45), (200, 60)]


def screen_of(pilot: Pilot[int]) -> CodeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    return screen


@pytest.mark.parametrize("times", [False, True])
@pytest.mark.parametrize("size", SIZES)
async def test_the_text_has_its_room(study: Researcher, size: tuple[int, int], times: bool) -> None:
    async with opened(study, size) as pilot:
        screen = screen_of(pilot)
        screen.view.show_times = times
        screen.share_out()
        await press(pilot)
        columns = screen.view.layout_columns
        assert columns.text_width >= (60 if size[0] >= 100 else 50)
        assert columns.text_at + columns.text_width + columns.names < columns.width + 1


@pytest.mark.parametrize("size", SIZES)
async def test_the_inspector_stands_under_the_text_where_it_is_not_wide(
    study: Researcher, size: tuple[int, int]
) -> None:
    async with opened(study, size) as pilot:
        screen = screen_of(pilot)
        if screen.inspector.has_class("-hidden"):
            assert size[1] < 28
            await press(pilot, "ctrl+e")
        inspector, view = screen.inspector.region, screen.view.region
        if size[0] < 150:
            assert inspector.y >= view.bottom
        else:
            assert inspector.x >= view.right


async def test_codes_are_a_strip_until_the_keys_go_to_them(coded: Researcher) -> None:
    async with opened(coded, (80, 24)) as pilot:
        screen = screen_of(pilot)
        text = screen.view.layout_columns.text_width
        assert screen.pane.size.width < 4
        assert not any(UNCLEAR in line for line in lines(pilot))
        await press(pilot, "tab")
        assert isinstance(pilot.app.focused, CodesTree)
        assert screen.pane.size.width >= 22
        assert any(UNCLEAR[:8] in line[:30] for line in lines(pilot))
        await press(pilot, "escape")
        assert (screen.pane.size.width < 4, screen.view.layout_columns.text_width) == (True, text)


async def test_a_click_on_the_strip_unfolds_the_codes(coded: Researcher) -> None:
    async with opened(coded, (80, 24)) as pilot:
        await pilot.click("CodesStrip", offset=(0, 1))
        await press(pilot)
        assert isinstance(pilot.app.focused, CodesTree)
        assert screen_of(pilot).pane.size.width >= 22


async def test_names_of_codes_stand_beside_the_text_on_a_wide_terminal(coded: Researcher) -> None:
    async with opened(coded, (200, 60)) as pilot:
        screen = screen_of(pilot)
        columns, at = screen.view.layout_columns, screen.view.region
        assert columns.names
        await press(pilot, "J", "J")
        (mark, *_others) = screen.view.marks_within(screen.view.cursor, screen.view.cursor)

        def beside() -> int:
            """How often the name stands beside the text."""
            return sum(mark.name in line[at.x + columns.names_at : at.right] for line in lines(pilot))

        before = beside()
        assert before
        await press(pilot, "x")
        assert beside() == before - 1


LONG = (
    ("Anna Maria Söderberg-Lindqvist", "Jag tycker det."),
    ("Örjan Wallenstråle-Oxenstierna", "Inte jag."),
    ("Moderator", "Varför?"),
)


async def test_speakers_with_long_names_are_called_by_first_names_told_once(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(LONG), name="Grupp", group="Grupp")
    async with opened(researcher, (80, 24)) as pilot:
        assert screen_of(pilot).view.layout_columns.text_width >= 50
        assert any("Anna " in line for line in lines(pilot))
        assert not any("Söderb" in line for line in lines(pilot)[:10])
        told = [note.message for note in pilot.app._notifications]
        assert len(told) == 1
        assert "Anna = Anna Maria Söderberg-Lindqvist" in told[0]
        await press(pilot, "f3", "f2")
        assert len(pilot.app._notifications) == 1


@given(
    st.lists(st.text(st.characters(categories=("Lu", "Ll", "Zs")), max_size=30), unique=True),
    st.integers(1, 20),
)
def test_labels_of_speakers_fit(names: list[str], width: int) -> None:
    labels = speaker_labels(names, width)
    assert list(labels) == names


@pytest.mark.parametrize("size", SIZES)
async def test_names_that_stand_whole_are_not_told_as_shortened(
    study: Researcher, size: tuple[int, int]
) -> None:
    async with opened(study, size) as pilot:
        short = screen_of(pilot).view.shortened_speakers
        told = " ".join(notice.message for notice in pilot.app._notifications)
        assert all(f"{label} = {name}" in told for name, label in short.items())
        assert ("shortened" in told) is bool(short)


def test_coders_who_coded_together_are_not_taken_for_the_first_of_them() -> None:
    found = initials(["KL", "MB", "KL & MB", "Anna och Bo", "Karin"], "Karin")
    assert found == {"KL": "KL", "MB": "MB", "KL & MB": "K&M", "Anna och Bo": "A&B"}


def test_long_names_become_first_names_or_initials() -> None:
    names = ["Anna Maria Söderberg-Lindqvist", "Jan-Olov Bengtsson-Hägg", "Moderator", "D1"]
    assert speaker_labels(names, 9) == dict(zip(names, ["Anna", "Jan-Olov", "Moderator", "D1"], strict=True))
    assert speaker_labels(names, 5) == dict(zip(names, ["Anna", "JOBH", "Mode…", "D1"], strict=True))
    assert speaker_labels(["Anna Ek", "Anna Alm"], 5) == {"Anna Ek": "Anna…", "Anna Alm": "Anna…"}


@given(
    st.integers(20, 300),
    st.integers(5, 90),
    st.integers(1, 5),
    st.integers(0, 40),
    st.booleans(),
    st.builds(
        WantedRoom,
        st.booleans(),
        st.booleans(),
        st.integers(0, 300),
        st.integers(0, 300),
        st.integers(0, 90),
        st.integers(10, 90),
    ),
)
def test_panes_leave_the_text_its_columns(
    width: int, height: int, number: int, speaker: int, times: bool, wanted: WantedRoom
) -> None:
    needed = columns_needed(TEXT, number=number, speaker=speaker, times=times) + 1
    room = share_out(width, height, needed, wanted)
    text = MarginLayout.fit(
        width - (room.codes or 3) - room.beside - 1, number=number, speaker=speaker, times=times
    ).text_width
    if width >= 150:
        assert text >= TEXT
    elif width >= 100:
        assert room.beside == 0
        assert text >= TEXT
    elif width >= 80:
        assert text >= 50
    at_work = share_out(width, height, needed, replace(wanted, codes_at_work=True))
    assert at_work.codes >= 22


def test_codes_are_told_apart_by_their_letters() -> None:
    names = ["utsedd av chefen", "urvalet slumpartat", "uppgifter", "möten", "mål", "123"]
    letters = code_letters(names)
    assert len(set(letters.values())) == len(names)
    assert letters["utsedd av chefen"] == "U"
    assert code_letters(names[:2]) == {name: letters[name] for name in names[:2]}
    assert code_letters(["★"]) == {"★": "•"}


def test_codes_without_a_letter_of_their_own_share_different_ones() -> None:
    letters = code_letters(["ab", "ba", "bba", "aab", "aba", "baa"])
    assert letters == {"ab": "A", "ba": "B", "bba": "b", "aab": "a", "aba": "A", "baa": "B"}


def test_names_of_codes_stand_whole_where_the_text_can_do_without_the_columns() -> None:
    wanted = WantedRoom(codes_needed=40, inspector=False)
    assert share_out(120, 40, 80, wanted).codes == 40
    assert share_out(120, 40, 88, wanted).codes == 32
    assert share_out(140, 40, 80, wanted).codes == 30  # names beside the text take the rest


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_project_without_sources_numbers_nothing(
    researcher: Researcher, size: tuple[int, int]
) -> None:
    async with opened(researcher, size) as pilot:
        assert "No source yet" in lines(pilot)[0]
        assert not any(sign.isdigit() for line in lines(pilot)[1:-1] for sign in line)


async def test_the_footer_has_room_for_the_acts_of_coding_at_80_columns(study: Researcher) -> None:
    async with opened(study, (80, 24)) as pilot:
        foot = lines(pilot)[-1]
        assert all(f" {key} " in foot for key in ("c", ".", "I", "x", "g", "?", "^p", "u")), foot
