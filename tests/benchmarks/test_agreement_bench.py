"""Speed of agreement: 50,000 codings by 4 coders over 200 sources, against loading these codings."""

import random
from pathlib import Path

import pytest
from sqlalchemy import select, update

from qualwb.analysis.agreement.coded_round import load_round
from qualwb.analysis.agreement.coder_agreement import coder_agreement
from qualwb.analysis.agreement.compared import choose_compared
from qualwb.analysis.agreement.material import AgreementWish
from qualwb.model import Coding
from qualwb.store.open_project import ensure_coder
from qualwb.store.project_file import ProjectFile
from tests.benchmarks.corpus import large_project
from tests.benchmarks.measuring import paired

pytestmark = pytest.mark.bench

CODERS = ("Ann", "Bo", "Cia", "Doris")
SHARE_ALIKE = 0.8


def four_coders(path: Path) -> ProjectFile:
    """The large project, its passages drawn anew: four coders who see mostly the same."""
    project = large_project(path)
    chance = random.Random(3)
    with project.act("benchmark.coders", coder="bench") as act:
        coders = [ensure_coder(act, name) for name in CODERS]
        rows = act.connection.execute(
            select(Coding.id, Coding.source_id, Coding.code_id, Coding.start, Coding.end).order_by(
                Coding.source_id, Coding.start, Coding.end, Coding.id
            )
        ).all()
        act.connection.execute(update(Coding).values(coder_id=coders[0]))
        for first in range(0, len(rows), len(CODERS)):
            kept = rows[first]
            for coder, row in zip(coders, rows[first : first + len(CODERS)], strict=False):
                values = {"coder_id": coder}
                if chance.random() < SHARE_ALIKE and row.source_id == kept.source_id:
                    values |= {"start": kept.start, "end": kept.end, "code_id": kept.code_id}
                act.connection.execute(update(Coding).where(Coding.id == row.id).values(values))
    return project


def test_the_table_takes_less_than_three_times_the_loading_of_the_codings(tmp_path: Path) -> None:
    with four_coders(tmp_path / "four.qwb") as project, project.reading() as connection:
        chosen = choose_compared(connection)
        assert tuple(chosen.coders.values()) == CODERS

        def load() -> object:
            return load_round(connection, (chosen.round_key, chosen.round), chosen.coders)

        def table() -> object:
            return coder_agreement(connection, AgreementWish())

        found = coder_agreement(connection, AgreementWish())
        assert len(found.pairs) == 6
        assert sum(pair.met.matched for one in found.pairs for pair in one.labels if pair.met) > 20_000
        measured = paired(table, load)
        print(measured)
        assert measured.ratio < 3
