"""``qualwb export taguette``: the project as a Taguette database."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.export_refi import project_to_export, told_of_file
from qualwb.cli.options import IN_ANY_ROUND
from qualwb.localization import gettext as _


@click.command("taguette")
@click.argument("output", type=click.Path(path_type=Path))
@IN_ANY_ROUND
@pass_session
def taguette(session: Session, output: Path, rounds: tuple[str, ...]) -> None:
    """The texts, codes and codings as a Taguette project (.sqlite3), which that program imports.

    Each turn begins with who speaks. What Taguette has no place for is told.

    Example: qualwb export taguette studien.sqlite3
    """
    if output.suffix.lower() not in (".sqlite3", ".sqlite", ".db"):
        raise click.UsageError(_("A Taguette project is an sqlite3 file: name it OUT.sqlite3."))
    from qualwb.exchange.taguette.writing import write_taguette

    project, notes = project_to_export(session, rounds)
    told_of_file(session, project, output, write_taguette(project, output), notes)
