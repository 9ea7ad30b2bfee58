"""Full-text search finds the same on a server as in a file: turns, places, ranks, order."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from qualwb.acts.bundled import CONSENSUS_CODER, load_study
from qualwb.acts.researcher import Researcher
from qualwb.analysis.turn_query_language import parse_words
from qualwb.analysis.word_forms import forms_by_word
from qualwb.language.lemmas import lemma
from qualwb.model import Group, Participant, Question, Source, Speaker, TextContent, TextVersion, Turn
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.turn_index import Narrowing, Page
from qualwb.store.journal import table_of
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import ProjectFile
from qualwb.store.search import known_terms
from qualwb.store.server_project import ServerProject
from qualwb.store.turn_indexing import bring_up_to_date
from qualwb.store.turn_query import AllOf, AnyOf, ButNot, TurnQuery, Wording
from tests.postgresql.session import SESSION

MOMENT = "2026-01-01T00:00:00+00:00"
WORDS = (
    *(
        "mål",
        "målen",
        "MÅL",
        "ma\u030al",
        "möt",
        "och",
        "Och",
        "är",
        "straße",
        "İ",
        "ΣΑΣ",
        "σας",
        "会議",
        "4",
        "42",
    ),
    *(
        "👩‍👩‍👧",
        "x_y",
        "möt's",
        "e\u0301",
        "\u0301",
        "på-mål",
        "'",
        "_",
        "\\",
        "a\u00adb",
        "\ud7ff",
        "\U0001d7d8",
    ),
)
BETWEEN = (" ", " ", " ", "", "-", "\n", "’", "_", ". ", "\u0301", "👍")


@st.composite
def texts(draw: st.DrawFn, most: int = 12) -> str:
    """Words of a small stock, so that queries find them, with a character of any kind now and then."""
    pieces = draw(
        st.lists(
            st.tuples(
                st.sampled_from(WORDS) | st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
                st.sampled_from(BETWEEN),
            ),
            max_size=most,
        )
    )
    return "".join(word + between for word, between in pieces)


WORDINGS = st.builds(Wording, texts(most=3), st.booleans())


def combined(
    parts: st.SearchStrategy[TurnQuery], unwanted: st.SearchStrategy[TurnQuery]
) -> st.SearchStrategy[TurnQuery]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(AllOf, several) | st.builds(AnyOf, several) | st.builds(ButNot, parts, unwanted)


QUERIES = st.recursive(WORDINGS, lambda parts: combined(parts, parts), max_leaves=8)
SEVERAL = st.lists(WORDINGS, min_size=2, max_size=3).map(tuple)
PLAINLY_UNWANTED = st.recursive(
    WORDINGS, lambda parts: combined(parts, WORDINGS | st.builds(AnyOf, SEVERAL)), max_leaves=8
)
"""What is unwanted is wordings alone. FTS5 marks and counts a wording of what is composed there, as of
NOT (b AND c), wherever its look through the index for it happens to have ended."""
MATERIALS = st.lists(st.lists(texts(), max_size=5), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenProject]:
    with ProjectFile.create(tmp_path_factory.mktemp("words") / "s.qwb") as project:
        yield project


@pytest.fixture(scope="module")
def on_server(databases_of_module: None) -> Iterator[OpenProject]:  # noqa: ARG001 - it drops the database
    with ServerProject.create(Address.parsed(SESSION.new_database())) as project:
        yield project


class Undone(Exception):
    """Turns back what was written for one example."""


@contextmanager
def writing(project: OpenProject) -> Iterator[Connection]:
    """A connection of which nothing stays."""
    with suppress(Undone), project.writing() as connection:
        yield connection
        raise Undone


def fill(connection: Connection, material: list[list[str]]) -> None:
    """Sources with these turns, in two groups, the later source before the earlier one."""
    connection.execute(insert(Group), [{"id": key, "name": str(key), "position": -key} for key in (1, 2)])
    for source, turns in enumerate(material, 1):
        text, sha256 = "\n".join(turns), f"{source:064}"
        connection.execute(insert(TextContent).values(sha256=sha256, text=text))
        row = {"id": source, "group_id": 1 + source % 2, "name": str(source), "position": -source}
        connection.execute(insert(Source).values(**row, attributes={}, imported_at=MOMENT))
        version = {"number": 1, "sha256": sha256, "length": len(text), "created_at": MOMENT}
        connection.execute(insert(TextVersion).values(source_id=source, **version))
        connection.execute(insert(Speaker).values(id=source, source_id=source, label=f"D{source}"))
        starts = [0, *accumulate(len(turn) + 1 for turn in turns)]
        for number, (start, turn) in enumerate(zip(starts, turns, strict=False), 1):
            key = source * 1000 - number  # keys in another order than the turns
            place = {"number": number, "start": start, "end": start + len(turn)}
            spoken = {"speaker_id": source if number % 2 else None}
            connection.execute(insert(Turn).values(id=key, source_id=source, **place, **spoken))
    assert bring_up_to_date(connection) == len(material)


PAGES = (
    Page(),
    Page(order="text"),
    Page(limit=2),
    Page(limit=2, offset=1, order="text"),
    Page(limit=3, offset=2),
)
NARROWINGS = (
    Narrowing(),
    Narrowing(sources=(1, 3)),
    Narrowing(turns=(998, 999, 1999)),
    Narrowing(sources=(2,), turns=(1999, 1998)),
    Narrowing(sources=()),
)


def found_by(connection: Connection, query: TurnQuery) -> list[tuple[int, list[object]]]:
    index = backend_of(connection).turn_index
    found: list[tuple[int, list[object]]] = []
    for narrowing in NARROWINGS:
        for page in PAGES:
            total, matches = index.find(connection, query, narrowing, page)
            found.append((total, [(*match[:5], list(match.places), match.rank) for match in matches]))
    return found


def test_acts_keep_the_index_of_a_server_alone(file: OpenProject, on_server: OpenProject) -> None:
    with writing(file) as here, writing(on_server) as there:
        kept = [backend_of(connection).turn_index.kept_by_acts for connection in (here, there)]
    assert kept == [False, True]


@settings(max_examples=120)
@given(material=MATERIALS, queries=st.lists(PLAINLY_UNWANTED, min_size=1, max_size=6))
@example(material=[["mål mål mål och"], ["och"]], queries=[Wording("mål mål"), Wording("må", True)])
@example(
    material=[["a b", "a b c", "c a"]], queries=[AnyOf((Wording("b"), AllOf((Wording("a"), Wording("c")))))]
)
@example(material=[["a b c"]], queries=[AnyOf((ButNot(Wording("a"), Wording("b")), Wording("c")))])
def test_any_query_on_any_text(
    file: OpenProject, on_server: OpenProject, material: list[list[str]], queries: list[TurnQuery]
) -> None:
    with ExitStack() as stack:
        both = [stack.enter_context(writing(place)) for place in (file, on_server)]
        for connection in both:
            fill(connection, material)
        here, there = (known_terms(connection) for connection in both)
        assert there == here
        for query in queries:
            here, there = (found_by(connection, query) for connection in both)
            assert there == here


@settings(max_examples=60)
@given(material=MATERIALS, queries=st.lists(QUERIES, min_size=1, max_size=6))
@example(
    material=[["a b", "a"]],
    queries=[ButNot(Wording("a"), ButNot(Wording("c"), ButNot(Wording("b"), Wording("d"))))],
)
def test_whatever_is_unwanted_the_same_turns_are_found(
    file: OpenProject, on_server: OpenProject, material: list[list[str]], queries: list[TurnQuery]
) -> None:
    with ExitStack() as stack:
        both = [stack.enter_context(writing(place)) for place in (file, on_server)]
        for connection in both:
            fill(connection, material)
        for query in queries:
            here, there = (turns_found(connection, query) for connection in both)
            assert there == here


def turns_found(connection: Connection, query: TurnQuery) -> list[tuple[int, list[object]]]:
    """How many turns, and which, without what is marked in them."""
    index, by_text = backend_of(connection).turn_index, Page(order="text")
    found = (index.find(connection, query, narrowing, by_text) for narrowing in NARROWINGS)
    return [(total, [match[:5] for match in matches]) for total, matches in found]


QUESTIONS = (
    *("syfte", "jag vi", '"det var"', "syft*", "(mål OR mandat) NOT vi", "och", "jag INTE (du OR vi)"),
    *("planera", "möte ELLER seminarium", "att det*", "för-"),
)


def test_the_bundled_study(tmp_path: Path, on_server: OpenProject) -> None:
    """The same turns, marks, ranks and order from both, for words and for all their forms."""
    tables = [table_of(record) for record in (Group, Participant, Question, Source, Speaker, TextContent)]
    tables += [table_of(record) for record in (TextVersion, Turn)]
    with ExitStack() as stack:
        project = stack.enter_context(ProjectFile.create(tmp_path / "study.qwb"))
        load_study(Researcher(project, CONSENSUS_CODER))
        here, there = (stack.enter_context(writing(place)) for place in (project, on_server))
        for table in tables:
            rows = [dict(row) for row in here.execute(select(table)).mappings()]
            if rows:
                there.execute(insert(table), rows)
        indexed = [bring_up_to_date(connection) for connection in (here, there)]
        assert indexed[0] == indexed[1] > 0
        forms = forms_by_word(known_terms(here))
        assert known_terms(there) == known_terms(here)
        asked = [parse_words(words) for words in QUESTIONS]
        asked += [parse_words(words, lambda word: forms.get(lemma(word), ())) for words in QUESTIONS]
        found = [[found_by(connection, query) for query in asked] for connection in (here, there)]
        assert found[1] == found[0]
        assert all(any(total for total, _page in pages) for pages in found[0])


def test_words_that_begin_alike_for_long(on_server: OpenProject) -> None:
    begin = "a" * 64
    words = [begin, f"{begin}b", f"{begin}c", "b"]
    with writing(on_server) as connection:
        assert known_terms(connection) == []
        fill(connection, [[" ".join(words)], [" ".join(reversed(words))]])
        assert known_terms(connection) == words
