"""All codings of a project as one table: what other programs take in."""

from collections.abc import Iterable
from operator import itemgetter

from qualwb.analysis.all_codings import CodingRow
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

COLUMNS = (
    *("uid", "group", "source", "start", "end", "turn", "code", "coder", "round"),
    *("cited", "origin", "orphaned", "created_at", "quote"),
)
"""Names of the columns, the same in every language."""
SPEAKER_COLUMNS = (*COLUMNS[:6], "speaker", "role", *COLUMNS[6:])
NUMERIC = ("start", "end", "turn")


def codings_table(codings: Iterable[CodingRow], *, speakers: bool = False) -> Table:
    """A row a coding, with its place in code points; ``speakers`` adds who speaks where it begins."""
    columns = SPEAKER_COLUMNS if speakers else COLUMNS
    cells = itemgetter(*(CodingRow._fields.index(name) for name in columns))
    numeric = frozenset(columns.index(name) for name in NUMERIC)
    return Table(
        columns,
        [cells(coding) for coding in codings],
        numeric=numeric,
        caption=_("Codings"),
    )
