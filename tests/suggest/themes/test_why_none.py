"""Why nothing is proposed: one reason for each kind, by what is lacking."""

import pytest

from qualwb.suggest.themes.gathering import FEWEST
from qualwb.suggest.themes.split_proposals import SplitProposals
from qualwb.suggest.themes.why_none import why_no_splits, why_no_themes


@pytest.mark.parametrize(
    ("codes", "without_theme", "anew", "told"),
    [
        (FEWEST - 1, 0, False, "It takes 3 codes at least"),
        (FEWEST - 1, 0, True, "It takes 3 codes at least"),
        (FEWEST, 1, False, "No codes without a theme"),
        (FEWEST, 0, False, "suggest themes --all"),
        (FEWEST, 0, True, "No codes are close enough"),
    ],
)
def test_why_no_theme_is_proposed(codes: int, without_theme: int, anew: bool, told: str) -> None:
    assert told in why_no_themes(codes, without_theme, anew=anew)


@pytest.mark.parametrize(
    ("tested", "by_meaning", "told"),
    [(0, False, "takes an encoder"), (0, True, "No code has 8 passages"), (5, True, "two, of 5 that could")],
)
def test_why_no_split_is_proposed(tested: int, by_meaning: bool, told: str) -> None:
    assert told in why_no_splits(SplitProposals((), tested, 0), by_meaning=by_meaning)
