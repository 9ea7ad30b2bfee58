"""What is typed above a list: words, and values of columns."""

import pytest

from qualwb.workbench.screens.list_filter import list_filter, listed, unknown_column
from qualwb.workbench.widgets.listing import ListColumn, Row

COLUMNS = tuple(ListColumn(title) for title in ("Deltagare", "Kön", "År i tjänst", ""))
PEOPLE = (
    ("Åsa", "kvinna", "12", "man"),
    ("Kvinna 2", "man", "1", ""),
    ("Bo Ek", "man/annat", "2", ""),
    ("Grupp 3", "", "13", ""),
    ("3 i Grupp", "kvinna", "3", ""),
)


@pytest.mark.parametrize(
    ("typed", "passing"),
    [
        ("", "Åsa, Kvinna 2, Bo Ek, Grupp 3, 3 i Grupp"),
        ("kvinna", "Åsa, Kvinna 2, 3 i Grupp"),
        ("kön=kvinna", "Åsa, 3 i Grupp"),
        ("KÖN=Kvinna åsa", "Åsa"),
        ("åsa kön=man", ""),
        ("kön=man", "Kvinna 2"),
        ("kön=m", "Kvinna 2, Bo Ek"),
        ("kön=", "Åsa, Kvinna 2, Bo Ek, Grupp 3, 3 i Grupp"),
        ('kön=""', "Grupp 3"),
        ("år i tjänst=1", "Kvinna 2"),
        ('deltagare="bo ek" kön=man', "Bo Ek"),
        ("deltagare=bo kön=man/annat", "Bo Ek"),
        ("deltagare=grupp 3", "Grupp 3"),
        ("deltagare=bo ek kön=man", "Bo Ek"),
        ("deltagare=3 i grupp kön=kvinna", "3 i Grupp"),
        ("deltagare=kvinna 2 1", "Kvinna 2"),
        ("kön=kvinna grupp 3", "3 i Grupp"),
        ("okön=man", ""),
        ("yrke=lärare", ""),
        ("grupp 3", "Grupp 3"),
        ("3 grupp", "Grupp 3, 3 i Grupp"),
    ],
)
def test_words_and_values_hold_rows_back(typed: str, passing: str) -> None:
    rows = [listed(Row(cells, cells)) for cells in PEOPLE]
    assert ", ".join(row.cells[0] for row in list_filter(typed, COLUMNS).passing(rows)) == passing


def test_a_filter_that_asks_nothing_says_so() -> None:
    assert list_filter(" kön= ", COLUMNS).lets_all_through
    assert not list_filter('kön=""', COLUMNS).lets_all_through


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("kön=man", ""),
        ("år i tjänst=1 kön=man", ""),
        ("huvudman=kommun", "huvudman"),
        ("kön=man yrke=", "yrke"),
        ("a=b", "a"),
        ("åsa", ""),
    ],
)
def test_a_column_that_there_is_not_is_told(typed: str, unknown: str) -> None:
    assert unknown_column(typed, COLUMNS) == unknown
