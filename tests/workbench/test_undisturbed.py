"""Work that nothing may come between: its dialog goes whatever becomes of the work, which is told."""

from errno import ENOSPC
from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.undisturbed import undisturbed
from tests.workbench.screens.coded_material import lines, press
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


@pytest.mark.parametrize(
    ("error", "told"), [(OSError(ENOSPC, ""), "the disk is full"), (ValueError("x"), "A defect in qualwb")]
)
async def test_an_error_is_told_and_the_workbench_goes_on(
    material: Researcher, error: Exception, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))  # the report of the defect

    def fail() -> None:
        raise error

    async with opened(material) as pilot:
        assert isinstance(pilot.app, Workbench)
        done: list[None] = []
        undisturbed(pilot.app, "erasing", fail, done.append)
        await settle(pilot)
        assert isinstance(pilot.app.screen, FailureDialog)
        assert any(told in line for line in lines(pilot))
        assert done == []
        await press(pilot, "enter", "f3")
        assert not isinstance(pilot.app.screen, (CodeScreen, FailureDialog))


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
