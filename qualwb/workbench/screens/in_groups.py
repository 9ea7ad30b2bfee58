"""The choice of in how many groups something must be found, and of whose codings are counted."""

from collections.abc import Iterable

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


def coder_choices(coders: Iterable[str]) -> list[Choice]:
    """Each of several coders alone, or all of them; nothing to choose where one coder has all."""
    names = tuple(coders)
    if len(names) < 2:
        return []
    return [
        *(Choice(CODER + name, one_coder_words(name)) for name in names),
        Choice(CODER, _("The codings of all coders")),
    ]


def one_coder_words(name: str) -> str:
    """Whose codings alone are counted."""
    return _("coded by {coder} alone").format(coder=name)
