"""What looks into a file that this process has open takes no lock from its connections."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.store.engines.detection import begins_like
from qualwb.store.engines.open_files import looked_into
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.leak_search import search
from qualwb.store.project_file import ProjectFile
from qualwb.store.recognition import verify_project

pytestmark = pytest.mark.file_only

FOLD = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    print(file.execute("PRAGMA journal_mode=DELETE").fetchone()[0])
except sqlite3.OperationalError as error:
    print(error)
"""


def folded_by_another(path: Path) -> str:
    """What another process is told that puts the log away, which it may only do while nobody has the file."""
    done = subprocess.run([sys.executable, "-c", FOLD, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A plain project, which the other process can open."""
    path = tmp_path / "öppen.qwb"
    ProjectFile.create(path).close()
    return path


def open_again(path: Path) -> None:
    ProjectFile.open(path).close()


def search_it(path: Path) -> None:
    search([path], ["Anna"])


@pytest.mark.parametrize(
    "look",
    [open_again, verify_project, PLAIN.is_cut_off, lambda path: begins_like(path, None), search_it],
    ids=["open", "verify", "cut off", "key", "search"],
)
def test_another_process_is_kept_out_while_a_connection_is_open(
    plain: Path, look: Callable[[Path], object]
) -> None:
    with ProjectFile.open(plain) as held, held.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM code").scalar()
        look(plain)
        look(plain)
        assert folded_by_another(plain) == "database is locked"
    assert folded_by_another(plain) == "delete"


def test_a_descriptor_is_used_again_and_closed_with_the_last_connection(plain: Path) -> None:
    connection = PLAIN.open(plain)
    with looked_into(plain) as file:
        first = file
        assert file.read(15) == b"SQLite format 3"
    with looked_into(plain) as file:
        assert (file, file.read(6)) == (first, b"SQLite")
    connection.close()
    assert first.closed
    assert sqlite3.connect(plain).execute("PRAGMA integrity_check").fetchone() == ("ok",)
