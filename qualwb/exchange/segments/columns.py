"""The columns of a table of segments, known by the headings of its program in several languages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from qualwb.acts.arriving_files import table_head, table_rows
from qualwb.errors import QualwbError
from qualwb.exchange.writers.text import unguarded
from qualwb.localization import gettext as _

Headings = Mapping[str, Sequence[str]]
"""By what a column holds, what it is called, in small letters."""
Row = Mapping[str, str]


def segment_rows(path: Path, headings: Headings, needed: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The rows of a table by what their columns hold, and what to tell of it.

    Raises ``QualwbError`` where a needed column is not there.
    """
    rows, notices = table_rows(path)
    columns = _columns(rows[0] if rows else (), headings)
    missing = [headings[name][0] for name in needed if name not in columns]
    if missing:
        raise QualwbError(
            _("{file}: there is no column '{column}'.").format(file=path, column=missing[0]),
            _("It should be the table as the program exports it."),
        )
    told: list[Row] = [
        {name: unguarded(row[at]).strip() if at < len(row) else "" for name, at in columns.items()}
        for row in rows[1:]
    ]
    return told, notices


def has_columns(path: Path, headings: Headings, needed: Sequence[str]) -> bool:
    """Whether a file is a table with these columns; only its first row is read."""
    try:
        heads = table_head(path) if path.is_file() else []
    except QualwbError:
        return False
    return _columns(heads, headings).keys() >= set(needed)


def _columns(heads: Sequence[str], headings: Headings) -> dict[str, int]:
    known = {name: column for column, names in headings.items() for name in names}
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        column = known.get(" ".join(head.removeprefix("\ufeff").casefold().split()))
        if column is not None:
            found.setdefault(column, at)
    return found
