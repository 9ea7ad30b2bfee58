"""Sources and groups: renamed, moved, described, deleted, with the people in them."""

import pytest

from qualwb.acts import codings, memos, people, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.lookup import BadName
from qualwb.acts.passages import passage_quoted
from qualwb.acts.readings import mark_read
from qualwb.acts.researcher import Researcher
from qualwb.analysis.sources import source_list
from qualwb.model import Record
from qualwb.store.errors import NotFound
from tests.conftest import transcript_of
from tests.projects import backups_of
from tests.states import one_act, rows

SOURCES = """SELECT source.name, focus_group.name FROM source
    JOIN focus_group ON focus_group.id = group_id ORDER BY source.id"""
PEOPLE = """SELECT focus_group.name, alias, role FROM participant
    JOIN focus_group ON focus_group.id = group_id ORDER BY participant.id"""


@pytest.fixture
def two(material: Researcher) -> Researcher:
    """'Intervju 1' in 'Grupp 1' with a coding, 'Intervju 2' in 'Grupp 2'."""
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, passage, ["a"], create=True)
    import_transcript(material, transcript_of(), name="Intervju 2", group="Grupp 2")
    return material


def test_names_change_unless_they_are_taken(two: Researcher) -> None:
    with one_act(two, "source.rename"):
        sources.rename_source(two, "Intervju 1", "Första")
    with one_act(two, "group.rename"):
        sources.rename_group(two, "Grupp 1", "Norr")
    assert rows(two, SOURCES) == [("Första", "Norr"), ("Intervju 2", "Grupp 2")]
    with pytest.raises(BadName):
        sources.rename_source(two, "Första", "INTERVJU 2")
    with pytest.raises(BadName):
        sources.rename_group(two, "Norr", "grupp 2")


def test_attributes_come_and_go(two: Researcher) -> None:
    with one_act(two, "source.describe"):
        sources.describe_source(two, "Intervju 1", plats="Umeå", längd=52)
    with one_act(two, "group.describe"):
        sources.describe_group(two, "Grupp 1", nivå="hög")
    sources.describe_source(two, "Intervju 1", plats=None)
    sources.describe_group(two, "Grupp 1", nivå=None)
    assert rows(two, "SELECT attributes FROM source WHERE id = 1") == ['{"l\\u00e4ngd": 52}']
    assert rows(two, "SELECT attributes FROM focus_group WHERE id = 1") == ["{}"]


def test_a_source_moves_with_its_people_and_leaves_no_empty_group(two: Researcher) -> None:
    with one_act(two, "source.move"):
        sources.move_source(two, "Intervju 1", "grupp 2")
    assert rows(two, SOURCES) == [("Intervju 1", "Grupp 2"), ("Intervju 2", "Grupp 2")]
    assert {group for group, _alias, _role in rows(two, PEOPLE)} == {"Grupp 2"}
    assert rows(two, "SELECT name FROM focus_group") == ["Grupp 2"]


def test_a_source_moves_to_a_new_group_where_its_people_are_new(two: Researcher) -> None:
    people.describe_participant(two, "Grupp 1", "Åsa", role="observer", ort="Umeå")
    memos.write(two, "tyst", target="participant", name="Åsa", group="Grupp 1")
    with one_act(two, "source.move"):
        sources.move_source(two, "Intervju 1", "Ny")
    there = [row for row in rows(two, PEOPLE) if row[0] != "Grupp 2"]
    assert there == [
        *(("Grupp 1", "Åsa", "observer"), ("Ny", "Moderator", "moderator")),
        *(("Ny", "Åsa", "observer"), ("Ny", "Björn", "participant")),
    ]


def test_a_deleted_source_takes_what_hangs_on_it(two: Researcher) -> None:
    before = set(backups_of(two.project))
    with one_act(two, "source.delete"):
        assert sources.delete_source(two, "Intervju 1") == 1
    (backup,) = set(backups_of(two.project)) - before
    assert backup.name.endswith(".delete-source.bak")
    assert rows(two, SOURCES) == [("Intervju 2", "Grupp 2")]
    assert {group for group, _alias, _role in rows(two, PEOPLE)} == {"Grupp 2"}
    with pytest.raises(NotFound):
        sources.delete_source(two, "Intervju 1")


def test_who_speaks_elsewhere_stays(two: Researcher) -> None:
    sources.move_source(two, "Intervju 2", "Grupp 1")
    sources.delete_source(two, "Intervju 2")
    assert [alias for _group, alias, _role in rows(two, PEOPLE)] == ["Moderator", "Åsa", "Björn"]


def test_a_deleted_group_takes_its_sources(two: Researcher) -> None:
    import_transcript(two, transcript_of((("Eva", "Nej."),)), name="Intervju 3", group="Grupp 1")
    with one_act(two, "group.delete"):
        assert sources.delete_group(two, "Grupp 1", "drog sig ur") == 1
    assert rows(two, SOURCES) == [("Intervju 2", "Grupp 2")]
    assert rows(two, "SELECT name FROM focus_group") == ["Grupp 2"]


def readers(researcher: Researcher) -> dict[str, list[str]]:
    """Who has read each source through."""
    with researcher.project.reading() as connection:
        return {row.name: [reading.coder for reading in row.readings] for row in source_list(connection)}


def test_reading_through_leaves_who_and_when(two: Researcher) -> None:
    other = Researcher(two.project, "Bo")
    with one_act(two, "source.read"):
        mark_read(two, ["Intervju 1", "intervju 2"])
    with one_act(two, "source.read"):
        mark_read(other, ["Intervju 1"])
    mark_read(other, ["Intervju 1"])
    assert readers(two) == {"Intervju 1": [two.coder, "Bo"], "Intervju 2": [two.coder]}
    with pytest.raises(NotFound):
        mark_read(two, ["Intervju 1", "Intervju 9"])
    sources.delete_source(two, "Intervju 1")
    assert readers(two) == {"Intervju 2": [two.coder]}


def test_all_that_refers_to_a_source_goes_with_it() -> None:
    referring = {
        mapper.class_
        for mapper in Record.registry.mappers
        if any(key.column.table.name == "source" for key in mapper.local_table.foreign_keys)
    }
    assert referring == set(sources.HANGS_ON_SOURCE)
