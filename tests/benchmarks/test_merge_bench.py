"""Merging two projects of 50,000 codings over 200 sources: seconds and memory, and how they grow."""

from pathlib import Path

import pytest
from sqlalchemy import select

from qualwb.acts.parting import split_for
from qualwb.acts.researcher import Researcher
from qualwb.model import Coding
from qualwb.store.journal import table_of
from qualwb.store.open_project import ensure_coder
from qualwb.store.project_file import ProjectFile
from tests.benchmarks.corpus import PASSAGES, SECOND_CODES, large_project
from tests.benchmarks.measuring import cpu_of_process
from tests.peak_memory import peak_memory

pytestmark = pytest.mark.bench

MERGING = """
import sys
from pathlib import Path
from qualwb.acts.merging.merge import merge
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile

with ProjectFile.open(Path(sys.argv[1])) as project:
    done = merge(Researcher(project, "Mia"), Path(sys.argv[2]))
    assert {one.kind: one.taken for one in done.tallies}["coding"] == int(sys.argv[3]), done.tallies
"""
SECONDS = 60
BYTES = 500 * 2**20


def coded_apart(folder: Path, scale: float) -> tuple[str, str, str]:
    """A project, a copy in which another coder has coded as much, and how much that is."""
    folder.mkdir()
    whole, part = folder / "studie.qwb", folder / "b.qwb"
    with large_project(whole, scale) as project:
        split_for(Researcher(project, "bench"), part, "B", without_codings=True)
        with project.reading() as connection:
            coded = [dict(row) for row in connection.execute(select(table_of(Coding))).mappings()]
    with ProjectFile.open(part) as copy, copy.act("coding.apply", coder="B") as act:
        mine = {"coder_id": ensure_coder(act, "B")}
        rows = [{name: value for name, value in row.items() if name not in ("id", "uid")} for row in coded]
        act.insert_many(Coding, [row | mine for row in rows])
    return str(whole), str(part), str(round((PASSAGES + SECOND_CODES) * scale))


def test_merging_takes_time_in_proportion_and_bounded_memory(tmp_path: Path) -> None:
    half = cpu_of_process(MERGING, *coded_apart(tmp_path / "half", 0.5))
    whole = cpu_of_process(MERGING, *coded_apart(tmp_path / "whole", 1))
    peak = peak_memory(MERGING, *coded_apart(tmp_path / "again", 1))
    print(f"\nmerge: {whole:.1f} s, of half as much {half:.1f} s, {peak / 2**20:.0f} MB")
    assert whole < SECONDS
    assert whole < 3 * half
    assert peak < BYTES
