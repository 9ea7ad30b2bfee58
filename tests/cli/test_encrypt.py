"""Projects with a passphrase, from the command line: made, used, converted, refused."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualwb import user_folders
from qualwb.acts.encrypting import Copies, InLine, bring_in_line, copies_out_of_line
from qualwb.cli.app import qualwb, run
from qualwb.language import cache
from qualwb.store.conversion import convert
from qualwb.store.engines.keys import KEYS
from qualwb.store.errors import ProjectInUse
from qualwb.store.project_file import ProjectFile
from tests.conftest import ROOT

pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")

SAID = "Ingen visste vad det skulle bli"
TRANSCRIPT = f"Anna: {SAID} av mötet.\nBertil: Men det blev bra.\n"


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the passphrase, named in the environment; no key is held yet."""
    monkeypatch.setattr(KEYS, "_keys", {})
    monkeypatch.setenv("QUALWB_PASSPHRASE_FILE", str(_secret(tmp_path / "lösen", "hemligt lösen")))
    return tmp_path / "lösen"


@pytest.fixture
def secret(tmp_path: Path, passphrase: Path) -> Path:
    """An encrypted project with a coded transcript."""
    assert passphrase.exists()
    path = tmp_path / "p" / "hemlig.qwb"
    path.parent.mkdir()
    (tmp_path / "möte.txt").write_text(TRANSCRIPT, "utf-8")
    assert run(["-q", "new", str(path), "--encrypted"]) == 0
    assert run(["-q", "-p", str(path), "import", str(tmp_path / "möte.txt"), "--group", "Grupp 1"]) == 0
    coded = ["code", "apply", "möte", "--quote", SAID, "--code", "ovisshet", "--new"]
    assert run(["-q", "-p", str(path), *coded]) == 0
    return path


def _secret(file: Path, words: str) -> Path:
    file.touch(mode=0o600)
    file.write_text(f"{words}\n", "utf-8")
    return file


def lies_plain(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and SAID.encode() in file.read_bytes()]


