"""The quotes under a row and column of a table are the passages counted there, whatever the names are."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import Selection
from qualwb.analysis.slices import Slice, members_of, whole
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.analysis.random_projects import random_plain, stored

COLUMNS = ("groups", "sources", "speakers", "participants", "questions", "coders")


def agree(connection: Connection, matrix: Matrix, selection: Selection) -> None:
    """Each cell counts as many passages as there are under its row and column."""
    for row in matrix.rows:
        for column, value in zip(matrix.slices, row.values, strict=True):
            under = replace(selection, slices=(row.slice, column))
            where = (row.name, column.name, selection)
            assert len(find_quotes(connection, Query(selection=under))) == (value or 0), where
            assert len(list(coded_passages(connection, resolve(connection, under)))) == (value or 0), where


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_quotes_under_a_cell_are_those_it_counts(seed: int) -> None:
    selections = (Selection(), Selection(cited=True), Selection(moderator=True, roll_up=True))
    with stored(random_plain(seed)) as project, project.reading() as connection:
        for rows in ("themes", "codes"):
            for columns in COLUMNS:
                for selection in selections:
                    agree(
                        connection, theme_matrix(connection, rows, columns, "passages", selection), selection
                    )


@pytest.fixture
def bracketed(project: ProjectFile) -> ProjectFile:
    """Names that look as if they said whose they are, and names that are told apart by their owner."""
    with project.act("build", coder="ann (1)") as act:
        builder = Builder(act)
        for question in ("Syfte (mål)", "Syfte"):
            builder.question(question)
        turns = [("Anna (rektor)", "Vi visste inte."), ("Anna", "Nej, inget alls."), ("M", "Och sedan?")]
        roles = {"M": "moderator"}
        for group, source in (
            ("Grupp (ett)", "Samtal (1)"),
            ("rektor", "Samtal"),
            ("Grupp/ett", "Samtal (2)"),
        ):
            builder.source(source, group, turns, roles, questions=("Syfte (mål)", "Syfte", "Syfte"))
            builder.coding(source, "Vi visste inte.", "oklart (syfte)", coder="ann (1)")
            builder.coding(source, "inget alls", "oklart", coder="ann")
            builder.coding(source, "inget alls.\nOch", "oklart", coder="ann")
        builder.person("rektor", "Bo", kön="Ja")
        builder.person("rektor", "Eva", kön="ja")
        builder.theme("Syftet (Grupp)", ["oklart (syfte)"])
        builder.theme("Syftet", ["oklart"])
    return project


@pytest.mark.parametrize("columns", [*COLUMNS, "kön"])
@pytest.mark.parametrize("rows", ["themes", "codes"])
def test_names_with_brackets(bracketed: ProjectFile, rows: str, columns: str) -> None:
    with bracketed.reading() as connection:
        matrix = theme_matrix(connection, rows, columns)
        assert matrix.total
        agree(connection, matrix, Selection())


def test_a_question_is_asked_of_those_who_count(bracketed: ProjectFile) -> None:
    """The moderator's turn under a question makes no passage of that question."""
    with bracketed.reading() as connection:
        matrix = theme_matrix(connection, columns="questions")
        assert [row.values for row in matrix.rows] == [(3, 0), (0, 6)]


def test_members() -> None:
    one = Slice("a", "groups", 1, frozenset({1, 2}))
    other = Slice("b", "groups", 2, frozenset({2, 3}))
    assert members_of((one, other), "groups") == {2}
    assert members_of((one, other), "codes", "themes") is None
    joined = whole([one, other])
    assert joined is not None
    assert joined.members == {1, 2, 3}
    assert whole([]) is None
