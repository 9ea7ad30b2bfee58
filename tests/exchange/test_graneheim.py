"""The table from meaning unit to theme."""

import io
from pathlib import Path

import docx

from qualwb.analysis.meaning_units import CONDENSATION, MeaningUnit, meaning_units
from qualwb.exchange.rendering import render
from qualwb.exchange.tables.graneheim import graneheim_table
from qualwb.exchange.tables.table import MANY_ROWS, parts
from qualwb.model import Memo
from qualwb.store.open_project import ensure_coder
from tests.analysis.building import MOMENT, Builder
from tests.projects import new_project


def _ladders(made: Builder, act) -> None:
    made.source("s1", "Grupp 1", [("A", "Ingen visste varför."), ("B", "Vi åkte hem."), ("A", "Dyrt.")])
    made.code("ovisshet")
    made.code("ingen visste", parent="ovisshet")
    made.theme("Inför")
    made.theme("Otydligt syfte", parent="Inför")
    made.theme("Förankring", ["ovisshet"], parent="Otydligt syfte")
    made.theme("Beslut", ["beslut"], parent="Inför")
    made.theme("Utan rot", ["hem"])
    made.coding("s1", "Ingen visste varför.", "ingen visste")
    made.coding("s1", "Ingen visste varför.", "beslut")
    made.coding("s1", "Ingen visste varför.", "hem")
    made.coding("s1", "Vi åkte hem.", "hem")
    made.coding("s1", "Dyrt.", "pengar")
    act.insert(
        Memo,
        source_id=made.sources["s1"],
        start=0,
        end=20,
        quote="Ingen visste varför.",
        kind=CONDENSATION,
        text="Okunskap",
        coder_id=ensure_coder(act, "ann"),
        created_at=MOMENT,
        updated_at=MOMENT,
    )


def test_a_unit_stands_once_with_its_codes_and_what_lies_above_them(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            _ladders(Builder(act), act)
        with project.reading() as connection:
            table = graneheim_table(meaning_units(connection))
    assert table.rows == [
        (
            *(
                "Ingen visste varför.",
                "Okunskap",
                "ingen visste; beslut; hem",
                "Förankring › ovisshet; Beslut",
            ),
            *("Otydligt syfte", "Inför; Utan rot", "Grupp 1"),
        ),
        ("Vi åkte hem.", None, "hem", None, None, "Utan rot", "Grupp 1"),
        ("Dyrt.", None, "pengar", None, None, None, "Grupp 1"),
    ]
    assert len(table.columns) == 7
    assert table.row_parts == ["Inför", "Utan rot", "Without a theme"]
    assert table.data[0]["codes"] == ("ingen visste", "beslut", "hem")


def _unit(text: str, *themes: str) -> MeaningUnit:
    return MeaningUnit(text, None, ("kod",), ("under",), (), themes, "Grupp 1")


def test_the_theme_level_between_is_the_sub_category_and_rungs_that_no_unit_has_are_left_out() -> None:
    table = graneheim_table([_unit("Nej.", "Inför")])
    assert table.columns == ("Meaning unit", "Condensation", "Code", "Sub-category", "Theme", "Group")
    assert table.rows == [("Nej.", None, "kod", "under", "Inför", "Grupp 1")]


def test_a_long_one_is_parted_by_theme_and_a_short_one_is_not() -> None:
    few = [_unit("Nej.", "Inför"), _unit("Jo.", "Efter")]
    assert len(parts(graneheim_table(few))) == 1
    many = [_unit(f"{n}", "Inför") for n in range(MANY_ROWS)] + [_unit("Båda.", "Efter", "Inför")]
    first, last = parts(graneheim_table(many))
    assert (first.title, last.title) == ("Inför", "Efter")
    assert last.caption == "From meaning unit to theme: Efter"
    assert (len(first.rows), len(last.rows)) == (MANY_ROWS, 1)
    assert "Theme" not in first.columns
    assert last.rows[0][last.columns.index("Theme")] == "Efter; Inför"


def test_parts_are_tables_of_documents_and_sheets_of_a_workbook_and_one_list_elsewhere() -> None:
    from openpyxl import load_workbook

    table = graneheim_table([_unit(f"{n}", "Inför" if n < 20 else "Efter") for n in range(30)])
    assert load_workbook(io.BytesIO(render(table, "xlsx"))).sheetnames == ["Inför", "Efter"]
    assert str(render(table, "html")).count("<caption>From meaning unit to theme: ") == 2
    document = docx.Document(io.BytesIO(render(table, "docx")))
    assert [len(one.rows) for one in document.tables] == [21, 11]
    assert len(str(render(table, "csv")).splitlines()) == 31
