"""The differences of two codebooks as a table."""

from collections.abc import Sequence
from dataclasses import asdict

from qualwb.acts.codebook_diff import CodebookChange
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _


def codebook_diff_table(changes: Sequence[CodebookChange]) -> Table:
    """A line for each difference."""
    kinds = {"code": _("code"), "theme": _("theme")}
    differences = {
        "added": _("added"),
        "gone": _("gone"),
        "renamed": _("renamed"),
        "moved": _("moved"),
        "changed": _("changed"),
        "gathered": _("gathered"),
        "released": _("let go"),
    }
    return Table(
        (_("Kind"), _("Difference"), _("Name"), _("Field"), _("Before"), _("After")),
        [
            (
                kinds[change.kind],
                differences[change.difference],
                *(change.name, change.column, change.before, change.after),
            )
            for change in changes
        ],
        data=[asdict(change) for change in changes],
        caption=_("Differences"),
    )
