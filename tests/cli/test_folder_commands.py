"""``export folder`` as one types it, and the way back into a project."""

from pathlib import Path

import pytest

from qualwb.acts.codebook_file import load_codebook
from qualwb.acts.codebooks import add_codebook, codebook_of
from qualwb.acts.demo import make_demo
from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, receive
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.exchange.folder.reading import read_folder
from qualwb.portable.arrival import Wishes
from qualwb.portable.records import PortableProject
from qualwb.store.project_file import ProjectFile
from tests.cli.conftest import Command


def _told(path: Path) -> PortableProject:
    with ProjectFile.open(path) as project, project.reading() as connection:
        return portable_project(connection)


def _taken_in(folder: Path, path: Path) -> None:
    arrival = read_folder(folder, Wishes())
    assert (arrival.ledger.refused, arrival.ledger.changed, arrival.ledger.notices) == ([], [], [])
    with ProjectFile.create(path) as project:
        receive(Researcher(project, "Karin"), Incoming(arrival.project, folder.name))


def test_a_project_goes_into_a_folder_and_comes_back(
    on_coded: Command, coded_path: Path, tmp_path: Path
) -> None:
    on_coded("export", "folder", str(tmp_path / "ut"))
    _taken_in(tmp_path / "ut", tmp_path / "b.qwb")
    assert _told(tmp_path / "b.qwb") == _told(coded_path)


def test_the_study_comes_back_with_its_matrix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_demo(tmp_path / "a.qwb")
    assert run(["-p", str(tmp_path / "a.qwb"), "export", "folder", str(tmp_path / "ut")]) == 0
    _taken_in(tmp_path / "ut", tmp_path / "b.qwb")
    assert _told(tmp_path / "b.qwb") == _told(tmp_path / "a.qwb")
    said = []
    for name in ("a.qwb", "b.qwb"):
        capsys.readouterr()
        project = ["-p", str(tmp_path / name)]
        assert run([*project, "check"]) == 0
        assert run([*project, "matrix", "--rows", "themes", "--columns", "groups", "--format", "json"]) == 0
        assert run([*project, "quotes", "--format", "json"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert len(said[0]) > 1000


def test_the_codebook_of_the_folder_is_one_that_can_be_imported(tmp_path: Path) -> None:
    make_demo(tmp_path / "a.qwb")
    assert run(["-p", str(tmp_path / "a.qwb"), "export", "folder", str(tmp_path / "ut")]) == 0
    with ProjectFile.open(tmp_path / "a.qwb") as project, project.reading() as connection:
        whole = codebook_of(connection, "x")
    book = load_codebook(tmp_path / "ut" / "codebook.yaml")
    assert [code.guid for code, _above in book.written_out().all_codes() if code.guid] == [
        code.guid for code, _above in whole.all_codes() if code.guid
    ]
    with ProjectFile.create(tmp_path / "b.qwb") as project:
        added = add_codebook(Researcher(project, "Karin"), book)
        assert (len(added.new_codes), len(added.new_themes)) == (69, 27)


def test_it_says_how_many_files_it_took_away(
    coded_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = ["-p", str(coded_path), "export", "folder", str(tmp_path / "ut")]
    assert run(export) == 0
    gone = tmp_path / "ut" / "sources" / "Gone" / "gone.md"
    gone.parent.mkdir()
    for name in (gone, tmp_path / "ut" / "thesis.docx"):
        name.touch()
    with (tmp_path / "ut" / ".qualwb-folder").open("a") as marker:
        marker.write("sources/Gone/gone.md\nthesis.docx\n")
    capsys.readouterr()
    assert run(export) == 0
    assert "1 file that the project has no more was taken away." in capsys.readouterr().err
    assert not gone.parent.exists()
    assert (tmp_path / "ut" / "thesis.docx").exists()


def test_it_says_what_it_wrote_and_refuses_in_one_line(on_coded: Command, tmp_path: Path) -> None:
    assert on_coded("export", "folder", str(tmp_path / "ut")) == ""
    (tmp_path / "viktigt").mkdir()
    (tmp_path / "viktigt" / "fil.txt").touch()
    said = on_coded("export", "folder", str(tmp_path / "viktigt"), status=2)
    assert "there is something else in the folder ('fil.txt')" in said
    assert said.count("\n") == 1
