"""kill -9 while a copy is made: it is there whole or not at all, and where it goes lies nothing it lacks."""

import random

import pytest

from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.store.traces import Kind, beside
from tests.store.test_kill import run_until_killed

pytestmark = pytest.mark.file_only

SHARING = """
import sys
from pathlib import Path
from qualwb.acts.researcher import Researcher
from qualwb.acts.sharing.copying import share
from qualwb.acts.sharing.wishes import SharingWishes
from qualwb.store.project_file import ProjectFile

path, wishes = Path(sys.argv[1]), SharingWishes(5, quotes_only=True, allow_small_cells=True)
with ProjectFile.open(path) as project:
    print("ready", flush=True)
    for n in range(int(sys.argv[2]), 100_000):
        share(Researcher(project, "Karin"), path.parent / "ut" / f"{n}.qwb", wishes)
        print(n, flush=True)
"""


def test_a_killed_copy_is_whole_or_not_there(whole: Researcher) -> None:
    kill_copies(whole, 4)


@pytest.mark.slow
def test_a_copy_killed_often_is_whole_or_not_there(whole: Researcher) -> None:
    kill_copies(whole, 200)


def kill_copies(who: Researcher, kills: int) -> None:
    path = who.project.path
    who.project.close()
    out = path.parent / "ut"
    out.mkdir()
    rng = random.Random(25)
    for kill in range(kills):
        answered = run_until_killed(SHARING, path, 1000 * kill, rng.uniform(0.0, 1.0))
        copies = {int(copy.stem): copy for copy in out.glob("*.qwb")}
        assert set(answered) <= copies.keys()
        assert [file.name for file in out.iterdir() if b"fikarasten" in file.read_bytes()] == []
        for copy in copies.values():
            with ProjectFile.open(copy) as project:
                assert check(project) == []
            copy.unlink()
        left = [file for file in path.parent.glob("*.partial*") if b"fikarasten" in file.read_bytes()]
        assert set(left) <= {trace.path for trace in beside(path) if trace.kind is Kind.UNFINISHED}
        for file in (*path.parent.glob("*.partial*"), *out.glob("*.partial*")):
            file.unlink()
