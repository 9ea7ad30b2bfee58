"""Matrices of quotes, extent, percent and summaries; kept queries; print versions from the command line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from qualwb.study import coding, printing, themes
from qualwb.study.desk import Desk
from qualwb.study.importing import import_transcript
from qualwb.study.passages import passage_quoted
from tests.conftest import transcript_of

Command = Callable[..., Any]

SAID = {
    "Grupp 1": (
        ("Moderator", "Hur var det?"),
        ("Åsa", "Det var, liksom, otydligt."),
        ("Björn", "Mötena var bra."),
    ),
    "Grupp 2": (
        ("Moderator", "Hur var det?"),
        ("Eva", "=Ingen visste något."),
        ("Per", "Nja. Det blev bra [skratt]."),
    ),
}
CODED = (
    ("Grupp 1", "Det var, liksom, otydligt.", "ovisshet"),
    ("Grupp 1", "Mötena var bra.", "nytta"),
    ("Grupp 2", "=Ingen visste något.", "ovisshet"),
    ("Grupp 2", "Nja. Det blev bra [skratt].", "ovisshet"),
)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Two groups of two; one theme in both, one in the first alone, and one with nothing."""
    path = tmp_path / "p.qwb"
    with ProjectFile.create(path) as project:
        desk = Desk(project, "Karin")
        for group, talk in SAID.items():
            import_transcript(desk, transcript_of(talk), name=group, group=group)
        for source, quote, code in CODED:
            with project.reading() as connection:
                passage = passage_quoted(connection, source, quote)
            coding.apply(desk, passage, [code], create=True)
        themes.create(desk, "Otydligt syfte", codes=["ovisshet"])
        themes.create(desk, "Nytta", codes=["nytta"])
        themes.create(desk, "Tyst")
        with project.reading() as connection:
            funny = passage_quoted(connection, "Grupp 2", "Nja. Det blev bra [skratt].")
        printing.write(desk, funny, "Nja. Det blev bra.")
    return path


@pytest.fixture
def qualwb(path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command; gives its stdout, parsed when json is asked for, or stderr when it is to fail."""

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(["-p", str(path), "--coder", "Karin", *arguments]) == status
        out, err = capsys.readouterr()
        if status:
            return err
        return json.loads(out) if "json" in arguments else out

    return call


def values(matrix: dict[str, Any]) -> dict[str, list[Any]]:
    return {cell["name"]: cell["values"] for cell in matrix["cells"]}


def test_numbers_are_what_a_matrix_holds_by_default(qualwb: Command) -> None:
    plain = qualwb("matrix", "--format", "json")
    assert plain == qualwb("matrix", "--cells", "numbers", "--format", "json")
    assert values(plain) == {"Otydligt syfte": [1, 2], "Nytta": [1, 0], "Tyst": [0, 0]}


def test_quotes_in_cells(qualwb: Command) -> None:
    found = values(qualwb("matrix", "--cells", "quotes", "--format", "json"))
    assert [[[one["text"] for one in cell] for cell in row] for row in found.values()] == [
        [["Det var, liksom, otydligt."], ["=Ingen visste något.", "Nja. Det blev bra [skratt]."]],
        [["Mötena var bra."], []],
        [[], []],
    ]
    assert found["Nytta"][0][0]["codes"] == ["nytta"]
    printed = values(qualwb("matrix", "--cells", "quotes", "--print", "--format", "json"))
    assert [one["text"] for one in printed["Otydligt syfte"][1]] == [
        "=Ingen visste något.",
        "Nja. Det blev bra.",
    ]
    by_person = qualwb("matrix", "--cells", "quotes", "--columns", "participants", "--format", "csv")
    assert "Mötena var bra. (Grupp 1)" in by_person


def test_quotes_in_a_spreadsheet_are_text_and_wrapped(qualwb: Command, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "m.xlsx"
    qualwb("matrix", "--cells", "quotes", "-o", str(out))
    cell = load_workbook(out).active["C2"]
    assert cell.value == "=Ingen visste något.\n\nNja. Det blev bra [skratt]."
    assert cell.data_type == "s"
    assert cell.alignment.wrap_text


def test_extent_in_cells(qualwb: Command) -> None:
    table = qualwb("matrix", "--cells", "extent", "--format", "csv").splitlines()
    assert table[1:] == [
        "Otydligt syfte,1 (1 of 2 participants),2 (2 of 2 participants),"
        '"3 (3 of 4 participants, 2 of 2 groups)"',
        'Nytta,1 (1 of 2 participants),,"1 (1 of 4 participants, 1 of 2 groups)"',
        "Tyst,,,",
    ]
    found = qualwb("matrix", "--cells", "extent", "--format", "json")["cells"][0]
    assert found["total"] == {
        **{"passages": 3, "participants": 3, "of_participants": 4},
        **{"groups": 2, "of_groups": 2},
    }
    assert "--columns groups" in qualwb("matrix", "--cells", "extent", "--columns", "sources", status=2)


def test_percent_of_the_column(qualwb: Command) -> None:
    found = qualwb("matrix", "--cells", "percent", "--format", "json")
    assert values(found) == {"Otydligt syfte": [50.0, 100.0], "Nytta": [50.0, 0.0], "Tyst": [0.0, 0.0]}
    assert [cell["total"] for cell in found["cells"]] == [75.0, 25.0, 0.0]
    shown = qualwb("matrix", "--cells", "percent", "--format", "md")
    assert "| Otydligt syfte | 50.0 % | 100.0 % | 75.0 % |" in shown
    assert "| all (n) | 2 | 2 | 4 |" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cells", "quotes", "--count", "words"], "--count"),
        (["--print"], "--print"),
        (["--cells", "summaries", "--rows", "codes"], "--rows themes"),
        (["--cells", "summaries", "--columns", "sources"], "sources"),
    ],
)
def test_options_that_do_not_fit_are_refused(qualwb: Command, arguments: list[str], said: str) -> None:
    assert said in qualwb("matrix", *arguments, status=2)
