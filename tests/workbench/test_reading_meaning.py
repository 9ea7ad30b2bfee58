"""What texts mean is read while the workbench is used: it is said how far, and numbers keep their codes."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from qualwb import user_folders
from qualwb.acts import codes, codings
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.language import cache
from qualwb.language.meaning.encoder import EncoderError, Vectors
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.settings import SettingsScreen
from qualwb.workbench.widgets.inspector import SuggestionLine
from qualwb.workbench.widgets.listing import Listing
from tests.conftest import transcript_of
from tests.letters import PATIENCE, Letters
from tests.states import rows
from tests.workbench.reading import HeldUp, Reading
from tests.workbench.screens.coded_material import press, shown
from tests.workbench.settling import settle
from tests.workbench.test_code_screen import opened, stored

CODED = {
    "Vi fick ett papper i handen, sen åkte vi.": "papper",
    "Men mötena var bra": "möten",
    "Ingen visste vad det skulle bli": "ovisshet",
    "dom gav mycket": "gåva",
}
WHY = "SELECT outcome, reason, encoder FROM suggestion_event"


@pytest.fixture
def letters() -> Letters:
    cache.clear()
    return Letters()


@pytest.fixture
def coded(material: Researcher) -> Researcher:
    """A code that the words of the second turn speak for, and others, of which some have its letters."""
    codes.create(material, "otydligt syfte")
    for words, code in CODED.items():
        with material.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", words)
        codings.apply(material, passage, [code], create=True)
    return material


def code_screen(pilot: Pilot[int]) -> CodeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    return screen


def inspected(pilot: Pilot[int]) -> list[str]:
    return [line.rstrip() for line in code_screen(pilot).inspector.lines]


async def test_it_is_said_how_far_it_has_come_and_only_while_it_goes_on(
    coded: Researcher, letters: Letters
) -> None:
    async with opened(coded, (150, 40)) as pilot:
        reading = Reading(pilot, letters)
        assert await asyncio.to_thread(letters.at_gate.acquire, timeout=PATIENCE)
        await press(pilot, "J", "s")
        (heading,) = [line for line in inspected(pilot) if line.startswith("Suggestions")]
        assert heading == "Suggestions  reading meanings, 0 %"
        letters.open()
        await reading.all_shown()
        assert "Suggestions" in inspected(pilot)


async def test_what_meaning_adds_comes_below_and_each_number_keeps_its_code(
    coded: Researcher, letters: Letters
) -> None:
    async with opened(coded, (150, 40)) as pilot:
        reading = Reading(pilot, letters)
        await press(pilot, "J", "s")
        screen = code_screen(pilot)
        before = screen.suggesting.shown
        assert [line.name for line in before] == ["otydligt syfte"]
        letters.open()
        await reading.all_shown()
        assert screen.suggesting.shown[: len(before)] == before
        assert [line.name for line in screen.suggesting.shown] == ["otydligt syfte", "gåva", "ovisshet"]
        assert any(line.startswith("2  gåva") for line in inspected(pilot))
        await press(pilot, "2")
        assert stored(coded)[-1][:2] == ("gåva", "Det var otydligt.")
        assert rows(coded, WHY) == [("accepted", "meaning", "letters 1")]


async def test_what_is_told_while_suggestions_are_worked_out_is_not_lost(
    coded: Researcher, letters: Letters
) -> None:
    async with opened(coded, (150, 40)) as pilot:
        reading = Reading(pilot, letters, held_up=True)
        background = reading.background
        assert isinstance(background, HeldUp)
        await pilot.press("J", "s")
        assert await asyncio.to_thread(background.at_gate.acquire, timeout=PATIENCE)
        letters.open()
        await reading.told_all()
        assert code_screen(pilot).suggesting.shown == (), "the first answer has not come yet"
        background.gate.release(100)
        await settle(pilot)
        names = [line.name for line in code_screen(pilot).suggesting.shown]
        assert names == ["otydligt syfte", "gåva", "ovisshet"]


async def test_without_an_encoder_words_are_enough_and_nothing_is_said(coded: Researcher) -> None:
    async with opened(coded, (150, 40)) as pilot:
        await press(pilot, "J", "s")
        assert "Suggestions" in inspected(pilot)
        await press(pilot, "1")
        assert rows(coded, WHY) == [("accepted", "name", "")]


async def test_leaving_does_not_wait_for_the_text_that_is_read(coded: Researcher, letters: Letters) -> None:
    async with opened(coded) as pilot:
        background = Reading(pilot, letters).background
        assert await asyncio.to_thread(letters.at_gate.acquire, timeout=PATIENCE)
        await pilot.press("ctrl+q")
    assert letters.given == [], "the workbench has gone, and the text is still being read"
    letters.open()
    assert background.ended(PATIENCE)
    assert len(letters.given) == 1
    assert background.failure is None


async def test_what_is_told_while_the_workbench_closes_does_no_harm(
    coded: Researcher, letters: Letters
) -> None:
    async with opened(coded, (150, 40)) as pilot:
        background = Reading(pilot, letters).background
        assert await asyncio.to_thread(letters.at_gate.acquire, timeout=PATIENCE)
        letters.open()
    assert background.ended(PATIENCE)


class Broken(Letters):
    def __init__(self, why: Exception) -> None:
        super().__init__()
        self._why = why

    def encode(self, texts: object) -> Vectors:  # noqa: ARG002
        raise self._why


@pytest.mark.parametrize("why", [OSError("no model"), EncoderError("no model")])
async def test_a_failure_is_told(coded: Researcher, why: Exception) -> None:
    cache.clear()
    async with opened(coded) as pilot:
        await Reading(pilot, Broken(why)).failure_shown()
        (told,) = [note.message for note in pilot.app._notifications]
        assert told == "Texts are compared by words alone: no model"


class Unjudged(Letters):
    """Breaks down where weights and probabilities are learnt, and nowhere else."""

    @property
    def dimensions(self) -> int:  # type: ignore[override]
        if threading.current_thread().name == "judging":
            raise OSError("no numbers")
        return 26


async def test_what_was_not_learnt_of_weights_is_told_once(coded: Researcher) -> None:
    cache.clear()
    import_transcript(coded, transcript_of(), name="Intervju 2", group="Grupp 2")
    with coded.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "dom gav mycket")
    codings.apply(coded, passage, ["gåva"])
    letters = Unjudged()
    async with opened(coded, (150, 40)) as pilot:
        Reading(pilot, letters)
        await press(pilot, "J", "s")
        for judging in (thread for thread in threading.enumerate() if thread.name == "judging"):
            judging.join(PATIENCE)
        await press(pilot, "J", "s")
        assert code_screen(pilot).suggesting.shown
        await press(pilot, "K", "s")
        (told,) = [note.message for note in pilot.app._notifications]
        assert told.endswith("could not be learnt: no numbers")
    letters.open()


@pytest.fixture
def own_choice() -> Iterator[None]:
    """No test after this one goes by its choice."""
    yield
    user_folders.choose(encoder=None)


@pytest.mark.usefixtures("own_choice")
async def test_the_encoder_is_chosen_in_the_settings(coded: Researcher) -> None:
    async with shown(coded, "f12", (150, 40)) as pilot:
        listing = pilot.app.screen.query_one(Listing)
        listing.go_to(("setting", "meaning"))
        await press(pilot, "enter", "down", "down", "enter")
        assert user_folders.choices()["encoder"] == "none"
        screen = pilot.app.screen
        assert isinstance(screen, SettingsScreen)
        told = screen.detail(("setting", "meaning"))
        assert "turns it off" in told
        assert "$QUALWB_ENCODER says which" in told


async def test_an_encoder_that_is_none_is_refused_and_the_choice_stays(coded: Researcher) -> None:
    before = user_folders.choices()
    async with shown(coded, "f12", (150, 40)) as pilot:
        listing = pilot.app.screen.query_one(Listing)
        listing.go_to(("setting", "meaning"))
        await press(pilot, "enter", "down", "enter")
        await press(pilot, "</finns/inte>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
    assert user_folders.choices() == before


async def test_a_probability_stands_beside_the_code_where_there_is_one(coded: Researcher) -> None:
    async with opened(coded, (150, 40)) as pilot:
        screen = code_screen(pilot)
        lines = (SuggestionLine("gåva", "skäl", probability=0.724), SuggestionLine("papper", "skäl"))
        screen.inspector.show_suggestions(lines)
        assert [line for line in inspected(pilot) if line[:1].isdigit()] == ["1  gåva  72 %", "2  papper"]
        screen.strip.offer(lines, "", 0.4)
        assert str(screen.strip.render()).rstrip() == "1 gåva 72 %  2 papper  reading meanings, 40 %"
        assert lines[0].offer(1).probability == 0.724
