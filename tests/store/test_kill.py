"""kill -9 at any moment: the file opens, ``check`` passes, every act that was answered is there."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.acts import codes, codings, purging, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import Passage, passage_at
from qualwb.acts.researcher import Researcher
from qualwb.model import Code
from qualwb.store.check import check
from qualwb.store.conversion import convert
from qualwb.store.engines.interface import FileEngine
from qualwb.store.project_file import ProjectFile
from qualwb.store.restoring import restore
from tests.conftest import ROOT, transcript_of
from tests.encrypted import raw_connection
from tests.store.first_schema import first_schema_project, whole

pytestmark = pytest.mark.file_only

CONVERTING = """
import sys
from pathlib import Path
from qualwb.acts.encrypting import change_passphrase, decrypt, encrypt
from tests.encrypted import PASSPHRASE, unlock

unlock()
path = Path(sys.argv[1])
acts = [
    lambda: encrypt(path, PASSPHRASE),
    lambda: change_passphrase(path, PASSPHRASE),
    lambda: decrypt(path),
]
print("ready", flush=True)
for n in range(int(sys.argv[2]), 100_000):
    acts[n % 3]()
    print(n, flush=True)
"""
ACTING = """
import sys
from tests.encrypted import unlock
unlock()
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


PURGING = """
import sys
from tests.encrypted import unlock
unlock()
from pathlib import Path
from qualwb.acts import purging, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of

with ProjectFile.open(Path(sys.argv[1])) as project:
    researcher = Researcher(project, "Karin")
    print("ready", flush=True)
    for n in range(int(sys.argv[2]), 100_000):
        import_transcript(researcher, transcript_of((("Ada", f"hemlighet-{n}-slut"),)), name=f"Källa {n}")
        sources.delete_source(researcher, f"Källa {n}")
        purging.purge(researcher, backups=True)
        print(n, flush=True)
"""
RESTORING = """
import sys
from tests.encrypted import unlock
unlock()
from pathlib import Path
from qualwb.store.restoring import restore

path = Path(sys.argv[1])
print("ready", flush=True)
for n in range(int(sys.argv[2]), 100_000):
    restore(path, path.with_name(f"{'abcd'[n % 4]}.kopia"))
    print(n, flush=True)
"""
MIGRATING = """
import sys
from tests.encrypted import unlock
unlock()
from pathlib import Path
import alembic.command, alembic.script
from qualwb.store.project_file import ProjectFile

print("ready", flush=True)
ProjectFile.open(Path(sys.argv[1])).close()
print(1, flush=True)
"""
MERGING = """
import sys
from tests.encrypted import unlock
unlock()
from pathlib import Path
from qualwb.acts.merging.merge import merge
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile

path = Path(sys.argv[1])
with ProjectFile.open(path) as project:
    print("ready", flush=True)
    merge(Researcher(project, "Mia"), path.with_name("b.qwb"))
    print(1, flush=True)
"""
SAID = "Det var hemligt, sa hon. "


