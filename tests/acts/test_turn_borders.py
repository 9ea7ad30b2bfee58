"""The borders of turns: divided, joined, moved."""

import json
from typing import Any

import pytest

from qualwb.acts import codings, corrections, people, questions, turn_borders
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import StalePassage, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.texts import current_text
from tests.conftest import TALK, transcript_of
from tests.states import one_act, rows

TURNS = 'SELECT start, "end", label FROM turn LEFT JOIN speaker ON speaker.id = speaker_id ORDER BY number'


def said(researcher: Researcher) -> list[tuple[Any, str]]:
    """(speaker, words) by turn."""
    with researcher.project.reading() as connection:
        text = current_text(connection, 1)
    assert rows(researcher, "SELECT number FROM turn ORDER BY number") == [
        number for number, _turn in enumerate(rows(researcher, TURNS), 1)
    ]
    return [(label, text[start:end]) for start, end, label in rows(researcher, TURNS)]


def place(researcher: Researcher, words: str) -> int:
    with researcher.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", words).start


def test_a_turn_is_divided_and_codings_follow(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "sen åkte vi")
    codings.apply(material, passage, ["a"], create=True)
    questions.place(material, "Intervju 1", {2: "Syfte"}, create=True)
    with one_act(material, "turn.split"):
        turn_borders.split_turn(material, "Intervju 1", place(material, "Ingen visste"))
    assert said(material) == [
        *(TALK[0], ("Åsa", "Det var otydligt."), ("Åsa", TALK[1][1].removeprefix("Det var otydligt. "))),
        *TALK[2:],
    ]
    assert rows(material, "SELECT question_id FROM turn ORDER BY number") == [None, 1, 1, 1, 1, 1]
    assert rows(material, "SELECT quote FROM coding") == ["sen åkte vi"]


def test_a_word_can_be_divided(material: Researcher) -> None:
    turn_borders.split_turn(material, "Intervju 1", 2)
    assert said(material)[:2] == [("Moderator", "Hu"), ("Moderator", "r var det från början?")]
    (images,) = map(json.loads, rows(material, "SELECT images FROM change ORDER BY id DESC LIMIT 1"))
    assert [image["op"] for image in images] == ["insert", "shift", "shift", "update", "insert"]


def test_nothing_is_divided_at_the_edge_of_a_turn(material: Researcher) -> None:
    with material.project.reading() as connection:
        text = current_text(connection, 1)
    edges = [0, len(TALK[0][1]), len(TALK[0][1]) + 1, len(text), len(text) + 9]
    for at in edges:
        with pytest.raises(QualwbError, match="not within a turn"):
            turn_borders.split_turn(material, "Intervju 1", at)
    assert said(material) == [*TALK]


def test_a_blank_at_the_end_of_a_turn_divides_nothing(material: Researcher) -> None:
    end = len(TALK[0][1])
    corrections.replace(material, "Intervju 1", end, end, "  ")
    for at in (end, end + 1):
        with pytest.raises(QualwbError, match="not within a turn"):
            turn_borders.split_turn(material, "Intervju 1", at)
    assert [label for label, _words in said(material)] == [label for label, _words in TALK]


def test_two_turns_become_one_of_the_first_speaker(material: Researcher) -> None:
    with one_act(material, "turn.join"):
        turn_borders.join_turns(material, "Intervju 1", 2)
    assert said(material) == [TALK[0], ("Åsa", f"{TALK[1][1]}\n{TALK[2][1]}"), *TALK[3:]]
    (images,) = map(json.loads, rows(material, "SELECT images FROM change ORDER BY id DESC LIMIT 1"))
    assert images[-1] == {
        **{"op": "shift", "table": "turn", "columns": ["number"]},
        "parts": [{"keys": [[4, 5]], "by": [-1]}],
    }
    for number in (4, 5, 0):
        with pytest.raises(QualwbError, match="no next turn"):
            turn_borders.join_turns(material, "Intervju 1", number)


def test_a_turn_that_was_divided_and_joined_reads_as_before(material: Researcher) -> None:
    before = said(material)
    turn_borders.split_turn(material, "Intervju 1", place(material, "Ingen visste"))
    assert len(said(material)) == len(before) + 1
    turn_borders.join_turns(material, "Intervju 1", 2)
    assert said(material) == before
    assert check(material.project) == []


def test_short_turns_that_were_never_one_keep_their_line_break(researcher: Researcher) -> None:
    talk = [("Åsa", "Ja."), ("Eva", "Mm."), ("Åsa", "Precis, Ja. Mm. det var så.")]
    import_transcript(researcher, transcript_of(talk), name="Intervju 1", group="Grupp 1")
    corrections.replace(researcher, "Intervju 1", 0, 2, "Ja")
    turn_borders.join_turns(researcher, "Intervju 1", 1)
    assert said(researcher)[0] == ("Åsa", "Ja.\nMm.")


def test_a_border_moves_back_and_forth(material: Researcher) -> None:
    people.set_turn_speaker(material, "Intervju 1", [3], "Eva")
    with one_act(material, "turn.border"):
        turn_borders.move_border(material, "Intervju 1", 2, place(material, "vad det skulle"))
    assert said(material)[1:3] == [
        ("Åsa", "Det var otydligt. Ingen visste"),
        ("Eva", f"vad det skulle bli 👩‍👩‍👧 av det.\n{TALK[2][1]}"),
    ]
    with one_act(material, "turn.border"):
        turn_borders.move_border(material, "Intervju 1", 2, place(material, "sen åkte vi"))
    assert said(material)[2] == ("Eva", "sen åkte vi.")
    assert [label for label, _words in said(material)] == ["Moderator", "Åsa", "Eva", "Flera", "Åsa"]


def test_a_border_stays_between_its_turns(material: Researcher) -> None:
    for at in (0, 3, place(material, "bra, dom")):
        with pytest.raises(QualwbError, match="not within"):
            turn_borders.move_border(material, "Intervju 1", 2, at)
    with pytest.raises(QualwbError, match="no next turn"):
        turn_borders.move_border(material, "Intervju 1", 5, 3)
    assert said(material) == [*TALK]


def test_a_turn_is_divided_where_words_stand_by_then(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    corrections.replace(material, "Intervju 1", 0, 0, "Ja, ")
    with one_act(material, "turn.split"):
        assert turn_borders.split_turn_before(material, passage) == 3
    assert said(material)[1] == ("Åsa", "Det var otydligt.")
    corrections.replace(
        material, "Intervju 1", place(material, "Ingen"), place(material, "Ingen") + 5, "Alla"
    )
    with pytest.raises(StalePassage):
        turn_borders.split_turn_before(material, passage)


def test_turns_are_joined_that_were_seen(material: Researcher) -> None:
    shown = dict(rows(material, "SELECT number, id FROM turn"))
    turn_borders.split_turn(material, "Intervju 1", 2)
    turn_borders.join_turns(material, "Intervju 1", 2, shown)
    assert said(material)[2] == ("Åsa", f"{TALK[1][1]}\n{TALK[2][1]}")
