"""``qualwb`` alone: the workbench on the only project of the folder, else which there are, else on a new one.

A project that is named and not there is made if that is wanted. Where nobody looks there is help.
"""

import os
import pty
import select
import sys
import termios
from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen, run

import pytest

from tests.projects import new_project

pytestmark = pytest.mark.file_only

ALONE = "import sys; from qualwb.cli.app import run; sys.exit(run(sys.argv[1:]))"
PATIENCE = 60
WORKBENCH = "\x1b[?1049h"
"""What a terminal is told before a program takes the whole of it."""
QUIT = ("Commands", b"\x11")
"""ctrl+q, once the foot of a screen is there."""


def made(folder: Path, *names: str) -> None:
    for name in names:
        with new_project(folder / name):
            pass


def in_a_terminal(folder: Path, *arguments: str, keys: Sequence[tuple[str, bytes]] = ()) -> tuple[str, int]:
    """What comes out, and the exit status; each of the keys is typed once its words came out."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (30, 200))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[2])}
    seen, waiting = b"", list(keys)
    all_three = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with Popen((sys.executable, "-c", ALONE, *arguments), cwd=folder, env=environment, **all_three) as it:
        os.close(theirs)
        try:
            while select.select([ours], [], [], PATIENCE)[0]:
                try:
                    seen += os.read(ours, 65536)
                except OSError:  # the other end is closed
                    break
                if waiting and waiting[0][0] in seen.decode(errors="replace"):
                    os.write(ours, waiting.pop(0)[1])
            return seen.decode(errors="replace"), it.wait(PATIENCE)
        finally:
            it.kill()
            os.close(ours)


def test_a_project_that_is_not_there_is_made_if_that_is_wanted(tmp_path: Path) -> None:
    seen, status = in_a_terminal(tmp_path, "ny.qwb", keys=[("[y/N]", b"n\r")])
    assert WORKBENCH not in seen
    assert status == 130
    assert not (tmp_path / "ny.qwb").exists()
    seen, status = in_a_terminal(tmp_path, "ny.qwb", keys=[("[y/N]", b"y\r"), QUIT])
    assert "There is no project ny.qwb." in seen
    assert WORKBENCH in seen
    assert status == 0
    assert (tmp_path / "ny.qwb").exists()


def test_one_project_is_opened(tmp_path: Path) -> None:
    made(tmp_path, "studie.qwb")
    seen, status = in_a_terminal(tmp_path, keys=[QUIT])
    assert WORKBENCH in seen
    assert status == 0


def test_of_several_one_is_asked_for(tmp_path: Path) -> None:
    made(tmp_path, "a.qwb", "b.qwb")
    seen, status = in_a_terminal(tmp_path)
    assert "in this folder: a.qwb, b.qwb. Open one: qualwb a.qwb." in seen
    assert WORKBENCH not in seen
    assert status == 2


def test_without_one_a_new_one_is_made_under_the_name_asked_for(tmp_path: Path) -> None:
    seen, status = in_a_terminal(tmp_path, keys=[("to be called?", "höstens samtal\r".encode()), QUIT])
    assert "There is no project in this folder." in seen
    assert WORKBENCH in seen
    assert status == 0
    assert [path.name for path in tmp_path.glob("*.qwb")] == ["höstens samtal.qwb"]


def test_without_a_name_nothing_is_made_and_the_ways_on_are_told(tmp_path: Path) -> None:
    seen, status = in_a_terminal(tmp_path, keys=[("to be called?", b"\r")])
    assert "qualwb demo study" in seen
    assert WORKBENCH not in seen
    assert status == 0
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_looks_there_is_help(tmp_path: Path) -> None:
    made(tmp_path, "studie.qwb")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = run(
        (sys.executable, "-c", ALONE),
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "matrix" in done.stdout
