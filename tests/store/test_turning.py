"""Undo and redo with branches: redo follows the last undo, and nothing is written onto a state that moved."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.acts import codes, codings, memos
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.codes import codebook
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.errors import NothingToUndo, StateMoved
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.store.test_journal import acts, perform, state


def names(researcher: Researcher) -> list[str]:
    with researcher.project.reading() as connection:
        return [row.name for row in codebook(connection)]


def undo(researcher: Researcher, times: int = 1) -> None:
    for _time in range(times):
        researcher.project.undo(coder=researcher.coder)


def redo(researcher: Researcher) -> None:
    researcher.project.redo(coder=researcher.coder)


def test_redo_brings_back_what_was_undone_last(researcher: Researcher) -> None:
    codes.create(researcher, "A")
    undo(researcher)
    codes.create(researcher, "B")
    undo(researcher)
    redo(researcher)
    assert names(researcher) == ["B"]
    with pytest.raises(NothingToUndo):
        redo(researcher)


def test_a_new_act_drops_the_branch(researcher: Researcher) -> None:
    for name in ("A", "B", "C"):
        codes.create(researcher, name)
    undo(researcher, 2)
    codes.create(researcher, "D")
    with pytest.raises(NothingToUndo):
        redo(researcher)
    undo(researcher, 2)
    redo(researcher)
    redo(researcher)
    assert names(researcher) == ["A", "D"]


def test_a_merge_is_not_redone_onto_a_deletion(researcher: Researcher) -> None:
    codes.create(researcher, "A")
    codes.create(researcher, "B")
    codes.delete(researcher, ["A"])
    undo(researcher)
    codes.merge(researcher, ["A", "B"], "C")
    undo(researcher)
    assert names(researcher) == ["A", "B"]
    redo(researcher)
    assert names(researcher) == ["C"]


step = st.one_of(acts, st.just(("undo",)), st.just(("undo",)), st.just(("redo",)))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one source, to be copied."""
    path = tmp_path_factory.mktemp("turning") / "imported.qwb"
    with ProjectFile.create(path) as project:
        import_transcript(Researcher(project, "Karin"), transcript_of(), name="Intervju 1", group="Grupp 1")
    return path


def follow_branches(imported: Path, steps: list[tuple[Any, ...]]) -> None:
    """Do the steps beside a model of them: a stack of states to go back to, and one of states to come."""
    path = shutil.copy(imported, imported.with_name("a.qwb"))
    with ProjectFile.open(Path(path)) as project:
        researcher = Researcher(project, "Karin")
        now = state(project)
        back: list[Any] = [None]  # before the import
        forth: list[Any] = []
        for one in steps:
            if one == ("undo",):
                if len(back) > 1:
                    undo(researcher)
                    forth.append(now)
                    now = back.pop()
            elif one == ("redo",):
                if forth:
                    redo(researcher)
                    back.append(now)
                    now = forth.pop()
                else:
                    with pytest.raises(NothingToUndo):
                        redo(researcher)
            else:
                before = project.revision()
                with suppress(QualwbError):
                    perform(researcher, one)
                done = project.revision() - before
                if done:
                    # An act of the test may be two of the program; what lies between them is not looked at.
                    back += [now, *[None] * (done - 1)]
                    now, forth = state(project), []
            if now is None:
                now = state(project)
            assert state(project) == now
        assert [problem for problem in check(project) if problem.kind != "orphan"] == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, max_size=16))
def test_random_acts_with_branches(imported: Path, steps: list[tuple[Any, ...]]) -> None:
    follow_branches(imported, steps)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
@settings(max_examples=1_000, derandomize=False, suppress_health_check=list(HealthCheck))
@given(st.lists(step, max_size=25))
def test_ten_thousand_random_sequences_with_branches(
    part: int,  # noqa: ARG001
    imported: Path,
    steps: list[tuple[Any, ...]],
) -> None:
    follow_branches(imported, steps)


def put(researcher: Researcher) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(researcher, passage, ["ovisshet"], create=True)


@pytest.mark.parametrize(
    ("act", "tampering"),
    [
        (put, "UPDATE coding SET quote = 'Någon'"),
        (put, "DELETE FROM coding"),
        (lambda r: codes.create(r, "A"), "UPDATE code SET name = 'B' WHERE name = 'A'"),
        (lambda r: codes.describe(r, "först", definition="d"), "UPDATE code SET definition = 'annat'"),
        (lambda r: codes.describe(r, "först", definition="d"), "DELETE FROM code"),
        (
            lambda r: codes.delete(r, ["först"]),
            "INSERT INTO code (id, name, created_at) VALUES (1, 'x', '2027')",
        ),
        (lambda r: memos.write(r, "tanke", target="project"), "UPDATE memo SET text = ''"),
    ],
)
def test_what_was_changed_behind_the_journal_is_not_written_over(
    material: Researcher, act: Callable[[Researcher], object], tampering: str
) -> None:
    codes.create(material, "först")
    act(material)
    with material.project.writing() as connection:
        connection.exec_driver_sql(tampering)
    before = state(material.project)
    with pytest.raises(StateMoved) as refused:
        undo(material)
    assert "\n" not in str(refused.value)
    assert state(material.project) == before
