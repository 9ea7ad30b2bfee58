"""One search, whichever way the words are meant, and the order of what it finds."""

import pytest

from qualwb.analysis.keyword_search import ORDERS, WAYS, Sought, count_by_source, find_keywords, in_order
from qualwb.analysis.query_language import BadQuery
from qualwb.analysis.selection import Selection
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.store.errors import NotFound
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

TALK = [
    ("M", "Vad var planen?"),
    ("D1", "Planerna var många. En plan på papper, en plan till."),
    ("D2", "Papper på en plan."),
]


@pytest.fixture
def filled(project: ProjectFile) -> ProjectFile:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s1", "Grupp 1", TALK, {"M": "moderator"})
        build.source("s2", "Grupp 2", [("D1", "En plan till.")])
    return project


def matches(project: ProjectFile, words: str, way: str, **asked: tuple[str, ...]) -> list[str]:
    return [one.match for one in find_keywords(project, Sought(words, way, TurnsAsked(**asked)))]


@pytest.mark.parametrize(
    ("way", "words", "found"),
    [
        ("words", "plan", ["plan", "plan", "plan", "plan"]),
        ("words", "papper till", ["papper", "till"]),
        ("forms", "plan", ["planen", "Planerna", "plan", "plan", "plan", "plan"]),
        ("forms", "plan?", ["planen", "Planerna", "plan", "plan", "plan", "plan"]),
        ("phrase", "plan till", ["plan till", "plan till"]),
        ("phrase", 'plan "till', ["plan till", "plan till"]),
        ("pattern", r"plan\w+", ["planen", "Planerna"]),
    ],
)
def test_words_are_meant_in_one_of_several_ways(
    filled: ProjectFile, way: str, words: str, found: list[str]
) -> None:
    assert matches(filled, words, way) == found


@pytest.mark.parametrize("way", WAYS)
def test_turns_are_narrowed_in_every_way(filled: ProjectFile, way: str) -> None:
    assert matches(filled, "plan", way, speakers=("D2",)) == ["plan"]
    with pytest.raises(NotFound):
        matches(filled, "plan", way, speakers=("Nobody",))
    second = TurnsAsked(Selection(groups=("Grupp 2",)))
    assert count_by_source(find_keywords(filled, Sought("plan", way, second))) == {"s2": 1}


@pytest.mark.parametrize(("way", "words"), [("words", "("), ("forms", ""), ("phrase", "!"), ("pattern", "(")])
def test_what_can_not_be_searched_says_so(filled: ProjectFile, way: str, words: str) -> None:
    with pytest.raises(BadQuery):
        find_keywords(filled, Sought(words, way))


@pytest.mark.parametrize("way", WAYS)
def test_the_first_matches_are_those_that_all_begin_with(filled: ProjectFile, way: str) -> None:
    sought = Sought("plan", way)
    assert find_keywords(filled, sought, 2) == find_keywords(filled, sought)[:2]


def test_a_word_that_is_not_finished_is_how_words_begin(filled: ProjectFile) -> None:
    begun = Sought("pap").begun()
    assert begun is not None
    assert [one.match for one in find_keywords(filled, begun)] == ["papper", "Papper"]
    assert Sought("pap", "pattern").begun() is None
    assert Sought("pap*").begun() is None
    assert Sought("").begun() is None


def test_orders(filled: ProjectFile) -> None:
    found = find_keywords(filled, Sought("plan"))
    assert in_order(found, "text") == found
    assert [one.left.split()[-2:] for one in in_order(found, "left")] == [
        ["En"],
        ["många.", "En"],
        ["papper,", "en"],
        ["på", "en"],
    ]
    assert [one.right for one in in_order(found, "right")] == [
        ".",
        " på papper, en plan till.",
        " till.",
        " till.",
    ]
    assert [one.speaker for one in in_order(found, "speaker")] == ["D1", "D1", "D1", "D2"]
    assert all(sorted(map(id, in_order(found, order))) == sorted(map(id, found)) for order in ORDERS)


def test_compounds_are_found_with_their_word_and_no_other_word_that_ends_so(project: ProjectFile) -> None:
    said = (
        "Chefen och enhetschefen åt lunchen. Cheferna på chefsnivå. Verksamhetschefer? Kvinnorollen, kvinnor."
    )
    with project.act("build", coder="ann") as act:
        Builder(act).source("k", "A", [("D1", said)])
    assert matches(project, "chef", "forms") == ["Chefen", "Cheferna"]
    found = ["Chefen", "enhetschefen", "Cheferna", "chefsnivå", "Verksamhetschefer"]
    assert matches(project, "chef", "compounds") == found
    assert matches(project, "chefer", "compounds") == found
    assert matches(project, "kvinna", "compounds") == ["Kvinnorollen", "kvinnor"]
    with pytest.raises(BadQuery, match="asterisk"):
        matches(project, "*chef*", "words")
