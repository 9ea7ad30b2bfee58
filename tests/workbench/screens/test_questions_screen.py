"""The interview guide as a screen: questions are made, named, worded, moved, deleted and found."""

import pytest
from textual.pilot import Pilot

from qualwb.acts import questions
from qualwb.acts.researcher import Researcher
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.questions import QuestionsScreen
from qualwb.workbench.widgets.listing import Listing
from tests.workbench.screens.coded_material import assert_golden, coded, lines, press, rows, shown

__all__ = ["coded"]

LABELS = "SELECT label FROM question ORDER BY position"


@pytest.fixture
def guide(coded: Researcher) -> Researcher:
    """Three questions: one asked in both sources, one in the second alone, one nowhere."""
    asked = [("Start", "Hur började det?"), ("Möten", "Vad gav mötena?"), ("Framåt", "")]
    questions.add_questions(coded, asked)
    questions.place(coded, "Intervju 1", {1: "Start"})
    questions.place(coded, "Intervju 2", {1: "Start", 5: "Möten"})
    return coded


def labels(researcher: Researcher) -> list[str]:
    return [label for (label,) in rows(researcher, LABELS)]


def cursor(pilot: Pilot[int]) -> object:
    return pilot.app.screen.query_one(Listing).key


async def test_it_shows_where_each_question_was_asked(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u")
        assert isinstance(pilot.app.screen, QuestionsScreen)
        told = "\n".join(lines(pilot))
        assert "3 questions · 1 asked nowhere" in told
        assert "Intervju 1: 6 turns from turn 1" in told
        assert "Intervju 2: 4 turns from turn 1" in told
        await press(pilot, "down")
        assert "Intervju 2: 2 turns from turn 5" in "\n".join(lines(pilot))


async def test_enter_goes_to_where_it_was_asked(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u", "down", "down", "enter")
        assert isinstance(pilot.app.screen, QuestionsScreen)
        await press(pilot, "up", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        start, end = screen.view.selection
        assert screen.source.name == "Intervju 2"
        assert screen.source.document.text[start:end] == "Men mötena var bra, dom gav mycket."
        await press(pilot, "g", "u", "home", "enter", "<Intervju 1>", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        assert screen.source.name == "Intervju 1"


async def test_questions_are_made_named_and_worded(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u", "n", "<Slut>", "tab", "<Något mer?>", "ctrl+s")
        assert labels(guide) == ["Start", "Möten", "Framåt", "Slut"]
        assert cursor(pilot) == "Slut"
        await press(pilot, "r", "ctrl+u", "<Avslutning>", "enter")
        assert labels(guide)[3] == "Avslutning"
        assert cursor(pilot) == "Avslutning"
        await press(pilot, "e", "< Tack!>", "ctrl+s")
        assert rows(guide, "SELECT text FROM question WHERE label = 'Avslutning'") == [("Något mer? Tack!",)]
        await press(pilot, "u", "u", "u")
        assert labels(guide) == ["Start", "Möten", "Framåt"]


async def test_a_label_that_is_missing_is_made_from_the_words(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u", "n", "tab", "<Vad händer nu? Och sedan?>", "ctrl+s")
        assert labels(guide)[3] == "Vad händer nu"
        await press(pilot, "n", "<start>", "tab", "<Hur slutade det?>", "ctrl+s")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "escape", "end", "<ar>", "ctrl+s")
        assert rows(guide, "SELECT label, text FROM question ORDER BY position DESC LIMIT 1") == [
            ("startar", "Hur slutade det?")
        ]


async def test_a_filter_leads_to_what_fits_and_stays_there_when_it_goes(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u", "end", "slash", "<Start>")
        assert cursor(pilot) == "Start"
        await press(pilot, "ctrl+u", "<Möten>", "enter")
        assert cursor(pilot) == "Möten"
        await press(pilot, "escape")
        assert (cursor(pilot), len(pilot.app.screen.query_one(Listing).keys)) == ("Möten", 3)


async def test_a_label_has_one_line(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u", "n", "<Slut>", "enter", "<Hur tog det slut?>", "ctrl+s")
        assert rows(guide, "SELECT label, text FROM question ORDER BY position DESC LIMIT 1") == [
            ("Slut", "Hur tog det slut?")
        ]


async def test_questions_are_moved(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u", "shift+up", "shift+down")
        assert (labels(guide), cursor(pilot)) == (["Möten", "Start", "Framåt"], "Start")
        await press(pilot, "v", "<3>", "enter")
        assert (labels(guide), cursor(pilot)) == (["Möten", "Framåt", "Start"], "Start")
        await press(pilot, "shift+down")
        assert labels(guide) == ["Möten", "Framåt", "Start"]


async def test_one_is_deleted_and_comes_back(guide: Researcher) -> None:
    async with shown(guide, "f9") as pilot:
        await press(pilot, "g", "u", "d")
        assert labels(guide) == ["Möten", "Framåt"]
        await press(pilot, "end", "u")
        assert (labels(guide), cursor(pilot)) == (["Start", "Möten", "Framåt"], "Start")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_looks_like_this(
    guide: Researcher, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    async with shown(guide, "f9", size) as pilot:
        await press(pilot, "g", "u")
        assert_golden(f"questions-{size[0]}x{size[1]}", lines(pilot))
