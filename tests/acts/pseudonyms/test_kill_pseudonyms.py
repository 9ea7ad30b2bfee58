"""kill -9 while names are replaced or sealed: before or after, never between; the key fits the project."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.acts import privacy
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.sealing import seal
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.acts.pseudonyms.hand_made import ALIASES, PASSPHRASE, bytes_beside, dump, entities, new_key, study
from tests.store.test_kill import run_until_killed

pytestmark = pytest.mark.file_only

REPLACING = """
import sys
from pathlib import Path
import pyrage
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from tests.acts.pseudonyms.hand_made import entities, new_key

with ProjectFile.open(Path(sys.argv[1])) as project:
    key = new_key(project)
    with project.reading() as connection:
        found = entities(connection)
    print("ready", flush=True)
    apply(Researcher(project, "Karin"), found, key)
    print(1, flush=True)
"""
SEALING = """
import sys
from pathlib import Path
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.sealing import seal
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from tests.acts.pseudonyms.hand_made import PASSPHRASE

path = Path(sys.argv[1])
with ProjectFile.open(path) as project:
    key = KeyFile.open(path.with_name("studie.nyckel"), PASSPHRASE)
    print("ready", flush=True)
    seal(Researcher(project, "Karin"), key)
    print(1, flush=True)
"""


def a_study(folder: Path) -> Path:
    path = folder / "studie.qwb"
    with ProjectFile.create(path) as project:
        study(Researcher(project, "Karin"))
    return path


def fresh(path: Path, *others: Path) -> Path:
    """A copy in a folder of its own, with files beside it."""
    folder = path.parent / "igen"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for one in (path, *others):
        shutil.copy(one, folder / one.name)
    return folder / path.name


def kill_replacing(folder: Path, kills: int) -> None:
    """The project has its names or its aliases; the key that gives the names back was there before that."""
    origin = a_study(folder)
    with ProjectFile.open(origin) as project:
        names = dump(project)["text"]
    rng = random.Random(31)
    for _kill in range(kills):
        path = fresh(origin)
        answered = run_until_killed(REPLACING, path, 0, rng.uniform(0.0, 2.0))
        with ProjectFile.open(path) as project:
            assert check(project) == []
            with project.reading() as connection:
                applied = privacy.applied(connection)
            assert (dump(project)["text"] == names) == (not applied)
        assert applied or not answered
        key = path.with_name("studie.nyckel")
        if applied:
            told = KeyFile.open(key, PASSPHRASE).key
            assert [one.id for one in told.happened([applied[0]["id"]])] == [applied[0]["id"]]
        elif key.exists():
            assert KeyFile.open(key, PASSPHRASE).key.happened([]) == []


def kill_sealing(folder: Path, kills: int) -> None:
    """The project is sealed or not, or says that it is not done; the same command ends it."""
    origin = a_study(folder)
    with ProjectFile.open(origin) as project:
        researcher, key = Researcher(project, "Karin"), new_key(project)
        with project.reading() as connection:
            found = entities(connection)
        apply(researcher, found, key)
        shown = dump(project)["text"]
    rng = random.Random(32)
    opened = KeyFile.open(key.path, PASSPHRASE)
    for _kill in range(kills):
        path = fresh(origin, key.path)
        shutil.copy(origin, path.with_name("studie.qwb.20260101T000000000000.merge.bak"))
        answered = run_until_killed(SEALING, path, 0, rng.uniform(0.0, 0.5))
        with ProjectFile.open(path) as project:
            told = [problem.kind for problem in check(project)]
            with project.reading() as connection:
                sealed = privacy.sealed(connection)
            assert told in ([], ["seal"])
            assert dump(project)["text"] == shown
            assert sealed or not answered
            assert not (answered and told)
            if told or not sealed:
                seal(Researcher(project, "Karin"), opened)
            assert check(project) == []
        beside = bytes_beside(path.parent)
        assert [name for name in ALIASES if name.encode() in beside] == []
        assert sorted(file.name for file in path.parent.iterdir()) == ["studie.nyckel", "studie.qwb"]


@pytest.mark.parametrize(("kill", "times"), [(kill_replacing, 3), (kill_sealing, 3)])
def test_killed_before_or_after(tmp_path: Path, kill: Callable[[Path, int], None], times: int) -> None:
    kill(tmp_path, times)


@pytest.mark.slow
@pytest.mark.parametrize(("kill", "times"), [(kill_replacing, 200), (kill_sealing, 200)])
def test_two_hundred_kills(tmp_path: Path, kill: Callable[[Path, int], None], times: int) -> None:
    kill(tmp_path, times)
