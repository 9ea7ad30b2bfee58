"""Tables of what was learnt from codings: they say whose are hidden."""

from pathlib import Path

from qualwb.cli.context import Session, print_table
from qualwb.exchange.tables.table import Table


def print_learnt(session: Session, table: Table, format_: str | None, output: Path | None) -> None:
    """Print a table of what was learnt from codings, or write it to a file."""
    from qualwb.analysis.blindness import blind_notes

    with session.project.reading() as connection:
        notes = blind_notes(connection)
    print_table(table.with_notes(notes), format_, output)
