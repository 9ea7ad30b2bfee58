"""``qualwb privacy keep-until``, and what every opening says when the day is near."""

from datetime import date, timedelta

import pytest

from qualwb.acts import retention
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.open_project import OpenProject
from qualwb.workbench.app import Workbench
from tests.cli.conftest import Command
from tests.projects import place_of
from tests.workbench.settling import settle


def said_at_opening(place: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["-p", place, "sources"]) == 0
    return capsys.readouterr().err


def test_opening_says_when_the_day_is_near(
    coded_place: str, on_coded: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    far, near = date.today() + timedelta(days=400), date.today() + timedelta(days=9)
    on_coded("privacy", "keep-until", far.isoformat(), "--reason", "beslut")
    assert said_at_opening(coded_place, capsys) == ""
    on_coded("privacy", "keep-until", near.isoformat())
    assert said_at_opening(coded_place, capsys) == f"This material must be gone by {near}, in 9 days.\n"
    on_coded("privacy", "keep-until", "2020-01-31")
    assert "was to be gone by 2020-01-31" in said_at_opening(coded_place, capsys)
    (notice,) = on_coded("check", "--format", "json")
    assert (notice["Kind"], notice["Where"]) == ("notice", "2020-01-31")
    assert on_coded("check", "--format", "csv").splitlines()[1].startswith("information,2020-01-31,")
    on_coded("undo")
    on_coded("privacy", "keep-until", "none")
    assert said_at_opening(coded_place, capsys) == ""
    assert on_coded("check", "--format", "json") == []


@pytest.mark.parametrize("day", ["igår", "2030-13-01", ""])
def test_what_is_no_day_is_refused(on_coded: Command, day: str) -> None:
    assert "YYYY-MM-DD" in on_coded("privacy", "keep-until", day, status=2)


def test_a_day_in_the_past_is_taken_and_said_to_be_past(
    coded_place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    yesterday, tomorrow = (date.today() + timedelta(days=n) for n in (-1, 1))
    assert run(["-p", coded_place, "privacy", "keep-until", yesterday.isoformat()]) == 0
    assert "That day is past" in capsys.readouterr().err
    assert run(["-p", coded_place, "privacy", "keep-until", tomorrow.isoformat()]) == 0
    assert "That day is past" not in capsys.readouterr().err


async def test_the_workbench_says_it_too(researcher: Researcher) -> None:
    retention.keep_until(researcher, date.today() + timedelta(days=3))
    app = Workbench(Researcher(researcher.project, "Karin"))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert [note.message for note in app._notifications if "must be gone" in note.message]


def test_a_project_without_a_day_says_nothing(
    project: OpenProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said_at_opening(place_of(project), capsys) == ""
