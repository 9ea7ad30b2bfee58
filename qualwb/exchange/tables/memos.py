"""The memos as a table."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.memos import MemoRow


def memos_table(rows: Sequence["MemoRow"]) -> Table:
    """Memos with what each hangs on."""
    return Table(
        (_("No."), _("Kind"), _("On"), _("Memo"), _("Passage"), _("Coder"), _("Date")),
        [
            (
                row.key,
                _(row.kind),
                " ".join(filter(None, (_(row.target_kind), row.on))),
                row.text,
                row.quote,
                row.coder,
                row.updated_at[:10],
            )
            for row in rows
        ],
        data=lambda: [asdict(row) for row in rows],
        numeric=frozenset({0}),
        caption=_("Memos"),
    )
