"""``export project`` for somebody else: what is asked, refused and told."""

from pathlib import Path

import pytest

from qualwb.acts.people import describe_participant
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from tests.cli.conftest import Command


@pytest.fixture
def described(on_coded: Command, coded_path: Path) -> Command:
    """The coded project with attributes that single its two people out."""
    with ProjectFile.open(coded_path) as project:
        for alias, age in (("Åsa", "34"), ("Björn", "37")):
            describe_participant(Researcher(project, "Karin"), "Grupp 1", alias, ålder=age, yrke="kurator")
    return on_coded


def test_small_cells_are_listed_and_refused(described: Command, tmp_path: Path) -> None:
    said = described("export", "project", "-o", str(tmp_path / "k.qwb"), status=2)
    assert "  ålder = 34: 1 person\n" in said
    assert "  ålder = 34, yrke = kurator: 1 person\n" in said
    assert "3 values and 2 combinations of attributes are shared by fewer than 5 people." in said
    assert said.endswith("To write it all the same: --allow-small-cells.\n")
    assert not (tmp_path / "k.qwb").exists()


@pytest.mark.usefixtures("described")
def test_a_rule_and_a_lower_guard_let_it_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], coded_path: Path
) -> None:
    copy = str(tmp_path / "k.qwb")
    options = ("-o", copy, "--coarsen", "ålder=10", "--min-cell", "2", "--quotes-only", "--without-memos")
    assert run(["-p", str(coded_path), "export", "project", *options, "--dry-run"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"Not written: {copy}, 1 source, 2 codings."
    assert said[1:4] == [
        "Left out: 1 memo, words of 5 turns, the journal, file names and import reports.",
        "Coarser: ålder=10 (2 values).",
        "Attributes: at least 2 of 2 people share each combination of ålder, yrke.",
    ]
    assert not Path(copy).exists()
    assert run(["-p", str(coded_path), "export", "project", *options]) == 0
    assert capsys.readouterr().err.splitlines() == [f"{copy}: 1 source, 2 codings.", *said[1:]]
    assert run(["-p", copy, "check"]) == 0
    assert run(["-p", copy, "quotes"]) == 0
    assert "Ingen visste vad det skulle bli" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Name the file of the copy once: -o COPY.qwb."),
        (("a.qwb", "-o", "b.qwb"), "Name the file of the copy once: -o COPY.qwb."),
        (("a.qwb", "--for", "B", "--quotes-only"), "--quotes-only is for a copy to share"),
        (("a.qwb", "--without-codings"), "--without-codings is for a copy that a coder codes on in"),
        (("-o", "a.qwb", "--coarsen", "ålder"), "'ålder' is no rule for an attribute."),
        (("-o", "a.qwb", "--pseudonymised"), "No names were replaced in this project"),
        (("-o", "a.qwb", "--key", "saknas.nyckel"), "saknas.nyckel: there is no such key file."),
    ],
)
def test_what_does_not_go_is_said_in_a_line(on_coded: Command, options: tuple[str, ...], said: str) -> None:
    assert said in on_coded("export", "project", *options, status=2)
    assert not list(Path().glob("a.qwb"))
