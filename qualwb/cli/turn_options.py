"""Options that say whose turns are meant: of which groups, people and roles, answering what, coded or not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.turns_asked import TurnsAsked

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--group", "groups", multiple=True, help=_("Only these groups.")),
    click.option("--source", "sources", multiple=True, help=_("Only these sources.")),
    click.option("--participant", "participants", multiple=True, help=_("Only these participants.")),
    click.option("--speaker", "speakers", multiple=True, help=_("Only these speakers, by their labels.")),
    click.option("--role", "roles", multiple=True, metavar="ROLE", help=_("Only these roles.")),
    click.option("--question", "questions", multiple=True, help=_("Only what answers these questions.")),
)
UNCODED = click.option("--uncoded", is_flag=True, help=_("Only turns that no code stands on."))


def turn_options(command: Command) -> Command:
    """The options, to be read by ``turns_from``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def turns_from(narrowed: dict[str, Any], *, counted: bool) -> "TurnsAsked":
    """The turns that the options and ``uncoded`` describe."""
    from qualwb.acts.people import ROLES
    from qualwb.analysis.selection import Selection
    from qualwb.analysis.turns_asked import TurnsAsked

    role = BilingualChoice(ROLES)
    roles = tuple(role.convert(name, None, None) for name in narrowed.pop("roles"))
    names = {name: narrowed.pop(name) for name in ("groups", "sources", "participants")}
    return TurnsAsked(Selection(**names), roles=roles, counted=counted, **narrowed)
