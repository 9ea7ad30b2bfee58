"""``qualwb log``: the journal."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import plotted
from qualwb.local_time import local_time
from qualwb.localization import gettext as _


@click.command("log")
@click.option("--limit", "-n", type=click.IntRange(1), help=_("At most so many."))
@click.option("--by", "coder", default="", help=_("Only acts of this coder."))
@output_options
@pass_session
def command(
    session: Session, limit: int | None, coder: str, format_: str | None, output: Path | None
) -> None:
    """Who did what, when and why; newest first.

    Example: qualwb log -n 20
    """
    from qualwb.analysis.blindness import blind_notes
    from qualwb.analysis.log import log_entries
    from qualwb.exchange.tables.journal import log_table

    with session.project.reading() as connection:
        entries, notes = log_entries(connection, limit=limit, coder=coder), blind_notes(connection)
    table = log_table(entries, local_time if plotted(format_, output) else str)
    print_table(table.with_notes(notes), format_, output)
