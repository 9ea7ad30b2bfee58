"""What became of suggestions: counted, over time, exported; hidden where a round hides it; empty at first."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwb.acts import rounds, suggestions
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer
from qualwb.workbench.keys_here import acts_by_name
from qualwb.workbench.screens.acceptance import AcceptanceScreen
from qualwb.workbench.widgets.listing import Listing
from tests.workbench.screens.coded_material import (
    GOOD,
    PAPER,
    UNCLEAR,
    assert_golden,
    coded,
    lines,
    press,
    shown,
)

__all__ = ["coded"]

KEY = "ctrl+x"


def answer(researcher: Researcher, code: str, *, accept: bool, **told: object) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "mötena var bra")
    act = suggestions.accept if accept else suggestions.refuse
    act(researcher, passage, Offer(code, 1, 0.5, **told))  # type: ignore[operator]


@pytest.fixture
def answered(coded: Researcher) -> Researcher:
    """14 answers: one code is accepted in the end, by the name; another is refused for its meaning."""
    for n in range(10):
        answer(coded, GOOD, accept=n >= 5, reason="name", probability=0.5)
    for _n in range(3):
        answer(coded, UNCLEAR, accept=False, reason="meaning", probability=0.25)
    answer(coded, PAPER, accept=True)
    return coded


def text(pilot: Pilot[int]) -> str:
    return "\n".join(lines(pilot))


async def test_it_is_reached_by_a_key_and_from_the_palette_and_says_that_nothing_was_answered(
    coded: Researcher,
) -> None:
    async with shown(coded, "f10") as pilot:
        await press(pilot, KEY)
        assert isinstance(pilot.app.screen, AcceptanceScreen)
        assert "No suggestion has been answered yet." in text(pilot)
        commands = [act.name for act in acts_by_name(pilot.app, pilot.app.screen)]  # type: ignore[arg-type]
        assert "Answered suggestions" in commands


@pytest.mark.parametrize("size", [(80, 24), pytest.param((150, 40), marks=pytest.mark.file_only)])
async def test_answers_by_code_and_over_time(answered: Researcher, size: tuple[int, int]) -> None:
    async with shown(answered, KEY, size) as pilot:
        assert pilot.app.screen.query_one(Listing).keys == [GOOD, UNCLEAR, PAPER]
        told = text(pilot)
        assert "14 answers · 43 % accepted · ▃▅" in told
        assert "Accepted over time: ▁█" in told
        assert "All were on screen before the coder chose." in pilot.app.screen.detail(GOOD)
        assert_golden(f"acceptance-{size[0]}x{size[1]}", lines(pilot))


async def test_counted_by_reason_and_by_time(answered: Researcher) -> None:
    async with shown(answered, KEY) as pilot:
        await press(pilot, "R", "down", "enter")
        assert pilot.app.screen.query_one(Listing).keys == ["name", "meaning", ""]
        assert "the code's name" in text(pilot)
        await press(pilot, "R", "down", "down", "down", "enter")
        assert pilot.app.screen.query_one(Listing).keys == ["1-14"]


async def test_the_table_is_exported(answered: Researcher, tmp_path: Path) -> None:
    async with shown(answered, KEY) as pilot:
        await press(pilot, "E", "ctrl+u", f"<{tmp_path / 'svar.csv'}>", "enter")
    told = (tmp_path / "svar.csv").read_text("utf-8")
    assert f"{GOOD},10,5,0,5,0,50.0,50.0" in told


async def test_others_answers_in_a_blind_round_are_not_shown(coded: Researcher) -> None:
    rounds.new_round(coded, "två", blind=True)
    rounds.use_round(coded, "två")
    answer(replace(coded, coder="Bo", round="två"), GOOD, accept=True)
    async with shown(replace(coded, round="två"), KEY) as pilot:
        assert "No suggestion has been answered yet." in text(pilot)


async def test_an_answer_that_is_undone_is_gone(answered: Researcher) -> None:
    async with shown(answered, KEY) as pilot:
        assert PAPER in pilot.app.screen.query_one(Listing).keys
        await press(pilot, "u", "enter")
        assert PAPER not in pilot.app.screen.query_one(Listing).keys
