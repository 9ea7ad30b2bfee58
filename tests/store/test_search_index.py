"""The index over turns follows texts and turns, whoever changed them."""

import pytest

from qualwb.acts import corrections, sources, turn_borders
from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.store.search import known_terms, refresh_index
from tests.conftest import transcript_of
from tests.states import rows

pytestmark = pytest.mark.file_only  # on a server acts bring the index along

INDEXED = "SELECT rowid, text FROM turn_index ORDER BY rowid"


def terms(researcher: Researcher) -> set[str]:
    with researcher.project.reading() as connection:
        return set(known_terms(connection))


def test_only_what_changed_is_indexed_anew(material: Researcher) -> None:
    import_transcript(material, transcript_of(), name="Intervju 2")
    assert refresh_index(material.project) == 2
    assert refresh_index(material.project) == 0
    assert {"början", "otydligt", "mötena"} <= terms(material)
    corrections.replace(material, "Intervju 1", 0, 3, "Vad")
    assert refresh_index(material.project) == 1
    assert rows(material, INDEXED)[0] == (1, "Vad var det från början?")
    turn_borders.join_turns(material, "Intervju 1", 1)
    assert refresh_index(material.project) == 1
    assert [key for key, _text in rows(material, INDEXED)] == [1, 3, 4, 5, 6, 7, 8, 9, 10]


def test_a_source_that_is_gone_leaves_the_index_and_comes_back(material: Researcher) -> None:
    refresh_index(material.project)
    sources.delete_source(material, "Intervju 1")
    assert refresh_index(material.project) == 1
    assert rows(material, INDEXED) == []
    material.project.undo(coder="Karin")
    assert refresh_index(material.project) == 1
    assert len(rows(material, INDEXED)) == 5


def test_a_source_without_a_text_is_passed_over(material: Researcher) -> None:
    with material.project.writing() as connection:
        connection.exec_driver_sql("DELETE FROM text_version")
    assert refresh_index(material.project) == 0
