"""What a reason tells holds no name of a person; ordinary words stay."""

import pytest

from qualwb.suggest.themes.names_said import names_said


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["Katarina skrek i köket.", "När Katarina kom hem."], {"katarina"}),
        (["katarina grät, sa hon"], {"katarina"}),
        (["Sen sa Björn det.", "Och Björn igen, som en björn. Björn!"], {"björn"}),
        (["Vi såg en björn. Björn är farlig, en björn."], set()),
        (["Xandrix ville inte.", "Xandrix gick."], {"xandrix"}),
        (["Budgeten sprack.", "Budgeten räckte inte till."], set()),
    ],
)
def test_names_are_told_from_words_by_how_they_are_written(texts: list[str], named: set[str]) -> None:
    words = {"katarina", "björn", "xandrix", "budget", "kök"}
    assert names_said(texts) & words == named


def test_what_people_are_called_is_no_word_to_tell() -> None:
    assert {"adam", "observatör"} <= names_said([], ["Adam", "Observatör"])
    assert names_said([], ["Lärare 3"]) == frozenset()
