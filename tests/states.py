"""States of a project: all its rows, and acts that lead from one to the next and back."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from qualwb.acts.researcher import Researcher
from qualwb.model import Change, Record
from qualwb.store.check import check
from qualwb.store.open_project import OpenProject

NOT_STATE = ("change", "text_content", "alembic_version")
"""The journal itself, and texts that stay under their hash, are no part of the state that undo restores."""


def state(project: OpenProject) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all records."""
    with project.reading() as connection:
        return {
            name: [as_kept(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id")]
            for name in sorted(Record.metadata.tables)
            if name not in NOT_STATE
        }


def as_kept(row: Iterable[Any]) -> tuple[Any, ...]:
    """The values of a row, of JSON the text that is kept, which a server's driver parses."""
    return tuple(json.dumps(value) if isinstance(value, (dict, list)) else value for value in row)


def rows(researcher: Researcher, query: str) -> list[Any]:
    """The rows of a query in SQL; bare values where it has one column."""
    with researcher.project.reading() as connection:
        verbatim = connection.execution_options(no_parameters=True)
        found = [as_kept(row) for row in verbatim.exec_driver_sql(query)]
    return [row[0] if len(row) == 1 else row for row in found]


def another(project: OpenProject) -> str:
    """Who may undo the newest act: in a file another coder, on a server whoever did it."""
    if not project.own_undo:
        return "Mia"
    with project.reading_whole() as connection:
        newest = select(Change.coder).order_by(Change.id.desc()).limit(1)
        return connection.execute(newest).scalar_one()


@contextmanager
def one_act(researcher: Researcher, kind: str) -> Iterator[None]:
    """What is done within is one change of that kind, which undo takes back and redo brings, row by row."""
    project = researcher.project
    before, revision = state(project), project.revision()
    yield
    after, undoer = state(project), another(project)
    assert project.revision() == revision + 1
    assert after != before
    assert project.undo(coder=undoer).act == kind
    assert state(project) == before
    assert project.redo(coder=undoer).act == kind
    assert state(project) == after
    assert [problem for problem in check(project) if problem.kind != "orphan"] == []
