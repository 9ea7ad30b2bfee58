"""``qualwb participation``: who speaks how much, and after whom."""

from pathlib import Path

import click

from qualwb.cli.choices import BilingualChoice
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import plotted
from qualwb.localization import gettext as _


@click.command("participation")
@click.option("--by", type=BilingualChoice(["groups", "sources"]), default="groups", help=_("Per what."))
@click.option("--after-whom", is_flag=True, help=_("Who speaks directly after whom, and what to expect."))
@click.option("--no-backchannels", is_flag=True, help=_("Leave out turns that only say 'mm' or 'ja'."))
@click.option("--group", "groups", multiple=True, help=_("Only these groups."))
@click.option("--source", "sources", multiple=True, help=_("Only these sources."))
@output_options
@pass_session
def command(
    session: Session,
    by: str,
    after_whom: bool,
    no_backchannels: bool,
    groups: tuple[str, ...],
    sources: tuple[str, ...],
    format_: str | None,
    output: Path | None,
) -> None:
    """Turns, words and shares of each speaker; Gini, entropy and the moderator's part of each group.

    Example: qualwb participation --after-whom --group "Grupp 2"
    """
    from qualwb.analysis.participation import participation
    from qualwb.analysis.selection import Selection
    from qualwb.exchange.tables.analyses import followings_table, participation_table

    with session.project.reading() as connection:
        found = participation(
            connection,
            Selection(groups=groups, sources=sources),
            by=by,
            backchannels=not no_backchannels,
        )
    if after_whom:
        table = followings_table(found)
    else:
        table = participation_table(found, bars=plotted(format_, output))
    print_table(table, format_, output)
