"""``qualwb export taguette``: the project as a Taguette database."""

from pathlib import Path

import click

from qualwb.cli.context import Session, pass_session
from qualwb.cli.export_refi import told_of_file
from qualwb.localization import gettext as _


@click.command("taguette")
@click.argument("output", type=click.Path(path_type=Path))
@pass_session
def taguette(session: Session, output: Path) -> None:
    """The texts, codes and codings as a Taguette project (.sqlite3), which that program imports.

    Each turn begins with who speaks. What Taguette has no place for is told.

    Example: qualwb export taguette studien.sqlite3
    """
    if output.suffix.lower() not in (".sqlite3", ".sqlite", ".db"):
        raise click.UsageError(_("A Taguette project is an sqlite3 file: name it OUT.sqlite3."))
    from qualwb.acts.portable_state import portable_project
    from qualwb.analysis.blindness import blind_notes
    from qualwb.exchange.taguette.writing import write_taguette

    with session.project.reading() as connection:
        project, notes = portable_project(connection), blind_notes(connection)
    told_of_file(session, project, output, write_taguette(project, output), notes)
