"""Cells of the analyses' tables: numbers kept as numbers, undefined ones told, bars for the eye."""

import csv
import io

import pytest

from qualwb.analysis.mark_counts import mark_counts
from qualwb.analysis.participation import participation
from qualwb.analysis.saturation import saturation_of
from qualwb.exchange.numbers import Share, bar, clock, number, percent, sparkline
from qualwb.exchange.tables.analyses import participation_table, saturation_table
from qualwb.exchange.tables.marks import marks_table
from qualwb.exchange.tables.table import Table
from qualwb.exchange.writers.text import as_csv, as_text, text_of
from qualwb.store.project_file import ProjectFile


def test_saturation_shows_what_was_counted_and_warns() -> None:
    table = saturation_table(saturation_of(["G1", "G2"], [frozenset("ab"), frozenset("bc")]))
    assert [row[:3] for row in table.rows] == [("G1", 2, 2), ("G2", 1, 3)]
    assert [row[6] for row in table.rows] == [None, 0.5]
    assert any("too few" in note for note in table.notes)
    assert table.as_data()["cumulative"] == (2, 3)


def test_participation_keeps_shares_as_numbers_and_undefined_as_a_sign(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        table = participation_table(participation(connection))
    first = {row[1]: row for row in table.rows if row[0] == "Grupp 1"}
    assert first["Åsa"][3:5] == (2, 9)  # [skratt] is no word
    assert first["Åsa"][7] == pytest.approx(9 / 15)
    assert first["M"][7] == "–"
    cells = list(csv.reader(io.StringIO(as_csv(table))))
    assert float(cells[1][6]) == pytest.approx(100 * float(table.rows[0][6]))


def test_shares_are_percent_in_every_format(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(("a", "b"), [(Share(0.125), 0.5)])
    assert "12.5 %" in as_text(table)
    assert as_csv(table) == "a,b\n12.5,0.5\n"
    assert as_csv(table, excel=True) == "\ufeffa;b\r\n12,5;0,5\r\n"
    monkeypatch.setenv("QUALWB_LANG", "sv")
    assert text_of(Share(0.125)) == "12,5 %"
    assert [text_of(value) for value in (0.0484, 1.3333, 236.3732)] == ["0,048", "1,33", "236,4"]


@pytest.mark.parametrize(
    ("share", "drawn"), [(0.0, ""), (None, ""), (1.0, "████"), (0.5, "██"), (0.28, "█▏"), (7.0, "████")]
)
def test_bars_are_as_long_as_the_share(share: float | None, drawn: str) -> None:
    assert bar(share, 4) == drawn


def test_a_sparkline_is_as_high_as_each_share_and_blank_where_there_is_none() -> None:
    assert sparkline([0, 0.5, None, 1, 1.2, -1]) == "▁▅ ██▁"
    assert sparkline([]) == ""


def test_numbers_in_words() -> None:
    assert [clock(None), clock(59.6), clock(3725)] == ["", "0:01:00", "1:02:05"]
    assert [number(None), number(2.345, 1), percent(None), percent(0.256)] == ["–", "2.3", "–", "26 %"]


def test_numbers_that_leave_names_no_room_part_the_table() -> None:
    heads = ("socialsekreterare (n=3)", "sjuksköterska (n=2)", "arbetsterapeut (n=1)")
    name = "Meningsfulla eller konstruerade arbetsuppgifter"
    table = Table(("Tema", *heads), [(name, 1, 2, 3)], notes=("fot",), numeric=frozenset({1, 2, 3}))
    lines = as_text(table, width=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert [sum(word in line for line in lines) for word in ("Tema", "Meningsfulla", "fot")] == [2, 2, 1]
    assert all(any(word in line for line in lines) for word in ("socialsekreterare", "arbetsterapeut"))
    assert sum("arbetsuppgifter" in line for line in lines) == 2, "no word of the name is cut"
    assert as_text(table).count("Tema") == 1


def test_marks_stand_above_the_words_to_weigh_them_by(small_study: ProjectFile) -> None:
    with small_study.reading() as connection:
        found = mark_counts(connection)
    counts, rates = marks_table(found), marks_table(found, per_thousand=True)
    assert counts.columns == ("Kind of mark", "Grupp 1", "Grupp 2", "total", "Per 1000 words")
    assert counts.rows == [("laughter", 1, 0, 1, pytest.approx(1000 / 21)), ("words", 15, 6, 21, None)]
    assert rates.rows == [
        ("laughter", pytest.approx(1000 / 15), 0, pytest.approx(1000 / 21)),
        ("words", 15, 6, 21),
    ]
    assert as_csv(counts).splitlines()[0] == "Kind of mark,Grupp 1,Grupp 2,total,Per 1000 words"
