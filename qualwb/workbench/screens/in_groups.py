"""The choice of in how many groups something must be found."""

from qualwb.analysis.selection import ALL_GROUPS, in_groups_words
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog


def in_groups_dialog(groups: int) -> ChoiceDialog:
    """Asks among all groups, so many of ``groups`` or no filter ('')."""
    numbers = (ALL_GROUPS, *range(groups - 1, 1, -1))
    choices = [Choice(str(n), in_groups_words(n)) for n in numbers]
    return ChoiceDialog(_("In how many groups"), [*choices, Choice("", _("No matter in how many"))])
