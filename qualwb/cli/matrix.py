"""``qualwb matrix``: themes or codes by groups, and more."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.selecting import selection_from, selection_options
from qualwb.localization import gettext as _


@click.command("matrix")
@click.option("--rows", default="themes", help=_("themes or codes."))
@click.option(
    "--columns",
    default="groups",
    help=_("groups, sources, speakers, participants, questions, coders or an attribute."),
)
@click.option(
    "--count",
    default="passages",
    type=click.Choice(["passages", "words", "participants", "groups", "presence"]),
    help=_("What a cell counts."),
)
@selection_options
@output_options
@pass_session
def command(
    session: Session,
    rows: str,
    columns: str,
    count: str,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> None:
    """How many passages, words, participants or groups each theme or code has in each column.

    Example: qualwb matrix --rows themes --columns groups -o matris.xlsx
    """
    from qualwb.analysis.matrix import theme_matrix
    from qualwb.exchange.views import matrix_table

    with session.project.reading() as connection:
        matrix = theme_matrix(connection, rows, columns, count, selection_from(session, chosen))
    print_table(matrix_table(matrix), format_, output)
