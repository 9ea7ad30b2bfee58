"""kill -9 at any moment: the file opens, ``check`` passes, every act that was answered is there."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qualwb.model import Code
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from qualwb.study import codes
from qualwb.study.desk import Desk
from qualwb.study.importing import import_transcript
from tests.conftest import ROOT, transcript_of

ACTING = """
import sys
from pathlib import Path
from qualwb.store.project_file import ProjectFile
from qualwb.study import codes, coding, correcting, themes
from qualwb.study.desk import Desk
from qualwb.study.passages import passage_at

with ProjectFile.open(Path(sys.argv[1])) as project:
    desk = Desk(project, "Karin")
    print("ready", flush=True)
    for n in range(int(sys.argv[2]), 100_000):
        name = f"kod {n}"
        codes.create(desk, name)
        with project.reading() as connection:
            passage = passage_at(connection, "Intervju 1", n % 40, n % 40 + 20)
        coding.apply(desk, passage, [name])
        if n % 3 == 0:
            correcting.replace(desk, "Intervju 1", 30, 31, "xy"[n % 2])
        if n % 5 == 0:
            project.back_up_before("kill")
        if n % 7 == 0:
            project.undo(coder="Karin")
            project.redo(coder="Karin")
        print(n, flush=True)
"""


def act_until_killed(path: Path, first: int, seconds: float) -> list[int]:
    """Run acts in a process of its own, kill it after so many seconds, return the acts answered."""
    process = subprocess.Popen(
        [sys.executable, "-c", ACTING, str(path), str(first)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    answered = process.stdout.read().splitlines()
    process.wait()
    return [int(line) for line in answered if line.isdigit()]


def kill_again_and_again(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "a.qwb"
    with ProjectFile.create(path) as project:
        import_transcript(Desk(project, "Karin"), transcript_of(), name="Intervju 1")
    rng = random.Random(20)
    for kill in range(kills):
        answered = act_until_killed(path, 1000 * kill, rng.uniform(0.0, 0.25))
        with ProjectFile.open(path) as project:
            assert [p for p in check(project) if p.kind != "orphan"] == []
            with project.reading() as connection:
                names = {name for (name,) in connection.exec_driver_sql("SELECT name FROM code")}
        assert {f"kod {n}" for n in answered} <= names
    for backup in tmp_path.glob("*.bak"):
        with ProjectFile.open(backup) as project:
            assert [p for p in check(project) if p.kind != "orphan"] == []


def test_a_killed_process_loses_no_answered_act(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 4)


@pytest.mark.slow
def test_two_hundred_kills(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 200)


def test_an_error_within_an_act_leaves_nothing(desk: Desk) -> None:
    def broken_act() -> None:
        with desk.act("code.new") as act:
            act.insert(Code, name="halv", created_at="")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_act()
    with desk.project.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == 0
    assert desk.project.revision() == 0


def test_a_second_process_reads_and_writes_meanwhile(desk: Desk) -> None:
    codes.create(desk, "ett")
    script = (
        "import sys; from pathlib import Path; from qualwb.store.project_file import ProjectFile\n"
        "from qualwb.study import codes; from qualwb.study.desk import Desk\n"
        "with ProjectFile.open(Path(sys.argv[1])) as p: codes.create(Desk(p, 'Mia'), 'två')"
    )
    with desk.project.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM code").scalar()
        subprocess.run([sys.executable, "-c", script, str(desk.project.path)], check=True, cwd=ROOT)
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == before
    codes.create(desk, "tre")
    with desk.project.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == 3
