"""From meaning unit to theme, as Graneheim & Lundman (2004) lay an analysis out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.meaning_units import MeaningUnit


def graneheim_table(units: Sequence["MeaningUnit"]) -> Table:
    """Meaning unit, condensation, code, sub-category, category and theme: a row a passage, code and theme."""
    return Table(
        (
            *(_("Meaning unit"), _("Condensation"), _("Code"), _("Sub-category"), _("Category"), _("Theme")),
            _("Group"),
        ),
        [
            (
                *(unit.text, unit.condensation, unit.code),
                *(unit.sub_category, unit.category, unit.theme, unit.group),
            )
            for unit in units
        ],
        title=_("From meaning unit to theme"),
    )
