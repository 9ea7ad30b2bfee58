"""On a server each act that changes texts or turns brings the full-text index along, and no search writes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from qualwb.acts import corrections, turn_borders
from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.turn_index import Narrowing, Page, TurnMatch
from qualwb.store.open_project import OpenProject
from qualwb.store.search import known_terms, refresh_index
from qualwb.store.server_project import ServerProject
from qualwb.store.turn_indexing import is_up_to_date
from qualwb.store.turn_query import AllOf, TurnQuery, Wording
from tests.conftest import transcript_of


@pytest.fixture
def shared(database: str) -> Iterator[Researcher]:
    with ServerProject.create(Address.parsed(database)) as project:
        yield Researcher(project, "Karin")


def found(project: OpenProject, query: TurnQuery) -> list[TurnMatch]:
    with project.reading() as connection:
        assert is_up_to_date(connection)
        return list(backend_of(connection).turn_index.find(connection, query, Narrowing(), Page()).page)


def texts(project: OpenProject, word: str) -> list[str]:
    return [match.text for match in found(project, Wording(word))]


def test_each_act_that_changes_texts_or_turns_is_searched(shared: Researcher) -> None:
    project = shared.project
    import_transcript(shared, transcript_of(), name="Intervju 1")
    assert texts(project, "början") == ["Hur var det från början?"]
    corrections.replace(shared, "Intervju 1", 0, 3, "Varför")
    assert texts(project, "hur") == []
    assert texts(project, "början") == ["Varför var det från början?"]
    turn_borders.join_turns(shared, "Intervju 1", 1)
    assert [text.count("\n") for text in texts(project, "början")] == [1]
    project.undo(coder="Karin")
    project.undo(coder="Karin")
    assert texts(project, "hur") == ["Hur var det från början?"]
    project.undo(coder="Karin")
    assert texts(project, "början") == []
    with project.reading() as connection:
        assert known_terms(connection) == []
    project.redo(coder="Karin")
    assert texts(project, "början") == ["Hur var det från början?"]


def test_refreshing_a_server_asks_nothing(shared: Researcher) -> None:
    import_transcript(shared, transcript_of(), name="Intervju 1")
    with shared.project.writing() as connection:
        connection.execute(text("DELETE FROM turn_index_word"))
        connection.execute(text("DELETE FROM indexed_source"))
    assert refresh_index(shared.project) == 0
    assert texts_without_check(shared.project, "början") == []


def texts_without_check(project: OpenProject, word: str) -> list[str]:
    with project.reading() as connection:
        page = backend_of(connection).turn_index.find(connection, Wording(word), Narrowing(), Page()).page
        return [match.text for match in page]


def test_a_turn_of_40000_words(shared: Researcher) -> None:
    """More than PostgreSQL's own full text takes of a text, of a word in it, and of a single word."""
    long_word = "lång" * 1_000
    words = [*(["och", "sen"] * 19_990), "mandat", "oklart", *(["och"] * 17), long_word]
    import_transcript(shared, transcript_of((("Åsa", " ".join(words)),)), name="Intervju 1")
    (match,) = found(shared.project, AllOf((Wording("mandat oklart och"), Wording("lång", prefix=True))))
    assert [match.text[start:end] for start, end in match.places] == ["mandat oklart och", long_word]
    assert found(shared.project, Wording(long_word))[0].places == match.places[1:]
    assert len(found(shared.project, Wording("och"))[0].places) == 19_990 + 17
    assert found(shared.project, Wording(long_word[:-1])) == []
    assert found(shared.project, Wording(long_word[:-1], prefix=True))[0].places == match.places[1:]
