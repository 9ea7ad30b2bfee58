"""What a path is, its content says: the name alone only promises it."""

import os
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from qualwb.acts.portable_state import portable_project
from qualwb.errors import QualwbError
from qualwb.exchange.arrivals.codebook_arrivals import is_codebook
from qualwb.exchange.arrivals.opened_file import is_arriving
from qualwb.exchange.arrivals.project_formats import project_format
from qualwb.exchange.folder.writing import write_folder
from qualwb.exchange.foreign_database import is_database
from qualwb.exchange.refi.project_file import write_refi
from qualwb.portable.records import PortableProject
from tests.projects import bundled_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> PortableProject:
    path = tmp_path_factory.mktemp("study") / "study.qwb"
    with bundled_study(path) as project, project.reading() as connection:
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


def test_a_pipe_is_not_read_from_to_find_out_what_it_is() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"Anna: Hej.\n")
    os.close(writing)
    assert not is_arriving(Path(f"/dev/fd/{reading}"))
    assert not is_database(Path(f"/dev/fd/{reading}"))
    assert os.read(reading, 100) == b"Anna: Hej.\n"
    os.close(reading)


@pytest.mark.parametrize("name", ["QDA-XML:project", "QDA-XML:codebook"])
def test_a_text_that_mentions_a_format_is_not_of_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(f"Anna: Vi talar om {name}.\n", encoding="utf-8")
    assert not is_arriving(tmp_path / "talk.txt")


def test_xml_may_stand_after_a_mark_and_blanks(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('\ufeff\n <Project xmlns="urn:QDA-XML:project:1.0"/>', encoding="utf-8")
    assert suffixes(tmp_path / "a.xml") == (".qdpx", ".qde")


@pytest.mark.parametrize("suffix", [".txt", ".qdpx"])
def test_a_path_that_is_too_long_is_refused_with_the_reason(suffix: str, tmp_path: Path) -> None:
    with pytest.raises(QualwbError, match="too long"):
        is_arriving(tmp_path / ("x" * 300 + suffix))
