"""Choosing one group to count in, or all."""

from collections.abc import Callable

from qualwb.analysis.groups import group_list
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.base import ProjectScreen


def choose_group(screen: ProjectScreen, then: Callable[[str], object]) -> None:
    """Ask for a group; ``then`` is called with its name, or with '' for all."""

    def take(group: str | None) -> None:
        if group is not None:
            then(group)

    def show(names: list[str]) -> None:
        choices = [Choice("", _("all groups")), *(Choice(name, name) for name in names)]
        screen.app.push_screen(ChoiceDialog(_("Group"), choices), take)

    screen.ask("groups", lambda connection: [group.name for group in group_list(connection)], show)
