"""``qualwb cooccurrence``: which codes or themes stand together."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.choices import BilingualChoice, in_english
from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import selection_from, selection_options
from qualwb.localization import gettext as _


@click.command("cooccurrence")
@click.option("--rows", type=BilingualChoice(["codes", "themes"]), default="codes", help=_("What is paired."))
@click.option(
    "--within",
    default="passage",
    metavar="passage|turn|K",
    help=_("Near means: sharing text, in one turn, or no more than K turns apart."),
)
@selection_options
@output_options
@pass_session
def command(
    session: Session, rows: str, within: str, format_: str | None, output: Path | None, **chosen: Any
) -> None:
    """Pairs of codes (or themes) that stand together, with their coefficients.

    Example: qualwb cooccurrence --rows themes --within 2 --format csv
    """
    from qualwb.analysis.cooccurrence import cooccurrence
    from qualwb.exchange.tables.analyses import cooccurrence_table

    within = in_english(within, ["turn"])
    turns = {"passage": None, "turn": 0}.get(within, within)
    if isinstance(turns, str):
        if not turns.isdecimal():
            raise click.UsageError(_("--within takes passage, turn or a number of turns."))
        turns = int(turns)
    with session.project.reading() as connection:
        found = cooccurrence(connection, rows, turns, selection_from(session, chosen))
    print_table(cooccurrence_table(found), format_, output)
