"""The choice of in how many groups something must be found, and of whose codings are counted."""

from collections.abc import Iterable

from qualwb.analysis.coder_names import is_consensus
from qualwb.analysis.selection import ALL_GROUPS, in_groups_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog

CODER = "coder "
"""Begins the keys of choices of whose codings are counted; the name follows, none for all coders."""


def in_groups_dialog(groups: int) -> ChoiceDialog:
    """Asks among all groups, so many of ``groups`` or no filter ('')."""
    return ChoiceDialog(_("In how many groups"), in_groups_choices(groups))


def in_groups_choices(groups: int) -> list[Choice]:
    """All groups, so many of ``groups``, or no filter ('')."""
    numbers = (ALL_GROUPS, *range(groups - 1, 1, -1))
    return [
        *(Choice(str(n), in_groups_words(n)) for n in numbers),
        Choice("", _("No matter in how many")),
    ]


def coder_choices(coders: Iterable[str], round_: str, chosen: str) -> list[Choice]:
    """Each of several coders of a round alone, or all of them.

    Nothing to choose where one coder has all, but for all coders where another one is ``chosen`` as yet.
    """
    names = tuple(coders)
    everybody = Choice(CODER, _("The codings of all coders"))
    if len(names) < 2:
        return [everybody] if chosen else []
    return [*(Choice(CODER + name, one_coder_words(name, round_)) for name in names), everybody]


def one_coder_words(name: str, round_: str) -> str:
    """Whose codings alone are counted; in consensus, whose decisions."""
    said = _("decided or coded by {coder} alone") if is_consensus(round_) else _("coded by {coder} alone")
    return said.format(coder=name)
