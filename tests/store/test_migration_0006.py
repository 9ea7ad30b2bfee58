"""Answers to suggestions in an older file are kept, and can be undone; why they were given is not known."""

from pathlib import Path

import pytest
from sqlalchemy import select

from qualwb.model import SuggestionEvent
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.store.first_schema import first_schema_project

pytestmark = pytest.mark.file_only

EVENTS = select(SuggestionEvent.outcome, SuggestionEvent.rank, SuggestionEvent.score)
WHY = select(SuggestionEvent.reason, SuggestionEvent.probability, SuggestionEvent.encoder)


def test_an_old_answer_is_kept_and_can_be_undone_and_redone(tmp_path: Path) -> None:
    with ProjectFile.open(first_schema_project(tmp_path)) as project:
        assert _events(project) == ([("refused", 2, 0.25)], [("", None, "")])
        project.undo(coder="Karin")
        assert _events(project) == ([], [])
        project.redo(coder="Karin")
        assert _events(project) == ([("refused", 2, 0.25)], [("", None, "")])
        assert check(project) == []


def _events(project: ProjectFile) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with project.reading() as connection:
        told, why = connection.execute(EVENTS).all(), connection.execute(WHY).all()
    return [tuple(row) for row in told], [tuple(row) for row in why]
