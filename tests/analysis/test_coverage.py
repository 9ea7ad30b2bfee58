"""What is not coded in the rounds that are counted is told apart from what is not said, in every answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.coverage import coverage_of, uncoded_note
from qualwb.analysis.crosstab import crosstab
from qualwb.analysis.matrix import theme_matrix, to_json
from qualwb.analysis.matrix_order import SortedBy, Sorting, order_of, ordered_matrix
from qualwb.analysis.saturation import coded_units, first_seen, saturation
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import Selection
from qualwb.analysis.table_notes import scope_notes
from qualwb.exchange.figures.heat_map import heat_map
from qualwb.exchange.tables.matrix import (
    extent_table,
    matrix_table,
    percent_table,
    quote_matrix_table,
    spelled_in_files,
)
from qualwb.model import FinishedCoding
from qualwb.model.coding import FOUND_BY_SEARCH
from qualwb.store.open_project import ensure_coder, ensure_round
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import MOMENT, Builder
from tests.projects import new_project

CONSENSUS = Selection(rounds=("konsensus",))
NOTE = "Not coded in the round konsensus: s3 (coded in round 1 by Anna)."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[ProjectFile]:
    """Three groups; Anna coded all in round 1, and of the third nothing came into consensus."""
    with new_project(tmp_path / "p.qwb") as made:
        with made.act("build", coder="Anna") as act:
            built = Builder(act)
            for n in (1, 2, 3):
                built.source(f"s{n}", f"G{n}", [("Åsa", f"Målet är {n}.")])
            built.theme("Mål", ["mål"])
            built.theme("Medel", ["medel"])
            for n in (1, 2, 3):
                built.coding(f"s{n}", f"Målet är {n}.", "mål", coder="Anna", round="1")
            for n in (1, 2):
                built.coding(f"s{n}", f"Målet är {n}.", "mål", coder="Bo", round="konsensus")
        yield made


@pytest.fixture
def reading(project: ProjectFile) -> Iterator[Connection]:
    with project.reading() as connection:
        yield connection


def test_a_column_without_a_coded_source_has_a_sign_of_its_own(reading: Connection) -> None:
    matrix = theme_matrix(reading, selection=CONSENSUS)
    assert [row.values for row in matrix.rows] == [(1, 1, None), (0, 0, None)]
    table = matrix_table(matrix)
    assert [list(row[1:4]) for row in table.rows] == [[1, 1, "/"], [0, 0, "/"], [1, 1, "/"]]
    assert {uncoded_note(), NOTE} <= set(table.notes)
    assert to_json(matrix)["uncoded"] == ["G3"]
    in_files = spelled_in_files(table, zeros=False, not_asked="NA")
    assert in_files.rows[1][3].in_files == "/"  # type: ignore[union-attr]


def test_so_have_percent_extent_and_the_heat_map(reading: Connection) -> None:
    from qualwb.analysis.extent import extent_rows
    from qualwb.analysis.quote_matrix import quote_matrix

    matrix = theme_matrix(reading, selection=CONSENSUS)
    tables = [
        percent_table(matrix),
        extent_table(matrix, extent_rows(reading, matrix, CONSENSUS)),
        quote_matrix_table(quote_matrix(reading, "themes", "groups", CONSENSUS)),
    ]
    for table in tables:
        assert table.rows[0][3] == table.rows[1][3] == "/"
        assert table.data["uncoded"] == ["G3"]
    assert "not coded" in {getattr(shape, "text", "") for shape in heat_map(matrix).shapes}


def test_the_sign_follows_its_column_where_columns_are_sorted(reading: Connection) -> None:
    matrix = theme_matrix(reading, selection=CONSENSUS)
    order = order_of(matrix, Sorting(columns=SortedBy("Mål", least_first=True)))
    moved = ordered_matrix(matrix, order)
    assert [moved.columns[column] for column in moved.uncoded] == ["G3"]
    assert [moved.columns[column] for column in moved.rows[0].uncoded] == ["G3"]


def test_a_crosstab_has_it_in_rows_and_in_columns(reading: Connection) -> None:
    down = crosstab(reading, "groups", "themes", selection=CONSENSUS)
    assert [row.values for row in down.rows] == [(1, 0), (1, 0), (None, None)]
    across = crosstab(reading, "themes", "groups", selection=CONSENSUS)
    assert [row.values for row in across.rows] == [(1, 1, None), (0, 0, None)]
    assert {uncoded_note(), NOTE} <= set(down.notes) & set(across.notes)


def test_saturation_leaves_such_a_group_out_and_says_so(reading: Connection) -> None:
    found = saturation(reading, selection=CONSENSUS)
    assert (found.units, found.new) == (("G1", "G2"), (1, 0))
    assert any("Left out, since nobody coded there: G3." in note for note in found.notes)
    assert len(first_seen(theme_matrix(reading, "codes", selection=CONSENSUS))) == 2


def test_every_answer_on_codings_names_the_source(reading: Connection) -> None:
    assert NOTE in scope_notes(reading, CONSENSUS)
    assert NOTE in cooccurrence(reading, selection=CONSENSUS).notes


def test_where_all_is_coded_nothing_is_said(reading: Connection) -> None:
    for selection in (
        Selection(),
        Selection(rounds=("1",)),
        Selection(rounds=("konsensus",), groups=("G1",)),
    ):
        matrix = theme_matrix(reading, selection=selection)
        assert matrix.uncoded == frozenset()
        assert "uncoded" not in to_json(matrix)
        assert not any("ot coded" in note for note in matrix.notes)


def test_codes_asked_for_do_not_matter(reading: Connection) -> None:
    matrix = theme_matrix(reading, selection=Selection(codes=("medel",), rounds=("1",)))
    assert matrix.rows[0].values == (0, 0, 0)


def test_a_finished_source_is_coded(project: ProjectFile) -> None:
    with project.act("finish", coder="Bo") as act:
        act.insert(
            FinishedCoding,
            source_id=3,
            coder_id=ensure_coder(act, "Bo"),
            round_id=ensure_round(act, "konsensus"),
            finished_at=MOMENT,
        )
    with project.reading() as connection:
        assert theme_matrix(connection, selection=CONSENSUS).rows[0].values == (1, 1, 0)


def test_many_sources_are_counted_after_the_first(tmp_path: Path) -> None:
    with new_project(tmp_path / "many.qwb") as project:
        with project.act("build", coder="Anna") as act:
            built = Builder(act)
            for n in range(20):
                built.source(f"t{n}", "H", [(None, f"Nytt {n}.")])
            built.coding("t0", "Nytt 0.", "mål")
        with project.reading() as connection:
            (note,) = coverage_of(connection, resolve(connection, Selection())).notes()
    assert note.startswith("Not coded: t1, t2, ")
    assert note.endswith("t12 and 7 more.")


def test_what_a_search_found_leaves_the_rest_of_a_source_unread(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="Ann") as act:
            built = Builder(act)
            for n in (1, 2):
                built.source(f"s{n}", f"G{n}", [("Åsa", f"Målet är {n}."), ("Bo", "Medlen är få.")])
            built.theme("Mål", ["mål"])
            built.theme("Medel", ["medel"])
            built.coding("s2", "Målet är 2.", "mål", origin=FOUND_BY_SEARCH)
        with project.reading() as connection:
            alone = theme_matrix(connection)
        assert [row.values for row in alone.rows] == [(None, 1), (None, 0)]
        with project.act("build", coder="Ann") as act:
            built.act = act
            built.coding("s1", "Medlen är få.", "medel")
        with project.reading() as connection:
            matrix = theme_matrix(connection)
    assert [row.values for row in matrix.rows] == [(0, 1), (1, None)]
    assert (matrix.uncoded, matrix.uncoded_groups) == (frozenset(), 0)
    assert matrix.column_totals == (1, 1)
    assert any("Only found by a search" in note and note.endswith(": s2.") for note in matrix.notes)
    assert coded_units(matrix) == ("G1", "G2")
    assert "/" in matrix_table(matrix).rows[1]
