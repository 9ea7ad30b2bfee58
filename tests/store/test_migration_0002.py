"""A file of the first schema is brought to the second with everything as it was."""

import sqlite3
from pathlib import Path

import pytest

from qualwb.acts import print_versions
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.backup import back_up
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.store.restoring import restore
from tests.states import state
from tests.store.first_schema import CHANGES, first_schema_project, whole

pytestmark = pytest.mark.file_only


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture
def old_path(tmp_path: Path) -> Path:
    """A worked project of the first schema."""
    return first_schema_project(tmp_path)


def test_everything_is_as_it_was_and_can_be_turned(old_path: Path) -> None:
    whole_tables = [whole(old_path, table) for table in ("coding", "turn", "text_content")]
    before = [rows(old_path, query) for query in whole_tables]
    prints = 'SELECT id, source_id, start, "end", verbatim, text, edits, orphaned_from FROM print_version'
    before_prints, changes = rows(old_path, prints), rows(old_path, CHANGES)
    with ProjectFile.open(old_path) as project:
        assert check(project) == []
        assert [rows(old_path, query) for query in whole_tables] == before
        assert rows(old_path, prints) == before_prints
        assert rows(old_path, CHANGES) == changes
        assert project.redo(coder="Karin").summary == "'oro'"
        researcher = Researcher(project, "Karin")
        now = state(project)
        work_again(researcher)
        project.undo(coder="Karin")
        assert state(project) == now
        assert check(project) == []


def work_again(researcher: Researcher) -> None:
    """A print version gets a key that none had before it."""
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "ett papper")
    print_versions.write(researcher, passage, "lapp")
    with researcher.project.reading() as connection:
        assert connection.exec_driver_sql("SELECT max(id) FROM print_version").scalar() == 3


@pytest.mark.parametrize("altered", [1, 3])
def test_what_was_altered_before_is_found_afterwards(old_path: Path, altered: int) -> None:
    connection = sqlite3.connect(old_path)
    connection.execute("UPDATE change SET coder = 'Någon annan' WHERE id = ?", (altered,))
    connection.commit()
    connection.close()
    with ProjectFile.open(old_path) as project:
        assert ("journal", f"change {altered}") in [(p.kind, p.where) for p in check(project)]
        assert len([p for p in check(project) if "altered" in p.what]) == 1


def test_a_migrated_file_has_the_schema_of_a_new_one(old_path: Path, tmp_path: Path) -> None:
    ProjectFile.open(old_path).close()
    ProjectFile.create(tmp_path / "ny.qwb").close()
    made = "SELECT name, sql FROM sqlite_master ORDER BY name"
    assert rows(old_path, made) == rows(tmp_path / "ny.qwb", made)


def test_restoring_a_backup_of_the_first_schema_leaves_it_as_it_is(old_path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "kopia.bak"
    back_up(old_path, backup)
    before = backup.read_bytes()
    restore(tmp_path / "ny.qwb", backup)
    assert backup.read_bytes() == before
    with ProjectFile.open(tmp_path / "ny.qwb") as project:
        assert check(project) == []
