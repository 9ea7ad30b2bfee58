"""The descriptions of commands, in the language in use."""

import inspect

import click

from qualwb.cli.placeholders import name_placeholders
from qualwb.localization import gettext as _


def description_of(command: click.Command) -> str:
    """The docstring of a command, as ``--help`` shows it; it is the message that the catalog translates."""
    return inspect.cleandoc(command.callback.__doc__ or "") if command.callback else ""


def describe(command: click.Command) -> None:
    """Let a command and those beneath it describe themselves in the language in use."""
    description = description_of(command)
    if description:
        command.help = _(description)
    command.options_metavar = _("[OPTIONS]")
    name_placeholders(command)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
        for beneath in command.commands.values():
            describe(beneath)
