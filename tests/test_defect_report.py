"""The report of a defect: what it tells, and that it holds no text of a project."""

from pathlib import Path

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.defect_report import Defect, reported
from qualwb.errors import QualwbError

SECRET = "Åsa sa att ingen visste"


def broken(said: str) -> Exception:
    """An error whose message, cause and locals hold a secret."""
    try:
        try:
            {}[said]
        except KeyError as error:
            raise ValueError(said) from error
    except ValueError as error:
        return error
    raise AssertionError


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_a_report_names_errors_and_places_and_no_text(state: Path) -> None:
    defect = reported(broken(SECRET), "screen: code", "It broke.")
    assert isinstance(defect, QualwbError)
    (log,) = state.rglob("defect.log")
    report = log.read_text("utf-8")
    assert report.index("KeyError") < report.index("ValueError")
    assert "test_defect_report.py:" in report
    assert "screen: code" in report
    assert SECRET not in report + str(defect)
    assert str(log) in str(defect)
    assert "\n" not in str(defect)
    assert log.stat().st_mode & 0o077 == 0


def test_an_error_of_the_database_takes_no_parameters_along(state: Path, researcher: Researcher) -> None:
    with researcher.project.reading() as connection, pytest.raises(Exception, match=SECRET) as caught:
        connection.exec_driver_sql("SELECT * FROM nothing WHERE x = ?", (SECRET,))
    reported(caught.value, "command: find", "It broke.")
    (log,) = state.rglob("defect.log")
    assert "OperationalError" in log.read_text("utf-8")
    assert SECRET not in log.read_text("utf-8")


def test_a_report_that_cannot_be_written_is_no_further_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    defect = reported(broken(SECRET), "screen: code", "It broke.")
    assert isinstance(defect, Defect)
    assert "ValueError" in str(defect)
    assert SECRET not in str(defect)