def test_every_reading_works_and_nothing_lies_plain(
    secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    capsys.readouterr()
    assert run(["-p", str(secret), "matrix"]) == 0
    assert "Grupp 1" in capsys.readouterr().out
    assert run(["-p", str(secret), "code", "list", "--format", "json"]) == 0
    assert "ovisshet" in str(json.loads(capsys.readouterr().out))
    assert run(["-p", str(secret), "find", "visste"]) == 0
    assert SAID in capsys.readouterr().out
    assert run(["-p", str(secret), "suggest", "candidates"]) == 0
    for command in (["check"], ["backup"], ["log"], ["undo"], ["redo"], ["purge", "--yes"]):
        assert run(["-q", "-p", str(secret), *command]) == 0
    assert lies_plain(secret.parent) == []
    assert lies_plain(tmp_path / "own") == []
    assert cache.count() == 0


def test_a_wrong_passphrase_is_one_line_with_status_3(
    secret: Path, passphrase: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _secret(passphrase, "ett annat")
    monkeypatch.setattr(KEYS, "_keys", {})
    capsys.readouterr()
    assert run(["-p", str(secret), "matrix"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"qualwb: {secret}: does not open with this passphrase."
        " It is another one, or the file is damaged or no project.\n"
    )
    monkeypatch.delenv("QUALWB_PASSPHRASE_FILE")
    assert run(["-p", str(secret), "matrix"]) == 2
    assert capsys.readouterr().err.startswith(f"qualwb: {secret}: needs a passphrase")


def test_encrypted_decrypted_and_given_another_passphrase(
    coded_path: Path,
    passphrase: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_it = ["-p", str(coded_path)]
    assert run([*on_it, "log", "--format", "json"]) == 0
    log = capsys.readouterr().out
    assert run(["-q", *on_it, "backup"]) == 0
    assert run([*on_it, "decrypt"]) == 2
    assert "is not encrypted" in capsys.readouterr().err
    assert run([*on_it, "encrypt", "--backups", "convert"]) == 0
    assert "Out of reach" in capsys.readouterr().out
    assert lies_plain(coded_path.parent) == []
    assert run([*on_it, "encrypt"]) == 2
    assert "is encrypted already" in capsys.readouterr().err
    new = _secret(tmp_path / "nytt", "ett nytt")
    monkeypatch.setenv("QUALWB_NEW_PASSPHRASE_FILE", str(new))
    assert run([*on_it, "passphrase"]) == 0
    assert "Left as they were" in capsys.readouterr().out
    monkeypatch.setattr(KEYS, "_keys", {})
    assert run([*on_it, "log"]) == 3
    monkeypatch.setenv("QUALWB_PASSPHRASE_FILE", str(new))
    assert passphrase.exists()
    assert run([*on_it, "log", "--format", "json"]) == 0
    assert log in capsys.readouterr().out
    assert run([*on_it, "decrypt", "--yes", "--backups", "remove"]) == 0
    assert "Removed" in capsys.readouterr().out
    assert [file.suffix for file in coded_path.parent.glob("p.qwb*")] == [".qwb"]
    monkeypatch.delenv("QUALWB_PASSPHRASE_FILE")
    assert run([*on_it, "log", "--format", "json"]) == 0
    assert capsys.readouterr().out == log


@pytest.mark.usefixtures("passphrase")
def test_backups_are_listed_and_kept_unless_told(
    coded_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-q", "-p", str(coded_path), "backup"]) == 0
    (backup,) = coded_path.parent.glob("*.bak")
    assert run(["-q", "-p", str(coded_path), "encrypt"]) == 0
    assert capsys.readouterr().out.count(backup.name) == 2
    assert copies_out_of_line(coded_path) == [backup]
    assert bring_in_line(coded_path, Copies.CONVERT) == InLine(converted=(backup,))
    assert copies_out_of_line(coded_path) == []
    with ProjectFile.open(backup) as copy:
        assert copy.encrypted


@pytest.mark.usefixtures("passphrase")
def test_a_project_that_is_open_elsewhere_is_not_converted(coded_path: Path) -> None:
    before = coded_path.read_bytes()
    with ProjectFile.open(coded_path) as project:
        project.revision()
        with pytest.raises(ProjectInUse, match="has the project open"):
            convert(coded_path, None)
        assert run(["-q", "-p", str(coded_path), "encrypt"]) == 3
    assert coded_path.read_bytes() == before
    assert list(coded_path.parent.glob("*.partial*")) == []


@pytest.mark.usefixtures("passphrase")
def test_a_plain_file_with_another_name_keeps_what_it_held_there(coded_path: Path, tmp_path: Path) -> None:
    """As a snapshot that a backup program made by a hard link."""
    snapshot = tmp_path / "igår"
    os.link(coded_path, snapshot)
    before = snapshot.read_bytes()
    assert run(["-q", "-p", str(coded_path), "encrypt"]) == 0
    assert len(snapshot.read_bytes()) == len(before)
    assert SAID.encode() in snapshot.read_bytes()


@pytest.mark.usefixtures("passphrase")
def test_what_was_kept_of_it_in_the_users_folders_goes(coded_path: Path) -> None:
    state = user_folders.state_of(coded_path)
    user_folders.keep(state, SAID.encode())
    assert run(["-q", "-p", str(coded_path), "encrypt"]) == 0
    assert not state.exists()


def test_it_is_asked_before_a_project_is_made_plain(secret: Path) -> None:
    before = secret.read_bytes()
    asked = CliRunner().invoke(qualwb, ["-p", str(secret), "decrypt"], input="n\n")
    assert asked.exit_code != 0
    assert "[y/N]" in asked.output
    assert "reads all of it" in asked.output
    assert secret.read_bytes() == before
    assert CliRunner().invoke(qualwb, ["-p", str(secret), "decrypt"], input="ja\n").exit_code == 0
    assert lies_plain(secret.parent) == [secret.name]


@pytest.mark.usefixtures("passphrase")
def test_what_is_out_of_reach_is_told_of_what_was_encrypted_just_now(
    coded_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-q", "-p", str(coded_path), "backup"]) == 0
    assert run(["-q", "-p", str(coded_path), "encrypt"]) == 0
    assert "Out of reach" in capsys.readouterr().out
    assert run(["-p", str(coded_path), "encrypt"]) == 0
    told = capsys.readouterr()
    assert "is encrypted already" in told.err
    assert "Left as they were" in told.out
    assert "Out of reach" not in told.out


WITHOUT = """
import sys
sys.modules["sqlcipher3"] = None
from qualwb.cli.app import qualwb, run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", [["new", "ny.qwb", "--encrypted"], ["-p", "{}", "matrix"]])
def test_without_the_extra_it_is_one_line(secret: Path, command: list[str]) -> None:
    words = [word.format(secret) for word in command]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        capture_output=True,
        text=True,
        cwd=secret.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "qualwb: An encrypted project needs the extra 'encrypted'."
        " Install it: pip install 'qualwb[encrypted]'.\n"
    )


def test_the_workbench_asks_on_the_terminal_before_it_opens(secret: Path, tmp_path: Path) -> None:
    """It is refused with the wrong passphrase before anything is drawn, and opens with the right one."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    del environment["QUALWB_PASSPHRASE_FILE"]
    drawn = b"\x1b[?1049h"  # the terminal's other page
    for typed, shown in (("fel\n", b"Try again"), ("hemligt lösen\n", drawn)):
        ours, theirs = pty.openpty()
        opening = subprocess.Popen(
            [sys.executable, "-m", "qualwb", str(secret)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=tmp_path,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        said = _read_until(ours, b": ")
        os.write(ours, typed.encode())
        said += _read_until(ours, shown)
        opening.kill()
        opening.wait()
        os.close(ours)
        assert typed.strip().encode() not in said
        assert (drawn in said) is (shown == drawn)


def _read_until(terminal: int, words: bytes) -> bytes:
    said = b""
    while words not in said:
        said += os.read(terminal, 1024)
    return said


def test_a_browser_is_not_served_what_it_can_t_open(
    secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUALWB_PASSPHRASE_FILE")  # this process holds the key, those of visitors do not
    assert run(["-p", str(secret), "serve"]) == 2
    assert "a browser can't be asked" in capsys.readouterr().err
