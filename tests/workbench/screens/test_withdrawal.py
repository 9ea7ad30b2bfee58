"""A withdrawal in the workbench: shown, reasoned, typed, done, certified."""

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Checkbox, Label

from qualwb import user_folders
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.workbench.dialogs import LineDialog, ToldDialog
from qualwb.workbench.screens.participants import ParticipantsScreen
from qualwb.workbench.screens.withdrawal import WithdrawalDialog
from qualwb.workbench.widgets.listing import Listing
from tests.acts.withdrawal.worked_on import HERS, work_on
from tests.withdrawn_bytes import found_in
from tests.workbench.screens.coded_material import lines, press, rows, shown

pytestmark = pytest.mark.file_only

PEOPLE = "SELECT alias FROM participant WHERE group_id = 1 ORDER BY alias"


@pytest.fixture
def worked_on(researcher: Researcher) -> Researcher:
    work_on(researcher)
    return researcher


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_it_takes_a_reason_and_the_alias(worked_on: Researcher, size: tuple[int, int]) -> None:
    async with shown(worked_on, "f7", size=size) as pilot:
        pilot.app.screen.query_one(Listing).go_to(("Grupp 1", "Åsa"))
        await press(pilot, "D")
        assert isinstance(pilot.app.screen, WithdrawalDialog)
        text = "\n".join(lines(pilot))
        outlook = pilot.app.screen.query_one(VerticalScroll)
        assert ("more: Page Down" in text) is (outlook.max_scroll_y > 0) is (size == (80, 24))
        for said in ("this can't be undone", "of Åsa in Grupp 1", "Reason", "Type 'Åsa'", "Escape cancels"):
            assert said in text
        await press(pilot, "<Bad om det.>", "enter", "<åsa>", "enter")
        assert isinstance(pilot.app.screen, WithdrawalDialog)
        await press(pilot, "escape")
        assert rows(worked_on, PEOPLE) == [("Björn",), ("Cia",), ("Moderator",), ("Åsa",)]


async def test_at_80_columns_all_that_goes_can_be_read_and_the_reason_is_seen(worked_on: Researcher) -> None:
    async with shown(worked_on, "f7", size=(80, 24)) as pilot:
        pilot.app.screen.query_one(Listing).go_to(("Grupp 1", "Åsa"))
        await press(pilot, "D", "<Åsa>")
        dialog = pilot.app.screen
        outlook = dialog.query_one(VerticalScroll)
        assert outlook.max_scroll_y > 0
        text = "\n".join(lines(pilot))
        for said in ("more: Page Down", "Reason: Åsa", "[ ] Blank the name"):
            assert said in text
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown", "tab", "space")
        assert outlook.scroll_y == outlook.max_scroll_y
        text = "\n".join(lines(pilot))
        assert "the end of the list" in text
        assert "[x] Blank the name" in text
        await press(pilot, "tab")
        assert dialog.focused is not None
        assert dialog.focused.id == "alias"


async def test_it_removes_and_certifies(worked_on: Researcher) -> None:
    folder = worked_on.project.path.parent
    async with shown(worked_on, "f7") as pilot:
        pilot.app.state.recent_codes = [f"In vivo: {HERS[3][:-1]}"]
        pilot.app.screen.query_one(Listing).go_to(("Grupp 1", "Åsa"))
        await press(pilot, "D", "<Bad om det.>", "enter", "<Åsa>")
        pilot.app.screen.query_one(Checkbox).value = True
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ToldDialog)
        assert rows(worked_on, PEOPLE) == [("Björn",), ("Cia",), ("Moderator",), ("utgått 1",)]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LineDialog)
        assert "Certificate of the withdrawal" in str(pilot.app.screen.query(Label).first().content)
        await press(pilot, "ctrl+u", "<intyg.md>", "enter")
        assert isinstance(pilot.app.screen, ParticipantsScreen)
        assert "utgått 1" in "\n".join(lines(pilot))
        await press(pilot, "u")
        pilot.app.remember()
        assert ("utgått 1",) in rows(worked_on, PEOPLE)
    told = Path(folder, "intyg.md").read_text(encoding="utf-8")
    assert "Åsa, Grupp 1" in told
    assert "2 places" not in told
    assert check(worked_on.project) == []
    worked_on.project.close()
    files = [*folder.iterdir(), *user_folders.state_of(worked_on.project.path).parent.iterdir()]
    assert found_in(files, HERS, ["Ja."]) == []
