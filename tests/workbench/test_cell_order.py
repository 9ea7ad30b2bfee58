"""The order of cells: numbers by size, names as in a Swedish index."""

import pytest

from qualwb.workbench.widgets.cell_order import order_key


@pytest.mark.parametrize(
    "cells",
    [
        ["2", "10", "1 234", "12 345"],
        ["9,5 %", "10 %", "100.0 %"],
        ["-3", "0", "+2"],
        ["0:59", "1:00:00", "10:00:00"],
        ["Grupp 2", "Grupp 10", "grupp 11"],
        ["Adam", "Zita", "Åsa", "Ärla", "Örjan"],
        ["7", "Anna", "Grupp 1"],
        ["2010-10-09", "2010-11-01"],
    ],
)
def test_cells_in_order(cells: list[str]) -> None:
    turned = [*cells[1:], cells[0]]
    assert sorted(turned, key=order_key) == cells


@pytest.mark.parametrize("cell", ["", "–", "1:2:3:4", "²", "½", "1 2", "%", "١٢", "1e5", "-"])
def test_any_cell_has_an_order_beside_any_other(cell: str) -> None:
    cells = [cell, "3", "Åsa", "Grupp 1", "0:30", ""]
    in_order = sorted(map(order_key, cells))
    assert sorted(map(order_key, reversed(cells))) == in_order
