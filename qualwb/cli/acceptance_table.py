"""What became of suggestions, as a table."""

from collections.abc import Sequence
from typing import Any

from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.suggest.acceptance import GROUPINGS, Acceptance, Answer, in_all
from qualwb.suggest.acceptance_words import heading_of, name_of, shown_in_words


def acceptance_table(answers: Sequence[Answer], by: str) -> Table:
    """A row for each of what answers are counted by, a key of ``GROUPINGS``."""
    rows = GROUPINGS[by](answers)
    by_code = by == "code"
    columns = (
        *(heading_of(by), _("suggested"), _("accepted"), _("changed"), _("refused")),
        *((_("instead"),) if by_code else ()),
        *(_("share"), _("said to be")),
    )
    return Table(
        columns,
        [
            [
                *(name_of(row, by), row.offered),
                *(row.accepted, row.changed, row.refused),
                *((row.taken_instead,) if by_code else ()),
                *(row.rate, row.probability),
            ]
            for row in rows
        ],
        notes=_notes(in_all(answers)),
        numeric=frozenset(range(1, len(columns))),
        data=[_data(row, by) for row in rows],
    )


def _data(row: Acceptance, by: str) -> dict[str, Any]:
    return {
        by: row.of,
        "accepted": row.accepted,
        "changed": row.changed,
        "refused": row.refused,
        **({"taken_instead": row.taken_instead} if by == "code" else {}),
        "offered": row.offered,
        "rate": row.rate,
        "probability": row.probability,
        "not_shown": row.not_shown,
        "shown_rate": row.shown_rate,
        "not_shown_rate": row.not_shown_rate,
    }


def _notes(whole: Acceptance) -> tuple[str, ...]:
    """How to read the shares; nothing when there are none."""
    if not whole.offered:
        return (_("No suggestion has been answered yet."),)
    return (
        _("Share: of those answered, how many were accepted. Said to be: the mean probability shown."),
        shown_in_words(whole),
    )
