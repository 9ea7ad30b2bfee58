"""What SQLite and the file system report is told by their codes, never by words that a path may hold."""

import sqlite3
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.engines.faults import integrity_errors
from qualwb.store.errors import ProjectLocked, UnusableProject
from qualwb.store.project_file import ProjectFile

pytestmark = pytest.mark.file_only

TELLING = "fullt locked busy readonly disk i-o unable to open"
"""Words that stand in messages of SQLite."""


def test_a_missing_folder_is_told_as_that(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "kommunfullmaktige" / "saknas"
    with pytest.raises(UnusableProject) as error:
        ProjectFile.create(folder / "x.qwb")
    assert str(error.value) == f"{folder}: there is no such folder. Make it first, or choose another."
    assert run(["new", str(folder / "x.qwb")]) == 3
    assert "there is no such folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("", "utf-8")
    with pytest.raises(UnusableProject, match="can't be opened"):
        ProjectFile.create(tmp_path / "full" / "x.qwb")


def test_words_in_the_path_tell_nothing(tmp_path: Path) -> None:
    folder = tmp_path / TELLING
    folder.mkdir()
    path = folder / "x.qwb"
    ProjectFile.create(path).close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * (path.stat().st_size - 100))
    with pytest.raises(UnusableProject, match="damaged") as error:
        ProjectFile.open(path)
    assert not isinstance(error.value, ProjectLocked)


def test_an_sql_error_with_telling_words_is_not_taken_for_another(researcher: Researcher) -> None:
    with pytest.raises(UnusableProject, match="damaged"), researcher.project.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM full_locked_readonly")


def test_a_full_disk_is_told_and_nothing_is_stored(researcher: Researcher) -> None:
    with pytest.raises(UnusableProject, match="the disk is full"):
        _write_more_than_fits(researcher)
    researcher.project.close()
    with ProjectFile.open(researcher.project.path) as project, project.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM text_content").scalar() == 0


def _write_more_than_fits(researcher: Researcher) -> None:
    with researcher.act("code.new") as act:
        pages = act.connection.exec_driver_sql("PRAGMA page_count").scalar()
        act.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        act.connection.exec_driver_sql(
            "INSERT INTO text_content (sha256, text) VALUES ('', zeroblob(9999999))"
        )


def test_a_file_that_may_not_be_written_is_told(researcher: Researcher) -> None:
    with pytest.raises(UnusableProject, match="can't be written"):
        _write_to_what_is_only_read(researcher)


def _write_to_what_is_only_read(researcher: Researcher) -> None:
    with researcher.project.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.exec_driver_sql("INSERT INTO coder (name) VALUES ('Mia')")


def test_a_database_without_a_schema_version_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.qwb"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id={0x71776221}")
    raw.execute("CREATE TABLE half (x)")
    raw.close()
    with pytest.raises(UnusableProject, match="no schema version"):
        ProjectFile.open(path)


def test_our_own_faults_come_back_as_they_are(researcher: Researcher) -> None:
    codes.create(researcher, "mål")
    with (
        pytest.raises(Exception, match="UNIQUE constraint") as error,
        researcher.project.writing() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO code (name, created_at) VALUES ('mål', '')")
    assert isinstance(error.value, integrity_errors())
