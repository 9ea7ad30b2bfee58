"""What is done with proposals: each answer is one act, can be undone, and is told of."""

import json

import pytest

from qualwb.act_words import act_in_words
from qualwb.acts import codes, codings, corrections, proposals, themes
from qualwb.acts.passages import StalePassage, passage_quoted
from qualwb.acts.proposals import PlaceOfPassage, ThemeWithCodes
from qualwb.acts.researcher import Researcher
from qualwb.analysis.proposal_answers import ProposalAnswer, counted_answers, proposal_answers
from qualwb.store.errors import NotFound
from qualwb.store.refused_proposals import SETTING, refused_keys
from tests.projects import opened_again
from tests.states import another, one_act, rows

GATHERED = (
    "SELECT theme.name, code.name FROM theme_code JOIN theme ON theme.id = theme_id "
    "JOIN code ON code.id = code_id ORDER BY 1, 2"
)
CODED = "SELECT code.name, coding.quote FROM coding JOIN code ON code.id = code_id ORDER BY coding.start"


@pytest.fixture
def coded(material: Researcher) -> Researcher:
    """Three codes; 'a' on three passages, 'b' on one of them."""
    for name in "abc":
        codes.create(material, name)
    for quote, names in {"Det var otydligt.": "ab", "Ingen visste": "a", "Vi fick ett papper": "a"}.items():
        with material.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", quote)
        codings.apply(material, passage, list(names))
    return material


def answers(researcher: Researcher) -> list[tuple[str, str, str, str]]:
    with researcher.project.reading() as connection:
        return [(one.kind, one.outcome, one.summary, one.reason) for one in proposal_answers(connection)]


def test_a_theme_is_made_of_its_codes_in_one_act(coded: Researcher) -> None:
    with one_act(coded, "theme_proposal.accept"):
        proposals.take_theme(
            coded,
            ThemeWithCodes("Oklarhet", ("a", "b")),
            ThemeWithCodes(" Oklarhet ", ("b", "a")),
            "shared words: oklar",
        )
    assert rows(coded, GATHERED) == [("Oklarhet", "a"), ("Oklarhet", "b")]
    assert answers(coded) == [("theme", "accepted", "'Oklarhet': b, a", "shared words: oklar")]


@pytest.mark.parametrize(
    "taken", [ThemeWithCodes("Luddighet", ("a", "b")), ThemeWithCodes("Oklarhet", ("a",))]
)
def test_a_theme_of_another_name_or_other_codes_is_told_as_changed(
    coded: Researcher, taken: ThemeWithCodes
) -> None:
    proposed = ThemeWithCodes("Oklarhet", ("a", "b"))
    with one_act(coded, "theme_proposal.change"):
        proposals.take_theme(coded, proposed, taken)
    assert answers(coded) == [("theme", "changed", f"'{taken.theme}': {', '.join(taken.codes)}", "")]


def test_codes_join_a_theme_in_one_act(coded: Researcher) -> None:
    themes.create(coded, "Oklarhet", codes=["a"])
    with one_act(coded, "theme_proposal.accept"):
        join = ThemeWithCodes("Oklarhet", ("b",))
        proposals.join_theme(coded, join, join, "near")
    with one_act(coded, "theme_proposal.change"):
        proposals.join_theme(coded, join._replace(codes=("b", "c")), join._replace(codes=("c",)))
    assert rows(coded, GATHERED) == [("Oklarhet", "a"), ("Oklarhet", "b"), ("Oklarhet", "c")]
    with pytest.raises(NotFound):
        proposals.join_theme(coded, join._replace(theme="Annat"), join._replace(theme="Annat"))


def test_a_merge_keeps_every_coding_once(coded: Researcher) -> None:
    with one_act(coded, "merge_proposal.accept"):
        proposals.take_merge(coded, ["a", "b"], "a", "names share: a")
    assert rows(coded, CODED) == [
        ("a", "Det var otydligt."),
        ("a", "Ingen visste"),
        ("a", "Vi fick ett papper"),
    ]
    assert answers(coded) == [
        ("merge", "accepted", "'a', 'b' into 'a'; 1 coding stood there already", "names share: a")
    ]


