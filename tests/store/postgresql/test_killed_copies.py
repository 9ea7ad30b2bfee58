"""Publishing and fetching by a process that is killed: nothing half is left on either side."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.engines.interface import FileEngine
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.project_file import ProjectFile
from qualwb.store.publishing import publish
from qualwb.store.server_project import ServerProject
from tests.conftest import ROOT

pytestmark = pytest.mark.file_only

PARTS = ("0.0", "0.4", "0.8", "1.0")
"""How much is done when the process is killed; all of it is copied, and nothing committed, at 1."""

KILLED = """
import os, signal, sys
from pathlib import Path
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.fetching import fetch_into
from qualwb.store.project_file import ProjectFile
from qualwb.store.publishing import publish
from qualwb.store.server_project import ServerProject
from qualwb.store import whole_copy

whole_copy.STEP = 1
what, path, url, part = sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])

def tell(done, of_all):
    if done >= part * of_all:
        os.kill(os.getpid(), signal.SIGKILL)

server = ServerProject.connected(Address.parsed(url))
if what == "publish":
    with ProjectFile.open(path).reading_whole() as file:
        publish(file, server, tell)
else:
    with server.reading_whole() as connection:
        fetch_into(connection, path, server.label, tell)
"""


@pytest.fixture
def engine() -> FileEngine:
    """An encrypted file is read by the same statements: one test of the command line publishes one."""
    return PLAIN


def killed(*arguments: object) -> None:
    command = [sys.executable, "-c", KILLED, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_publishing_leaves_the_database_empty(
    material: Researcher, database: str, part: str
) -> None:
    file = material.project
    assert isinstance(file, ProjectFile)
    killed("publish", file.path, database, part)
    with ServerProject.connected(Address.parsed(database)) as server:
        with server.writing() as connection:  # waits until the server has seen that the other is gone
            there = text("SELECT count(*) FROM pg_namespace WHERE nspname = 'qualwb'")
            assert connection.execute(there).scalar_one() == 0
        assert check(file) == []
        with file.reading_whole() as origin:
            publish(origin, server)
        assert check(server) == []


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_fetching_leaves_no_project(
    material: Researcher, database: str, tmp_path: Path, part: str
) -> None:
    file = material.project
    assert isinstance(file, ProjectFile)
    with ServerProject.connected(Address.parsed(database)) as server:
        with file.reading_whole() as origin:
            publish(origin, server)
        killed("fetch", tmp_path / "back.qwb", database, part)
        assert not (tmp_path / "back.qwb").exists()
        assert check(server) == []
