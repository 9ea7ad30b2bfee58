"""Commands on the project as a whole: copies, check, undo and redo, the model, the guide, the report."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qualwb.cli.app import run
from qualwb.language.loading import describe
from qualwb.manual import guide_step, guide_text
from tests.cli.conftest import Command
from tests.conftest import ROOT, transcript_of


def test_a_backup_beside_the_project_or_where_one_says(
    on_coded: Command, coded_path: Path, tmp_path: Path
) -> None:
    on_coded("backup")
    (beside,) = coded_path.parent.glob("*.manual.bak")
    folder = tmp_path / "kopior"
    folder.mkdir()
    on_coded("backup", str(folder))
    on_coded("backup", str(tmp_path / "annan.qwb"))
    for copy in (beside, folder / "p.qwb", tmp_path / "annan.qwb"):
        with sqlite3.connect(copy) as connection:
            assert connection.execute("SELECT count(*) FROM coding").fetchone() == (2,)
        assert copy.stat().st_mode & 0o777 == 0o600
    assert "the project itself" in on_coded("backup", str(coded_path), status=2)


def test_check_tells_what_does_not_hold_and_where(on_coded: Command, coded_path: Path) -> None:
    assert on_coded("check", "--format", "json") == []
    with sqlite3.connect(coded_path) as connection:
        connection.execute("UPDATE coding SET quote = 'Något annat' WHERE id = 1")
    assert run(["-p", str(coded_path), "check"]) == 1
    assert "2 problems found" in on_coded("check", status=1)


def test_undo_and_redo_say_what_they_turned(
    coded_place: str, on_coded: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    on_coded("code", "new", "oro")
    as_karin = ("-p", coded_place, "--coder", "Karin")  # on a server one undoes one's own acts
    assert run([*as_karin, "undo"]) == 0
    assert "new code 'oro'" in capsys.readouterr().err
    assert run([*as_karin, "redo"]) == 0
    assert "Redone: new code 'oro'" in capsys.readouterr().err
    assert "nothing to redo" in on_coded("redo", status=1)
    assert run(["-q", *as_karin, "undo"]) == 0
    assert capsys.readouterr().err == ""


def test_one_act_is_undone_by_its_number(
    coded_place: str, on_coded: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    on_coded("code", "new", "oro")
    number = on_coded("log", "--format", "json")[0]["number"]
    on_coded("code", "new", "glädje")
    as_karin = ("-p", coded_place, "--coder", "Karin")
    assert run([*as_karin, "undo", "--only", str(number), "-n", "2"]) == 2
    assert "give neither -n nor --parts" in capsys.readouterr().err
    assert run([*as_karin, "undo", "--only", str(number)]) == 0
    assert "Undone: new code 'oro'" in capsys.readouterr().err
    assert "glädje" in on_coded("code", "list")
    assert "oro" not in on_coded("code", "list").split()
    assert run([*as_karin, "undo", "--only", str(number)]) == 1
    assert f"Act {number} can't be undone" in capsys.readouterr().err


def test_the_model_in_use_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["model", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    info = describe()
    assert (told["name"], told["version"], told["components"]) == (
        info.name,
        info.version,
        [*info.components],
    )
    assert told["scores"]["POS"] == round(100 * info.scores["pos_acc"], 2)
    assert run(["model", "--prefer", "sv_finns_inte"]) == 2
    assert "sv_finns_inte" in capsys.readouterr().err


def test_a_model_that_cannot_be_fetched_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    assert run(["model", "install"]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "sv_core_news_sm was not installed" in line


def test_the_guide_whole_by_step_and_as_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["guide", "--language", "sv"]) == 0
    assert capsys.readouterr().out == guide_text("sv")
    assert run(["guide", "4"]) == 0
    assert capsys.readouterr().out == guide_step("en", 4)
    assert run(["guide", "-o", str(tmp_path / "guide.md")]) == 0
    assert (tmp_path / "guide.md").read_text("utf-8") == guide_text("en")


@pytest.mark.parametrize(("name", "start"), [("r.html", b"<!DOCTYPE html>"), ("r.docx", b"PK")])
def test_a_report_in_both_formats(on_coded: Command, tmp_path: Path, name: str, start: bytes) -> None:
    on_coded("report", str(tmp_path / name), "--quotes", "all")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_report_tells_which_quotes_hold_names(
    on_coded: Command, coded_place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = transcript_of().text.index("Vi fick ett papper")
    on_coded("show", "Intervju 1", "--correct", str(at), str(at + 2), "Anna Lindström")
    on_coded(
        "code",
        "apply",
        "Intervju 1",
        "--quote",
        "Anna Lindström fick ett papper",
        "-c",
        "ovisshet",
        "--cited",
    )
    out = tmp_path / "r.html"
    assert run(["-p", coded_place, "report", str(out), "--check-names"]) == 1
    assert "Anna Lindström" in capsys.readouterr().err
    assert "Anna Lindström fick ett papper" in out.read_text("utf-8")
    on_coded("show", "Intervju 1", "--correct", str(at), str(at + 14), "Vi")
    assert run(["-p", coded_place, "report", str(out), "--check-names"]) == 0
    on_coded("theme", "describe", "Otydligt syfte", "--definition", "Som Torbjörn sa i Borås.")
    assert run(["-p", coded_place, "report", str(out), "--check-names"]) == 1
    assert (
        "Otydligt syfte, Central idea. 'Som Torbjörn sa i Borås.': Torbjörn, Borås" in capsys.readouterr().err
    )
    on_coded("theme", "describe", "Otydligt syfte", "--definition", "")
    on_coded("theme", "summarise", "Otydligt syfte", "Grupp 1", "Torbjörn visste inte.")
    assert run(["-p", coded_place, "report", str(out), "--check-names"]) == 1
    assert "Otydligt syfte, Grupp 1: 'Torbjörn visste inte.': Torbjörn" in capsys.readouterr().err
    on_coded("theme", "summarise", "Otydligt syfte", "Grupp 1", "")
    assert "docx, html or tex" in on_coded("report", str(tmp_path / "r.pdf"), status=2)
    assert not (tmp_path / "r.pdf").exists()


def test_a_reader_that_goes_away_is_no_fault(coded_place: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "qualwb", "-p", coded_place, "show", "Intervju 1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""


@pytest.mark.file_only  # a browser is served no project on a server
def test_an_interrupted_command_ends_with_130(coded_place: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "qualwb", "-p", coded_place, "serve", "--port", str(free_port())],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert process.stderr is not None
    assert "http://127.0.0.1" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(60) in (0, 130)
    assert "Traceback" not in process.stderr.read()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_workbench_needs_a_terminal(coded_place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["open", coded_place]) == 2
    assert "needs a terminal" in capsys.readouterr().err
    assert run([coded_place]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_commands_to_copy_have_paths_in_quotes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Min studie.qwb"
    assert run(["new", str(path)]) == 0
    assert f"qualwb -p '{path}' import" in capsys.readouterr().err
    other = tmp_path / "p.qwb"
    assert run(["new", str(other)]) == 0
    assert run(["-p", str(other), "import", str(path)]) == 2
    assert f"qualwb merge '{path}'" in capsys.readouterr().err
