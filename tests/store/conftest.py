"""What is kept in the one kind of file is kept in the other, and on a server: the tests run on all."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwb.store.engines.interface import FileEngine
from qualwb.store.engines.keys import KEYS
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.open_project import OpenProject
from qualwb.store.project_file import ProjectFile
from tests.encrypted import PASSPHRASE, encrypted_engine
from tests.postgresql.session import SESSION
from tests.projects import new_project


@pytest.fixture(params=["plain", "encrypted"])
def engine(request: pytest.FixtureRequest) -> FileEngine:
    """The engine of new projects."""
    return encrypted_engine() if request.param == "encrypted" else PLAIN


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has our passphrase opens."""
    monkeypatch.setattr(KEYS, "ask", lambda _path: PASSPHRASE)


@pytest.fixture
def project(tmp_path: Path, engine: FileEngine) -> Iterator[OpenProject]:
    """An empty project."""
    if SESSION.on_server:
        if engine != PLAIN:
            pytest.skip("the tables of a server are not encrypted")
        with new_project(tmp_path / "studie.qwb", "Studie") as on_server:
            yield on_server
        return
    with ProjectFile.create(tmp_path / "studie.qwb", "Studie", engine=engine) as project:
        yield project


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte; needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
