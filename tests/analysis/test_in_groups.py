"""Themes found in all groups, or in so many: in tables, lists and queries alike."""

import pytest
from sqlalchemy import Connection

from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.quote_matrix import quote_matrix
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import ALL_GROUPS, Selection
from qualwb.analysis.themes import theme_list
from tests.analysis.study_table import CHAPTERS

TABLE = {theme: counts for themes in CHAPTERS.values() for theme, counts in themes.items()}


def found_in(least: int) -> set[str]:
    return {theme for theme, counts in TABLE.items() if sum(map(bool, counts)) >= least}


@pytest.mark.parametrize(("asked", "least"), [(ALL_GROUPS, 5), (4, 4), (3, 3), (1, 1)])
def test_the_study_themes_of_so_many_groups(study: Connection, asked: int, least: int) -> None:
    selection = Selection(in_groups=asked)
    matrix = theme_matrix(study, selection=selection)
    assert {row.name for row in matrix.rows} - CHAPTERS.keys() == found_in(least)
    assert all(row.groups_with >= least for row in matrix.rows)
    assert {row.name for row in theme_list(study, selection)} == {row.name for row in matrix.rows}
    assert [row.name for row in quote_matrix(study, selection=selection).counts.rows] == [
        row.name for row in matrix.rows
    ]
    assert {theme for quote in find_quotes(study, Query(selection=selection)) for theme in quote.themes} == (
        found_in(least)
    )
    assert len(find_quotes(study, Query(selection=selection))) == sum(
        sum(TABLE[one]) for one in found_in(least)
    )


def test_rows_kept_count_what_they_always_counted(study: Connection) -> None:
    every = {row.name: row for row in theme_matrix(study).rows}
    kept = theme_matrix(study, selection=Selection(in_groups=ALL_GROUPS))
    assert [row.values for row in kept.rows] == [every[row.name].values for row in kept.rows]
    assert "Found in all groups" in kept.notes


def test_codes_are_kept_by_their_own_groups(study: Connection) -> None:
    codes = theme_matrix(study, "codes", selection=Selection(in_groups=4))
    assert {row.name for row in codes.rows} == found_in(4)


@pytest.mark.parametrize("wording", ["groups:all", "grupper:alla", "NOT NOT groups:5"])
def test_a_query_asks_the_same(study: Connection, wording: str) -> None:
    asked = find_quotes(study, Query(wording))
    assert asked == find_quotes(study, Query(selection=Selection(in_groups=ALL_GROUPS)))
    rest = find_quotes(study, Query(f"NOT ({wording})"))
    assert len(asked) + len(rest) == 83


def test_a_number_that_is_none_is_refused(study: Connection) -> None:
    with pytest.raises(BadQuery, match="no number of groups"):
        find_quotes(study, Query("groups:några"))
