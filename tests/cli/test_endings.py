"""How a command ends: by itself, with help, interrupted, given up, or with a defect of ours."""

from pathlib import Path

import pytest

from qualwb import __version__
from qualwb.cli.app import run
from tests.cli.conftest import Command

SECRET = "Åsa sa att ingen visste"


class BrokenInput:
    """A terminal that fails while it is read."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def read(self) -> str:
        raise self._error

    def isatty(self) -> bool:
        return False


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"qualwb, version {__version__}"


def test_a_group_of_commands_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code"]) == 0
    assert "Usage: qualwb code" in capsys.readouterr().out


def test_ctrl_c_ends_with_130(
    coded_place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", BrokenInput(KeyboardInterrupt()))
    assert run(["-p", coded_place, "memo", "add", "-"]) == 130
    assert capsys.readouterr().err.split("\n")[-2:] == ["qualwb: Interrupted.", ""]


def test_a_defect_is_one_line_and_leaves_the_project_as_it_was(
    on_coded: Command,
    coded_place: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = on_coded("memo", "list", "--format", "json")
    monkeypatch.setattr("sys.stdin", BrokenInput(RuntimeError(SECRET)))
    assert run(["-p", coded_place, "memo", "add", "-"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("qualwb: a defect in qualwb")
    assert "Traceback" not in said
    (log,) = (tmp_path / "state").rglob("defect.log")
    report = log.read_text("utf-8")
    assert "RuntimeError" in report
    assert "qualwb/cli/memo.py" in report
    assert "command: memo" in report
    assert __version__ in report
    assert str(log) in said
    for text in (SECRET, coded_place, "Karin"):
        assert text not in report
    assert on_coded("memo", "list", "--format", "json") == before
    monkeypatch.setenv("QUALWB_DEBUG", "1")
    assert run(["-p", coded_place, "memo", "add", "-"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_the_only_project_is_asked_for_when_there_are_several_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["code", "list"]) == 2
    assert "no project in this folder" in capsys.readouterr().err
    assert run(["-q", "new", "a"]) == 0
    assert run(["-q", "new", "b.qwb"]) == 0
    assert run(["code", "list"]) == 2
    assert "2 projects" in capsys.readouterr().err
    monkeypatch.setenv("QUALWB_PROJECT", "a.qwb")
    monkeypatch.setenv("QUALWB_CODER", "Åsa")
    assert run(["code", "new", "mål"]) == 0
    capsys.readouterr()
    assert run(["log", "--format", "csv"]) == 0
    assert ",Åsa," in capsys.readouterr().out


def test_a_table_for_a_spreadsheet_needs_a_file(on_coded: Command, tmp_path: Path) -> None:
    assert "-o" in on_coded("code", "list", "--format", "xlsx", status=2)
    on_coded("code", "list", "-o", str(tmp_path / "koder.xlsx"))
    assert (tmp_path / "koder.xlsx").read_bytes().startswith(b"PK")
    on_coded("code", "list", "-o", str(tmp_path / "koder.tex"))
    assert r"\toprule" in (tmp_path / "koder.tex").read_text("utf-8")


def test_filters_of_an_analysis(on_coded: Command) -> None:
    on_coded("participants", "--set", "Grupp 1/Åsa", "yrke=kurator")
    rows = on_coded("quotes", "--attribute", "yrke=kurator", "--in-round", "1", "--format", "json")
    assert len(rows) == 2
    assert on_coded("quotes", "--attribute", "yrke=läkare", "--format", "json") == []
    assert "NAME=VALUE" in on_coded("quotes", "--attribute", "yrke", status=2)
    rows = on_coded("--round", "2", "quotes", "--format", "json", status=2)
    assert "round '2'" in rows
