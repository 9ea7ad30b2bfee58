"""The attributes of sources and groups, and the name of a group: asked for and kept."""

from collections.abc import Callable, Mapping
from typing import Any

from qualwb.acts import sources
from qualwb.analysis.sources import SourceRow
from qualwb.localization import gettext as _
from qualwb.workbench import attributes
from qualwb.workbench.dialogs import Choice, ChoiceDialog
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.writing_dialogs import TextDialog


def ask_source_attributes(screen: ProjectScreen, row: SourceRow) -> None:
    """Edit the attributes of a source."""

    def keep(changed: dict[str, Any]) -> None:
        sources.describe_source(screen.app.researcher, row.name, **changed)

    _ask_attributes(screen, row.name, row.attributes, keep)


def ask_group_act(screen: ProjectScreen, group: str, now: Mapping[str, Any]) -> None:
    """Give a group another name, or edit its attributes, which are ``now``."""

    def rename(name: str) -> None:
        sources.rename_group(screen.app.researcher, group, name)

    def keep(changed: dict[str, Any]) -> None:
        sources.describe_group(screen.app.researcher, group, **changed)

    def take(act: str | None) -> None:
        if act == "rename":
            screen.ask_line(_("New name of the group"), rename, group)
        elif act == "attributes":
            _ask_attributes(screen, group, now, keep)

    choices = [Choice("rename", _("Rename the group")), Choice("attributes", _("Attributes of the group"))]
    screen.app.push_screen(ChoiceDialog(group, choices), take)


def _ask_attributes(
    screen: ProjectScreen,
    name: str,
    now: Mapping[str, Any],
    keep: Callable[[dict[str, Any]], None],
    typed: str | None = None,
) -> None:
    """Ask for the attributes; what is refused is asked for again as it was typed."""
    before = dict(now)

    def act(text: str) -> None:
        if changed := attributes.from_lines(text, before):
            keep(changed)

    def take(text: str | None) -> None:
        if text is not None:
            screen.do(lambda: act(text), again=lambda _error: _ask_attributes(screen, name, now, keep, text))

    title = _("Attributes of '{name}': name = value, one a line").format(name=name)
    shown = attributes.as_lines(before) if typed is None else typed
    screen.app.push_screen(TextDialog(title, shown), take)