def test_a_merge_into_another_code_than_one_of_them_is_told_as_changed(coded: Researcher) -> None:
    with one_act(coded, "merge_proposal.change"):
        proposals.take_merge(coded, ["a", "b"], "c")
    assert [(kind, outcome) for kind, outcome, _summary, _reason in answers(coded)] == [("merge", "changed")]


def test_a_split_moves_what_shares_text_with_its_places(coded: Researcher) -> None:
    start = rows(coded, "SELECT start FROM coding WHERE quote = 'Ingen visste'")[0]
    with one_act(coded, "split_proposal.accept"):
        proposals.take_split(
            coded, "a", "a2", [PlaceOfPassage("Intervju 1", start + 3, start + 5, "en")], "two"
        )
    assert rows(coded, CODED) == [
        ("a", "Det var otydligt."),
        ("b", "Det var otydligt."),
        ("a2", "Ingen visste"),
        ("a", "Vi fick ett papper"),
    ]
    with pytest.raises(NotFound):
        proposals.take_split(coded, "a", "a3", [PlaceOfPassage("Intervju 2", 0, 5, "Ingen")])


def test_a_split_of_a_text_that_was_corrected_meanwhile_is_refused(coded: Researcher) -> None:
    query = "SELECT start FROM coding WHERE quote = 'Ingen visste'"
    start = rows(coded, query)[0]
    place = PlaceOfPassage("Intervju 1", start, start + 12, "Ingen visste")
    other = Researcher(opened_again(coded.project), "Bo")
    corrections.replace(other, "Intervju 1", 0, 1, "Ja, det var länge sedan")
    before = rows(coded, CODED)
    with pytest.raises(StalePassage, match="changed meanwhile"):
        proposals.take_split(coded, "a", "a2", [place], "two")
    assert rows(coded, CODED) == before
    moved = rows(coded, query)[0]
    proposals.take_split(coded, "a", "a2", [place._replace(start=moved, end=moved + 12)], "two")
    assert ("a2", "Ingen visste") in rows(coded, CODED)
    other.project.close()


def test_a_refusal_is_kept_until_it_is_undone(coded: Researcher) -> None:
    with one_act(coded, "merge_proposal.refuse"):
        proposals.refuse(coded, "merge", {"uid 2", "uid 1"}, ["a", "b"], "two sides of one thing")
    with coded.project.reading() as connection:
        assert refused_keys(connection, "merge") == {frozenset({"uid 1", "uid 2"})}
        assert refused_keys(connection, "theme") == frozenset()
    assert answers(coded) == [("merge", "refused", "not together: a, b", "two sides of one thing")]
    coded.project.undo(coder=another(coded.project))
    with coded.project.reading() as connection:
        assert refused_keys(connection, "merge") == frozenset()
    assert answers(coded) == []


def test_refusing_twice_keeps_it_once_and_other_settings(coded: Researcher) -> None:
    for _again in range(2):
        proposals.refuse(coded, "split", ["uid"], ["a"])
    proposals.refuse(coded, "theme", ["uid"], ["a"])
    (settings,) = rows(coded, "SELECT settings FROM project")
    assert json.loads(settings)[SETTING] == [
        {"kind": "split", "key": ["uid"]},
        {"kind": "theme", "key": ["uid"]},
    ]


def test_answers_are_counted_by_kind() -> None:
    told = [
        ProposalAnswer("theme", outcome, "", "", "", "") for outcome in ("accepted", "accepted", "refused")
    ]
    counted = counted_answers(told)
    assert (counted["theme"]["accepted"], counted["theme"]["refused"], counted["merge"].total()) == (2, 1, 0)


@pytest.mark.parametrize("kind", ["theme", "merge", "split"])
@pytest.mark.parametrize("answer", ["accept", "change", "refuse"])
def test_every_answer_has_a_name_in_the_journal(kind: str, answer: str) -> None:
    act = f"{kind}_proposal.{answer}"
    assert act == "split_proposal.change" or act_in_words(act) != act
