"""By what codes are compared: it is said to be meaning where a meaning is known, and only there."""

import pytest

from qualwb.suggest.themes.code_closeness import TieKind, closeness_of_codes
from tests.suggest.themes.small_material import MeaningsByTable, material, passage

CODED = material(["resor", "lön"], passage("tåget gick", "resor", 0), passage("betalt", "lön", 500))


@pytest.mark.parametrize("known", ["resor", "tåget gick"])
def test_one_known_text_is_compared_by_meaning(known: str) -> None:
    closeness = closeness_of_codes(CODED, MeaningsByTable({known: [1.0, 0.0]}))
    assert closeness.encoder == "table 1"
    assert TieKind.MEANING in closeness.kinds


def test_an_encoder_that_has_told_nothing_is_as_none() -> None:
    closeness = closeness_of_codes(CODED, MeaningsByTable({"annat": [1.0, 0.0]}))
    without = closeness_of_codes(CODED)
    assert closeness.encoder is None
    assert closeness.meanings is None
    assert set(closeness.kinds) == set(without.kinds) == {TieKind.WORDS, TieKind.SHARED, TieKind.NEAR}
    assert (closeness.distance == without.distance).all()
