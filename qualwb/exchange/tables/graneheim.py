"""From meaning unit to theme, as Graneheim & Lundman (2004) lay an analysis out."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.analysis.meaning_units import MeaningUnit


SEPARATOR = "; "
"""Between the names of a cell that holds several."""


def graneheim_table(units: Sequence["MeaningUnit"]) -> Table:
    """Meaning unit, condensation, code, sub-category, category, theme and group: a row a passage.

    Rungs that no unit has are left out; json has them all. A long table is parted by theme where the format
    allows it.
    """
    columns: list[tuple[str, list[Cell]]] = [
        (_("Meaning unit"), [unit.text for unit in units]),
        (_("Condensation"), [unit.condensation for unit in units]),
        (_("Code"), [_joined(unit.codes) for unit in units]),
    ]
    rungs: list[tuple[str, list[Cell]]] = [
        (_("Sub-category"), [_joined(unit.sub_categories) for unit in units]),
        (_("Category"), [_joined(unit.categories) for unit in units]),
        (_("Theme"), [_joined(unit.themes) for unit in units]),
    ]
    columns += [rung for rung in rungs if any(rung[1])]
    columns.append((_("Group"), [unit.group for unit in units]))
    return Table(
        tuple(name for name, _cells in columns),
        list(zip(*(cells for _name, cells in columns), strict=True)),
        title=_("From meaning unit to theme"),
        data=[asdict(unit) for unit in units],
        row_parts=[unit.themes[0] if unit.themes else _("Without a theme") for unit in units],
    )


def _joined(names: Sequence[str]) -> str | None:
    return SEPARATOR.join(names) or None
