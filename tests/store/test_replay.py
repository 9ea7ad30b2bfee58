"""``check`` compares all rows with what the journal made of a new project."""

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from qualwb.acts import codes, codings, corrections, memos, settings, themes
from qualwb.acts.demo import make_demo
from qualwb.acts.passages import passage_quoted
from qualwb.acts.purging import purge
from qualwb.acts.researcher import Researcher
from qualwb.model import Turn
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.states import another


@pytest.fixture
def worked(material: Researcher) -> Researcher:
    """A project with codings, a theme, memos, a correction, a setting, undo and redo."""
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, passage, ["ovisshet", "oro"], create=True)
    codings.cite(material, [1])
    themes.create(material, "Tema", codes=["ovisshet"])
    memos.write(material, "tanke", target="project")
    settings.set_round(material, "2")
    corrections.replace(material, "Intervju 1", 0, 3, "Men hur")
    codes.create(material, "tillfällig")
    codes.delete(material, ["tillfällig"])
    undoer = another(material.project)
    material.project.undo(coder=undoer)
    material.project.redo(coder=undoer)
    assert check(material.project) == []
    return material


def in_file(tampering: str, where: str, what: str) -> ParameterSet:
    """What a server refuses by its types, or gives keys of its own."""
    return pytest.param(tampering, where, what, marks=pytest.mark.file_only)


@pytest.mark.parametrize(
    ("tampering", "where", "what"),
    [
        ("UPDATE code SET name = 'annat' WHERE id = 1", "code 1", "act 2 left it: name"),
        ("DELETE FROM memo", "memo 1", "no act deleted it"),
        in_file("INSERT INTO code (name, created_at) VALUES ('x', '')", "code 4", "made by no act"),
        in_file("INSERT INTO code (id, name, created_at) VALUES (3, 'x', '')", "code 3", "deleted it"),
        ("UPDATE coding SET cited = FALSE WHERE id = 1", "coding 1", "act 3 left it: cited"),
        ("UPDATE project SET settings = '{}'", "project 1", "left it: settings"),
        ("UPDATE participant SET role = 'moderator' WHERE id = 2", "participant 1", "1-3: one of these"),
        ("DELETE FROM turn WHERE number = 5", "turn 5", "no act deleted it"),
        in_file("UPDATE turn SET time_start = x'00' WHERE number = 5", "turn 1", "one of these"),
        ("UPDATE turn SET kind = 'text' WHERE number = 5", "turn 1", "one of these"),
        ("DELETE FROM theme_code", "theme_code 1", "no act deleted it"),
        ("UPDATE focus_group SET name = 'Annan'", "focus_group 1", "left it: name"),
        in_file("INSERT INTO saved_query (name) VALUES ('x')", "saved_query 1", "made by no act"),
    ],
)
def test_a_row_that_the_journal_did_not_make_is_named(
    worked: Researcher, tampering: str, where: str, what: str
) -> None:
    with worked.project.writing() as connection:
        connection.exec_driver_sql(tampering)
    found = [problem for problem in check(worked.project) if problem.kind == "row"]
    assert [problem.where for problem in found] == [where]
    assert what in found[0].what


@pytest.mark.file_only
def test_times_that_sqlite_writes_otherwise_are_as_they_were_stored(worked: Researcher) -> None:
    """Its JSON has fifteen digits of a number, Python's all of them."""
    with worked.act("test") as act:
        place = {"source_id": 1, "kind": "text", "start": 0, "end": 0}
        act.insert_many(Turn, [{**place, "number": n, "time_start": n + 0.1 + 0.2} for n in (900, 901)])
    assert not [problem for problem in check(worked.project) if problem.kind == "row"]
    with worked.project.writing() as connection:
        connection.exec_driver_sql("UPDATE turn SET time_start = 900.3 WHERE number = 900")
    assert len([problem for problem in check(worked.project) if problem.kind == "row"]) == 1


@pytest.mark.file_only
def test_what_a_purge_erased_is_not_compared_and_what_came_after_is(worked: Researcher) -> None:
    purge(worked, journal_before="2999-01-01")
    codes.create(worked, "ny")
    assert check(worked.project) == []
    with worked.project.writing() as connection:
        connection.exec_driver_sql("UPDATE code SET definition = 'x'")
    assert [problem.where for problem in check(worked.project)] == ["code 4"]


def test_the_bundled_study_is_what_its_journal_made(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.qwb")
    with ProjectFile.open(tmp_path / "demo.qwb") as project:
        assert check(project) == []
