"""The table from meaning unit to theme."""

from pathlib import Path

from qualwb.analysis.meaning_units import CONDENSATION, meaning_units
from qualwb.exchange.tables.graneheim import graneheim_table
from qualwb.model import Memo
from qualwb.store.project_file import ensure_coder
from tests.analysis.building import MOMENT, Builder, new_project


def test_a_ladder_a_code_with_what_lies_between(tmp_path: Path) -> None:
    with new_project(tmp_path) as project:
        with project.act("build", coder="ann") as act:
            made = Builder(act)
            made.source(
                "s1", "Grupp 1", [("A", "Ingen visste varför."), ("B", "Vi åkte hem."), ("A", "Dyrt.")]
            )
            made.code("ovisshet")
            made.code("ingen visste", parent="ovisshet")
            made.theme("Inför")
            made.theme("Otydligt syfte", parent="Inför")
            made.theme("Förankring", ["ovisshet"], parent="Otydligt syfte")
            made.theme("Utan rot", ["hem"])
            made.coding("s1", "Ingen visste varför.", "ingen visste")
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
        with project.reading() as connection:
            table = graneheim_table(meaning_units(connection))
    assert table.rows == [
        (
            *("Ingen visste varför.", "Okunskap", "ingen visste", "Förankring › ovisshet", "Otydligt syfte"),
            *("Inför", "Grupp 1"),
        ),
        ("Vi åkte hem.", None, "hem", None, None, "Utan rot", "Grupp 1"),
        ("Dyrt.", None, "pengar", None, None, None, "Grupp 1"),
    ]
    assert len(table.columns) == 7
