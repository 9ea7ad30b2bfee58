"""Who codes: asked once, where nobody but the machine says so; kept for all projects."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from qualwb import user_folders
from qualwb.acts.researcher import Researcher
from qualwb.acts.team.who_codes import login_name
from qualwb.cli.app import run
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import LineDialog
from qualwb.workbench.running import coder_named
from qualwb.workbench.state import Settings
from tests.workbench.screens.coded_material import coded, lines, press, rows, shown
from tests.workbench.settling import settle

__all__ = ["coded"]

LAST_CODER = "SELECT coder.name FROM coding JOIN coder ON coder.id = coder_id ORDER BY coding.id DESC LIMIT 1"


@pytest.fixture(autouse=True)
def fresh_settings() -> None:
    """As at the very first start."""
    user_folders.settings().unlink(missing_ok=True)


@asynccontextmanager
async def asking(researcher: Researcher, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The workbench as it begins where nobody said who codes."""
    app = Workbench(Researcher(researcher.project, "root"), asks_name=True)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def test_the_name_is_asked_at_the_start_and_kept(coded: Researcher) -> None:
    async with asking(coded) as pilot:
        assert isinstance(pilot.app.screen, LineDialog)
        assert "initials" in "\n".join(lines(pilot))
        await press(pilot, *"KL", "enter")  # in place of the name that stands there
        assert "KL" in lines(pilot)[0]
        await press(pilot, "t", "c", "<papper i handen>", "enter")
    assert rows(coded, LAST_CODER) == [("KL",)]
    assert Settings.load().coder == "KL"


async def test_enter_alone_keeps_the_login_name(coded: Researcher) -> None:
    async with asking(coded) as pilot:
        await press(pilot, "enter")
        assert not pilot.app.screen.is_modal
    assert Settings.load().coder == "root"


async def test_who_does_not_say_is_told_by_which_name_they_code(coded: Researcher) -> None:
    async with asking(coded) as pilot:
        await press(pilot, "escape")
        assert [note.message for note in pilot.app._notifications] == [
            "You code as root now; it is asked again at the next start."
        ]
    assert Settings.load().coder == ""


async def test_the_name_is_changed_in_the_settings(coded: Researcher) -> None:
    async with shown(coded, "f12") as pilot:
        await press(pilot, "slash", "<your name>", "enter", "enter", "<Maj>", "enter")
        assert "Maj" in lines(pilot)[0]
    assert Settings.load().coder == "Maj"


@pytest.mark.file_only  # a login of a server is one coder
@pytest.mark.parametrize(
    ("called", "environment", "kept", "named"),
    [
        ("", "", "", ""),
        ("Bo", "", "", "Bo"),
        ("", "Åke", "", "Åke"),
        ("", "", "Maj", "Maj"),
        ("Bo", "Åke", "Maj", "Bo"),
    ],
)
def test_it_is_asked_only_where_nobody_says_it(
    coded: Researcher, monkeypatch: pytest.MonkeyPatch, called: str, environment: str, kept: str, named: str
) -> None:
    monkeypatch.setenv("QUALWB_CODER", environment)
    Settings(coder=kept).save()
    assert coder_named(coded.project, called) == named


@pytest.mark.file_only
async def test_who_coded_last_in_a_project_codes_in_it_again(
    coded: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUALWB_CODER", raising=False)
    Settings(coder="Maj").save()
    async with shown(coded, "f2") as pilot:
        await press(pilot, "W", "<another>", "enter", "<Bo>", "enter", "ctrl+q")
    assert coder_named(coded.project) == "Bo"
    assert coder_named(coded.project, "Åke") == "Åke"
    monkeypatch.setenv("QUALWB_CODER", "Ida")
    assert coder_named(coded.project) == "Ida"


@pytest.mark.file_only
async def test_a_login_name_that_nobody_chose_is_asked_about(
    coded: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUALWB_CODER", raising=False)
    async with shown(Researcher(coded.project, login_name()), "f2") as pilot:
        await press(pilot, "ctrl+q")
    assert coder_named(coded.project) == ""
    Settings(coder="Maj").save()
    assert coder_named(coded.project) == login_name()


@pytest.mark.file_only
async def test_who_did_not_say_codes_by_the_name_that_they_say_elsewhere(
    coded: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUALWB_CODER", raising=False)
    async with asking(coded) as pilot:
        await press(pilot, "escape", "ctrl+q")
    Settings(coder="Maj").save()
    assert coder_named(coded.project) == "Maj"


@pytest.mark.file_only
def test_commands_code_by_the_name_that_is_kept(coded: Researcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALWB_CODER", raising=False)
    Settings(coder="KL").save()
    coded.project.close()
    call = ["-p", str(coded.project.path), "code", "apply", "Intervju 1", "--quote", "Resorna tog tid."]
    assert run([*call, "--code", "papper i handen"]) == 0
    assert rows(coded, LAST_CODER) == [("KL",)]
    assert run(["--coder", "MB", *call, "--code", "papper i handen"]) == 0
    assert rows(coded, LAST_CODER) == [("MB",)]
