"""Theme matrices on known tables and small projects."""

from sqlalchemy import Connection

from qualwb.analysis.extent import extent_text, extents
from qualwb.analysis.matrix import percents, theme_matrix, to_json
from qualwb.analysis.selection import Selection
from tests.analysis.study_table import CHAPTERS


def test_every_cell_of_the_study(study: Connection) -> None:
    cells = {cell["name"]: cell for cell in to_json(theme_matrix(study))["cells"]}
    for chapter, themes in CHAPTERS.items():
        assert cells[chapter]["parent"] is None
        assert cells[chapter]["values"] == [sum(column) for column in zip(*themes.values(), strict=True)]
        for theme, counts in themes.items():
            assert cells[theme] == {
                "name": theme,
                "parent": chapter,
                "values": list(counts),
                "total": sum(counts),
            }
    assert len(cells) == 23 + 4


def test_margins_of_the_study(study: Connection) -> None:
    matrix = theme_matrix(study)
    assert matrix.column_totals == (19, 21, 18, 15, 10)
    assert matrix.total == 83
    spread = [row.groups_with for row in matrix.rows if row.parent]
    assert [spread.count(n) for n in range(1, 6)] == [0, 6, 13, 2, 2]
    chapters = {row.name: row.values for row in matrix.rows if not row.parent}
    assert chapters["Samverkan"] == (7, 5, 3, 5, 2)


def test_json_keys_are_a_contract(study: Connection) -> None:
    shown = to_json(theme_matrix(study, columns="groups"))
    assert list(shown) == ["rows", "columns", "count", "cells", "excluded", "notes"]
    assert shown["rows"] == "themes"
    assert shown["columns"] == [f"Grupp {n}" for n in range(1, 6)]
    assert shown["excluded"] == []


def test_extent_without_known_people_counts_groups_alone(study: Connection) -> None:
    rows = {row.name: row for row in extents(study)}
    assert extent_text(rows["Bristande förankring"].whole) == "2 (2 of 5 groups)"
    assert extent_text(rows["Bristande förankring"].by_group[0]) == "1"


def test_percent_of_column(study: Connection) -> None:
    matrix = theme_matrix(study, selection=Selection(themes=("Samverkan",)))
    assert matrix.column_totals == (7, 5, 3, 5, 2)
    found = dict(zip((row.name for row in matrix.rows), percents(matrix), strict=True))
    assert found["Olika huvudmän komplicerar"] == (100 * 2 / 7, 40.0, 0.0, 20.0, 0.0)
