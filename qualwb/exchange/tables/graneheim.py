"""From meaning unit to theme, as Graneheim & Lundman (2004) lay an analysis out."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.meaning_units import MeaningUnit


SEPARATOR = "; "
"""Between the names of a cell that holds several."""


def _columns() -> tuple[tuple[str, Callable[["MeaningUnit"], Cell]], ...]:
    """The headings, and what stands beneath them for a unit."""
    return (
        (_("Meaning unit"), lambda unit: unit.text),
        (_("Condensation"), lambda unit: unit.condensation),
        (_("Code"), lambda unit: _joined(unit.codes)),
        (_("Sub-category"), lambda unit: _joined(unit.sub_categories)),
        (_("Category"), lambda unit: _joined(unit.categories)),
        (_("Theme"), lambda unit: _joined(unit.themes)),
        (_("Group"), lambda unit: unit.group),
    )


def graneheim_table(units: Sequence["MeaningUnit"]) -> Table:
    """Meaning unit, condensation, code, sub-category, category, theme and group: a row a passage.

    Rungs that no unit has are left out; json has them all. A long table is parted by theme where the format
    allows it.
    """
    columns = [(name, [cell(unit) for unit in units]) for name, cell in _columns()]
    rungs = (_("Sub-category"), _("Category"), _("Theme"))
    columns = [(name, cells) for name, cells in columns if name not in rungs or any(cells)]
    return Table(
        tuple(name for name, _cells in columns),
        list(zip(*(cells for _name, cells in columns), strict=True)),
        title=_("From meaning unit to theme"),
        data=[asdict(unit) for unit in units],
        row_parts=[unit.themes[0] if unit.themes else _("Without a theme") for unit in units],
    )


def _joined(names: Sequence[str]) -> str | None:
    return SEPARATOR.join(names) or None
