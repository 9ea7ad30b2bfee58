"""kill -9 during a withdrawal: before or after, and the next who opens the project finishes it."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.acts.encrypting import decrypt
from qualwb.acts.projects import open_project
from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal import withdrawing
from qualwb.language import cache
from qualwb.store.check import check
from qualwb.store.engines.interface import FileEngine
from qualwb.store.engines.keys import KEYS
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.project_file import ProjectFile
from tests.acts.withdrawal.worked_on import ELSEWHERE, HERS, SECOND, TALK, work_on
from tests.conftest import ROOT
from tests.encrypted import PASSPHRASE, encrypted_engine
from tests.states import state
from tests.withdrawn_bytes import found_in

pytestmark = pytest.mark.file_only

BY_OTHERS = [words for talk in (TALK, SECOND, ELSEWHERE) for _who, words in talk if words not in HERS]
WITHDRAWING = """
import sys
from tests.encrypted import unlock
unlock()
from pathlib import Path
from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal import withdrawing
from qualwb.store.engines.interface import FileEngine
from qualwb.store.engines.keys import KEYS
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.project_file import ProjectFile

with ProjectFile.open(Path(sys.argv[1])) as project:
    print("ready", flush=True)
    withdrawing.withdraw(Researcher(project, "Karin"), "Åsa", "Grupp 1", reason="Brev.")
    print("done", flush=True)
"""


@pytest.fixture(autouse=True)
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has our passphrase opens."""
    monkeypatch.setattr(KEYS, "ask", lambda _path: PASSPHRASE)


def kill_withdrawals(folder: Path, kills: int, engine: FileEngine) -> tuple[int, int]:
    """How often the project was as before, and how often a withdrawal had to be finished."""
    first = folder / "först"
    first.mkdir()
    with ProjectFile.create(first / "a.qwb", engine=engine) as project:
        work_on(Researcher(project, "Karin"))
        before = state(project)
    backups = len(list(first.glob("*.bak")))
    whole = _seconds(first, folder)
    rng, untouched, unfinished = random.Random(25), 0, 0
    for _kill in range(kills):
        path = _copy(first, folder)
        answered = _run_until_killed(path, rng.uniform(0.0, 1.2 * whole))
        with ProjectFile.open(path) as project:
            assert check(project) == []
            begun = state(project) != before
            open_ = withdrawing.is_unfinished(project)
        assert begun or not (answered or open_)
        if not begun:
            untouched += 1
            assert len(list(path.parent.glob("*.bak"))) == backups
            continue
        unfinished += open_
        with open_project(path) as project:
            assert not withdrawing.is_unfinished(project)
            assert check(project) == []
        if engine is not PLAIN:
            decrypt(path)
        assert found_in([*path.parent.iterdir(), *cache.folder().glob("*")], HERS, BY_OTHERS) == []
    return untouched, unfinished


def _copy(first: Path, folder: Path) -> Path:
    again = folder / "igen"
    shutil.rmtree(again, ignore_errors=True)
    shutil.copytree(first, again)
    cache.folder().mkdir(parents=True, exist_ok=True)
    (cache.folder() / "a.json").write_text(HERS[0], encoding="utf-8")
    return again / "a.qwb"


def _seconds(first: Path, folder: Path) -> float:
    """How long a withdrawal takes here, without starting the process."""
    process = _start(_copy(first, folder))
    begun = time.monotonic()
    process.communicate()
    return time.monotonic() - begun


def _start(path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WITHDRAWING, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    return process


def _run_until_killed(path: Path, seconds: float) -> bool:
    """Whether the withdrawal was answered as done before the process was killed."""
    process = _start(path)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    answered, _errors = process.communicate()
    return "done" in answered


def test_a_killed_withdrawal_is_before_or_after(tmp_path: Path) -> None:
    kill_withdrawals(tmp_path, 6, PLAIN)


def test_a_killed_withdrawal_from_an_encrypted_project(tmp_path: Path) -> None:
    kill_withdrawals(tmp_path, 2, encrypted_engine())


@pytest.mark.slow
@pytest.mark.parametrize("engine", [pytest.param(lambda: PLAIN, id="plain"), encrypted_engine])
def test_two_hundred_killed_withdrawals(tmp_path: Path, engine: Callable[[], FileEngine]) -> None:
    untouched, unfinished = kill_withdrawals(tmp_path, 200, engine())
    assert untouched
    assert unfinished


def test_while_another_program_reads_it_stays_unfinished(
    researcher: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualwb.store.connection.BUSY_SECONDS", 0.2)
    work_on(researcher)
    path = researcher.project.path
    told: list[str] = []
    with ProjectFile.open(path) as other, other.reading_whole() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM turn").scalar()
        _done, finished = withdrawing.withdraw(researcher, "Åsa", "Grupp 1", reason="Brev.")
        assert not finished
        with open_project(path, notice=told.append) as project:
            assert withdrawing.is_unfinished(project)
    assert len(told) == 1
    with open_project(path, notice=told.append) as project:
        assert not withdrawing.is_unfinished(project)
        assert check(project) == []
    assert told[1:] == ["A withdrawal that was interrupted is finished."]
    assert found_in(path.parent.iterdir(), HERS, BY_OTHERS) == []
