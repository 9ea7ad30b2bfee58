"""A backup put in the place of a project: beside a stale log, on a damaged file, with others at it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.cli.app import run
from qualwb.store.backup import back_up
from qualwb.store.check import check
from qualwb.store.engines.faults import database_errors
from qualwb.store.engines.interface import FileEngine
from qualwb.store.errors import ProjectLocked, UnusableProject
from qualwb.store.project_file import ProjectFile
from qualwb.store.restoring import restore
from tests.conftest import ROOT
from tests.encrypted import raw_connection

pytestmark = pytest.mark.file_only

ACT_AND_STAY = """
import sys
from pathlib import Path
from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from tests.encrypted import unlock
unlock()
project = ProjectFile.open(Path(sys.argv[1]))
for n in range(200):
    codes.create(Researcher(project, "Mia"), f"senare {n}")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path, engine: FileEngine) -> Path:
    """A project with one code."""
    with ProjectFile.create(tmp_path / "p.qwb", engine=engine) as project:
        codes.create(Researcher(project, "Karin"), "först")
    return tmp_path / "p.qwb"


@pytest.fixture
def backup(path: Path, tmp_path: Path) -> Path:
    return back_up(path, tmp_path / "p.bak")


@pytest.fixture
def other(path: Path, backup: Path) -> Iterator[subprocess.Popen[str]]:  # noqa: ARG001
    """Another process that has acted and keeps the project open."""
    process = subprocess.Popen(
        [sys.executable, "-c", ACT_AND_STAY, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()


def is_sound(path: Path) -> bool:
    try:
        with closing(raw_connection(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except database_errors():
        return False


def code_names(path: Path) -> list[str]:
    with ProjectFile.open(path) as project:
        assert check(project) == []
        with project.reading() as connection:
            return [name for (name,) in connection.exec_driver_sql("SELECT name FROM code ORDER BY id")]


def test_a_killed_process_leaves_a_log_that_is_not_replayed_onto_the_backup(
    path: Path, backup: Path, other: subprocess.Popen[str]
) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    log = path.with_name("p.qwb-wal")
    assert log.stat().st_size > 100_000
    by_hand = path.with_name("hand.qwb")
    shutil.copy(backup, by_hand)
    shutil.copy(log, by_hand.with_name("hand.qwb-wal"))
    assert not is_sound(by_hand)
    done = restore(path, backup)
    assert code_names(path) == ["först"]
    assert done.sound
    assert done.kept is not None
    assert len(code_names(done.kept)) == 201


def test_a_project_that_another_has_open_is_left_alone(
    path: Path, backup: Path, other: subprocess.Popen[str]
) -> None:
    with pytest.raises(ProjectLocked):
        restore(path, backup)
    other.kill()
    other.wait()
    assert len(code_names(path)) == 201
    assert list(path.parent.glob("*.partial")) == []


def test_a_damaged_project_is_replaced_and_its_files_kept(path: Path, backup: Path) -> None:
    damaged = path.read_bytes()[:5000]
    path.write_bytes(damaged)
    done = restore(path, backup)
    assert code_names(path) == ["först"]
    assert not done.sound
    assert done.kept is not None
    assert done.kept.read_bytes() == damaged


def test_a_project_that_is_gone_comes_back(path: Path, backup: Path) -> None:
    path.unlink()
    assert restore(path, backup).kept is None
    assert code_names(path) == ["först"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_no_sound_project_is_not_taken(path: Path, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "text.bak").write_text("ingen databas", encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.bak") as foreign:
        foreign.execute("CREATE TABLE t (a)")
    (tmp_path / "cut.bak").write_bytes(backup.read_bytes()[:9000])
    before = path.read_bytes()
    for name in ("text.bak", "other.bak", "cut.bak", "none.bak", "p.qwb"):
        with pytest.raises(UnusableProject):
            restore(path, tmp_path / name)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "cut.bak",
        "other.bak",
        "p.bak",
        "p.qwb",
        "text.bak",
    ]


def test_the_command_says_where_the_state_before_lies(
    path: Path, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-p", str(path), "code", "new", "sedan"]) == 0
    assert run(["-p", str(path), "restore", str(backup)]) == 0
    (kept,) = path.parent.glob("*.before-restore.bak")
    assert kept.name in capsys.readouterr().err
    assert (code_names(path), code_names(kept)) == (["först"], ["först", "sedan"])
    assert run(["-p", str(path), "restore", "none.bak"]) == 3


def test_a_link_stays_and_what_it_leads_to_is_restored(material: Researcher, tmp_path: Path) -> None:
    backup = back_up(material.project.path, tmp_path / "kopia.bak")
    codes.create(material, "ny")
    material.project.close()
    link = tmp_path / "link.qwb"
    link.symlink_to(material.project.path)
    kept = restore(link, backup).kept
    assert link.is_symlink()
    assert kept is not None
    assert kept.name.startswith(material.project.path.name)
    with ProjectFile.open(material.project.path) as project, project.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM code").scalar() == 0


def test_a_pipe_in_the_place_of_the_project_is_left_alone(material: Researcher, tmp_path: Path) -> None:
    backup = back_up(material.project.path, tmp_path / "kopia.bak")
    os.mkfifo(tmp_path / "p.qwb")
    with pytest.raises(UnusableProject, match="a pipe"):
        restore(tmp_path / "p.qwb", backup)
    assert (tmp_path / "p.qwb").is_fifo()
