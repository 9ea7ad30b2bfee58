"""``qualwb privacy``: how the people in the material are protected."""

import click

from qualwb.cli.privacy_retention import keep_until


@click.group("privacy")
def command() -> None:
    """How the people in the material are protected.

    Example: qualwb privacy keep-until 2030-12-31
    """


command.add_command(keep_until)
