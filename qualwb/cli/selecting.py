"""Options that every analysis takes: whose codings, which groups, themes and participants."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualwb.cli.context import Session
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.selection import Selection

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS = (
    click.option("--group", "groups", multiple=True, help=_("Only these groups.")),
    click.option("--source", "sources", multiple=True, help=_("Only these sources.")),
    click.option("--theme", "themes", multiple=True, help=_("Only these themes.")),
    click.option("--code", "codes", multiple=True, help=_("Only these codes.")),
    click.option("--participant", "participants", multiple=True, help=_("Only these participants.")),
    click.option("--attribute", "attributes", multiple=True, help=_("Only where NAME=VALUE.")),
    click.option("--by", "coders", multiple=True, help=_("Only codings by these coders.")),
    click.option("--in-round", "rounds", multiple=True, help=_("Only these rounds; else the project's.")),
    click.option("--cited/--all", "cited", default=None, help=_("Only key quotes, or all passages.")),
    click.option("--moderator", is_flag=True, help=_("Count the moderator's and observer's talk too.")),
    click.option("--roll-up", is_flag=True, help=_("Count codes with the codes beneath them.")),
)


def selection_options(command: Command) -> Command:
    """All the options of ``OPTIONS``."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def selection_from(session: Session, chosen: dict[str, Any]) -> "Selection":
    """The selection that the options describe."""
    from qualwb.analysis.selection import Selection

    attributes = []
    for pair in chosen.pop("attributes"):
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(_("--attribute takes NAME=VALUE, not '{text}'.").format(text=pair))
        attributes.append((name.strip(), value.strip()))
    if session.round and not chosen["rounds"]:
        chosen["rounds"] = (session.round,)
    cited = True if chosen.pop("cited") else None
    return Selection(**chosen, attributes=tuple(attributes), cited=cited)
