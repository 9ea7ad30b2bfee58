"""``qualwb pseudonymise``: names as a table and as data, decided on by command and by an edited list."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.project_file import ProjectFile
from tests.acts.pseudonyms.named_project import write_material
from tests.conftest import transcript_of

Command = Callable[..., Any]


@pytest.fixture
def named_path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "p.qwb"
    with ProjectFile.create(path) as project:
        write_material(Researcher(project, "Karin"))
    return path


@pytest.fixture
def names(named_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs 'pseudonymise' with arguments: stdout, parsed when json is asked for; stderr where it fails."""

    def call(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(["-p", str(named_path), "--coder", "Karin", "pseudonymise", *arguments]) == status
        out, err = capsys.readouterr()
        if status:
            return err + out
        return json.loads(out) if "json" in arguments else out + err

    return call


def by_name(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["text"]: one for one in found}


def test_json_has_every_place(names: Command) -> None:
    goran = by_name(names("find", "--format", "json"))["Göran"]
    assert list(goran)[:6] == ["text", "kind", "alias", "places", "sure", "why"]
    assert (goran["kind"], goran["sure"], goran["verdict"]) == ("person", True, "open")
    assert [place["source"] for place in goran["places"]] == ["Intervju Eksjö", "Intervju 2"]
    assert all(place["end"] - place["start"] == len("Göran") for place in goran["places"])
    assert {place["table"] for place in goran["elsewhere"]} >= {"code", "summary", "participant"}
    assert [place["path"] for place in goran["elsewhere"] if place["table"] == "participant"] == [["chef"]]


def test_the_table_shows_a_name_in_its_context(names: Command) -> None:
    table = names("find", "--kind", "person")
    assert "träffade [Göran] i Eksjö" in table or "heter [Göran]," in table
    assert "[Eksjö]" not in table
    assert "open" in table


def test_only_what_is_open_or_unsure(names: Command) -> None:
    names("keep", "Göran")
    found = by_name(names("find", "--open", "--format", "json"))
    assert found
    assert "Göran" not in found
    assert not [one for one in names("find", "--unsure", "--format", "json") if one["sure"]]


def test_verdicts_by_command(names: Command) -> None:
    names("keep", "göran")
    assert "'Torgny' is to stand instead of 'Björn'." in names("alias", "Björn", "Torgny")
    names("generalise", "Eksjö", "--as", "[stad]")
    names("replace", "Åsa")
    found = by_name(names("find", "--format", "json"))
    assert {name: found[name]["verdict"] for name in ("Göran", "Björn", "Eksjö", "Åsa")} == {
        "Göran": "keep",
        "Björn": "replace",
        "Eksjö": "generalise",
        "Åsa": "replace",
    }
    assert (found["Björn"]["alias"], found["Eksjö"]["alias"]) == ("Torgny", "[stad]")
    names("reset", "Göran")
    assert by_name(names("find", "--format", "json"))["Göran"]["verdict"] == "open"
    assert "names decided" in names("accept", "all")
    assert {one["verdict"] for one in names("find", "--format", "json")} == {"replace", "generalise"}


def test_joining_parting_adding(names: Command) -> None:
    names("join", "Björn", "--into", "Göran")
    assert "Björn" in by_name(names("find", "--format", "json"))["Göran"]["forms"]
    names("part", "Göran", "Björn")
    assert "'Göran (2)'" in names("part", "Göran", "--source", "Intervju 2")
    assert "'kommunen' is looked for as a name" in names("add", "kommunen", "--kind", "organisation")
    assert "already" in names("add", "kommunen", "--kind", "organisation")
    assert {"Björn", "Göran (2)", "kommunen"} <= by_name(names("find", "--format", "json")).keys()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_list_is_edited_and_taken_back(
    names: Command, tmp_path: Path, suffix: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", language)
    path = tmp_path / f"granskning{suffix}"
    names("find", "-o", str(path))
    monkeypatch.setenv("QUALWB_LANG", "en")
    assert "taken" in names("review", str(path))
    edit(path, {"Göran": ("behåll", ""), "Björn": ("replace", "Torgny"), "Åsa": ("kanske", "")})
    said = names("review", str(path), status=1)
    assert "2 taken" in said
    assert "1 refused" in said
    assert "no verdict 'kanske'" in said
    found = by_name(names("find", "--format", "json"))
    assert (found["Göran"]["verdict"], found["Björn"]["alias"]) == ("keep", "Torgny")


def test_a_verdict_that_there_is_not_is_refused_with_those_of_the_language(
    names: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_LANG", "sv")
    path = tmp_path / "granskning.csv"
    names("find", "-o", str(path))
    edit(path, {"Göran": ("behål", "")})
    assert "öppen, ersätt, behåll, generalisera" in " ".join(names("review", str(path), status=1).split())


def test_a_list_in_a_file_is_told_to_hold_the_names(names: Command, tmp_path: Path) -> None:
    path = tmp_path / "granskning.csv"
    assert "holds the names, beside their aliases: delete it" in names("find", "-o", str(path))
    assert "holds the names" not in names("find")


def edit(path: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Write other verdicts and aliases into a list, as a person does in a spreadsheet."""
    if path.suffix == ".csv":
        rows = list(csv.reader(path.read_text("utf-8").splitlines()))
        for row in rows:
            if row[0] in changes:
                row[4], row[5] = changes[row[0]]
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        return
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows():
        if row[0].value in changes:
            row[4].value, row[5].value = changes[row[0].value]
    book.save(path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("keep", "Kerstin"), "There is no name 'Kerstin'"),
        (("alias", "Göran", "Åsa"), "stands in the material"),
        (("part", "Göran"), "Name other forms"),
        (("part", "Göran", "--source", "Intervju 9"), "There is no source"),
        (("part", "Göran", "--source", "Intervju 2", "--at", "3"), "does not stand there"),
        (("add", "Kerstin", "--kind", "person"), "nowhere"),
        (("review", "finns-inte.xlsx"), "finns-inte.xlsx"),
        (("join", "Björn"), "--into"),
    ],
)
def test_an_error_is_one_line(names: Command, arguments: tuple[str, ...], said: str) -> None:
    error = names(*arguments, status=2)
    assert said in error
    assert len(error.splitlines()) == 1


def test_another_file_is_no_list_of_names(names: Command, tmp_path: Path) -> None:
    (tmp_path / "annat.csv").write_text("a,b\n1,2\n", "utf-8")
    assert "no list of names" in names("review", str(tmp_path / "annat.csv"), status=2)


def test_help_loads_no_language_model() -> None:
    from tests.cli.test_contract import loaded_by

    assert loaded_by("pseudonymise", "find", "--help") & {"spacy", "sqlalchemy"} == set()


def test_nothing_is_found_in_an_empty_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "tom.qwb")
    assert run(["-q", "new", path]) == 0
    capsys.readouterr()
    assert run(["-p", path, "pseudonymise", "find", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_source_in_another_language_is_told_of(named_path: Path, names: Command) -> None:
    assert "does not look Swedish" not in names("find")
    said = "So when we started the work with Mary I was not sure what they wanted, and nothing happened. "
    with ProjectFile.open(named_path) as project:
        import_transcript(
            Researcher(project, "Karin"), transcript_of((("Ann", said * 5),)), name="Interview 3"
        )
    assert "Interview 3 does not look Swedish" in " ".join(names("find").split())
