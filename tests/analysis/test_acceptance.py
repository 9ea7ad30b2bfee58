"""What became of suggestions, by code, reason, week, hundred and coder, and what a coder may see."""

import json
from dataclasses import replace
from typing import get_args

import pytest

from qualwb.acts import codes, rounds, suggestions
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer
from qualwb.analysis.acceptance import Answer, acceptance, grouped, in_all, read_answers, trend
from qualwb.cli.app import run
from qualwb.exchange.acceptance_words import reason_in_words, shown_in_words
from qualwb.suggest.reasons import Kind
from tests.projects import place_of

YES = Answer("syfte", None, "accepted", True, "name", 0.8, "Anna", "2026-11-23T08:00:00+00:00")
NO = replace(YES, outcome="refused", reason="meaning", probability=0.4, at="2026-11-29T23:59:59+00:00")
OTHER = replace(
    NO, code="möten", chosen="syfte", outcome="changed", coder="Bo", at="2026-11-30T00:00:00+00:00"
)
UNSEEN = replace(YES, code=None, shown_before=False, reason="", probability=None, at="2027-01-01T00:00:00Z")
ALL = (YES, NO, OTHER, UNSEEN)


def test_by_code_the_code_taken_instead_is_counted_and_what_is_gone_is_not() -> None:
    first, second = acceptance(ALL, "code")
    assert (first.of, first.accepted, first.refused, first.taken_instead) == ("syfte", 1, 1, 1)
    assert (second.of, second.changed, second.taken_instead, second.rate) == ("möten", 1, 0, 0)


def test_a_code_that_was_only_taken_instead_has_no_share() -> None:
    (_möten, syfte) = acceptance([OTHER], "code")
    assert (syfte.of, syfte.offered, syfte.taken_instead, syfte.rate) == ("syfte", 0, 1, None)


def test_by_reason_and_by_coder() -> None:
    assert [(row.of, row.offered, row.rate) for row in acceptance(ALL, "reason")] == [
        *(("meaning", 2, 0), ("", 1, 1), ("name", 1, 1)),
    ]
    assert [(row.of, row.offered) for row in acceptance(ALL, "coder")] == [("Anna", 3), ("Bo", 1)]


def test_by_week_goes_from_monday_and_by_the_year_of_the_week() -> None:
    weeks = [(row.of, row.offered, row.accepted) for row in acceptance(ALL, "time")]
    assert weeks == [("2026-W48", 2, 1), ("2026-W49", 1, 0), ("2026-W53", 1, 1)]


def test_by_hundred_the_last_is_short() -> None:
    many = [YES] * 150 + [NO] * 80
    found = [(row.of, row.offered, row.accepted) for row in acceptance(many, "hundred")]
    assert found == [("1-100", 100, 100), ("101-200", 100, 50), ("201-230", 30, 0)]


def test_those_that_were_not_read_first_are_told_apart() -> None:
    whole = in_all(ALL)
    assert (whole.offered, whole.not_shown, whole.rate) == (4, 1, 0.5)
    assert (whole.shown_rate, whole.not_shown_rate) == (pytest.approx(1 / 3), 1)
    assert whole.probability == pytest.approx((0.8 + 0.4 + 0.4) / 3)
    assert "On screen before the coder chose: 3, accepted 33 %." in shown_in_words(whole)
    assert shown_in_words(in_all([YES, NO])).startswith("All were on screen before the coder chose.")


def test_each_kind_of_reason_has_words() -> None:
    kinds = get_args(Kind)
    assert len(kinds) == 5
    words = {reason_in_words(kind) for kind in kinds}
    assert len(words) == len(kinds)
    assert words.isdisjoint(kind for kind in kinds if kind != "meaning")


def test_nothing_answered() -> None:
    whole = in_all(())
    assert (whole.offered, whole.rate, whole.shown_rate, whole.probability) == (0, None, None, None)
    assert acceptance((), "code") == acceptance((), "time") == acceptance((), "hundred") == trend(()) == ()


def test_a_trend_shares_out_all_answers_in_order() -> None:
    many = [YES] * 25 + [NO] * 25
    parts = trend(many, most=4)
    assert [(part.of, part.offered, part.accepted) for part in parts] == [
        *(("1-12", 12, 12), ("13-25", 13, 13), ("26-37", 12, 0), ("38-50", 13, 0)),
    ]


def test_a_stretch_of_a_trend_has_five_answers_at_least_where_there_are_as_many() -> None:
    assert [part.offered for part in trend([YES] * 17)] == [5, 6, 6]
    assert [part.offered for part in trend([YES, NO])] == [2]
    assert [part.offered for part in trend([YES] * 1000)] == pytest.approx([1000 / 12] * 12, abs=1)


def test_the_answers_of_a_row_are_those_that_it_counts() -> None:
    assert grouped(ALL, "coder") == {"Anna": [YES, NO, UNSEEN], "Bo": [OTHER]}


@pytest.fixture
def answered(material: Researcher) -> Researcher:
    """One code accepted by Anna before, and one refused by Bo within, a blind round."""
    codes.create(material, "syfte")
    anna = replace(material, coder="Anna")
    _answer(anna, suggestions.accept, Offer("syfte", 1, 0.5, "ord 1", True, "name", 0.75))
    with material.project.writing() as connection:
        connection.exec_driver_sql("UPDATE suggestion_event SET created_at = '2026-01-05T12:00:00+00:00'")
    rounds.new_round(anna, "två", blind=True)
    rounds.use_round(anna, "två")
    _answer(replace(anna, coder="Bo", round="två"), suggestions.refuse, Offer("syfte", 2, reason="meaning"))
    return anna


def _answer(researcher: Researcher, act: object, offer: Offer) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    act(researcher, passage, offer)  # type: ignore[operator]


def test_what_a_blind_round_hides_is_counted_for_nobody_else(
    answered: Researcher, capsys: pytest.CaptureFixture[str]
) -> None:
    with answered.project.reading() as connection:
        assert [answer.coder for answer in read_answers(connection)] == ["Anna"]
    answered.project.close()
    assert _log(answered, "Anna", capsys, "--by", "coder") == [("Anna", 1)]
    assert _log(answered, "Bo", capsys, "--by", "kodare") == [("Bo", 1)]


def _log(who: Researcher, coder: str, capsys: pytest.CaptureFixture[str], *by: str) -> list[tuple[str, int]]:
    arguments = ["-p", place_of(who.project), "--coder", coder, "suggest", "log", *by, "--format", "json"]
    assert run(arguments) == 0
    return [(row["coder"], row["offered"]) for row in json.loads(capsys.readouterr().out)]


def test_the_log_as_a_table(answered: Researcher, capsys: pytest.CaptureFixture[str]) -> None:
    path = place_of(answered.project)
    answered.project.close()
    assert run(["-p", path, "--coder", "Anna", "suggest", "log", "--by", "reason"]) == 0
    printed = capsys.readouterr().out
    assert "the code's name" in printed
    assert "75.0 %" in printed
    assert "All were on screen before the coder chose." in printed
    assert run(["-p", path, "--coder", "Bo", "suggest", "log", "--by", "moon"]) == 2


def test_a_stretch_of_one_answer_is_called_by_its_number() -> None:
    one = Answer("a", None, "accepted", True, "name", None, "Karin", "2026-11-28T12:00:00Z")
    assert [row.of for row in trend([one])] == ["1"]
    assert [row.of for row in trend([one, one])] == ["1-2"]
    assert list(grouped([one] * 101, "hundred")) == ["1-100", "101"]
