"""Each key is one act: what it did is undone by one undo."""

import pytest

from qualwb.acts import themes
from qualwb.acts.researcher import Researcher
from tests.workbench.screens.coded_material import PAPER, UNCLEAR, coded, gathered, press, rows, shown

__all__ = ["coded"]

STATE = (
    "SELECT id, name, parent_id, definition FROM theme ORDER BY id",
    "SELECT theme_id, code_id FROM theme_code ORDER BY 1, 2",
    "SELECT id, name, parent_id FROM code ORDER BY id",
    "SELECT id, code_id, quote FROM coding ORDER BY id",
    "SELECT id, group_id, alias, role, attributes FROM participant ORDER BY id",
    "SELECT id, label, participant_id FROM speaker ORDER BY id",
)

KEYS = {
    "split a theme": ("f3", ("right", "down", "space", "S", "<Halva>", "enter", "<skäl>", "enter")),
    "move a code into a new theme": ("f3", ("down", "v", "<new theme>", "enter", "<Tid>", "enter")),
    "move codes of several themes": (
        "f3",
        ("right", "down", "space", "right", "down", "space", "v", "<Före>", "enter"),
    ),
    "add codes to a new theme": ("f3", ("right", "down", "T", "<new theme>", "enter", "<Två>", "enter")),
    "take codes out of several themes": ("f3", ("right", "down", "space", "right", "down", "space", "x")),
    "gather codes in a new theme": (
        "f4",
        ("space", "down", "space", "T", "<new theme>", "enter", "<Samlat>", "enter"),
    ),
    "the role of several people": (
        "f7",
        ("space", "down", "space", "down", "space", "t", "<observer>", "enter"),
    ),
    "merge several people": ("f7", ("space", "down", "space", "down", "space", "M", "<Åsa>", "enter")),
}


def state(researcher: Researcher) -> list[object]:
    return [rows(researcher, statement) for statement in STATE]


@pytest.mark.parametrize("what", KEYS)
async def test_one_undo_takes_it_all_back(coded: Researcher, what: str) -> None:
    screen, keys = KEYS[what]
    before = state(coded)
    async with shown(coded, screen) as pilot:
        await press(pilot, *keys)
        assert state(coded) != before
        await press(pilot, "u")
        assert state(coded) == before
        await press(pilot, "ctrl+r")
        assert state(coded) != before


async def test_a_split_that_is_refused_leaves_no_empty_theme(coded: Researcher) -> None:
    async with shown(coded, "f3") as pilot:
        await press(pilot, "right", "down", "space")
        themes.remove_codes(coded, [("Otydligt syfte", UNCLEAR)])
        themes.create(coded, "Halva")
        await press(pilot, "S", "<Halva>", "enter", "<skäl>", "enter", "enter")
        assert gathered(coded)["Halva"] == []
        assert gathered(coded)["Otydligt syfte"] == [PAPER]
