"""``import`` and ``export`` of other programs' projects, as one types them."""

import io
import json
import sqlite3
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pytest

from qualwb.cli.app import run
from tests.cli.conftest import Command

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "refi"
FOUND = {
    "atlasti_win_23.2_blank.qdpx": {},
    "atlasti_win_23.2_three_codes.qdpx": {"code": 3},
    "maxqda_24.7_codes_descriptions_10docs.qdpx": {"code": 307, "source": 10, "set": 2},
    "nvivo_mac_15.0_codes_only.qdpx": {"code": 262, "source": 2},
    "nvivo_win_12.6_a.qdpx": {"code": 60, "source": 1, "selection": 97, "coding": 97},
    "qc_1.3.2_demo.qdpx": {"code": 262, "source": 2, "selection": 158, "coding": 205},
    "qdapy_hand_made_sample.qdpx": {"code": 4, "source": 4, "selection": 4, "coding": 7},
    "atlasti_win_9.0.19.qdc": {"code": 5, "theme": 2},
    "taguette_1.4.1.qdc": {"code": 3},
    "taguette_1.5.2_carpentries.qdc": {"code": 6},
    "mastodonmoodboard.qdc": {"code": 44},
    "portableqda_diff.qdc": {"code": 2, "theme": 1},
    "spec_1.5_annexA1.qdc": {"code": 6},
}
"""What each file holds, as counted when it was collected."""
LOSSY = {"qdapy_hand_made_sample.qdpx"}
"""A picture and a PDF without text are in it."""


def said(*arguments: str, status: int = 0) -> str:
    """What a command says on stderr."""
    heard = io.StringIO()
    with redirect_stderr(heard):
        assert run(list(arguments)) == status
    return heard.getvalue()


