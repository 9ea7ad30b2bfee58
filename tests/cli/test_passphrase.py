"""Where passphrases come from: a file, the keyring, the terminal; and what is refused."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from qualwb.cli.passphrase import FILE_VARIABLE, KEYRING_SERVICE, passphrase_for
from qualwb.errors import QualwbError
from tests.conftest import ROOT

SECRET = "sju röda lådor"


class MemoryKeyring(KeyringBackend):
    """A keyring that lasts as long as the process."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def in_keyring() -> Iterator[MemoryKeyring]:
    before, ours = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


@pytest.fixture
def secret_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that only we can read, named in the environment."""
    file = tmp_path / "lösen"
    file.touch(mode=0o600)
    file.write_text(f"{SECRET}\nen andra rad\n", "utf-8")
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    return file


@pytest.mark.usefixtures("secret_file")
def test_the_first_line_of_the_file() -> None:
    assert passphrase_for(Path("a.qwb")) == SECRET
    assert passphrase_for(Path("a.qwb"), confirm=True) == SECRET


@pytest.mark.parametrize(
    "written", [f"\N{ZERO WIDTH NO-BREAK SPACE}{SECRET}\r\n", SECRET, "sju ro\u0308da la\u030ador\n"]
)
def test_as_other_systems_write_it(secret_file: Path, written: str) -> None:
    secret_file.write_bytes(written.encode())
    assert passphrase_for(Path("a.qwb")) == SECRET


def test_the_first_variable_that_is_set(
    secret_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "annan"
    other.touch(mode=0o600)
    other.write_text("nyckelns", "utf-8")
    both = ("QUALWB_KEY_PASSPHRASE_FILE", FILE_VARIABLE)
    assert passphrase_for(Path("a.nyckel"), env=both) == SECRET
    monkeypatch.setenv("QUALWB_KEY_PASSPHRASE_FILE", str(other))
    assert passphrase_for(Path("a.nyckel"), env=both) == "nyckelns"
    assert passphrase_for(secret_file) == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o620])
def test_a_file_of_others_too_is_refused(secret_file: Path, mode: int) -> None:
    secret_file.chmod(mode)
    with pytest.raises(QualwbError, match="others can read") as refused:
        passphrase_for(Path("a.qwb"))
    assert SECRET not in str(refused.value)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("content", [b"", b"\n", b"a\0b\n", b"\xff\xfe\x00", b"x" * 5000, b"a\tb\n"])
def test_what_is_no_passphrase(secret_file: Path, content: bytes) -> None:
    secret_file.write_bytes(content)
    with pytest.raises(QualwbError, match="first line is no passphrase"):
        passphrase_for(Path("a.qwb"))


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (tmp_path / "saknas", tmp_path):
        monkeypatch.setenv(FILE_VARIABLE, str(place))
        with pytest.raises(QualwbError, match="can't be read"):
            passphrase_for(Path("a.qwb"))


def test_the_keyring_has_it_by_the_whole_path(
    in_keyring: MemoryKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keyring.set_password(KEYRING_SERVICE, str(tmp_path / "a.qwb"), SECRET)
    assert passphrase_for(Path("a.qwb")) == SECRET
    in_keyring.locked = True
    with pytest.raises(QualwbError, match="needs a passphrase"):
        passphrase_for(Path("a.qwb"))


def test_a_new_one_is_not_taken_from_the_keyring(in_keyring: MemoryKeyring, tmp_path: Path) -> None:
    in_keyring.set_password(KEYRING_SERVICE, str(tmp_path / "a.qwb"), SECRET)
    with pytest.raises(QualwbError, match="needs a passphrase"):
        passphrase_for(tmp_path / "a.qwb", confirm=True)


def test_a_new_one_of_few_characters_is_warned_of_or_refused(
    secret_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret_file.write_text("abc\n", "utf-8")
    assert passphrase_for(Path("a.qwb")) == "abc"
    with pytest.raises(QualwbError, match="8 characters at least"):
        passphrase_for(Path("a.qwb"), confirm=True)
    secret_file.write_text("abcdefgh\n", "utf-8")
    assert passphrase_for(Path("a.qwb"), confirm=True) == "abcdefgh"
    assert capsys.readouterr().err == "A short passphrase can be guessed by whoever has the file.\n"
    secret_file.write_text("abcdefghijkl\n", "utf-8")
    assert passphrase_for(Path("a.qwb"), confirm=True) == "abcdefghijkl"
    assert capsys.readouterr().err == ""


def test_without_a_terminal_it_is_one_line() -> None:
    with pytest.raises(QualwbError) as refused:
        passphrase_for(Path("a.qwb"))
    assert str(refused.value) == (
        "a.qwb: needs a passphrase, and there is no terminal to ask on."
        " Name a file that holds it in $QUALWB_PASSPHRASE_FILE."
    )
    assert refused.value.exit_code == 2


ASKING = """
import sys
from pathlib import Path
from qualwb.cli.passphrase import passphrase_for
from qualwb.errors import QualwbError
try:
    given = passphrase_for(Path("a.qwb"), confirm=sys.argv[1] == "new")
except QualwbError as error:
    given = error.message
Path(sys.argv[2]).write_text(given, "utf-8")
"""


@pytest.mark.parametrize(
    ("how", "typed", "given"),
    [
        ("known", [SECRET], SECRET),
        ("known", ["", SECRET], SECRET),
        ("new", [SECRET, SECRET], SECRET),
        ("new", [SECRET, "ett annat", SECRET, SECRET], SECRET),
        ("new", ["abc", SECRET, SECRET], SECRET),
        ("new", ["abc"] * 3, "a.qwb: no new passphrase was given."),
        ("new", ["ett av två", "ett av tre"] * 3, "a.qwb: no new passphrase was given."),
    ],
)
def test_a_terminal_is_asked_and_shows_nothing(
    tmp_path: Path, how: str, typed: list[str], given: str
) -> None:
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-c", ASKING, how, str(tmp_path / "svar")],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    for line in typed:
        shown += _until_asked(ours)
        os.write(ours, f"{line}\n".encode())
    assert asking.wait() == 0
    assert (tmp_path / "svar").read_text("utf-8") == given
    assert SECRET.encode() not in shown


def _until_asked(terminal: int) -> bytes:
    """What is shown up to the next question, which ends with a colon."""
    shown = b""
    while not shown.endswith(b": "):
        shown += os.read(terminal, 1)
    return shown
