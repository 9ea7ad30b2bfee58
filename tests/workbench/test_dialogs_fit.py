"""Dialogs stand in the middle, and what they say is whole; colours have names."""

from collections.abc import Callable

import pytest
from textual.screen import ModalScreen

from qualwb.acts.researcher import Researcher
from qualwb.colours import CODE_COLOURS
from qualwb.workbench.dialogs import ConfirmDialog, FailureDialog, LineDialog, ToldDialog, TypedDialog
from qualwb.workbench.screens.split_dialog import SplitDialog
from tests.workbench.screens.coded_material import UNCLEAR, coded, lines, press, shown
from tests.workbench.settling import settle

__all__ = ["coded"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_dialog_stands_in_the_middle(coded: Researcher, size: tuple[int, int]) -> None:
    async with shown(coded, "f4", size) as pilot:
        await press(pilot, "slash", f"<{UNCLEAR}>", "enter", "S")
        assert isinstance(pilot.app.screen, SplitDialog)
        stands = pilot.app.screen.query_one(".dialog").region
        assert abs(stands.x - (size[0] - stands.right)) <= 1
        assert abs(stands.y - (size[1] - stands.bottom)) <= 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: ConfirmDialog("Ja?", "kort"),
        lambda: TypedDialog("Ja?", "kort", "ja"),
        lambda: FailureDialog("Det gick inte.", "Gör om."),
        lambda: ToldDialog("Klart", "kort"),
        lambda: LineDialog("Vad?"),
    ],
)
async def test_what_is_behind_a_dialog_stays_in_view(
    coded: Researcher, make: Callable[[], ModalScreen[object]]
) -> None:
    async with shown(coded, "f4", (100, 30)) as pilot:
        behind = lines(pilot)
        pilot.app.push_screen(make())
        await settle(pilot)
        stands = pilot.app.screen.query_one(".dialog").region
        assert abs(stands.x - (100 - stands.right)) <= 1
        assert abs(stands.y - (30 - stands.bottom)) <= 1
        told = lines(pilot)
        assert told[: stands.y] == behind[: stands.y]
        left = [[line[: stands.x].rstrip() for line in one] for one in (told, behind)]
        assert left[0] == left[1]


async def test_what_a_dialog_says_of_its_keys_is_whole(coded: Researcher) -> None:
    async with shown(coded, "f4", (60, 24)) as pilot:
        await press(pilot, "slash", f"<{UNCLEAR}>", "enter", "S")
        told = " ".join(line.strip("│ ") for line in lines(pilot))
        assert "Ctrl+S splits, Escape cancels" in told


async def test_a_long_question_keeps_its_answers_in_view(coded: Researcher) -> None:
    async with shown(coded, "f4", (80, 24)) as pilot:
        answered: list[bool | None] = []
        text = "\n".join(f"rad {n}" for n in range(60))
        pilot.app.push_screen(ConfirmDialog("Ja?", text), answered.append)
        await settle(pilot)
        assert any("Enter: yes, Escape: no, Page Down reads on" in line for line in lines(pilot))
        assert not any("rad 59" in line for line in lines(pilot))
        await press(pilot, *["pagedown"] * 12)
        assert any("rad 59" in line for line in lines(pilot))
        await press(pilot, "enter")
        assert answered == [True]
        pilot.app.push_screen(ConfirmDialog("Ja?", "kort"))
        await settle(pilot)
        assert not any("Page Down" in line for line in lines(pilot))


async def test_a_long_failure_says_how_it_is_closed(coded: Researcher) -> None:
    async with shown(coded, "f4", (80, 24)) as pilot:
        pilot.app.push_screen(FailureDialog("\n".join(f"rad {n}" for n in range(60)), "Gör om."))
        await settle(pilot)
        assert any("Enter closes" in line for line in lines(pilot))
        await press(pilot, *["pagedown"] * 12)
        assert any("rad 59" in line for line in lines(pilot))


async def test_colours_have_names(coded: Researcher) -> None:
    async with shown(coded, "f4", (80, 40)) as pilot:
        await press(pilot, "P")
        told = lines(pilot)
        for colour in CODE_COLOURS:
            assert any(colour in line and line.split(colour)[0].split()[-1].isalpha() for line in told)
