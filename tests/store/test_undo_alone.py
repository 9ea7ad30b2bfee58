"""One act is undone though others were done since: they stay, and what was built on it stays whole."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import codes, codings
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.errors import BuiltOn, NothingToUndo
from qualwb.store.project_file import ProjectFile
from tests.blind_project import SECRET, blind_projects
from tests.conftest import transcript_of
from tests.projects import examples
from tests.states import another, rows, state
from tests.store.test_journal import acts, perform
from tests.store.test_turning import imported

__all__ = ["imported"]

NAMES = "SELECT name FROM code ORDER BY id"
NEWEST = "SELECT max(id) FROM change"


def done(researcher: Researcher, name: str) -> int:
    """A new code; the number of the act."""
    codes.create(researcher, name)
    return int(rows(researcher, NEWEST)[0])


def alone(researcher: Researcher, number: int) -> str:
    undoer = another(researcher.project)
    return researcher.project.undo(coder=undoer, number=number, alone=True).summary


def test_what_was_done_since_stays(researcher: Researcher) -> None:
    numbers = [done(researcher, name) for name in ("A", "B", "C")]
    assert alone(researcher, numbers[1]) == "'B'"
    assert rows(researcher, NAMES) == ["A", "C"]
    undoer = another(researcher.project)
    researcher.project.redo(coder=undoer)
    assert rows(researcher, NAMES) == ["A", "B", "C"]
    alone(researcher, numbers[0])
    assert [researcher.project.undo(coder=undoer).summary for _act in numbers[1:]] == ["'C'", "'B'"]
    assert rows(researcher, NAMES) == []
    for left in (["B"], ["B", "C"], ["A", "B", "C"]):
        researcher.project.redo(coder=undoer)
        assert sorted(rows(researcher, NAMES)) == left
    assert check(researcher.project) == []


def test_what_was_built_on_says_who_did_it(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
    number = done(researcher, "A")
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(researcher, passage, ["A"])
    before = state(researcher.project)
    with pytest.raises(BuiltOn, match="something was built on it since"):
        alone(researcher, number)
    assert state(researcher.project) == before


@pytest.mark.file_only  # on a server each undoes their own acts
def test_an_act_that_a_blind_round_hides_is_not_undone_and_nothing_is_told_of_it(tmp_path: Path) -> None:
    _before, after = blind_projects(tmp_path)
    with ProjectFile.open(after) as project:
        last = project.revision()
        told = []
        for number in range(last - 8, last + 1):
            try:
                project.undo(coder="Anna", number=number, alone=True)
            except QualwbError as error:
                told.append(str(error))
        assert SECRET not in " ".join(told)
        with project.reading_whole() as connection:
            undone = "SELECT coder FROM change WHERE id IN (SELECT target FROM change WHERE act = 'undo')"
            assert "Bo" not in {coder for (coder,) in connection.exec_driver_sql(undone)}


def test_an_act_is_undone_once_and_an_undo_not_at_all(researcher: Researcher) -> None:
    number = done(researcher, "A")
    done(researcher, "B")
    alone(researcher, number)
    for again in (number, number + 2, 1000):
        with pytest.raises(NothingToUndo, match=f"Act {again} can't be undone"):
            alone(researcher, again)


@pytest.mark.file_only
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, min_size=2, max_size=12), st.lists(st.integers(0, 11), min_size=1, max_size=4))
def test_random_acts_undone_out_of_order(
    imported: Path, performed: list[tuple[Any, ...]], chosen: list[int]
) -> None:
    path = shutil.copy(imported, imported.with_name("a.qwb"))
    with ProjectFile.open(Path(path)) as project:
        researcher = Researcher(project, "Karin")
        for act in performed:
            with suppress(QualwbError):
                perform(researcher, act)
        acted, states = project.revision(), []
        for place in chosen:
            before = state(project)
            try:
                project.undo(coder="Karin", number=2 + place % max(acted - 1, 1), alone=True)
            except QualwbError:
                assert state(project) == before
            else:
                states.append(before)
            assert [problem for problem in check(project) if problem.kind != "orphan"] == []
        for expected in reversed(states):
            project.redo(coder="Karin")
            assert state(project) == expected
