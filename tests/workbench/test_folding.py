"""Texts cut to cells: anywhere, or between two words."""

import pytest

from qualwb.workbench.widgets.folding import cut_after_word, cut_before_word


@pytest.mark.parametrize(
    ("width", "after", "before"),
    [
        (30, "Hade det suttit nån", "Hade det suttit nån"),
        (18, "Hade det suttit…", "…det suttit nån"),
        (16, "Hade det suttit…", "…det suttit nån"),
        (15, "Hade det…", "…det suttit nån"),
        (14, "Hade det…", "…suttit nån"),
        (9, "Hade det…", "…nån"),
        (4, "Had…", "…nån"),
        (3, "Ha…", "…ån"),
        (0, "", ""),
    ],
)
def test_words_stay_whole_where_one_has_room(width: int, after: str, before: str) -> None:
    assert cut_after_word("Hade det suttit nån", width) == after
    assert cut_before_word("Hade det suttit nån", width) == before
