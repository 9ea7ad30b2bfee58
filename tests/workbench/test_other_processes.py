"""What another process does to the project is shown without leaving the screen."""

import pytest

from qualwb.acts import corrections, rounds
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.widgets.transcript import TranscriptDocument, TurnSpan
from tests.projects import opened_again
from tests.workbench.screens.coded_material import coded, lines, press, shown
from tests.workbench.settling import settle

# On a server nobody looks: what others do is told (test_live).
pytestmark = pytest.mark.file_only

__all__ = ["coded"]


async def test_a_text_corrected_elsewhere_is_shown_where_the_reader_is(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        await press(pilot, "down", "down")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert isinstance(pilot.app, Workbench)
        before = screen.view.passage
        with opened_again(coded.project) as other:
            corrections.replace(Researcher(other, "Bo"), "Intervju 1", 25, 25, " sa hon [utgått]")
        pilot.app.look_for_file()
        await settle(pilot)
        assert "[utgått]" in "\n".join(lines(pilot))
        assert screen.view.passage == tuple(at + len(" sa hon [utgått]") for at in before)


async def test_it_is_told_when_all_are_moved_to_another_round(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        with opened_again(coded.project) as other:
            bo = Researcher(other, "Bo")
            rounds.use_round(bo, rounds.new_round(bo, "tvåan"))
        assert isinstance(pilot.app, Workbench)
        pilot.app.look_for_file()
        await settle(pilot)
        told = [note.message for note in pilot.app._notifications]
        assert told == ["All begin in round tvåan now. You go on in round 1; W leads to another."]
        await press(pilot, "W", "<round: tvåan>", "enter")
        await press(pilot, "f4", "f2")
        assert len(pilot.app._notifications) == 0  # it is not said any longer, nor anew


async def test_in_a_dialog_nothing_moves(coded: Researcher) -> None:
    async with shown(coded, "f4") as pilot:
        await press(pilot, "n")
        dialog = pilot.app.screen
        with opened_again(coded.project) as other:
            corrections.replace(Researcher(other, "Bo"), "Intervju 1", 0, 3, "Hör")
        assert isinstance(pilot.app, Workbench)
        pilot.app.look_for_file()
        await settle(pilot)
        assert pilot.app.screen is dialog


async def test_a_last_look_while_the_workbench_closes_does_no_harm(coded: Researcher) -> None:
    async with shown(coded, "f2") as pilot:
        app = pilot.app
        assert isinstance(app, Workbench)
    assert not app.screen_stack
    app.look_for_file()


@pytest.mark.parametrize(
    ("new", "offset", "expected"),
    [
        ("Hej du\nJa", 2, 2),  # before what changed
        ("Hej du där\nJa", 8, 12),  # behind it
        ("Tja\nJa", 1, 1),  # within it: as far into the turn
        ("Tja\nJa", 6, 3),  # no farther than the turn goes
        ("", 5, 0),
    ],
)
def test_the_place_of_a_reader_follows_the_text(new: str, offset: int, expected: int) -> None:
    def document(text: str) -> TranscriptDocument:
        at, turns = 0, []
        for line in text.split("\n") if text else []:
            turns.append(TurnSpan(at, at + len(line)))
            at += len(line) + 1
        return TranscriptDocument(text, tuple(turns))

    assert document(new).place_of(document("Hej du\nJa"), offset) == expected
