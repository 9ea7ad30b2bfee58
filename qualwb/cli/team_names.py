"""``qualwb team add``, ``remove`` and ``list``: short names for projects on servers."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.localization import gettext as _


@click.command("add")
@click.argument("name")
@click.argument("url")
@pass_session
def add(session: Session, name: str, url: str) -> None:
    """Call the project at URL by NAME from now on, as in 'qualwb -p NAME matrix'.

    No password is kept: one in the URL goes to the system's keyring, if there is one.

    Example: qualwb team add studie 'postgresql://server/studie?sslmode=verify-full'
    """
    from qualwb.acts.team import named_projects

    address = named_projects.add(name, url)
    session.say(_("'{name}' is {project} now.").format(name=name, project=address))


@click.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Forget the NAME of a project, which stays where it is."""
    from qualwb.acts.team import named_projects

    named_projects.remove(name)


@click.command("list")
@output_options
def list_(format_: str | None, output: Path | None) -> None:
    """The projects that have a name, with their addresses."""
    from qualwb.acts.team import named_projects
    from qualwb.exchange.tables.team import named_projects_table

    print_table(named_projects_table(named_projects.named()), format_, output)


COMMANDS: tuple[click.Command, ...] = (add, remove, list_)
