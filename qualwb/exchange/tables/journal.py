"""The journal as a table."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualwb.act_words import act_in_words
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.log import LogEntry


def log_table(rows: Sequence["LogEntry"], moment: Callable[[str], str] = str) -> Table:
    """The journal: who did what, when and why. A moment is written as it is stored, in UTC, or otherwise."""
    return Table(
        (_("No."), _("When"), _("Coder"), _("Act"), _("What"), _("Reason"), _("Undone")),
        [
            (
                *(row.number, moment(row.at), row.coder, act_in_words(row.act), row.summary, row.reason),
                _turning(row),
            )
            for row in rows
        ],
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({0}),
        caption=_("Journal"),
    )


def _turning(entry: "LogEntry") -> str | None:
    """Whether the act is undone, and whether it can be turned at all."""
    parts = [_("yes")] if entry.undone else []
    if entry.erased:
        parts.append(_("erased, can't be turned"))
    return ", ".join(parts) or None
