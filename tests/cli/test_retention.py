"""``qualwb privacy keep-until``, and what every opening says when the day is near."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from qualwb.acts import retention
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from qualwb.workbench.app import Workbench
from tests.cli.conftest import Command
from tests.workbench.settling import settle


def said_at_opening(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["-p", str(path), "sources"]) == 0
    return capsys.readouterr().err


def test_opening_says_when_the_day_is_near(
    coded_path: Path, on_coded: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    far, near = date.today() + timedelta(days=400), date.today() + timedelta(days=9)
    on_coded("privacy", "keep-until", far.isoformat(), "--reason", "beslut")
    assert said_at_opening(coded_path, capsys) == ""
    on_coded("privacy", "keep-until", near.isoformat())
    assert said_at_opening(coded_path, capsys) == f"This material must be gone by {near}, in 9 days.\n"
    on_coded("privacy", "keep-until", "2020-01-31")
    assert "was to be gone by 2020-01-31" in said_at_opening(coded_path, capsys)
    (notice,) = on_coded("check", "--format", "json")
    assert (notice["Kind"], notice["Where"]) == ("notice", "2020-01-31")
    assert on_coded("check", "--format", "csv").splitlines()[1].startswith("information,2020-01-31,")
    on_coded("undo")
    on_coded("privacy", "keep-until", "none")
    assert said_at_opening(coded_path, capsys) == ""
    assert on_coded("check", "--format", "json") == []


@pytest.mark.parametrize("day", ["igår", "2030-13-01", ""])
def test_what_is_no_day_is_refused(on_coded: Command, day: str) -> None:
    assert "YYYY-MM-DD" in on_coded("privacy", "keep-until", day, status=2)


def test_a_day_in_the_past_is_taken_and_said_to_be_past(
    coded_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    yesterday, tomorrow = (date.today() + timedelta(days=n) for n in (-1, 1))
    assert run(["-p", str(coded_path), "privacy", "keep-until", yesterday.isoformat()]) == 0
    assert "That day is past" in capsys.readouterr().err
    assert run(["-p", str(coded_path), "privacy", "keep-until", tomorrow.isoformat()]) == 0
    assert "That day is past" not in capsys.readouterr().err


async def test_the_workbench_says_it_too(researcher: Researcher) -> None:
    retention.keep_until(researcher, date.today() + timedelta(days=3))
    app = Workbench(Researcher(researcher.project, "Karin"))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert [note.message for note in app._notifications if "must be gone" in note.message]


def test_a_project_without_a_day_says_nothing(
    project: ProjectFile, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said_at_opening(project.path, capsys) == ""
