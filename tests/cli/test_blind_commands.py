"""Blind rounds on every command that reads: what another does in one changes nothing that is printed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from openpyxl import load_workbook

from qualwb.cli.app import qualwb, run
from tests.blind_project import SECRET, blind_projects

ARGUMENTS = {
    "codebook diff": ["vedung"],
    "codebook import": ["vedung", "--dry-run"],
    "find": ["mötena"],
    "show": ["Intervju 1"],
    "code auto": ["e*", "--code", "Ovisshet", "--dry-run"],
    "suggest codes": ["Intervju 1", "--quote", "Vi fick ett papper i handen"],
    "suggest similar": ["Nytta"],
    "study theory": ["--rows", "Rader", "--columns", "Spalter"],
}
"""What commands want to be told, by their names."""
MORE = [
    *(f"matrix --cells {cells}" for cells in ("quotes", "summaries", "extent", "percent")),
    *(f"matrix --rows codes --columns {columns}" for columns in ("coders", "sources", "speakers")),
    "matrix --in-round två --in-round 1",
    "quotes --in-round 1 --by Bo",
    "quotes --print",
    "study compare --with gold",
]
"""The same commands with options that lead elsewhere."""
WRITE = {"import", "merge", "quotes edit", "speakers label"}
"""Commands that take a format, and change the project."""
TELL_OF_ACTS = {"log", "export log", "privacy"}
"""That others did something is told there, or how large the file is by it; not what they did it to."""


ON_A_SERVER = {"team members", "team status"}
"""Of a file there is nothing to tell there."""


def reading_commands() -> Iterator[str]:
    """The names of all commands that take a format."""

    def within(command: click.Command, name: str) -> Iterator[str]:
        if any(parameter.name == "format_" for parameter in command.params):
            yield name
        if isinstance(command, click.Group):
            context = click.Context(command)
            for part in command.list_commands(context):
                found = command.get_command(context, part)
                assert found is not None
                yield from within(found, f"{name} {part}".strip())

    yield from within(qualwb, "")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same project without and with Bo's work in the blind round."""
    return blind_projects(tmp_path_factory.mktemp("blind"))


def printed(path: Path, name: str, *more: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    status = run(["-p", str(path), "--coder", "Anna", *name.split(), *ARGUMENTS.get(name, []), *more])
    out, err = capsys.readouterr()
    return re.sub(r"\d{4}-\d\d-\d\d[T \d:+]*", "DAY", f"{status}\n{out}\n{err}").replace(str(path.parent), "")


@pytest.mark.parametrize("name", [*sorted(set(reading_commands()) - WRITE - ON_A_SERVER), *MORE])
def test_what_another_does_in_a_blind_round_changes_nothing_that_is_printed(
    name: str, both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for format_ in ("table", "json"):
        before, after = (printed(path, name, "--format", format_, capsys=capsys) for path in both)
        assert after.startswith(("0", "1"))
        assert SECRET not in after
        if name not in TELL_OF_ACTS:
            assert after == before


def test_bo_sees_what_is_hidden_from_anna(
    both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    shown = {}
    for name in ("quotes", "memo list", "export prints", "matrix --cells summaries", "log"):
        run(["-p", str(both[1]), "--coder", "Bo", *name.split(), "--format", "json"])
        shown[name] = capsys.readouterr().out
    assert "papper i handen" in shown.pop("quotes")
    assert all(SECRET in text for text in shown.values()), [n for n, t in shown.items() if SECRET not in t]


@pytest.mark.parametrize("suffix", ["html", "tex"])
def test_reports_hold_nothing_of_it(
    suffix: str, both: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = []
    for number, path in enumerate(both):
        target = tmp_path / str(number) / f"rapport.{suffix}"
        target.parent.mkdir()
        printed(path, "report", str(target), capsys=capsys)
        texts.append(target.read_text())
    assert texts[0] == texts[1]


def test_the_workbook_holds_nothing_of_it(
    both: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = []
    for number, path in enumerate(both):
        target = tmp_path / f"{number}.xlsx"
        printed(path, "export workbook", str(target), capsys=capsys)
        book = load_workbook(target)
        books.append({sheet.title: [list(row) for row in sheet.values] for sheet in book})
        assert SECRET not in str(books[-1])
    assert books[0].pop("Journal") != books[1].pop("Journal")
    assert books[0] == books[1]


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_the_data_holds_nothing_of_it(
    format_: str, both: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for number, path in enumerate(both):
        target = tmp_path / str(number) / "p"
        printed(path, "export data", str(target), "--format", format_, capsys=capsys)
        found.append({file.name: file.read_text("utf-8") for file in target.iterdir()})
        assert SAID in found[-1]["README.md"]
    assert SECRET not in str(found)
    assert len(found[0]) == 14
    assert found[0] == found[1]


SAID = "Round två is blind: only your own codings are shown."


@pytest.mark.parametrize(
    "name",
    [
        *("quotes", "matrix", "cooccurrence", "saturation", "code list", "codebook list", "theme list"),
        *("sources", "log", "suggest codes", "suggest similar", "suggest log", "coders", "rounds list"),
        *("export codings", "export quotes", "export log", "export prints", "export graneheim"),
        *("words --theme Mening", "marks --code Nytta"),
    ],
)
def test_a_table_says_that_others_are_hidden(
    name: str, both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert SAID in printed(both[1], name, capsys=capsys)


def test_a_transcript_with_codings_says_so(
    both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert SAID in printed(both[1], "show", "--format", "md", capsys=capsys)


def test_memos_of_others_on_passages_are_said_to_be_hidden(
    both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("memo list", "export memos"):
        said = "of memos on passages your own are shown, and those that are older"
        assert said in printed(both[1], name, capsys=capsys)


def test_nothing_is_said_of_a_round_that_is_not_asked_for(
    both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "blind" not in printed(both[1], "quotes --in-round 1", capsys=capsys)


def test_asking_for_what_another_coded_is_refused_in_one_line(
    both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shown = printed(both[1], "quotes --by Bo", capsys=capsys)
    assert shown.startswith("2\n\nqualwb: Round två is blind: what Bo coded is hidden from you")
    assert shown.count("\n") == 3
    assert printed(both[1], "quotes --by anna", capsys=capsys).startswith("0")


def test_acts_from_before_the_round_are_told(
    both: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    log = printed(both[1], "log --by Bo", "--format", "json", capsys=capsys)
    assert "Ovisshet on Intervju 1" in log
    assert "hidden: blind round" in log


def test_undo_tells_nothing_of_a_hidden_act(
    both: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "p.qwb"
    shutil.copy(both[1], copy)
    assert printed(copy, "undo -n 2", capsys=capsys).count("hidden: blind round") == 2
    assert "hidden: blind round" in printed(copy, "redo", capsys=capsys)
    log = printed(copy, "log -n 3", capsys=capsys)
    assert log.count("hidden: blind round") == 3
    assert printed(copy, "check", capsys=capsys).startswith("0")
