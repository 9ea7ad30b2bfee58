"""A file of an earlier schema gets stable ids, the same in each copy; undo of what came before keeps on."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from qualwb.model import Identified, Record
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.encrypted import raw_connection
from tests.store.first_schema import first_schema_project

pytestmark = pytest.mark.file_only

IDENTIFIED = {
    record.class_.__tablename__ for record in Record.registry.mappers if issubclass(record.class_, Identified)
}


def uids(path: Path) -> dict[str, list[tuple[int, str]]]:
    connection = raw_connection(path)
    found = {
        table: connection.execute(f"SELECT id, uid FROM {table} ORDER BY id").fetchall()
        for table in IDENTIFIED
    }
    connection.close()
    return found


def test_each_row_gets_an_id_that_no_other_row_has(tmp_path: Path) -> None:
    path = first_schema_project(tmp_path)
    with ProjectFile.open(path) as project:
        assert check(project) == []
    given = [uid for rows in uids(path).values() for _key, uid in rows]
    assert len(given) == len(set(given)) > 5
    assert {len(uid) for uid in given} == {36}


def test_copies_that_are_migrated_apart_have_the_same_ids(tmp_path: Path) -> None:
    path = first_schema_project(tmp_path)
    other = shutil.copy(path, tmp_path / "kopia.qwb")
    for copied in (path, other):
        ProjectFile.open(copied).close()
    assert uids(path) == uids(other)


def test_what_was_done_before_is_undone_and_done_again_after_it(tmp_path: Path) -> None:
    path = first_schema_project(tmp_path)
    with ProjectFile.open(path) as project:
        for _act in range(3):
            project.undo(coder="Karin")
            assert check(project) == []
        assert {len(uid) for rows in uids(path).values() for _key, uid in rows} == {36}
        for _act in range(3):
            project.redo(coder="Karin")
            assert check(project) == []
    given = [uid for rows in uids(path).values() for _key, uid in rows]
    assert len(given) == len(set(given))


def test_rows_inserted_in_bulk_have_ids_of_their_own(project: ProjectFile) -> None:
    from qualwb.model import Code

    with project.act("code.create", coder="Karin") as act:
        act.insert_many(Code, [{"name": name, "created_at": "2026-01-01"} for name in "abc"])
    assert len({uid for _key, uid in uids(project.path)["code"]}) == 3


def test_people_of_other_groups_under_the_same_keys_are_others(tmp_path: Path) -> None:
    path = first_schema_project(tmp_path)
    other = shutil.copy(path, tmp_path / "kopia.qwb")
    connection = sqlite3.connect(other)
    connection.execute("UPDATE focus_group SET name = 'En annan grupp'")
    connection.commit()
    connection.close()
    for copied in (path, other):
        ProjectFile.open(copied).close()
    ours, theirs = (dict(uids(copied)["participant"]) for copied in (path, other))
    assert ours.keys() == theirs.keys()
    assert set(ours.values()).isdisjoint(theirs.values())
