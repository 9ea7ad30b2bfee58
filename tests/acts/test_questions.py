"""The interview guide: questions and the turns under them."""

import json

import pytest

from qualwb.acts import memos, questions
from qualwb.acts.researcher import Researcher
from qualwb.store.errors import NotFound
from tests.states import one_act, rows

UNDER = "SELECT number, label FROM turn LEFT JOIN question ON question.id = question_id ORDER BY number"
QUESTIONS = "SELECT position, label, text FROM question ORDER BY position"


def test_questions_are_added_after_those_that_are_there(material: Researcher) -> None:
    with one_act(material, "question.new"):
        assert questions.add_questions(material, [("Syfte", "Vad var syftet?"), ("Nytta", "?")]) == [1, 2]
    assert questions.ensure_questions(material, [("syfte", "x"), ("Framtid", "Och sedan?")]) == [3]
    assert questions.ensure_questions(material, [("NYTTA", "x")]) == []
    assert rows(material, QUESTIONS) == [
        *((1, "Syfte", "Vad var syftet?"), (2, "Nytta", "?"), (3, "Framtid", "Och sedan?")),
    ]


def test_a_question_holds_until_the_next_one(material: Researcher) -> None:
    questions.add_questions(material, [("Syfte", ""), ("Nytta", "")])
    with one_act(material, "question.place"):
        assert questions.place(material, "Intervju 1", {2: "syfte", 4: "Nytta", 5: None}) == 3
    assert rows(material, UNDER) == [(1, None), (2, "Syfte"), (3, "Syfte"), (4, "Nytta"), (5, None)]
    with one_act(material, "question.place"):
        questions.place(material, "Intervju 1", {3: "Nytta"})
    assert rows(material, UNDER) == [(1, None), (2, None), (3, "Nytta"), (4, "Nytta"), (5, "Nytta")]


def test_only_turns_whose_question_changes_are_written(material: Researcher) -> None:
    questions.place(material, "Intervju 1", {2: "Syfte"}, create=True)
    questions.place(material, "Intervju 1", {2: "Syfte", 4: "Nytta"}, create=True)
    (images,) = map(json.loads, rows(material, "SELECT images FROM change ORDER BY id DESC LIMIT 1"))
    assert images[-1] == {
        **{"op": "update_many", "table": "turn", "keys": [[4, 5]]},
        **{"before": {"question_id": 1}, "after": {"question_id": 2}},
    }
    revision = material.project.revision()
    questions.place(material, "Intervju 1", {2: "Syfte", 4: "Nytta"})
    assert material.project.revision() == revision


def test_a_new_question_is_placed_in_the_act_that_makes_it(material: Researcher) -> None:
    with one_act(material, "question.place"):
        questions.place(material, "Intervju 1", {1: "Början"}, create=True)
    material.project.undo(coder="Karin")
    assert rows(material, QUESTIONS) == []
    with pytest.raises(NotFound):
        questions.place(material, "Intervju 1", {1: "Början"})
    with pytest.raises(NotFound, match="no turn 6"):
        questions.place(material, "Intervju 1", {6: "Början"}, create=True)
    assert rows(material, QUESTIONS) == []


def test_a_deleted_question_leaves_its_turns_under_none(material: Researcher) -> None:
    questions.place(material, "Intervju 1", {1: "Syfte"}, create=True)
    memos.write(material, "ställdes sällan", target="question", name="Syfte")
    with one_act(material, "question.delete"):
        questions.delete_question(material, "syfte")
    assert [label for _number, label in rows(material, UNDER)] == [None] * 5
    assert rows(material, "SELECT count(*) FROM memo") == [0]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Vad  var syftet? Och sedan?", "Vad var syftet"),
        ("Berätta.", "Berätta"),
        ("ord " * 30, "ord ord ord ord ord ord ord ord ord ord ord ord ord ord ..."),
    ],
)
def test_a_label_is_the_first_words(text: str, label: str) -> None:
    assert questions.short_label(text) == label
