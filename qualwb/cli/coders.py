"""``qualwb coders``: who has coded how much."""

from pathlib import Path

import click

from qualwb.cli.context import Session, output_options, pass_session, print_table


@click.command("coders")
@output_options
@pass_session
def command(session: Session, format_: str | None, output: Path | None) -> None:
    """Who has coded how much in each round, when, and how many sources they have finished.

    Example: qualwb coders --format json
    """
    from qualwb.analysis.blindness import blind_notes
    from qualwb.analysis.coders import coder_list
    from qualwb.exchange.tables.coders import coders_table

    with session.project.reading() as connection:
        rows, notes = coder_list(connection), blind_notes(connection)
    print_table(coders_table(rows).with_notes(notes), format_, output)
