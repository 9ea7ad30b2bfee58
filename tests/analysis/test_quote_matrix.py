"""A cell of the quote matrix holds the very passages that the theme matrix counts there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualwb.analysis.framework import codings_to_sum_up, framework
from qualwb.analysis.quote_matrix import quote_matrix
from qualwb.analysis.selection import Selection
from qualwb.errors import QualwbError
from qualwb.exchange.tables.matrix import quote_matrix_table
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.analysis.random_projects import random_plain, stored


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_cells_hold_what_a_recount_finds(seed: int) -> None:
    plain = random_plain(seed)
    kinds = ("groups", "sources", "speakers", "participants", "questions", "coders")
    selections = (Selection(), Selection(cited=True), Selection(moderator=True, roll_up=True))
    with stored(plain) as project, project.reading() as connection:
        by_group = quote_matrix(connection)
        for n, row in enumerate(by_group.counts.rows):
            passages = plain.passages(plain.codes_of_theme(row.name))
            for column, group in enumerate(by_group.counts.columns):
                found = {(one.source, one.start, one.end) for one in by_group.quotes_in(n, column)}
                assert found == {one for one in passages if plain.sources[one[0]] == group}
        for rows in ("themes", "codes"):
            for columns in kinds:
                for selection in selections:
                    matrix = quote_matrix(connection, rows, columns, selection)
                    for row, cells in zip(matrix.counts.rows, matrix.cells, strict=True):
                        assert [len(set(cell)) for cell in cells] == [n or 0 for n in row.values]
                        assert all(len(set(cell)) == len(cell) for cell in cells)
        for row in by_group.counts.rows:
            for group in plain.groups:
                expected = [
                    (one.source, one.start, one.end, one.code, one.coder, one.round)
                    for one in plain.codings
                    if one.code in plain.codes_of_theme(row.name)
                    and not one.orphaned
                    and plain.sources[one.source] == group
                    and plain.counts(one.source, one.start, one.end)
                ]
                assert len(codings_to_sum_up(connection, row.name, group)) == len(expected)


def test_a_quote_is_written_in_the_lowest_row_it_stands_in(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        builder = Builder(act)
        builder.source("kA", "A", [("D1", "det var bra"), ("D1", "nja tja")])
        builder.theme("Överst")
        builder.theme("Över", ["egen"], parent="Överst")
        builder.theme("Under", ["kod"], parent="Över")
        builder.coding("kA", "det var bra", "kod")
        builder.coding("kA", "nja", "egen")
        builder.coding("kA", "tja", "kod")
        builder.coding("kA", "tja", "egen")
    with project.reading() as connection:
        found = quote_matrix(connection)
        rows = [row.name for row in found.counts.rows]
        assert rows == ["Överst", "Över", "Under"]
        own = [[one.text for one in found.own_quotes(n, 0)] for n in range(3)]
        assert own == [[], ["nja"], ["det var bra", "tja"]]
        assert [len(found.quotes_in(n, 0)) for n in range(3)] == [3, 3, 2]
        cells = [str(row[1]) for row in quote_matrix_table(found).rows]
        assert cells[0] == "(3 in the rows beneath)"
        assert cells[1].startswith("nja (")
        assert cells[1].endswith("\n\n(2 in the rows beneath)")
        assert "beneath" not in cells[2]


def test_cases_of_participants_and_their_codings(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        builder = Builder(act)
        for group in ("A", "B"):
            builder.source(f"k{group}", group, [("D1", "det var bra"), ("D2", "nja tja")])
        builder.theme("T", ["kod"])
        first = builder.coding("kA", "det var bra", "kod")
        builder.coding("kA", "nja", "annat")
        builder.coding("kB", "tja", "kod")
    with project.reading() as connection:
        found = framework(connection, "participants")
        assert found.cases == (("A", "D1"), ("A", "D2"), ("B", "D1"), ("B", "D2"))
        assert found.counts.rows[0].values == (1, 0, 0, 1)
        assert codings_to_sum_up(connection, "T", "A") == (first,)
        assert codings_to_sum_up(connection, "T", "A", "D1") == (first,)
        assert codings_to_sum_up(connection, "T", "A", "D2") == ()
        with pytest.raises(QualwbError, match="Summaries have no columns 'coders'"):
            framework(connection, "coders")
