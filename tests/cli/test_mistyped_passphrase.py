"""A passphrase that is mistyped on the terminal is asked for again, of projects and of key files."""

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.cli.app import run
from qualwb.cli.passphrase import TRIES
from qualwb.store.engines.keys import KEYS
from tests.conftest import ROOT

SECRET = "hemligt lösen"
WRONG = "hemligt löse"
AGAIN = "That passphrase does not open it. Try again."


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted project."""
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    monkeypatch.setattr(KEYS, "_keys", {})
    monkeypatch.setenv("QUALWB_PASSPHRASE_FILE", str(written(tmp_path / "lösen", SECRET)))
    path = tmp_path / "hemlig.qwb"
    assert run(["-q", "new", str(path), "--encrypted"]) == 0
    monkeypatch.delenv("QUALWB_PASSPHRASE_FILE")
    return path


def written(file: Path, words: str) -> Path:
    """A file that only we can read."""
    file.touch(mode=0o600)
    file.write_text(f"{words}\n", "utf-8")
    return file


def on_terminal(arguments: Sequence[str], typed: Sequence[str]) -> tuple[int, str]:
    """Type at the questions of a command, which end with a colon; gives its exit status and what it shows."""
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-m", "qualwb", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    for line in typed:
        shown += _until(ours, b": ")
        os.write(ours, f"{line}\n".encode())
    shown += _until(ours, None)
    os.close(ours)
    return asking.wait(), shown.decode()


def _until(terminal: int, end: bytes | None) -> bytes:
    """What is shown up to the end, or until the program has ended."""
    shown = b""
    while end is None or not shown.endswith(end):
        try:
            one = os.read(terminal, 1)
        except OSError:  # Linux says so when the other side is closed
            return shown
        if not one:
            return shown
        shown += one
    return shown


def test_a_project_is_asked_for_up_to_three_times(secret: Path) -> None:
    status, shown = on_terminal(["-p", str(secret), "coders"], [WRONG, WRONG, SECRET])
    assert status == 0
    assert shown.count(AGAIN) == 2
    status, shown = on_terminal(["-p", str(secret), "coders"], [WRONG] * TRIES)
    assert status == 3
    assert shown.count(AGAIN) == TRIES - 1
    assert "It is another one, or the file is damaged" in shown


def test_from_a_file_there_is_one_try(secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALWB_PASSPHRASE_FILE", str(written(tmp_path / "fel", WRONG)))
    status, shown = on_terminal(["-p", str(secret), "coders"], [])
    assert status == 3
    assert AGAIN not in shown


def test_a_key_file_is_asked_for_up_to_three_times(tmp_path: Path) -> None:
    project, key = tmp_path / "p.qwb", tmp_path / "n" / "p.nyckel"
    assert run(["-q", "new", str(project)]) == 0
    key.parent.mkdir()
    made = KeyFile.new(key, SECRET, "another project")
    made.write(made.key)
    status, shown = on_terminal(
        ["-p", str(project), "pseudonymise", "apply", "--key", str(key)], [WRONG, SECRET]
    )
    assert status == 2
    assert shown.count(AGAIN) == 1
    assert "is the key of another project" in shown
