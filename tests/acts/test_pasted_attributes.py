"""What is pasted from a spreadsheet becomes attributes, as one act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualwb.acts.attributes import (
    CellsChangedMeanwhile,
    attributes_of_people,
    attributes_of_sources,
    describe_people,
    describe_sources,
)
from qualwb.acts.pasted_attributes import AttributeTable, Pasted, pasted, pasted_cells
from qualwb.acts.researcher import Researcher
from qualwb.store.errors import NotFound
from tests.states import one_act, rows

ASA, BJORN, OTHER_ASA = ("Grupp 1", "Åsa"), ("Grupp 1", "Björn"), ("Grupp 2", "Åsa")
TABLE = AttributeTable((ASA, BJORN, OTHER_ASA), ("kön", "ålder"), {ASA: {"kön": "kvinna"}})


def test_cells_are_read_as_a_spreadsheet_copies_them() -> None:
    text = 'Åsa\t"två\nrader"\t\r\n\t\t\r\nBjörn\t"citat ""x"""\t3,5\n'
    assert pasted_cells(text) == [["Åsa", "två rader", ""], ["Björn", 'citat "x"', "3,5"]]
    assert pasted_cells("") == []


def test_cells_go_to_where_the_cursor_stands() -> None:
    found = pasted(TABLE, [["man", "52", "x"], ["", "31"], ["kvinna", "44"]], (1, 0))
    assert found == Pasted(
        {BJORN: {"kön": "man", "ålder": "52"}, OTHER_ASA: {"kön": "", "ålder": "31"}}, beyond=3
    )


def test_rows_with_heads_find_their_owners() -> None:
    cells = [
        ["Grupp", "Deltagare", "ORD", "Ålder", "ort"],
        ["grupp 2", "åsa", "100", "31", "Umeå"],
        ["Grupp 1", "Bjorn", "90", "52", ""],
        ["Grupp 1", "Åsa", "80", "44"],
    ]
    found = pasted(TABLE, cells, (2, 1), derived=("Ord",))
    assert found.changes == {
        OTHER_ASA: {"ålder": "31", "ort": "Umeå"},
        ASA: {"ålder": "44"},
    }
    assert (found.unknown, found.aside) == (("Grupp 1 / Bjorn",), ("ORD",))


def test_rows_that_name_their_owners_need_no_heads() -> None:
    cells = [["Grupp 2", "Åsa", "31", "x"], ["Grupp 1", "Björn", "52"]]
    found = pasted(TABLE, cells, (0, 1))
    assert found == Pasted({OTHER_ASA: {"ålder": "31"}, BJORN: {"ålder": "52"}}, beyond=1)


def test_an_alias_that_two_have_names_neither() -> None:
    found = pasted(TABLE, [["", "ålder"], ["Björn", "52"], ["Åsa", "31"]], (0, 0))
    assert (found.changes, found.unknown) == ({BJORN: {"ålder": "52"}}, ("Åsa",))


def test_names_as_the_table_itself_shows_them_are_known() -> None:
    cells = [["Deltagare", "ålder"], ["Grupp 2 / Åsa", "31"], ["björn", "52"], ["grupp 1 / åsa", "44"]]
    found = pasted(TABLE, cells, (0, 0))
    assert found.changes == {OTHER_ASA: {"ålder": "31"}, BJORN: {"ålder": "52"}, ASA: {"ålder": "44"}}
    assert found.unknown == ()


@given(
    st.lists(st.text("abåä 1,\t\"'\n", max_size=6), min_size=6, max_size=6),
)
def test_a_table_that_was_copied_comes_back_as_it_was(texts: list[str]) -> None:
    values = [" ".join(text.split()) for text in texts]
    held = {who: {"kön": values[2 * i], "ålder": values[2 * i + 1]} for i, who in enumerate(TABLE.subjects)}
    table = AttributeTable(TABLE.subjects, TABLE.names, held)
    found = pasted(TABLE, pasted_cells(table.copied()), (0, 0))
    assert TABLE.with_changes(found.changes).differences(table) == {}
    assert (found.unknown, found.aside, found.beyond) == ((), (), 0)


def test_what_changed_of_all_is_one_act(material: Researcher) -> None:
    with material.project.reading() as connection:
        before = attributes_of_people(connection)
    first, second, *_rest = before.subjects
    after = before.with_changes({first: {"ålder": "44"}, second: {"ålder": "52", "ort": "Umeå"}})
    with one_act(material, "participant.describe"):
        assert describe_people(material, before.differences(after)) == 2
    with material.project.reading() as connection:
        assert attributes_of_people(connection) == after
    describe_people(material, {second: {"ort": ""}})
    with material.project.reading() as connection:
        assert attributes_of_people(connection).value(second, "ort") == ""
    material.project.undo(coder=material.coder)
    material.project.undo(coder=material.coder)
    with material.project.reading() as connection:
        assert attributes_of_people(connection) == before


def test_sources_have_attributes_too(material: Researcher) -> None:
    with one_act(material, "source.describe"):
        assert describe_sources(material, {("Intervju 1",): {"datum": "2024-03-01"}}) == 1
    with material.project.reading() as connection:
        assert attributes_of_sources(connection).values == {("Intervju 1",): {"datum": "2024-03-01"}}
    revision = material.project.revision()
    assert describe_sources(material, {("Intervju 1",): {"datum": "2024-03-01"}}) == 0
    assert material.project.revision() == revision


def test_somebody_who_is_not_there_is_told_and_nothing_written(material: Researcher) -> None:
    before = rows(material, "SELECT attributes FROM participant ORDER BY id")
    with material.project.reading() as connection:
        first = attributes_of_people(connection).subjects[0]
    with pytest.raises(NotFound, match="Grupp 9/Nora"):
        describe_people(material, {first: {"x": "1"}, ("Grupp 9", "Nora"): {"x": "1"}})
    assert rows(material, "SELECT attributes FROM participant ORDER BY id") == before


def test_a_cell_that_another_changed_meanwhile_is_not_written_over_unseen(material: Researcher) -> None:
    with material.project.reading() as connection:
        was = attributes_of_people(connection)
    first, second, *_rest = was.subjects
    other = Researcher(material.project, "Bo")
    describe_people(other, {first: {"ort": "Umeå", "ålder": "44"}, second: {"ort": "Luleå"}})
    revision = material.project.revision()
    with pytest.raises(CellsChangedMeanwhile, match=f"{first[1]}, ort: 'Umeå'"):
        describe_people(material, {first: {"ort": "Kiruna"}, second: {"kön": "man"}}, was)
    assert material.project.revision() == revision
    describe_people(material, {first: {"kön": "kvinna", "ort": "Umeå"}, second: {"kön": "man"}}, was)
    with material.project.reading() as connection:
        now = attributes_of_people(connection)
    assert now.values[first] == {**was.values[first], "ort": "Umeå", "ålder": "44", "kön": "kvinna"}
    describe_people(material, {first: {"ort": "Kiruna"}}, now)
