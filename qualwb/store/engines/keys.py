"""Keys of encrypted files, held in memory for as long as the process runs and shown nowhere.

SQLCipher documents of its version 4 (zetetic.net, "SQLCipher Design" and "SQLCipher API"): the first 16
bytes of a file are its salt; the key is PBKDF2-HMAC-SHA512 of the passphrase and the salt, 256,000 rounds, 32
bytes; whoever gives the key and the salt themselves, as ``x'...'``, is spared the rounds. They are meant to
take long (a tenth of a second), so they are run once a file and process, not for each connection.
"""

import hashlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Self

from qualwb.store.errors import PassphraseNeeded

ROUNDS = 256_000
SALT_BYTES = 16
KEY_BYTES = 32


class Key:
    """The key of a file and the salt that the file begins with."""

    __slots__ = ("_raw", "salt")

    def __init__(self, raw: bytes, salt: bytes) -> None:
        self._raw = raw
        self.salt = salt

    @classmethod
    def derived(cls, passphrase: str, salt: bytes | None = None) -> Self:
        """The key that a passphrase makes with the salt of a file; with a new salt for a new file."""
        salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
        return cls(hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, KEY_BYTES), salt)

    def literal(self) -> str:
        """Key and salt as SQLCipher takes them."""
        return f"x'{self._raw.hex()}{self.salt.hex()}'"

    def __repr__(self) -> str:
        return "Key(...)"


def refuse(path: Path) -> str:
    """Raise ``PassphraseNeeded``."""
    raise PassphraseNeeded(path)


def never(_path: Path, _wrong: int) -> bool:
    """No second try."""
    return False


class KeyRing:
    """The keys that this process was given, by the salts of their files.

    A copy of a project has the key and the salt of the project: whoever has opened one has opened all.
    """

    def __init__(self) -> None:
        self._keys: dict[bytes, Key] = {}
        self.ask: Callable[[Path], str] = refuse
        """Gives the passphrase of a file; raises ``QualwbError`` where there is none."""
        self.ask_again: Callable[[Path, int], bool] = never
        """Whether it is asked for once more, after so many that did not open the file."""

    def hold(self, key: Key) -> None:
        """Keep a key that is known to be right."""
        self._keys[key.salt] = key

    def held(self, salt: bytes) -> Key | None:
        """The key of files with that salt, if it was given."""
        return self._keys.get(salt)


KEYS = KeyRing()
"""The one place of this process with keys; a front says here how passphrases are asked for."""
