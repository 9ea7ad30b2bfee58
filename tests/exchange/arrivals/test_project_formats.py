"""What a path is, its content says: the name alone only promises it."""

import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from qualwb.acts.demo import make_demo
from qualwb.acts.portable_state import portable_project
from qualwb.errors import QualwbError
from qualwb.exchange.arrivals.codebook_arrivals import is_codebook
from qualwb.exchange.arrivals.opened_file import is_arriving
from qualwb.exchange.arrivals.project_formats import project_format
from qualwb.exchange.folder.writing import write_folder
from qualwb.exchange.refi.project_file import write_refi
from qualwb.portable.records import PortableProject
from qualwb.store.project_file import ProjectFile


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> PortableProject:
    path = tmp_path_factory.mktemp("study") / "study.qwb"
    make_demo(path)
    with ProjectFile.open(path) as project, project.reading() as connection:
        return portable_project(connection)


def suffixes(path: Path) -> tuple[str, ...] | None:
    """The suffixes of the format that a path has."""
    found = project_format(path)
    return found.suffixes if found is not None else None


def test_a_project_is_known_under_any_name(study: PortableProject, tmp_path: Path) -> None:
    write_refi(study, tmp_path / "study.qdpx")
    shutil.copy(tmp_path / "study.qdpx", tmp_path / "study.zip")
    with zipfile.ZipFile(tmp_path / "study.qdpx") as archive:
        (tmp_path / "plain.xml").write_bytes(archive.read("project.qde"))
    for name in ("study.qdpx", "study.zip", "plain.xml"):
        assert suffixes(tmp_path / name) == (".qdpx", ".qde")


def test_a_folder_is_a_project_by_what_lies_in_it(study: PortableProject, tmp_path: Path) -> None:
    write_folder(study, tmp_path / "study")
    (tmp_path / "other").mkdir()
    assert suffixes(tmp_path / "study") == ()
    assert project_format(tmp_path / "other") is None


def test_what_a_name_promises_is_read_and_refused_with_a_reason(tmp_path: Path) -> None:
    for name, suffix in (("x.qdpx", ".qdpx"), ("x.sqlite3", ".sqlite3"), ("x.qda", ".qda")):
        (tmp_path / name).write_bytes(b"hej")
        found = project_format(tmp_path / name)
        assert found is not None
        assert suffix in found.suffixes


def test_transcripts_and_other_files_are_none(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Anna: Hej.\n", encoding="utf-8")
    (tmp_path / "table.csv").write_text("namn,svar\nA,b\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE x (y)")
    for path in tmp_path.iterdir():
        assert not is_arriving(path), path
    assert not is_arriving(tmp_path / "missing.txt")


def test_codebooks_are_known_by_name_or_first_element(tmp_path: Path) -> None:
    book = '<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>'
    (tmp_path / "book.xml").write_text(book, encoding="utf-8")
    (tmp_path / "wide.xml").write_text(book, encoding="utf-16")
    assert all(is_codebook(tmp_path / name) for name in ("book.xml", "wide.xml", "book.qdc", "book.yaml"))
    assert not is_codebook(tmp_path / "missing.xml")


def test_a_project_of_our_own_is_sent_to_merging() -> None:
    with pytest.raises(QualwbError, match="qualwb merge"):
        project_format(Path("other.qwb"))