def shown(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    """What a command prints as json."""
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == status
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", FOUND)
def test_every_sample_is_taken_and_accounted_for(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not (SAMPLES / name).exists():
        pytest.skip("the samples of other programs are not here")
    project = str(tmp_path / "t.qwb")
    assert run(["new", project]) == 0
    lossy = int(name in LOSSY)
    (result,) = shown(capsys, "-p", project, "import", str(SAMPLES / name), status=lossy)
    counts = {row["kind"]: row for row in result["counts"]}
    assert {kind: counts[kind]["found"] for kind in FOUND[name]} == FOUND[name]
    for row in counts.values():
        assert row["unaccounted"] == 0
        told = row["new"] + row["here"] + row["otherwise"] + row["refused"]
        assert row["found"] + row["made"] == told
        assert row["refused"] == sum(one["kind"] == row["kind"] for one in result["refused"])
    assert run(["-p", project, "check"]) == 0
    (again,) = shown(capsys, "-p", project, "import", str(SAMPLES / name), status=lossy)
    assert (again["changes"], {row["new"] for row in again["counts"]} - {0}) == (False, set())


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled study in a folder to work in."""
    monkeypatch.chdir(tmp_path)
    assert run(["demo", "study", "--no-open"]) == 0
    (project,) = (tmp_path / "study").glob("*.qwb")
    return project


def test_the_study_goes_out_as_refi_and_comes_back(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-p", str(study), "export", "refi", "study.qdpx"]) == 0
    assert run(["new", "back.qwb"]) == 0
    assert run(["-p", "back.qwb", "import", "study.qdpx"]) == 0
    matrix = ("matrix", "--rows", "themes", "--columns", "groups")
    assert shown(capsys, "-p", "back.qwb", *matrix) == shown(capsys, "-p", str(study), *matrix)
    assert run(["-p", "back.qwb", "check"]) == 0


def test_the_study_goes_out_as_a_folder_and_comes_back(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-p", str(study), "export", "folder", "study-folder"]) == 0
    assert run(["new", "again.qwb"]) == 0
    assert run(["-p", "again.qwb", "import", "folder", "study-folder"]) == 0
    assert run(["-p", "again.qwb", "check"]) == 0
    matrix = ("matrix", "--rows", "themes", "--columns", "groups")
    assert shown(capsys, "-p", "again.qwb", *matrix) == shown(capsys, "-p", str(study), *matrix)
    (again,) = shown(capsys, "-p", "again.qwb", "import", "study-folder")
    assert not again["changes"]


@pytest.fixture
def refi(on_coded: Command, tmp_path: Path) -> str:
    """A small project for other programs."""
    path = str(tmp_path / "p.qdpx")
    on_coded("export", "refi", path)
    return path


def test_a_dry_run_tells_the_same_and_writes_nothing(
    refi: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = str(tmp_path / "b.qwb")
    assert run(["new", project]) == 0
    (planned,) = shown(capsys, "-p", project, "import", refi, "--dry-run")
    assert planned["dry_run"]
    assert shown(capsys, "-p", project, "sources") == []
    (done,) = shown(capsys, "-p", project, "import", refi)
    assert done["counts"] == planned["counts"]
    assert len(shown(capsys, "-p", project, "sources")) == 1
    assert "There is nothing new in p.qdpx; nothing was written." in said("-p", project, "import", refi)
    assert run(["-p", project, "undo"]) == 0
    assert shown(capsys, "-p", project, "sources") == []


def test_what_came_from_a_file_is_in_the_journal(
    refi: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = str(tmp_path / "b.qwb")
    assert run(["new", project]) == 0
    assert "'undo' takes all of p.qdpx back." in said("-p", project, "import", refi)
    capsys.readouterr()
    assert run(["-p", project, "log"]) == 0
    out = capsys.readouterr().out
    assert "take in a project" in out
    assert "'p.qdpx'" in out


def test_several_files_go_in_at_once_and_a_broken_one_is_told(
    refi: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, broken, book = (str(tmp_path / name) for name in ("b.qwb", "x.qdpx", "b.yaml"))
    Path(broken).write_bytes(b"PK\x03\x04 nothing")
    assert run(["new", project]) == 0
    assert run(["-p", project, "code", "new", "glädje"]) == 0
    assert run(["-p", project, "codebook", "export", "-o", book]) == 0
    assert run(["-p", project, "undo"]) == 0
    first, second = shown(capsys, "-p", project, "import", refi, broken, book, status=2)
    assert (Path(first["file"]).name, Path(second["file"]).name) == ("p.qdpx", "b.yaml")
    codes = {row["kind"]: row for row in second["counts"]}["code"]
    assert (codes["found"], codes["new"], codes["here"]) == (1, 1, 0)


def test_csv_has_a_row_for_each_finding(
    refi: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = str(tmp_path / "b.qwb")
    assert run(["new", project]) == 0
    capsys.readouterr()
    assert run(["-p", project, "import", refi, "--format", "csv"]) == 0
    assert "p.qdpx,coding,found,,,2" in capsys.readouterr().out.splitlines()


def test_what_is_no_project_is_refused_with_status_2(tmp_path: Path, on_coded: Command) -> None:
    (tmp_path / "x.qdpx").write_text("hej", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    sqlite3.connect(tmp_path / "x.sqlite3").close()
    for name in ("x.qdpx", "missing.qdpx", "empty", "x.sqlite3"):
        told = on_coded("import", str(tmp_path / name), status=2)
        assert told.count("\n") == 1, told
        assert name in told
    assert "merge" in on_coded("import", str(tmp_path / "p.qwb"), status=2)
    assert "no folder with a project" in on_coded("import", "folder", str(tmp_path / "x.qdpx"), status=2)
    assert "nosuch: is not there" in on_coded("import", "folder", str(tmp_path / "nosuch"), status=2)


def test_options_of_transcripts_are_refused_for_projects(refi: str, on_coded: Command) -> None:
    assert "--group is for transcripts" in on_coded("import", refi, "--group", "A", status=2)


def test_transcripts_and_projects_go_in_together(refi: str, tmp_path: Path) -> None:
    project, talk = str(tmp_path / "b.qwb"), tmp_path / "talk.txt"
    talk.write_text("Anna: Hej.\nBo: Hej.\nAnna: Ja.\nBo: Nej.\n", encoding="utf-8")
    assert run(["new", project]) == 0
    assert run(["-p", project, "import", refi, str(talk)]) == 0
    assert "two goes" in said("-p", project, "import", refi, str(talk), "--format", "json", status=2)


TALK = "Anna: Det var långt dit.\nBo: Ja, det var det.\nAnna: Och dyrt.\nBo: Ja.\nAnna: Just det.\nBo: Ja."


def test_speakers_are_offered_and_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, folder = str(tmp_path / "b.qwb"), tmp_path / "f"
    qde = f"""<Project name="p" xmlns="urn:QDA-XML:project:1.0">
      <Users><User guid="5b4e1a56-0000-4000-8000-000000000001" name="Åsa"/></Users>
      <CodeBook><Codes><Code guid="5b4e1a56-0000-4000-8000-000000000002" name="resa" isCodable="true"/>
      </Codes></CodeBook>
      <Sources><TextSource guid="5b4e1a56-0000-4000-8000-000000000003" name="Möte">
        <PlainTextContent>{TALK}</PlainTextContent>
        <PlainTextSelection guid="5b4e1a56-0000-4000-8000-000000000004" name="" startPosition="0"
          endPosition="24"><Coding guid="5b4e1a56-0000-4000-8000-000000000005"
          creatingUser="5b4e1a56-0000-4000-8000-000000000001"><CodeRef
          targetGUID="5b4e1a56-0000-4000-8000-000000000002"/></Coding></PlainTextSelection>
      </TextSource></Sources></Project>"""
    folder.mkdir()
    file = folder / "p.qde"
    file.write_text(qde, encoding="utf-8")
    assert run(["new", project]) == 0
    offer = "1 source seems to name its speakers (Anna, Bo): --speakers find"
    assert offer in said("-p", project, "import", str(file), "--dry-run")
    assert run(["-p", project, "import", str(file), "--speakers", "find"]) == 0
    (coding,) = shown(capsys, "-p", project, "export", "codings")
    assert "Det var långt dit." in coding.values()
    assert {one["label"] for one in shown(capsys, "-p", project, "speakers")} == {"Anna", "Bo"}


def test_a_table_of_segments_is_placed_in_the_texts_that_are_here(
    on_coded: Command, coded_place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "highlights.csv"
    table.write_text(
        "id,document,tag,content\n"
        "1,Intervju 1,papper,Vi fick ett papper i handen\n"
        "2,Intervju 1,x,Ingenstans\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert run(["-p", coded_place, "--coder", "Karin", "import", str(table), "--format", "json"]) == 1
    (result,) = json.loads(capsys.readouterr().out)
    assert result["format"] == "Taguette highlights"
    coding = next(row for row in result["counts"] if row["kind"] == "coding")
    assert (coding["found"], coding["new"], coding["refused"], coding["unaccounted"]) == (2, 1, 1, 0)
    assert len(on_coded("export", "codings", "--format", "json")) == 3
