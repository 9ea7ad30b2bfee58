"""A project encrypted and decrypted while other programs are at it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.conversion import convert, erase_file
from qualwb.store.engines.interface import FileEngine
from qualwb.store.errors import ProjectInUse
from qualwb.store.project_file import ProjectFile
from tests.conftest import ROOT
from tests.encrypted import encrypted_engine, key

pytestmark = pytest.mark.file_only

OPEN_AND_STAY = """
import sys
from pathlib import Path
from qualwb.store.project_file import ProjectFile
from tests.encrypted import unlock
unlock()
project = ProjectFile.open(Path(sys.argv[1]))
project.revision()
print("ready", flush=True)
sys.stdin.read()
"""
COME_AND_GO = """
import sys
from pathlib import Path
from qualwb.acts import codes
from qualwb.acts.researcher import Researcher
from qualwb.store.errors import UnusableProject
from qualwb.store.project_file import ProjectFile
from tests.encrypted import unlock
unlock()
print("ready", flush=True)
wanted = int(sys.argv[2])
for n in range(10_000):  # most visits may be refused while the file is converted
    if not wanted:
        break
    try:
        with ProjectFile.open(Path(sys.argv[1])) as project:
            codes.create(Researcher(project, "Mia"), f"kod {n}")
    except UnusableProject as error:
        print(f"refused: {error}", file=sys.stderr)
    else:
        wanted -= 1
        print(n, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path, engine: FileEngine) -> Path:
    """A project with one code."""
    encrypted_engine()
    with ProjectFile.create(tmp_path / "p.qwb", engine=engine) as project:
        codes.create(Researcher(project, "Karin"), "först")
    return tmp_path / "p.qwb"


def started(script: str, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the project open and does nothing."""
    process = started(OPEN_AND_STAY, str(path))
    yield process
    process.kill()
    process.wait()


def other_key(engine: FileEngine) -> object:
    """What turns a project of the engine into the other kind."""
    return key() if engine.key is None else None


def test_what_another_program_has_open_is_left_alone(
    path: Path, engine: FileEngine, other: subprocess.Popen[str]
) -> None:
    before = path.read_bytes()
    with pytest.raises(ProjectInUse):
        convert(path, other_key(engine))
    assert path.read_bytes() == before
    other.kill()
    other.wait()
    convert(path, other_key(engine))
    with ProjectFile.open(path) as project:
        assert project.encrypted is (engine.key is None)
        assert check(project) == []
    assert [file.name for file in path.parent.iterdir()] == ["p.qwb"]


def test_no_act_is_lost_of_who_comes_and_goes_meanwhile(path: Path, engine: FileEngine) -> None:
    visitor = started(COME_AND_GO, str(path), "20")
    converted, wanted = 0, other_key(engine)
    while visitor.poll() is None or not converted:
        try:
            convert(path, wanted)
        except ProjectInUse:
            continue
        converted += 1
        wanted = key() if wanted is None else None
    assert visitor.stdout is not None
    answered = {f"kod {line.strip()}" for line in visitor.stdout}
    with ProjectFile.open(path) as project:
        assert check(project) == []
        with project.reading() as connection:
            names = set(connection.exec_driver_sql("SELECT name FROM code").scalars())
    assert answered
    assert answered <= names


def test_a_link_is_erased_with_the_file_that_it_leads_to(tmp_path: Path) -> None:
    target, link, lost = (tmp_path / name for name in ("target", "link", "lost"))
    target.write_bytes(b"words")
    link.symlink_to(target)
    lost.symlink_to(tmp_path / "nowhere")
    erase_file(link)
    erase_file(lost)
    assert list(tmp_path.iterdir()) == []
