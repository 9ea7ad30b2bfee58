"""Crosstabs: each cell counts what a selection of its row and column lets through, whatever the two are."""

from collections.abc import Iterator

import pytest

from qualwb.acts import codings, people, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.connection import Connection
from qualwb.analysis.crosstab import crosstab
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.selection import ALL_GROUPS, Selection
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound
from tests.conftest import transcript_of

TALK = (
    ("Moderator", "Hur var det?"),
    ("Åsa", "Det var otydligt."),
    ("Björn", "Mötena var bra."),
    ("Eva", "Resorna tog tid."),
)
WHO = {"Åsa": ("kvinna", "Umeå"), "Björn": ("man", "Umeå"), "Eva": ("kvinna", "Lund")}
BOTH = "Det var otydligt.\nMötena var bra."


@pytest.fixture
def talked(researcher: Researcher) -> Iterator[Connection]:
    """Two groups of three people, four passages in the first and one in the second."""
    for number in (1, 2):
        group = f"Grupp {number}"
        import_transcript(researcher, transcript_of(TALK), name=f"Intervju {number}", group=group)
        for alias, (gender, town) in WHO.items():
            people.describe_participant(researcher, group, alias, kön=gender, ort=town)
    said = [
        ("Intervju 1", "Det var otydligt.", "oklart"),
        ("Intervju 1", "Mötena var bra.", "möten"),
        ("Intervju 1", "Resorna tog tid.", "tid"),
        ("Intervju 1", BOTH, "oklart"),
        ("Intervju 2", "Resorna tog tid.", "tid"),
    ]
    for source, quote, code in said:
        with researcher.project.reading() as connection:
            passage = passage_quoted(connection, source, quote)
        codings.apply(researcher, passage, [code], create=True)
    themes.create(researcher, "Syfte", codes=["oklart"])
    themes.create(researcher, "Nytta", codes=["möten", "tid"])
    with researcher.project.reading() as connection:
        yield connection


def values(connection: Connection, rows: str, columns: str, count: str = "passages") -> dict[str, object]:
    matrix = crosstab(connection, rows, columns, count)
    assert len({len(row.values) for row in matrix.rows}) == 1
    return {row.name: (dict(zip(matrix.columns, row.values, strict=True)), row.total) for row in matrix.rows}


def test_two_attributes_of_people_meet_in_who_bears_both(talked: Connection) -> None:
    assert values(talked, "kön", "ort") == {
        "kvinna": ({"Lund": 2, "Umeå": 2}, 4),
        "man": ({"Lund": 0, "Umeå": 2}, 2),
    }
    assert crosstab(talked, "kön", "ort").column_totals == (2, 3)
    assert crosstab(talked, "kön", "ort").total == 5


def test_that_rows_add_up_to_more_than_all_is_said_only_where_they_do(talked: Connection) -> None:
    said = "What stands in several rows or columns counts once in the totals."
    assert said in crosstab(talked, "kön", "ort").notes
    assert said not in crosstab(talked, "themes", "groups").notes


def test_passages_in_none_of_the_columns_are_told(talked: Connection, researcher: Researcher) -> None:
    said = "stands in none of the columns"
    assert not any(said in note for note in crosstab(talked, "kön", "themes").notes)
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "Det var otydligt.")
    codings.apply(researcher, passage, ["löst"], create=True)
    with researcher.project.reading() as connection:
        matrix = crosstab(connection, "kön", "themes")
    assert f"1 passage of the rows {said}; the totals count it." in matrix.notes


@pytest.mark.usefixtures("talked")
def test_all_tells_in_how_many_groups_something_stands(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(TALK[:1]), name="Intervju 3", group="Grupp 3")
    with researcher.project.reading() as connection:
        for matrix in (theme_matrix(connection), crosstab(connection, "kön", "themes")):
            assert (matrix.groups_with, matrix.groups) == (2, 3)


def test_an_attribute_by_groups_and_themes(talked: Connection) -> None:
    assert values(talked, "kön", "groups") == {
        "kvinna": ({"Grupp 1": 3, "Grupp 2": 1}, 4),
        "man": ({"Grupp 1": 2, "Grupp 2": 0}, 2),
    }
    assert values(talked, "kön", "themes")["man"] == ({"Syfte": 1, "Nytta": 1}, 2)


def test_people_and_groups_are_counted_too(talked: Connection) -> None:
    assert values(talked, "kön", "ort", "participants")["kvinna"] == ({"Lund": 2, "Umeå": 1}, 3)
    assert values(talked, "kön", "ort", "groups")["kvinna"] == ({"Lund": 2, "Umeå": 1}, 2)


def test_themes_by_an_attribute_are_those_of_the_matrix(talked: Connection) -> None:
    matrix = theme_matrix(talked, "themes", "kön")
    turned = crosstab(talked, "kön", "themes")
    assert [row.values for row in turned.rows] == list(zip(*(row.values for row in matrix.rows), strict=True))


SIDES = ("groups", "sources", "speakers", "participants", "questions", "kön", "ort", "themes", "codes")


@pytest.mark.parametrize("rows", SIDES)
@pytest.mark.parametrize("columns", SIDES)
def test_a_cell_counts_the_quotes_that_it_leads_to(talked: Connection, rows: str, columns: str) -> None:
    from qualwb.workbench.screens.matrix.drill_down import cell_at, query_for

    if {rows, columns} <= {"themes", "codes"}:
        with pytest.raises(QualwbError):
            crosstab(talked, rows, columns)
        return
    matrix = crosstab(talked, rows, columns)
    table = [(*row.values, row.total) for row in matrix.rows]
    if matrix.rows:
        table.append((*matrix.column_totals, matrix.total))
    for down, line in enumerate(table):
        for across, n in enumerate(line):
            query = query_for(matrix, Selection(), cell_at(matrix, down, across))
            assert isinstance(query, Query)
            assert len(find_quotes(talked, query)) == n, (down, across)


def test_what_can_t_be_crossed_is_refused(talked: Connection) -> None:
    with pytest.raises(NotFound):
        crosstab(talked, "ålder", "groups")
    with pytest.raises(QualwbError, match="coders"):
        crosstab(talked, "coders", "groups")
    with pytest.raises(QualwbError, match="words"):
        crosstab(talked, "kön", "groups", "words")
    with pytest.raises(QualwbError, match="so many groups"):
        crosstab(talked, "kön", "groups", selection=Selection(in_groups=ALL_GROUPS))
