"""What a search can be narrowed to, and the choice of it."""

from collections.abc import Sequence
from dataclasses import replace

from qualwb.analysis.connection import Connection
from qualwb.analysis.groups import group_list
from qualwb.analysis.people import speaker_labels
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.localization import gettext as _
from qualwb.workbench.dialogs import Choice


def narrowing_names(connection: Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the groups, and the labels of the speakers."""
    return tuple(group.name for group in group_list(connection)), speaker_labels(connection)


def narrowing_choices(groups: Sequence[str], speakers: Sequence[str]) -> list[Choice]:
    """What can be chosen; ``with_choice`` takes the key."""
    return [
        Choice("coded:", _("turns with a code")),
        Choice("uncoded:", _("turns without a code")),
        *(Choice(f"group:{name}", _("group: {name}").format(name=name)) for name in groups),
        *(Choice(f"speaker:{name}", _("speaker: {name}").format(name=name)) for name in speakers),
    ]


def with_choice(turns: TurnsAsked, chosen: str) -> TurnsAsked:
    """The turns narrowed further; a choice takes the place of an earlier one of its kind."""
    kind, _sign, name = chosen.partition(":")
    if kind == "group":
        return replace(turns, selection=replace(turns.selection, groups=(name,)))
    if kind == "speaker":
        return replace(turns, speakers=(name,))
    return replace(turns, coded=kind == "coded", uncoded=kind == "uncoded")
