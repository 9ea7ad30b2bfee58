"""Searching by a regular expression, and which codes stand on which turns."""

import pytest

from qualwb.acts import codings
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis import pattern_search
from qualwb.analysis.pattern_search import find_pattern, keywords_by_pattern
from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.search import find_text, kwic
from qualwb.analysis.selection import Selection
from qualwb.analysis.turn_codes import codes_by_turn
from qualwb.analysis.turns_asked import TurnsAsked, turns_asked
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

TURNS = [
    ("M", "Vad var syftet?\nVar det klart?"),
    ("D1", "Målen var många. 👍 Mål på mål, och syftet."),
    ("D2", "Ett oklart mandat, ett mandat till."),
]


@pytest.fixture
def filled(project: ProjectFile) -> ProjectFile:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s1", "Grupp 1", TURNS, {"M": "moderator"})
        build.source("s2", "Grupp 2", [("D1", "Inget mandat alls.")])
    return project


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        (r"mål\w*", ["Målen", "Mål", "mål"]),
        (r"\bmål\b", ["Mål", "mål"]),
        (r"^var", ["Var"]),
        (r"^v\w+", ["Vad", "Var"]),
        (r"\?$", ["?", "?"]),
        (r"\AEtt", ["Ett"]),
        (r"alls\.\Z", ["alls."]),
        (r"klart.*\n?målen", []),
        (r"x*", []),
        (r"👍 \w", ["👍 M"]),
    ],
)
def test_a_pattern_matches_within_turns(filled: ProjectFile, pattern: str, matches: list[str]) -> None:
    texts = {"s1": "\n".join(words for _speaker, words in TURNS), "s2": "Inget mandat alls."}
    with filled.reading() as connection:
        found = keywords_by_pattern(connection, pattern)
        assert [line.match for line in found] == matches
        assert [texts[line.source][line.start : line.end] for line in found] == matches
        places = [
            (hit.source, place) for hit in find_pattern(connection, pattern).hits for place in hit.places
        ]
    assert places == [(line.source, (line.start, line.end)) for line in found]


def test_a_pattern_of_words_finds_what_the_words_find(filled: ProjectFile) -> None:
    with filled.reading() as connection:
        assert keywords_by_pattern(connection, r"\bmandat\b") == kwic(filled, "mandat")
        assert find_pattern(connection, "mandat") == find_text(filled, "mandat", order="text")
        assert len(keywords_by_pattern(connection, "mandat", limit=2)) == 2
        page = find_pattern(connection, "mandat", limit=1)
    assert (page.total, len(page.hits)) == (2, 1)


def test_sources_read_one_at_a_time_give_the_same(
    filled: ProjectFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled.reading() as connection:
        together = keywords_by_pattern(connection, "mandat")
        monkeypatch.setattr(pattern_search, "AT_A_TIME", 1)
        assert keywords_by_pattern(connection, "mandat") == together


def test_groups_and_turns_narrow_it(filled: ProjectFile) -> None:
    with filled.reading() as connection:
        second = Selection(groups=("Grupp 2",))
        assert [k.source for k in keywords_by_pattern(connection, "mandat", selection=second)] == ["s2"]
        mine = turns_asked(connection, TurnsAsked(speakers=("D2",)))
        assert {k.speaker for k in keywords_by_pattern(connection, "mandat", among=mine)} == {"D2"}


@pytest.mark.parametrize("pattern", ["", "(", "[a", "*", "a{99999999999999999999}"])
def test_what_is_no_pattern_is_told(filled: ProjectFile, pattern: str) -> None:
    with filled.reading() as connection, pytest.raises(BadQuery, match="search for"):
        keywords_by_pattern(connection, pattern)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 50])
def test_the_first_keywords_are_those_that_all_begin_with(filled: ProjectFile, limit: int) -> None:
    for words in ("mål", "mandat", "syftet OR mandat OR mål", "v*"):
        assert kwic(filled, words, limit=limit) == kwic(filled, words)[:limit]


def test_codes_of_turns(material: Researcher) -> None:
    with material.project.reading() as connection:
        assert codes_by_turn(connection) == {}
        (first,) = kwic(material.project, "visste", limit=1)
        passage = passage_quoted(connection, first.source, "Ingen visste")
    codings.apply(material, passage, ["ovisshet", "Ängslan"], create=True)
    with material.project.reading() as connection:
        assert codes_by_turn(connection) == {(first.source, first.turn): ("ovisshet", "Ängslan")}
        coded = turns_asked(connection, TurnsAsked(coded=True))
        bare = turns_asked(connection, TurnsAsked(uncoded=True))
    assert coded is not None
    assert bare is not None
    assert len(coded) == 1
    assert not coded & bare
    assert [k.turn for k in kwic(material.project, "visste", among=coded)] == [first.turn]
    assert kwic(material.project, "visste", among=bare) == ()
