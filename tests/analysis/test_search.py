"""Full-text search and keywords in context."""

from pathlib import Path

import pytest

from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.search import find_text, kwic
from qualwb.analysis.selection import Selection
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

TURNS = [
    ("M", "Vad var syftet?"),
    ("D1", "Målen var många. Mål på mål, och må bra 👍 med syftet."),
    ("D2", "Ett oklart mandat, ett mandat till."),
]


@pytest.fixture
def filled(project: ProjectFile) -> ProjectFile:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s1", "Grupp 1", TURNS, {"M": "moderator"})
        build.source("s2", "Grupp 2", [("D1", "Inget mandat alls.")])
    return project


def found_turns(project: ProjectFile, words: str) -> list[tuple[str, int]]:
    return sorted((hit.source, hit.turn) for hit in find_text(project, words).hits)


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        ("mål", [("s1", 2)]),
        ("mal", []),
        ("må", [("s1", 2)]),
        ("SYFTET", [("s1", 1), ("s1", 2)]),
        ("syft*", [("s1", 1), ("s1", 2)]),
        ("mandat NOT oklart", [("s2", 1)]),
        ("mandat INTE oklart", [("s2", 1)]),
        ('"oklart mandat"', [("s1", 3)]),
        ('"mandat oklart"', []),
        ("syftet många", [("s1", 2)]),
        ("(syftet OR mandat) (många ELLER inget)", [("s1", 2), ("s2", 1)]),
        ("vad's", []),
        ("text:syftet", []),
        ("må^", [("s1", 2)]),
    ],
)
def test_words_find_turns(filled: ProjectFile, words: str, turns: list[tuple[str, int]]) -> None:
    assert found_turns(filled, words) == turns
    assert find_text(filled, words, limit=1).total == len(turns)


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "(a", "a)", "AND", "a OR", "NOT a", "*", "!!", "a AND OR b", "()", '""']
)
def test_what_can_not_be_searched_says_so(filled: ProjectFile, words: str) -> None:
    with pytest.raises(BadQuery, match="search for"):
        find_text(filled, words)


def test_places_are_code_points_of_the_source(filled: ProjectFile) -> None:
    text = "\n".join(words for _speaker, words in TURNS)
    hits = find_text(filled, "syftet mål").hits
    assert [[text[start:end] for start, end in hit.places] for hit in hits] == [["Mål", "mål", "syftet"]]
    assert (hits[0].start, hits[0].end) == hits[0].places[0]
    assert hits[0].speaker == "D1"
    assert "Mål på mål" in hits[0].snippet


def test_pages_and_order(filled: ProjectFile) -> None:
    everything = find_text(filled, "mandat", order="text")
    assert [hit.source for hit in everything.hits] == ["s1", "s2"]
    page = find_text(filled, "mandat", order="text", limit=1, offset=1)
    assert (page.total, page.hits) == (2, everything.hits[1:])
    ranked = find_text(filled, "mandat").hits
    assert ranked[0].rank <= ranked[1].rank


def test_selection_narrows_the_search(filled: ProjectFile) -> None:
    assert find_text(filled, "mandat", selection=Selection(groups=("Grupp 2",))).total == 1


def test_a_word_stands_for_its_forms(filled: ProjectFile) -> None:
    found = find_text(filled, "målen", all_forms=True)
    assert [len(hit.places) for hit in found.hits] == [3]
    assert find_text(filled, "målen många", all_forms=True).total == 1


def test_keywords_in_context(filled: ProjectFile) -> None:
    lines = kwic(filled, "mål", width=8)
    assert [(line.left, line.match, line.right) for line in lines] == [
        (" många. ", "Mål", " på mål,"),
        (" Mål på ", "mål", ", och må"),
    ]
    assert len(kwic(filled, "mandat", limit=1)) == 1


def test_a_transcribers_mark_is_a_match_only_where_it_is_asked_for(project: ProjectFile) -> None:
    turns = [("D1", "Då kom det skratt [skratt] och (skrattar) mera [högt skratt]."), ("D2", "[skratt]")]
    with project.act("build", coder="ann") as act:
        Builder(act).source("s1", "Grupp 1", turns)
    assert [(line.turn, line.left) for line in kwic(project, "skratt")] == [(1, "Då kom det ")]
    assert [line.turn for line in kwic(project, "[skratt]")] == [1, 1, 1, 2]
    assert [line.match for line in kwic(project, "skratt*")] == ["skratt"]
    assert len(kwic(project, "skratt", limit=1)) == 1


def test_search_follows_a_new_source(filled: ProjectFile, tmp_path: Path) -> None:
    assert tmp_path.exists()
    assert found_turns(filled, "nytillkommet") == []
    with filled.act("more", coder="ann") as act:
        build = Builder(act, groups={}, texts={"a": "", "b": ""})
        build.source("s3", "Grupp 3", [("D1", "Något nytillkommet.")])
    assert found_turns(filled, "nytillkommet") == [("s3", 1)]
