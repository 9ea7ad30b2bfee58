"""``qualwb marks``: laughter, pauses and other marks of transcription, counted."""

from pathlib import Path
from typing import Any

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table
from qualwb.cli.options import selection_from, selection_options
from qualwb.localization import gettext as _


@click.command("marks")
@click.option(
    "--columns",
    default="groups",
    help=_("groups, sources, speakers, participants, questions or an attribute."),
)
@click.option("--per-1000", "per_thousand", is_flag=True, help=_("Cells hold marks per 1000 words."))
@selection_options
@output_options
@pass_session
def command(
    session: Session,
    columns: str,
    per_thousand: bool,
    format_: str | None,
    output: Path | None,
    **chosen: Any,
) -> None:
    """Marks of transcription by kind: who laughs, where it is silent; with --theme, in those passages.

    Example: qualwb marks --columns participants --group "Grupp 4"
    """
    from qualwb.analysis.mark_counts import mark_counts
    from qualwb.exchange.tables.marks import marks_table

    with session.project.reading() as connection:
        found = mark_counts(connection, columns, selection_from(session, chosen))
    print_table(marks_table(found, per_thousand=per_thousand), format_, output)
