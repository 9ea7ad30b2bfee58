"""Passphrases of projects and key files: from a file, the system's keyring or the terminal.

They never stand on a command line, where the system shows them to all and the shell keeps them.
"""

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from qualwb.acts.passphrases import ShortPassphrase, composed, is_short, refuse_too_short, said_of_short
from qualwb.cli.terminal import echo, shown
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of

FILE_VARIABLE = "QUALWB_PASSPHRASE_FILE"
"""Names the file whose first line is the passphrase."""
NEW_FILE_VARIABLE = "QUALWB_NEW_PASSPHRASE_FILE"
"""The same for the one that takes its place."""
KEYRING_SERVICE = "qualwb"
"""Under it the system's keyring has the passphrase of each file, by the file's whole path."""
TRIES = 3
"""How often a passphrase is asked for on the terminal while it opens nothing, or the two entries differ."""
LONGEST = 1024
"""Bytes of a line that can be a passphrase: what is longer is another file than was meant."""


def passphrase_for(what: Path, *, confirm: bool = False, env: Sequence[str] = (FILE_VARIABLE,)) -> str:
    """The passphrase of a project or of a key file, in Unicode's form NFC.

    It is the first line of the file that the first variable set among ``env`` names; else, for a file that
    has one already, what the system's keyring has; else it is asked for on the terminal, twice with
    ``confirm``, for a new one. Raises ``QualwbError`` where none is given or the file can't be used,
    and for a new one that is too short.
    """
    given = passphrase_given(what, new=confirm, env=env)
    if given is not None:
        return _taken_as_new(given) if confirm else given
    if not sys.stdin.isatty():
        raise QualwbError(
            _("{path}: needs a passphrase, and there is no terminal to ask on.").format(path=what),
            _("Name a file that holds it in ${variable}.").format(variable=env[0]),
        )
    return _asked_twice(what) if confirm else _asked(_("Passphrase of {path}").format(path=what))


def passphrase_given(what: Path, *, new: bool = False, env: Sequence[str] = (FILE_VARIABLE,)) -> str | None:
    """What ``passphrase_for`` would find without asking anybody. Raises ``QualwbError`` as it does."""
    for variable in env:
        if named := os.environ.get(variable):
            return secret_of_file(Path(named))
    kept = None if new else _of_keyring(what)
    return composed(kept) if kept else None


def asks_again(what: Path, wrong: int, *, env: Sequence[str] = (FILE_VARIABLE,)) -> bool:
    """Whether the passphrase is asked for once more after so many wrong ones, which is said then.

    Only what was typed can have been mistyped: from a file or the keyring there is one try.
    """
    if wrong >= TRIES or passphrase_given(what, env=env) is not None:
        return False
    echo(_("That passphrase does not open it. Try again."), err=True)
    return True


def secret_of_file(path: Path) -> str:
    """The first line of a file that its owner alone can read. Raises ``QualwbError``."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise QualwbError(
                    _("{path}: others can read this file, so it keeps no passphrase.").format(path=path),
                    _("Make it yours alone: chmod 600."),
                )
            line = file.readline(LONGEST + 1)
    except OSError as error:
        raise QualwbError(
            _("{path}: the passphrase can't be read ({why}).").format(path=path, why=reason_of(error))
        ) from None
    try:
        passphrase = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        passphrase = ""
    if not passphrase.isprintable() or not passphrase or len(line) > LONGEST:
        raise QualwbError(_("{path}: its first line is no passphrase.").format(path=path))
    return composed(passphrase)


def _of_keyring(what: Path) -> str | None:
    """What the keyring has for the file; None too where there is no keyring, or none that opens."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, str(what.expanduser().resolve()))
    except KeyringError:
        return None


def _asked_twice(what: Path) -> str:
    for _try in range(TRIES):
        first = _asked(_("New passphrase of {path}").format(path=what))
        try:
            _taken_as_new(first)
        except ShortPassphrase as error:
            echo(str(error), err=True)
            continue
        if first == _asked(_("The same again")):
            return first
        echo(_("The two are not the same."), err=True)
    raise QualwbError(_("{path}: no new passphrase was given.").format(path=what))


def _taken_as_new(passphrase: str) -> str:
    """The passphrase, with a word of warning when it is short. Raises ``ShortPassphrase``."""
    refuse_too_short(passphrase)
    if is_short(passphrase):
        echo(said_of_short(), err=True)
    return passphrase


def _asked(question: str) -> str:
    """What is typed, unseen; asked for again while it is empty."""
    return composed(click.prompt(shown(question), hide_input=True, err=True, type=str))
