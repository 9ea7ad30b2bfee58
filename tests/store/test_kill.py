"""kill -9 at any moment: the file opens, ``check`` passes, every act that was answered is there."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.model import Code
from qualwb.store.check import check
from qualwb.store.project_file import ProjectFile
from tests.conftest import ROOT, transcript_of

ACTING = """
import sys
from pathlib import Path
from qualwb.store.project_file import ProjectFile
from qualwb.acts import codes, codings, corrections, themes
from qualwb.acts.researcher import Researcher
from qualwb.acts.passages import passage_at

with ProjectFile.open(Path(sys.argv[1])) as project:
    researcher = Researcher(project, "Karin")
    print("ready", flush=True)
    for n in range(int(sys.argv[2]), 100_000):
        name = f"kod {n}"
        codes.create(researcher, name)
        with project.reading() as connection:
            passage = passage_at(connection, "Intervju 1", n % 40, n % 40 + 20)
        codings.apply(researcher, passage, [name])
        if n % 3 == 0:
            corrections.replace(researcher, "Intervju 1", 30, 31, "xy"[n % 2])
        if n % 5 == 0:
            with project.backed_up("kill"):
                codes.rename(researcher, name, name)
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
        import_transcript(Researcher(project, "Karin"), transcript_of(), name="Intervju 1")
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


def test_an_error_within_an_act_leaves_nothing(researcher: Researcher) -> None:
    def broken_act() -> None:
        with researcher.act("code.new") as act:
            act.insert(Code, name="halv", created_at="")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_act()
    with researcher.project.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == 0
    assert researcher.project.revision() == 0


def test_a_second_process_reads_and_writes_meanwhile(researcher: Researcher) -> None:
    codes.create(researcher, "ett")
    script = (
        "import sys; from pathlib import Path; from qualwb.store.project_file import ProjectFile\n"
        "from qualwb.acts import codes; from qualwb.acts.researcher import Researcher\n"
        "with ProjectFile.open(Path(sys.argv[1])) as p: codes.create(Researcher(p, 'Mia'), 'två')"
    )
    with researcher.project.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM code").scalar()
        subprocess.run([sys.executable, "-c", script, str(researcher.project.path)], check=True, cwd=ROOT)
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == before
    codes.create(researcher, "tre")
    with researcher.project.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == 3
