"""What holds for every command: help, an example, lazy imports, errors in one line, exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from qualwb.cli.app import Commands, qualwb, run
from tests.conftest import ROOT, SHARED, needs_shared

HEAVY = (
    "spacy",
    "sklearn",
    "textual",
    "pandas",
    "docx",
    "openpyxl",
    "xlsxwriter",
    "numpy",
    "alembic",
    "rich",
    "psycopg",
    "rapidfuzz",
)


def names() -> list[str]:
    assert isinstance(qualwb, Commands)
    return qualwb.list_commands(click.Context(qualwb))


def loaded_by(*arguments: str) -> set[str]:
    """Top-level modules in a fresh process after a command."""
    script = (
        "import sys; from qualwb.cli.app import run; run(sys.argv[1:]); "
        "print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by("--help") & {*HEAVY, "sqlalchemy", "lxml"} == set()


def test_reading_and_writing_load_nothing_they_do_not_need(tmp_path: Path) -> None:
    path = str(tmp_path / "a.qwb")
    assert run(["-q", "new", path]) == 0
    assert loaded_by("-p", path, "code", "new", "mål") & set(HEAVY) == set()
    assert loaded_by("-p", path, "matrix", "--format", "json") & set(HEAVY) == set()
    assert loaded_by("-p", path, "quotes", "--format", "json") & set(HEAVY) == set()
    for by in ("reason", "proposal"):
        log = loaded_by("-p", path, "suggest", "log", "--by", by, "--format", "json")
        assert log & {*HEAVY, "numpy", "scipy"} == set()


@pytest.mark.parametrize("name", names())
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Usage:" in shown
    assert "Example" in shown


def test_no_arguments_show_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "matrix" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["matrixx"], 2, "Did you mean matrix?"),
        (["-p", "saknas.qwb", "matrix"], 3, "no such project"),
        (["matrix", "--count", "sheep"], 2, "sheep"),
        (["new"], 2, "FILE"),
        (["-p", "a.qwb", "code", "apply", "Grupp 1"], 2, "--code"),
    ],
)
def test_wrong_use_is_one_line_on_stderr(
    arguments: list[str],
    status: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_the_only_project_of_the_folder_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["matrix"]) == 2
    assert "no project in this folder" in capsys.readouterr().err
    assert run(["new", "ett"]) == 0
    assert run(["check"]) == 0
    assert run(["new", "två"]) == 0
    assert run(["check"]) == 2
    monkeypatch.setenv("QUALWB_PROJECT", "ett.qwb")
    assert run(["check"]) == 0


def test_a_new_project_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.qwb"
    assert run(["new", str(path)]) == 0
    before = path.read_bytes()
    assert run(["new", str(path)]) == 3
    assert "exists already" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("rubbish.txt", bytes(range(256)) * 40), ("zip.docx", b"PK\x03\x04" + b"\0" * 40)],
)
def test_files_that_cannot_be_read_store_nothing(
    tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path, file = tmp_path / "a.qwb", tmp_path / name
    file.write_bytes(content)
    run(["-q", "new", str(path)])
    capsys.readouterr()
    assert run(["-p", str(path), "import", str(file)]) == 1
    captured = capsys.readouterr()
    assert name in captured.err
    assert "Traceback" not in captured.err
    assert run(["-q", "-p", str(path), "check"]) == 0
    assert run(["-p", str(path), "log", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_good_file_is_stored_beside_a_bad_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, good, bad = tmp_path / "a.qwb", tmp_path / "god.txt", tmp_path / "dålig.txt"
    good.write_text("Åsa: Hej du.\nBjörn: Hej hej.\nÅsa: Jaha ja.\nBjörn: Just det.\n", encoding="cp1252")
    bad.write_bytes(b"")
    run(["-q", "new", str(path)])
    assert run(["-p", str(path), "import", str(good), str(bad)]) == 1
    captured = capsys.readouterr()
    assert "cp1252" in captured.err.lower() or "windows" in captured.err.lower()
    assert run(["-p", str(path), "show", "god", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["text"] == "Hej du.\nHej hej.\nJaha ja.\nJust det."
    assert [turn["speaker"] for turn in shown["turns"]] == ["Åsa", "Björn", "Åsa", "Björn"]


def test_an_ambiguous_quote_is_refused_with_its_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, file = tmp_path / "a.qwb", tmp_path / "x.txt"
    file.write_text("Åsa: Ja just det.\nBjörn: Nej.\nÅsa: Just det ja.\nBjörn: Nja.\n", encoding="utf-8")
    run(["-q", "new", str(path)])
    run(["-q", "-p", str(path), "import", str(file)])
    capsys.readouterr()
    apply = ["-p", str(path), "code", "apply", "x", "--new", "--code", "ja", "--quote"]
    assert run([*apply, "ust det"]) == 2
    assert "2 places" in capsys.readouterr().err
    assert run([*apply, "Just det ja"]) == 0
    assert run([*apply, "finns inte"]) == 2


@needs_shared
def test_the_closing_commands_of_the_printed_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "s.qwb")
    excerpt = str(SHARED / "study" / "excerpt.txt")
    assert run(["new", path]) == 0
    assert run(["-p", path, "import", excerpt, "--reader", "report"]) == 0
    capsys.readouterr()
    matrix = ["-p", path, "matrix", "--rows", "themes", "--columns", "groups", "--format", "json"]
    assert run(matrix) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["columns"] == ["Grupp 1", "Grupp 2", "Grupp 3", "Grupp 4", "Grupp 5"]
    cells = {cell["name"]: cell["values"] for cell in found["cells"] if cell["parent"]}
    assert cells == published_cells()
    assert sum(map(sum, cells.values())) == 49
    assert run(["-p", path, "quotes", "--theme", "Otydligt syfte", "--format", "json"]) == 0
    quotes = json.loads(capsys.readouterr().out)
    assert [quote["group"] for quote in quotes] == found["columns"]
    assert sum(len(quote["turns"]) for quote in quotes) == 21
    merge = ["code", "merge", "För mycket prat", "Föreläsningarna – blandade reaktioner"]
    assert run(["-p", path, *merge, "--into", "Föreläsningar och prat", "--reason", "glider ihop"]) == 0
    assert run(["-p", path, "undo"]) == 0
    assert run(["-p", path, "check"]) == 0
    capsys.readouterr()
    assert run(matrix) == 0
    assert json.loads(capsys.readouterr().out) == found


def published_cells() -> dict[str, list[int]]:
    """The rows of chapters 4.1 and 4.2 in the study's own table."""
    cells = {}
    for line in (SHARED / "study" / "STUDY.md").read_text(encoding="utf-8").splitlines():
        columns = [column.strip() for column in line.strip("|").split("|")]
        if len(columns) == 9 and columns[0] in ("4.1", "4.2"):
            cells[columns[2]] = [0 if cell == "." else int(cell) for cell in columns[3:8]]
    return cells


@pytest.mark.skipif(os.name != "posix", reason="arguments are text on this system")
@pytest.mark.parametrize(
    "arguments", [(b"code", b"new", b"r\xf6d"), (b"-p", b"\xff.qwb", b"sources"), (b"\x80",)]
)
def test_arguments_that_are_no_text_are_refused(arguments: tuple[bytes, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"qualwb", *arguments],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "no UTF-8 text" in done.stderr.decode()
