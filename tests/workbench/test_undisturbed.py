"""Work that nothing may come between: its dialog goes whatever becomes of the work, which is told."""

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.undisturbed import undisturbed
from tests.workbench.screens.coded_material import press
from tests.workbench.settling import settle
from tests.workbench.test_code_screen import opened


async def test_what_was_done_is_passed_on(material: Researcher) -> None:
    async with opened(material) as pilot:
        assert isinstance(pilot.app, Workbench)
        done: list[int] = []
        undisturbed(pilot.app, "reckoning", lambda: 6 * 7, done.append)
        await settle(pilot)
        assert done == [42]
        assert isinstance(pilot.app.screen, CodeScreen)


@pytest.mark.parametrize("error", [OSError("the disk is full"), ValueError("a defect")])
async def test_an_error_is_told_and_the_workbench_goes_on(material: Researcher, error: Exception) -> None:
    def fail() -> None:
        raise error

    async with opened(material) as pilot:
        assert isinstance(pilot.app, Workbench)
        done: list[None] = []
        undisturbed(pilot.app, "erasing", fail, done.append)
        await settle(pilot)
        assert isinstance(pilot.app.screen, CodeScreen)
        assert [note.message for note in pilot.app._notifications] == [str(error)]
        assert done == []
        await press(pilot, "f3")
        assert not isinstance(pilot.app.screen, CodeScreen)


async def test_a_refusal_is_told_in_a_dialog(material: Researcher) -> None:
    def refuse() -> None:
        raise QualwbError("Not now.", "Later.")

    async with opened(material) as pilot:
        assert isinstance(pilot.app, Workbench)
        undisturbed(pilot.app, "erasing", refuse, lambda _done: None)
        await settle(pilot)
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodeScreen)
