"""Rounds in words."""

import pytest

from qualwb.round_words import round_in_words


@pytest.mark.parametrize(
    ("name", "english", "swedish"),
    [
        ("2", "round 2", "omgång 2"),
        ("Round 2", "Round 2", "omgång Round 2"),
        ("omgång A", "round omgång A", "omgång A"),
        ("andra omgången", "round andra omgången", "andra omgången"),
        ("Round", "Round", "omgång Round"),
        ("rounded", "round rounded", "omgång rounded"),
        ("konsensus", "round konsensus", "omgång konsensus"),
    ],
)
def test_a_round_is_called_a_round_once(
    monkeypatch: pytest.MonkeyPatch, name: str, english: str, swedish: str
) -> None:
    assert round_in_words(name) == english
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert round_in_words(name) == swedish