def run_until_killed(script: str, path: Path, first: int, seconds: float) -> list[int]:
    """Run a script in a process of its own, kill it after so many seconds, return the acts answered."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path), str(first)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    answered = process.stdout.read().splitlines()
    process.wait()
    return [int(line) for line in answered if line.isdigit()]


def assert_sound(path: Path) -> None:
    with ProjectFile.open(path) as project:
        assert [p for p in check(project) if p.kind != "orphan"] == []


def kill_acts(folder: Path, kills: int, engine: FileEngine) -> None:
    path = folder / "a.qwb"
    with ProjectFile.create(path, engine=engine) as project:
        import_transcript(Researcher(project, "Karin"), transcript_of(), name="Intervju 1")
    rng = random.Random(20)
    for kill in range(kills):
        answered = run_until_killed(ACTING, path, 1000 * kill, rng.uniform(0.0, 0.25))
        assert_sound(path)
        with ProjectFile.open(path) as project, project.reading() as connection:
            names = {name for (name,) in connection.exec_driver_sql("SELECT name FROM code")}
        assert {f"kod {n}" for n in answered} <= names
    for backup in folder.glob("*.bak"):
        assert_sound(backup)


def kill_purges(folder: Path, kills: int, engine: FileEngine) -> None:
    """What was answered as erased is in no byte; the file is sound whatever was cut off."""
    path = folder / "a.qwb"
    with ProjectFile.create(path, engine=engine) as project:
        import_transcript(Researcher(project, "Karin"), transcript_of(), name="Intervju 1")
    rng = random.Random(21)
    for kill in range(kills):
        answered = run_until_killed(PURGING, path, 1000 * kill, rng.uniform(0.0, 0.6))
        beside = b"".join(file.read_bytes() for file in folder.iterdir())
        assert [n for n in answered if f"hemlighet-{n}-slut".encode() in beside] == []
        assert_sound(path)
        with ProjectFile.open(path) as project:
            researcher = Researcher(project, "Karin")
            for (name,) in _rows(project, "SELECT name FROM source WHERE name LIKE 'Källa%'"):
                sources.delete_source(researcher, name)
            assert purging.purge(researcher, backups=True).log_emptied
            assert check(project) == []
        assert [file.name for file in folder.iterdir() if b"hemlighet-" in file.read_bytes()] == []


def kill_restores(folder: Path, kills: int, engine: FileEngine) -> None:
    """The project is as one of the backups has it, whole, at any moment."""
    path = folder / "studie.qwb"
    for name in "abcd":
        with ProjectFile.create(folder / f"{name}.kopia", engine=engine) as project:
            codes.create(Researcher(project, "Karin"), name)
    ProjectFile.create(path, engine=engine).close()
    restore(path, folder / "a.kopia")
    rng = random.Random(22)
    for kill in range(kills):
        answered = run_until_killed(RESTORING, path, 1000 * kill, rng.uniform(0.0, 0.25))
        assert_sound(path)
        with ProjectFile.open(path) as project:
            ((name,),) = _rows(project, "SELECT name FROM code")
        # The one that was under way when the process was killed may be done, or not.
        assert not answered or name in ("abcd"[answered[-1] % 4], "abcd"[(answered[-1] + 1) % 4])
        for kept in folder.glob("*.before-restore.bak"):
            assert_sound(kept)
            kept.unlink()


def kill_migrations(folder: Path, kills: int, engine: FileEngine) -> None:
    """The file is of the old schema or of the new one, with the same rows."""
    old = first_schema_project(folder)
    queries = [whole(old, table) for table in ("coding", "print_version", "turn")]
    if engine.key is not None:
        convert(old, engine.key)
    raw = raw_connection(old)
    before = [raw.execute(query).fetchall() for query in queries]
    raw.close()
    rng = random.Random(23)
    for _kill in range(kills):
        path = folder / "igen" / "gammal.qwb"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copy(old, path)
        run_until_killed(MIGRATING, path, 0, rng.uniform(0.0, 0.25))
        assert_sound(path)
        with ProjectFile.open(path) as project:
            assert [_rows(project, query) for query in queries] == before
        for backup in path.parent.glob("*.bak"):
            assert_sound(backup)


def kill_merges(folder: Path, kills: int, engine: FileEngine) -> None:
    """The project is as before the merge or as after it, never between; the other file is untouched."""
    ours, theirs = folder / "studie.qwb", folder / "b.qwb"
    with ProjectFile.create(ours, engine=engine) as project:
        import_transcript(Researcher(project, "Karin"), transcript_of(), name="Intervju 1")
    shutil.copy(ours, theirs)
    with ProjectFile.open(theirs) as project:
        mia = Researcher(project, "Mia")
        for n in range(30):
            passage = passage_at_start(mia, n)
            codings.apply(mia, passage, [f"kod {n}"], create=True)
            import_transcript(mia, transcript_of((("Ada", f"Källa {n}."),)), name=f"Ny {n}")
    other, rng = theirs.read_bytes(), random.Random(24)
    counts = (
        "SELECT (SELECT count(*) FROM coding), (SELECT count(*) FROM source), (SELECT count(*) FROM code)"
    )
    for _kill in range(kills):
        path = folder / "igen" / "studie.qwb"
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copy(ours, path)
        shutil.copy(theirs, path.with_name("b.qwb"))
        answered = run_until_killed(MERGING, path, 0, rng.uniform(0.0, 0.4))
        assert path.with_name("b.qwb").read_bytes() == other
        assert_sound(path)
        with ProjectFile.open(path) as project:
            (found,) = _rows(project, counts)
            assert found in ([(30, 31, 30)] if answered else [(0, 1, 0), (30, 31, 30)])
        for backup in path.parent.glob("*.bak"):
            assert_sound(backup)


def kill_conversions(folder: Path, kills: int, engine: FileEngine) -> None:
    """The file is the one before or the one after, whole, and nothing but what encrypts lies beside it."""
    path = folder / "a.qwb"
    with ProjectFile.create(path, engine=engine) as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of((("Ada", SAID * 200),)), name="Intervju 1")
    with ProjectFile.open(path) as project:
        before = _rows(project, "SELECT * FROM text_content")
    rng = random.Random(25)
    changed = 0
    for _kill in range(kills):
        with ProjectFile.open(path) as project:
            encrypted = project.encrypted
        answered = run_until_killed(CONVERTING, path, 1 if encrypted else 0, rng.uniform(0.0, 0.7))
        for leftover in folder.glob("a.qwb.*.partial*"):
            leftover.unlink()
        assert {file.name for file in folder.iterdir()} <= {
            "a.qwb",
            "a.qwb-wal",
            "a.qwb-shm",
            "a.qwb-journal",
        }
        assert_sound(path)
        with ProjectFile.open(path) as project:
            assert _rows(project, "SELECT * FROM text_content") == before
            # After a change of passphrase it is decrypted; what was under way may be done, or not.
            done = answered[-1] % 3 if answered else None
            expected = {0: {True}, 1: {True, False}, 2: {False, True}, None: {True, False}}[done]
            assert project.encrypted in expected
            changed += project.encrypted is not encrypted
        lying = b"".join(file.read_bytes() for file in folder.iterdir())
        assert (SAID.encode() in lying) is not path_is_encrypted(path)
    assert changed or kills < 10


def path_is_encrypted(path: Path) -> bool:
    with ProjectFile.open(path) as project:
        return project.encrypted


def passage_at_start(researcher: Researcher, n: int) -> Passage:
    with researcher.project.reading() as connection:
        return passage_at(connection, "Intervju 1", n, n + 20)


def _rows(project: ProjectFile, query: str) -> list[tuple[object, ...]]:
    with project.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


SHORT = [
    (kill_acts, 4),
    (kill_purges, 2),
    (kill_restores, 2),
    (kill_migrations, 2),
    (kill_merges, 2),
    (kill_conversions, 4),
]
LONG = [
    (kill_acts, 550),
    (kill_purges, 150),
    (kill_restores, 150),
    (kill_migrations, 150),
    (kill_merges, 150),
    (kill_conversions, 100),
]
"""How often each is killed, for each engine."""
Kill = Callable[[Path, int, FileEngine], None]


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize(("kill", "times"), SHORT)
def test_a_killed_process_loses_no_answered_act(
    tmp_path: Path, engine: FileEngine, kill: Kill, times: int
) -> None:
    kill(tmp_path, times, engine)


@pytest.mark.slow
@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize(("kill", "times"), LONG)
def test_a_thousand_kills(tmp_path: Path, engine: FileEngine, kill: Kill, times: int) -> None:
    kill(tmp_path, times, engine)


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
        "from tests.encrypted import unlock; unlock()\n"
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
