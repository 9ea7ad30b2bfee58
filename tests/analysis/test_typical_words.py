"""Words typical of a part of the talk: the worked example of the formula, and what is counted of the rest."""

import pytest

from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.analysis.selection import Selection
from qualwb.analysis.typical_words import beside_the_rest, log_likelihood
from qualwb.analysis.word_frequencies import word_frequencies, words_in_order
from tests.conftest import transcript_of


@pytest.mark.parametrize(
    ("counts", "ratio"),
    [
        # 2 (100 ln(100 / 75) + 50 ln(50 / 75))
        ((100, 10_000, 50, 10_000), 16.99),
        ((50, 10_000, 100, 10_000), -16.99),
        ((10, 1_000, 20, 2_000), 0.0),
        # 2 (5 ln(5 / (5 / 3)))
        ((5, 1_000, 0, 2_000), 10.99),
        ((0, 1_000, 6, 2_000), -4.87),
    ],
)
def test_the_log_likelihood_ratio(counts: tuple[int, int, int, int], ratio: float) -> None:
    found = log_likelihood(*counts)
    assert found == pytest.approx(ratio, abs=0.005)


def test_without_a_rest_nothing_is_typical() -> None:
    assert log_likelihood(3, 10, 0, 0) is None


def test_what_is_a_name_is_told_by_all_that_is_said(researcher: Researcher) -> None:
    talks = {
        "Norr": [("Lena", "Hej."), ("Åsa", "Lena kom. Lena gick.")],
        "Söder": [("Åsa", "En lena väg, Lena.")],
    }
    for group, talk in talks.items():
        import_transcript(researcher, transcript_of(talk), name=group, group=group)
    with researcher.project.reading() as connection:
        whole = word_frequencies(connection, lemmas=True, limit=None)
        selection = Selection(groups=("Norr",))
        part = word_frequencies(connection, selection, lemmas=True, limit=None, names=whole.names)
    (lena,) = [one for one in beside_the_rest(part, whole).words if "lena" in one.forms]
    assert lena.elsewhere == pytest.approx(500)


def test_a_group_is_held_against_all_others(researcher: Researcher) -> None:
    talks = {"Norr": "bussen bussen kom tid", "Söder": "tid tid vägen", "Väster": "tid vägen vägen"}
    for group, said in talks.items():
        import_transcript(researcher, transcript_of([("Åsa", said)]), name=group, group=group)
    with researcher.project.reading() as connection:
        part = word_frequencies(connection, Selection(groups=("Norr",)), limit=None)
        found = beside_the_rest(part, word_frequencies(connection, limit=None))
    by_word = {one.word: one for one in found.words}
    assert by_word["bussen"].elsewhere == 0
    assert by_word["tid"].elsewhere == pytest.approx(500)
    assert by_word["tid"].typical is not None
    assert by_word["tid"].typical < 0
    assert [one.word for one in words_in_order(found.words, "typical")] == ["bussen", "kom", "tid"]
    assert "Dunning" in found.notes[-1]
