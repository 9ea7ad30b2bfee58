"""Options of the commands that hold coders against each other."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from qualwb.localization import gettext as _

Command = TypeVar("Command", bound=Callable[..., Any])

THRESHOLD = 0.5


def compared_options(command: Command) -> Command:
    """Options ``--coders``, ``--round`` and ``--threshold``."""
    for option in (
        click.option(
            "--threshold",
            type=click.FloatRange(0, 1, min_open=True),
            default=THRESHOLD,
            show_default=True,
            help=_("Overlap by union from which two passages match."),
        ),
        click.option(
            "--round", "round_", metavar="R", help=_("The round; else the first that two coded in.")
        ),
        click.option(
            "--coders", multiple=True, metavar="A B ...", help=_("Whose codings; else all of the round.")
        ),
    ):
        command = option(command)
    return command
