"""The table of answers names what read the meanings, where any was compared."""

from qualwb.cli.answers_table import answers_table
from qualwb.suggest.turn_search import AnsweringTurns


def test_an_encoder_is_told_only_where_a_meaning_was_compared() -> None:
    told = [
        answers_table({}, "an encoder 1", AnsweringTurns((), 0, 4, without)).as_data()["encoder"]
        for without in (4, 3, 0)
    ]
    assert told == [None, "an encoder 1", "an encoder 1"]
