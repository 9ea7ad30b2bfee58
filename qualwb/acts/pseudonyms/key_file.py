"""The key file: the key of a project's pseudonyms under a passphrase, apart from the project.

It is a file in the age format (https://age-encryption.org/v1) with JSON in it, which any program for that
format opens. Deriving the age key from the passphrase takes about two seconds by design, each time.
"""

import json
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from qualwb.acts.pseudonyms.key import Key, UnreadableKey, as_json, from_json
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of

SUFFIX = ".nyckel"
_HEADER = b"age-encryption.org/v1\n"
_BY_PASSPHRASE = b"-> scrypt "
TRIES = 5
"""Times that a key file is tried on a machine that seems too slow for it."""


class UnusableKeyFile(QualwbError):
    """A file that is no key, not of this project, or does not open."""


class WrongKeyPassphrase(UnusableKeyFile):
    """The key file does not open with the passphrase that was given."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """An open key file. What is written takes the place of the whole file, at once."""

    path: Path
    passphrase: str = field(repr=False)
    key: Key = field(repr=False)

    @classmethod
    def new(cls, path: Path, passphrase: str, project_uid: str) -> "KeyFile":
        """A key for a project that has none; nothing is written yet.

        Raises ``UnusableKeyFile`` when there is a file at the path.
        """
        path = path.expanduser()
        if path.exists() or path.is_symlink():
            raise UnusableKeyFile(_("{path}: exists already.").format(path=path))
        return cls(path, passphrase, Key(project_uid, str(uuid4()), secrets.token_hex(16)))

    @classmethod
    def open(cls, path: Path, passphrase: str) -> "KeyFile":
        """Open a key file. Raises ``WrongKeyPassphrase``, ``UnusableKeyFile``: none, damaged, newer."""
        path = path.expanduser()
        path = path.resolve() if path.is_symlink() else path
        return cls(path, passphrase, _read(path, passphrase))

    def write(self, key: Key) -> None:
        """Put the key in the place of the one in the file, which is its owner's alone, and synchronise it.

        At any moment there is either the old file or the new one, whole. Raises ``UnusableKeyFile``.
        """
        from pyrage import passphrase

        told = json.dumps(as_json(key), ensure_ascii=False)
        encrypted = passphrase.encrypt(told.encode(), self.passphrase)
        try:
            _put(self.path, encrypted)
        except OSError as error:
            raise UnusableKeyFile(
                _("{path}: can't be written ({why}).").format(path=self.path, why=reason_of(error))
            ) from error


def refuse_no_key_file(path: Path) -> None:
    """Raise ``UnusableKeyFile`` unless the file begins as one does: before a passphrase is asked for."""
    _encrypted(path.expanduser())


def _read(path: Path, words: str) -> Key:
    import pyrage

    try:
        told = _decrypted(_encrypted(path), words)
    except pyrage.DecryptError as error:
        # age tells a wrong passphrase from damage by where reading stops: at the header or behind it
        if str(error) == "Decryption failed":
            raise WrongKeyPassphrase(
                _("{path}: the passphrase does not open this key file.").format(path=path)
            ) from None
        if _is_too_much_work(error):
            said = _("{path}: opening this key file would take this machine too long now; try again later.")
        else:
            said = _("{path}: this key file is damaged.")
        raise UnusableKeyFile(said.format(path=path)) from None
    try:
        return from_json(json.loads(told))
    except (UnreadableKey, ValueError):
        raise UnusableKeyFile(
            _("{path}: holds no key of a project, or one of a newer qualwb.").format(path=path)
        ) from None


def _decrypted(encrypted: bytes, words: str) -> bytes:
    """The content of a key file.

    age refuses what would take the machine far longer than its own files. How long that is it measures each
    time, and on a busy machine too much: so it is tried again. Raises ``pyrage.DecryptError``.
    """
    import pyrage

    for _try in range(TRIES):
        try:
            return bytes(pyrage.passphrase.decrypt(encrypted, words))
        except pyrage.DecryptError as error:
            if not _is_too_much_work(error):
                raise
            refused = error
    raise refused


def _is_too_much_work(error: Exception) -> bool:
    return str(error).startswith("Excessive work")


def _encrypted(path: Path) -> bytes:
    try:
        content = path.read_bytes() if path.is_file() else b""
        exists = path.exists()
    except OSError as error:
        raise UnusableKeyFile(
            _("{path}: can't be read ({why}).").format(path=path, why=reason_of(error))
        ) from error
    if not exists:
        raise UnusableKeyFile(
            _("{path}: there is no such key file.").format(path=path),
            _(
                "Without the key no name can be given back. Look for a copy of it; else a backup from before"
                " the names were replaced has them."
            ),
        )
    if not content.startswith(_HEADER + _BY_PASSPHRASE):
        raise UnusableKeyFile(_("{path}: is no key file.").format(path=path))
    return content


def _put(path: Path, content: bytes) -> None:
    """A file made by ``mkstemp`` is its owner's alone from its first byte."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _synchronise(path.parent)


def _synchronise(folder: Path) -> None:
    """Let the name of a new file outlast a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
