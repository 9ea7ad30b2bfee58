"""Which turns are asked about: by place, speaker, role, question and code."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from qualwb.acts import codings, questions, rounds
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.search import find_text, kwic
from qualwb.analysis.selection import Selection
from qualwb.analysis.turn_codes import codes_on_text
from qualwb.analysis.turns_asked import TurnsAsked, turns_asked
from qualwb.store.errors import NotFound
from qualwb.suggest.project_turns import SearchedTurn, read_spoken_turns
from tests.analysis.building import Builder
from tests.projects import new_project


def spoken(connection: Connection) -> tuple[SearchedTurn, ...]:
    return read_spoken_turns(connection, codes_on_text(connection))


@pytest.fixture
def asked_about(material: Researcher) -> Researcher:
    """The talk of tests/conftest.py with a code on turn 2 and a question asked at turn 3."""
    with material.project.reading() as connection:
        source = spoken(connection)[0].place.source
        passage = passage_quoted(connection, source, "Ingen visste vad det skulle bli")
    codings.apply(material, passage, ["ovisshet"], create=True)
    questions.add_questions(material, [("Början", "Hur var det från början?")])
    questions.place(material, source, {3: "Början"})
    return material


def numbers(researcher: Researcher, asked: TurnsAsked) -> list[int] | None:
    with researcher.project.reading() as connection:
        keys = turns_asked(connection, asked)
        turns = spoken(connection)
    return None if keys is None else [turn.number for turn in turns if turn.key in keys]


def test_nothing_asked_is_all(asked_about: Researcher) -> None:
    assert numbers(asked_about, TurnsAsked()) is None


@pytest.mark.parametrize(
    ("counted", "found"), [(True, ["Vi ville.", "Jaha.", "Ett citat.", "Ja.", "Nej.", "Så."]), (False, None)]
)
def test_what_stands_above_the_talk_does_not_count(
    tmp_path: Path, counted: bool, found: list[str] | None
) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            talk = [(None, "Konstruerat material."), ("M", "Varför?"), ("Åsa", "Vi ville."), (None, "Jaha.")]
            made.source("samtal", "G1", talk, {"M": "moderator"}, unnamed=True)
            made.source("tryckt", "G2", [(None, "Ett citat.")], unnamed=True)
            made.source("oklart", "G3", [(None, "Ja."), (None, "Nej."), ("Bo", "Så.")], unnamed=True)
        with project.reading() as connection:
            keys = turns_asked(connection, TurnsAsked(counted=counted))
            said = [turn.text.strip() for turn in spoken(connection) if turn.key in (keys or ())]
    assert (said if keys is not None else None) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (TurnsAsked(speakers=("Åsa",)), lambda turn: turn.speaker == "Åsa"),
        (TurnsAsked(speakers=("åsa", "Björn")), lambda turn: turn.speaker in ("Åsa", "Björn")),
        (TurnsAsked(roles=("moderator",)), lambda turn: turn.speaker == "Moderator"),
        (TurnsAsked(counted=True), lambda turn: turn.speaker != "Moderator"),
        (TurnsAsked(counted=True, roles=("moderator",)), lambda turn: turn.speaker == "Moderator"),
        (TurnsAsked(uncoded=True), lambda turn: turn.number != 2),
        (
            TurnsAsked(uncoded=True, speakers=("Åsa",)),
            lambda turn: turn.speaker == "Åsa" and turn.number != 2,
        ),
        (TurnsAsked(questions=("Början",)), lambda turn: turn.number >= 3),
        (TurnsAsked(Selection(participants=("Åsa",))), lambda turn: turn.speaker == "Åsa"),
    ],
)
def test_turns_that_fulfil_all(asked_about: Researcher, asked: TurnsAsked, found: object) -> None:
    with asked_about.project.reading() as connection:
        turns = spoken(connection)
    wanted = [turn.number for turn in turns if found(turn)]  # type: ignore[operator]
    assert wanted
    assert numbers(asked_about, asked) == wanted


@pytest.mark.parametrize(
    "asked",
    [
        TurnsAsked(speakers=("Ingen",)),
        TurnsAsked(questions=("Slutet",)),
        TurnsAsked(Selection(groups=("G",))),
    ],
)
def test_an_unknown_name_is_said(asked_about: Researcher, asked: TurnsAsked) -> None:
    with pytest.raises(NotFound):
        numbers(asked_about, asked)


def test_words_are_sought_among_them(asked_about: Researcher) -> None:
    with asked_about.project.reading() as connection:
        uncoded = turns_asked(connection, TurnsAsked(uncoded=True))
    assert find_text(asked_about.project, "visste").total == 1
    assert find_text(asked_about.project, "visste", among=uncoded).total == 0
    assert kwic(asked_about.project, "visste", among=uncoded) == ()
    assert find_text(asked_about.project, "visste", among=()).total == 0


def test_turns_tell_their_codes(asked_about: Researcher) -> None:
    with asked_about.project.reading() as connection:
        turns = spoken(connection)
    assert [turn.codes for turn in turns] == [(), ("ovisshet",), (), (), ()]
    text = "".join(turn.text for turn in turns)
    assert "Ingen visste" in text


def test_what_stands_in_another_round_is_no_code_of_this_one(asked_about: Researcher) -> None:
    second = rounds.new_round(asked_about, "två")
    asked = TurnsAsked(uncoded=True)
    with asked_about.project.reading() as connection:
        in_second, in_first = Selection(rounds=(second,)), Selection(rounds=("1",))
        every = {turn.key for turn in spoken(connection)}
        assert turns_asked(connection, asked, in_second) == every
        assert len(every - (turns_asked(connection, asked, in_first) or set())) == 1
        assert not any(
            turn.codes for turn in read_spoken_turns(connection, codes_on_text(connection, in_second))
        )
