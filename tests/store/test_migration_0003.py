"""A file of an earlier schema gets the table of readings, with everything else as it was."""

import sqlite3
from pathlib import Path

import pytest

from qualwb.acts.readings import mark_read
from qualwb.acts.researcher import Researcher
from qualwb.model import Record
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.store.first_schema import first_schema_project

pytestmark = pytest.mark.file_only


def counts(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in Record.metadata.tables.keys() & present
    }
    connection.close()
    return found


def test_an_old_file_keeps_its_rows_and_takes_readings(tmp_path: Path) -> None:
    path = first_schema_project(tmp_path)
    before = counts(path)
    with ProjectFile.open(path) as project:
        assert check(project) == []
    assert counts(path) == before | dict.fromkeys(
        ("reading", "finished_coding", "adjudication", "name_verdict"), 0
    )
    with ProjectFile.open(path) as project:
        mark_read(Researcher(project, "Bo"), ["Intervju 1"])
        assert check(project) == []
    assert counts(path)["reading"] == 1
