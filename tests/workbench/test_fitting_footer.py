"""The foot of a screen keeps the keys that lead to all others, however narrow it is."""

import pytest

from qualwb.acts.researcher import Researcher
from tests.workbench.screens.coded_material import coded, lines, press, shown

__all__ = ["coded"]


@pytest.mark.parametrize("key", ["ctrl+f", "ctrl+x", "privacy", "f8", "f7", "f9", "ctrl+a", "f12"])
@pytest.mark.parametrize("width", [60, 80, 200])
async def test_keys_and_commands_are_always_told(coded: Researcher, key: str, width: int) -> None:
    async with shown(coded, key, (width, 24)) as pilot:
        foot = lines(pilot)[-1]
        assert "^p Commands" in foot
        assert "Keys" in foot
        assert "Undo" in foot or width < 200


async def test_another_width_has_room_for_other_keys(coded: Researcher) -> None:
    async with shown(coded, "privacy", (60, 24)) as pilot:
        assert "Undo" not in lines(pilot)[-1]
        await pilot.resize_terminal(160, 24)
        assert "Undo" in lines(pilot)[-1]


@pytest.mark.parametrize(("key", "opens"), [("ctrl+x", False), ("privacy", False), ("f9", True)])
async def test_enter_is_told_where_it_does_something(coded: Researcher, key: str, opens: bool) -> None:
    async with shown(coded, key) as pilot:
        assert ("Open" in lines(pilot)[-1]) == opens


async def test_a_long_line_of_the_keys_goes_on_beneath_itself(coded: Researcher) -> None:
    async with shown(coded, "f2", (60, 24)) as pilot:
        await press(pilot, "question_mark", "<Read-through>")
        first, second = (
            next(n for n, line in enumerate(lines(pilot)) if words in line) for words in ("L  ", "at the end")
        )
        assert second == first + 1
        assert lines(pilot)[first].index("Read-through") == lines(pilot)[second].index("kept")
