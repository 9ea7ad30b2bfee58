"""What stands together, in words, numbers and lines for the screen."""

from collections.abc import Sequence

from rich.text import Text

from qualwb.analysis.cooccurrence import Pair
from qualwb.analysis.neighbours import Pairs, value_of
from qualwb.exchange.numbers import UNDEFINED, bar, number
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.widgets.matrix_grid import SHADES, GridRow

BAR = 10
"""Cells of the longest bar."""
NEAREST = 15
"""Neighbours that the network shows."""
WIDEST_NUMBER = 5
"""Cells of a coefficient in a column."""


def measure_in_words(measure: str) -> str:
    """A coefficient by its name."""
    return {
        "both": _("units in common"),
        "c": _("c: of all units, those in common"),
        "given": _("share of the row's units"),
        "npmi": _("NPMI: more often than by chance"),
        "jaccard": _("Jaccard: passages that bear both"),
        "characters": _("characters under both"),
    }[measure]


def nearness_in_words(within: int | None) -> str:
    """What near means."""
    if within is None:
        return _("shared text")
    if within == 0:
        return _("the same turn")
    return ngettext("within {n} turn", "within {n} turns", within).format(n=within)


def value_in_words(value: float | None, measure: str) -> str:
    """A coefficient as it is shown."""
    if measure == "both":
        return str(value if value is None else int(value))
    return number(value)


def numbered_heads(pairs: Pairs) -> tuple[str, ...]:
    """The columns by number, wide enough for what stands in them."""
    return tuple(str(place).rjust(WIDEST_NUMBER) for place in range(1, len(pairs.names) + 1))


def numbered_rows(pairs: Pairs, measure: str) -> list[GridRow]:
    """The matrix: each row's name with its number, the cells shaded by their share of the greatest."""
    greatest = pairs.greatest(measure)
    wide = len(str(len(pairs.names)))
    return [
        _row(pairs, f"{place:>{wide}} {name}", name, measure, greatest)
        for place, name in enumerate(pairs.names, 1)
    ]


def _row(pairs: Pairs, label: str, name: str, measure: str, greatest: float) -> GridRow:
    cells, shades = [], []
    for other in pairs.names:
        pair = pairs.pair(name, other)
        value = value_of(pair, measure, name) if pair is not None else None
        cells.append("╲" if other == name else "" if pair is None else value_in_words(value, measure))
        shades.append(_shade(value, greatest))
    return GridRow(label, 0, tuple(cells), tuple(shades))


def _shade(value: float | None, greatest: float) -> int:
    """From none to the darkest, by the share of the greatest value."""
    if value is None or value <= 0 or not greatest:
        return 0
    return max(round(value / greatest * (len(SHADES) - 1)), 1)


def told_cell(pairs: Pairs, row: str, column: str) -> str:
    """What the cell under the cursor says, by whole names."""
    where = f"{row} × {column}"
    pair = pairs.pair(row, column)
    if row == column:
        units = ngettext("{n} unit", "{n} units", pairs.units[row])
        return f"{row}: " + units.format(n=pairs.units[row])
    return f"{where}: " + (told_pair(pair, row) if pair is not None else _("never together"))


def told_pair(pair: Pair, row: str) -> str:
    """All coefficients of a pair on a line, those of the one called ``row`` first."""
    n1, n2 = (pair.n1, pair.n2) if row == pair.first else (pair.n2, pair.n1)
    given = value_of(pair, "given", row)
    told = [
        f"n12 {pair.both}",
        f"n1 {n1}",
        f"n2 {n2}",
        f"c {number(pair.c)}{'*' if pair.skewed else ''}",
        f"P(2|1) {number(given)}",
        f"NPMI {number(pair.npmi)}",
        f"Jaccard {number(pair.jaccard)}",
        _("characters {share}").format(share=number(pair.character_overlap)),
    ]
    return " · ".join(told)


def network_around(pairs: Pairs, name: str, measure: str) -> Text:
    """The neighbours of one, nearest first, with bars; and which of these stand together themselves."""
    all_found = pairs.neighbours(name, measure)
    found = all_found[:NEAREST]
    greatest = max((one.value or 0 for one in found), default=0)
    text = Text(f"{name} ({pairs.units[name]})", style="bold")
    for place, one in enumerate(found):
        last = place == len(found) - 1
        share = one.value / greatest if one.value and greatest else None
        shown = UNDEFINED if one.value is None else value_in_words(one.value, measure)
        branch = "└─" if last else "├─"
        text.append(f"\n{branch} {bar(share, BAR):<{BAR}} {shown:>{WIDEST_NUMBER}}  ", style="not bold")
        text.append(f"{one.name} ({one.units})", style="not bold")
        between = _between(pairs, one.name, [other.name for other in found[:place]], measure)
        if between:
            text.append(f"\n{' ' if last else '│'}  └─ {between}", style="not bold dim")
    if more := len(all_found) - len(found):
        text.append("\n" + ngettext("and {n} more", "and {n} more", more).format(n=more), style="not bold")
    return text


def _between(pairs: Pairs, name: str, others: Sequence[str], measure: str) -> str:
    """With which of the neighbours before it a neighbour stands together."""
    told = [
        f"{other} {value_in_words(value_of(pair, measure, name), measure)}"
        for other in others
        if (pair := pairs.pair(name, other)) is not None
    ]
    return _("also with {names}").format(names=", ".join(told)) if told else ""
