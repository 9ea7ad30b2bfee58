"""What commands print holds nothing that a terminal obeys; what is data keeps what it holds."""

import re
from pathlib import Path

import pytest

from qualwb.cli.app import run
from qualwb.safe_text import cleaned
from qualwb.store.project_file import ProjectFile
from tests.conftest import ROOT
from tests.hand_edited import EVIL, OBEYED, make_evil

SOURCE = f"In{EVIL}tervju 1"
LISTINGS = (
    *(["sources"], ["speakers"], ["participants"], ["questions"], ["show", SOURCE], ["find", "papper"]),
    *(["code", "list"], ["codebook", "list"], ["theme", "list"], ["memo", "list"], ["words", "--limit", "5"]),
    *(["quotes"], ["matrix"], ["cooccurrence"], ["participation"], ["saturation"], ["log"], ["check"]),
    *(["codebook", "export", "--format", "md"], ["quotes", "--format", "md"]),
    *(["export", "codings", "--format", "table"], ["export", "quotes", "--format", "table"]),
)
SAYING = (
    ["code", "new", f"ny{EVIL}"],
    ["undo"],
    ["show", f"finns{EVIL} ej"],
    ["memo", "add", f"te{EVIL}xt", "--code", f"finns{EVIL} ej"],
    ["import", f"fil{EVIL}.txt"],
)


@pytest.fixture
def evil_path(coded_path: Path) -> Path:
    """A project whose texts hold what a terminal obeys."""
    with ProjectFile.open(coded_path) as project:
        make_evil(project)
    return coded_path


@pytest.mark.parametrize("arguments", [*LISTINGS, *SAYING], ids=lambda words: cleaned(" ".join(words[:3])))
def test_nothing_that_a_terminal_obeys_is_printed(
    evil_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    status = run(["-p", str(evil_path), "--coder", "Karin", *arguments])
    out, err = capsys.readouterr()
    assert status in (0, 1, 2)
    assert out + err
    for sign in OBEYED:
        assert sign not in out + err
    if arguments in LISTINGS and arguments != ["check"]:
        assert status == 0, err


def test_a_table_stands_straight_without_what_was_taken_out(
    evil_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-p", str(evil_path), "code", "list"]) == 0
    head, rule, *rows = capsys.readouterr().out.splitlines()[:4]
    assert "ov]52;c;Zm9visshet" in rows[0]
    column = head.index("Passages")
    assert {row[column - 1] for row in (head, *rows)} == {" "}
    assert len(rule) <= len(head) + 20


@pytest.mark.parametrize("format_", ["csv", "json", "md"])
def test_data_hold_none_of_it_either(
    evil_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    target = tmp_path / f"koder.{format_}"
    assert run(["-p", str(evil_path), "code", "list", "--format", format_]) == 0
    assert run(["-p", str(evil_path), "code", "list", "-o", str(target)]) == 0
    for written in (capsys.readouterr().out, target.read_text("utf-8")):
        assert "ov]52;c;Zm9visshet" in written
        assert not any(sign in written for sign in OBEYED)


def test_nothing_is_printed_past_the_one_way() -> None:
    printing = re.compile(r"\b(?:click\.(?:echo|secho)|print)\(")
    found = {
        file.name for file in (ROOT / "qualwb/cli").glob("*.py") if printing.search(file.read_text("utf-8"))
    }
    # The help of click: texts of ours.
    assert found == {"terminal.py", "app.py"}
