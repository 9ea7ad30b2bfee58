"""``qualwb privacy``: where text of the project lies on this machine, and what protects its people."""

from pathlib import Path

import click

from qualwb.cli import purge
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.privacy_retention import keep_until
from qualwb.localization import gettext as _


@click.group("privacy", invoke_without_command=True)
@output_options
@click.pass_context
@pass_session
def command(session: Session, ctx: click.Context, format_: str | None, output: Path | None) -> None:
    """Every file on this machine with text of the project, who may read it, and what protects its people.

    Copies and exports that you saved elsewhere are not known. 'qualwb privacy purge' erases what was deleted.

    Example: qualwb privacy --format csv -o platser.csv
    """
    if ctx.invoked_subcommand is not None:
        return
    from qualwb.acts.tracing import inspected, surroundings_of
    from qualwb.analysis.privacy_facts import privacy_facts
    from qualwb.exchange.tables.privacy import places_table

    with session.project.reading() as connection:
        facts = privacy_facts(connection)
    places = inspected(session.project)
    print_table(places_table(places, facts, surroundings_of(session.project)), format_, output)
    session.say(_("'qualwb privacy purge' erases what was deleted, backups and caches too when asked."))


command.add_command(purge.command)
command.add_command(keep_until)
