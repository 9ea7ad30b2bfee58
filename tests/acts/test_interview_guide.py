"""The interview guide as a list that is edited."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from qualwb.acts import interview_guide, questions
from qualwb.acts.lookup import BadName
from qualwb.acts.meanwhile import ChangedMeanwhile
from qualwb.acts.researcher import Researcher
from qualwb.model import Question
from qualwb.store.errors import NotFound
from tests.states import one_act, rows

QUESTIONS = "SELECT position, label, text FROM question ORDER BY position"
LABELS = "SELECT label FROM question ORDER BY position"


@pytest.fixture
def guide(material: Researcher) -> Researcher:
    """A guide of four questions."""
    questions.add_questions(material, [(label, "") for label in ("Start", "Syfte", "Nytta", "Slut")])
    return material


def test_a_question_is_new_once(guide: Researcher) -> None:
    with one_act(guide, "question.new"):
        assert interview_guide.new_question(guide, " Och  sedan ", "Vad hände?") == "Och sedan"
    with pytest.raises(BadName, match="already a question 'Och sedan'"):
        interview_guide.new_question(guide, "och sedan")
    assert rows(guide, QUESTIONS)[-1] == (5, "Och sedan", "Vad hände?")


def test_a_question_keeps_its_turns_under_another_label(guide: Researcher) -> None:
    questions.place(guide, "Intervju 1", {2: "Syfte"})
    with one_act(guide, "question.rename"):
        interview_guide.rename_question(guide, "syfte", "Avsikt")
    asked = "SELECT DISTINCT label FROM turn JOIN question ON question.id = question_id"
    assert rows(guide, asked) == ["Avsikt"]
    with pytest.raises(BadName):
        interview_guide.rename_question(guide, "Avsikt", "NYTTA")
    interview_guide.rename_question(guide, "Avsikt", "avsikt")
    with pytest.raises(NotFound):
        interview_guide.rename_question(guide, "Syfte", "x")


def test_how_it_is_asked_is_not_written_over_unseen(guide: Researcher) -> None:
    with one_act(guide, "question.describe"):
        interview_guide.describe_question(guide, "Syfte", "Vad var syftet?", {"text": ""})
    with pytest.raises(ChangedMeanwhile):
        interview_guide.describe_question(guide, "Syfte", "Varför?", {"text": ""})
    assert rows(guide, QUESTIONS)[1] == (2, "Syfte", "Vad var syftet?")


def test_a_guide_from_elsewhere_counts_from_nought(guide: Researcher) -> None:
    with guide.act("question.place") as act:
        for key in act.connection.execute(select(Question.id).order_by(Question.position)).scalars().all():
            act.shift(Question, ["position"], {key: [-1]})
    first = rows(guide, QUESTIONS)
    assert first[0][0] == 0
    with one_act(guide, "question.move"):
        interview_guide.move_question(guide, "Nytta", 1)
    assert rows(guide, LABELS) == ["Nytta", "Start", "Syfte", "Slut"]
    guide.project.undo(coder=guide.coder)
    assert rows(guide, QUESTIONS) == first


# Each example ends where it began.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 6)), max_size=5))
def test_questions_stand_where_they_were_moved_and_back_after_undo(
    guide: Researcher, moves: list[tuple[int, int]]
) -> None:
    first = rows(guide, QUESTIONS)
    order = rows(guide, LABELS)
    acts = 0
    for which, place in moves:
        label, before = order[which], guide.project.revision()
        at = interview_guide.move_question(guide, label, place)
        order.remove(label)
        order.insert(at - 1, label)
        assert rows(guide, LABELS) == order
        assert at == min(max(place, 1), 4)
        acts += guide.project.revision() > before
    assert [position for position, *_rest in rows(guide, QUESTIONS)] == [1, 2, 3, 4]
    for _act in range(acts):
        guide.project.undo(coder=guide.coder)
    assert rows(guide, QUESTIONS) == first
