"""What texts mean is read while the workbench is used: it is said how far, and numbers keep their codes."""

from collections.abc import Iterator
from time import monotonic

import pytest
from textual.pilot import Pilot

from qualwb import user_folders
from qualwb.acts import codes, codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.language import cache
from qualwb.suggest.background_meanings import BackgroundMeanings
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.settings import SettingsScreen
from qualwb.workbench.widgets.inspector import SuggestionLine
from qualwb.workbench.widgets.listing import Listing
from tests.letters import PATIENCE, Letters
from tests.states import rows
from tests.workbench.screens.coded_material import shown
from tests.workbench.test_code_screen import opened, press, settle, stored

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


def read_by(pilot: Pilot[int], letters: Letters) -> BackgroundMeanings:
    """Let the meaning be read by this encoder, from now on."""
    app = pilot.app
    assert isinstance(app, Workbench)
    made = BackgroundMeanings(app.researcher.project, app.meaning._told, letters, rest=0)
    app.meaning._leave_off()
    app.meaning._background = made
    made.start()
    assert made.ready(PATIENCE)
    return made


async def all_read(pilot: Pilot[int], background: BackgroundMeanings) -> None:
    """Until all was read and shown."""
    until = monotonic() + PATIENCE
    while background.times_read == 0 and monotonic() < until:
        await pilot.pause(0.01)
    await settle(pilot)


def code_screen(pilot: Pilot[int]) -> CodeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    return screen


def inspected(pilot: Pilot[int]) -> list[str]:
    return [line.rstrip() for line in code_screen(pilot).inspector.query_one("ChangingText").lines]  # type: ignore[attr-defined]


async def test_it_is_said_how_far_it_has_come_and_only_while_it_goes_on(
    coded: Researcher, letters: Letters
) -> None:
    async with opened(coded, (150, 40)) as pilot:
        background = read_by(pilot, letters)
        await press(pilot, "J", "s")
        assert letters.at_gate.acquire(timeout=PATIENCE)
        await settle(pilot)
        (heading,) = [line for line in inspected(pilot) if line.startswith("Suggestions")]
        assert heading == "Suggestions  meaning 0 %"
        letters.open()
        await all_read(pilot, background)
        assert "Suggestions" in inspected(pilot)


async def test_what_meaning_adds_comes_below_and_each_number_keeps_its_code(
    coded: Researcher, letters: Letters
) -> None:
    async with opened(coded, (150, 40)) as pilot:
        background = read_by(pilot, letters)
        await press(pilot, "J", "s")
        screen = code_screen(pilot)
        before = screen.suggesting.shown
        assert [line.name for line in before] == ["otydligt syfte"]
        letters.open()
        await all_read(pilot, background)
        assert screen.suggesting.shown[: len(before)] == before
        assert [line.name for line in screen.suggesting.shown] == ["otydligt syfte", "gåva", "ovisshet"]
        assert any(line.startswith("2  gåva") for line in inspected(pilot))
        await press(pilot, "2")
        assert stored(coded)[-1][:2] == ("gåva", "Det var otydligt.")
        assert rows(coded, WHY) == [("accepted", "meaning", "letters 1")]


async def test_without_an_encoder_words_are_enough_and_nothing_is_said(coded: Researcher) -> None:
    async with opened(coded, (150, 40)) as pilot:
        await press(pilot, "J", "s")
        assert "Suggestions" in inspected(pilot)
        await press(pilot, "1")
        assert rows(coded, WHY) == [("accepted", "name", "")]


async def test_leaving_waits_for_no_more_than_a_moment(coded: Researcher, letters: Letters) -> None:
    async with opened(coded) as pilot:
        background = read_by(pilot, letters)
        assert letters.at_gate.acquire(timeout=PATIENCE)
        start = monotonic()
        await pilot.press("ctrl+q")
    assert monotonic() - start < 5
    letters.open()
    assert background.ended(PATIENCE)
    assert len(letters.given) == 1
    assert background.failure is None


async def test_a_failure_is_told(coded: Researcher) -> None:
    class Broken(Letters):
        def encode(self, texts: object) -> object:  # type: ignore[override]
            raise OSError(f"no model for {len(str(texts))} signs")

    cache.clear()
    async with opened(coded) as pilot:
        background = read_by(pilot, Broken())
        assert background.ended(PATIENCE)
        await settle(pilot)
        (told,) = [note.message for note in pilot.app._notifications]
        assert told.startswith("Texts are compared by words alone: no model for ")


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
        assert "It is turned off" in told
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
        assert str(screen.strip.render()).rstrip() == "1 gåva 72 %  2 papper  meaning 40 %"
        assert lines[0].offer(1).probability == 0.724
