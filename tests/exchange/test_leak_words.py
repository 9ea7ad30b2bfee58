"""Where leaks lie, in words, and how the table of them is ordered and grouped."""

from pathlib import Path

import pytest

from qualwb.acts.pseudonyms.leaks import Found, LeakCheck
from qualwb.exchange.tables.leak_words import where_in_words
from qualwb.exchange.tables.leaks import leaks_table, sealing_in_words, summary_in_words

PROJECT, EXPORT = Path("p.qwb"), Path("ut.xlsx")
FOUND = (
    *(Found(PROJECT, where, "gun", "an ordinary word") for where in ("memo 1, text", "memo 2, text")),
    *(Found(PROJECT, "change.images", f"N{n}", until_sealed=True) for n in range(7)),
    Found(EXPORT, "xl/sharedStrings.xml, after byte 0", "Anna"),
)
CHECK = LeakCheck(FOUND, (), words=9, files=6, sealed=False)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("coding 862, quote", "coding 862: quote"),
        ("change.images", "the journal"),
        ("text_content.text", "earlier text"),
        ("turn_index_content.c0", "the search index"),
        ("turn_index", "the search index"),
        ("xl/sharedStrings.xml, after byte 0", "cells of the workbook"),
        ("p.qwb » memo.text", "p.qwb » memo: text"),
        ("data.txt", "data.txt"),
        ("Grupp 1, sen", "Grupp 1, sen"),
        ("text of Intervju 1", "text of Intervju 1"),
    ],
)
def test_no_internal_name_is_shown(where: str, said: str) -> None:
    assert where_in_words(where) == said


def test_leaks_stand_first_and_what_may_stand_there_is_counted() -> None:
    rows = leaks_table(CHECK, grouped=True).rows
    assert rows == [
        ("Anna", "ut.xlsx", "cells of the workbook", "leak"),
        ("N0, N1, N2, N3, N4 and 2 more", "p.qwb", "the journal", "leak until it is sealed"),
        ("gun", "1 file", "2 places", "an ordinary word"),
    ]
    assert len(leaks_table(CHECK, grouped=False).rows) == len(FOUND)


def test_data_has_each_by_itself_and_internal_names() -> None:
    data = leaks_table(CHECK, grouped=True).as_data()
    assert len(data) == len(FOUND)
    assert {one["Where"] for one in data} >= {"change.images", "memo 1, text"}


def test_files_with_leaks_are_counted_apart_from_those_searched() -> None:
    assert summary_in_words(CHECK) == "8 leaks in 2 files (6 searched)."
    assert sealing_in_words(CHECK, "D").startswith("The project is not sealed: 7 leaks go")
    assert sealing_in_words(LeakCheck((), (), 9, 6), "D") == ""
