"""Why no themes, merges or splits are proposed, and what would help: the same in command and workbench."""

from qualwb.localization import gettext as _
from qualwb.suggest.themes.gathering import FEWEST as FEWEST_CODES
from qualwb.suggest.themes.split_proposals import FEWEST as FEWEST_PASSAGES
from qualwb.suggest.themes.split_proposals import SplitProposals


def why_no_themes(codes: int, without_theme: int, *, anew: bool = False) -> str:
    """Why none of so many codes are proposed as a theme; ``anew``: whatever themes gather them."""
    if codes < FEWEST_CODES:
        return _("It takes {n} codes at least to gather any.").format(n=FEWEST_CODES)
    if anew:
        return _("No codes are close enough to each other to make a theme.")
    if without_theme:
        return _("No codes without a theme are close enough to each other to make one.")
    return _("Each code is in a theme. To gather all codes anew: qualwb suggest themes --all.")


def why_no_merges() -> str:
    """Why no two codes are proposed to be merged."""
    return _("No two codes look like one.")


def why_no_splits(found: SplitProposals, *, by_meaning: bool) -> str:
    """Why no code is proposed to be split; ``by_meaning``: there is an encoder to tell by."""
    if not by_meaning:
        return _("Whether a code is two is told by what its passages mean: that takes an encoder of meaning.")
    if not found.tested:
        return _("No code has {n} passages: fewer can't be told apart.").format(n=FEWEST_PASSAGES)
    return _("No code looks like two, of {n} that could be tested.").format(n=found.tested)
