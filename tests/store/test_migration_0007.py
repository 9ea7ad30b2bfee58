"""Sources of an older file have no recording; their import can be undone and redone as before."""

import contextlib
from pathlib import Path

import pytest
from sqlalchemy import select

from qualwb.acts import recordings
from qualwb.acts.researcher import Researcher
from qualwb.model import Source
from qualwb.store.check import check
from qualwb.store.errors import NothingToUndo
from qualwb.store.project_file import ProjectFile
from tests.store.first_schema import first_schema_project

pytestmark = pytest.mark.file_only

RECORDINGS = select(Source.name, Source.recording).order_by(Source.id)


def test_an_old_source_has_none_and_can_get_one(tmp_path: Path) -> None:
    file = tmp_path / "inspelning.ogg"
    file.write_bytes(b"ljud")
    with ProjectFile.open(first_schema_project(tmp_path)) as project:
        with project.reading() as connection:
            before = connection.execute(RECORDINGS).all()
        assert {str(recording) for _name, recording in before} == {"{}"}
        recordings.tie(Researcher(project, "Karin"), before[0].name, file)
        acts = 0
        with contextlib.suppress(NothingToUndo):
            while project.undo(coder="Karin"):
                acts += 1
        for _act in range(acts):
            project.redo(coder="Karin")
        assert acts > 1
        assert recordings.find_file(Researcher(project, "Karin"), before[0].name) == file
        assert check(project) == []
