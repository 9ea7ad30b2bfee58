"""Small cells: how few people behind a value can be known by it, and how a table says so."""

from qualwb.localization import gettext as _

SMALL_CELL = 5
"""Fewer people, groups or sources than this behind a value may be known by it."""
SMALL_SIGN = "*"
"""Stands at such a value."""


def is_small(bearers: int) -> bool:
    """Whether so few bear a value that persons may be known by it."""
    return bearers < SMALL_CELL


def small_cell_note() -> str:
    """The line of a table's or figure's foot that explains the sign."""
    said = _("{sign} fewer than {n}: take care in print, persons may be known by it.")
    return said.format(sign=SMALL_SIGN, n=SMALL_CELL)
