"""Which engine a file takes, as its first page tells, and the key of one that is encrypted."""

from itertools import count
from pathlib import Path

from qualwb.store.engines.interface import FileEngine
from qualwb.store.engines.keys import KEYS, SALT_BYTES, Key
from qualwb.store.engines.open_files import engine_in_use, looked_into
from qualwb.store.engines.sqlite import MAGIC, PLAIN
from qualwb.store.errors import PassphraseNeeded, WrongPassphrase

PAGE_BYTES = 4096
VALUES_AT_LEAST = 240
"""Of the 256 values of a byte nearly all occur in a page of cipher, and few in one of text or tables."""


def engine_of(path: Path, *, asking: bool = True) -> FileEngine:
    """The engine that the file takes; that of plain files for one that is empty or not there yet.

    Of an encrypted file whose key is not held, the passphrase is asked for, unless not ``asking``. Raises
    ``PassphraseNeeded``, ``WrongPassphrase``, ``MissingExtra``, ``OSError``, and what asking raises.
    """
    if not path.exists():
        return PLAIN
    if (in_use := engine_in_use(path)) is not None:
        return in_use
    page = _first_page(path)
    return _with_key(path, page[:SALT_BYTES], asking) if _is_cipher(page) else PLAIN


def may_be_database(path: Path) -> bool:
    """Whether the file is a database or, for all one sees of it, an encrypted one. Raises ``OSError``."""
    if engine_in_use(path) is not None:
        return True
    page = _first_page(path)
    return page.startswith(MAGIC) or _is_cipher(page)


def looks_encrypted(path: Path) -> bool:
    """Whether the file is encrypted, for all one sees of it without its key. Raises ``OSError``.

    One that this process has open is not opened once more: closing it would undo the locks on it.
    """
    if (in_use := engine_in_use(path)) is not None:
        return in_use.key is not None
    return _is_cipher(_first_page(path))


def begins_like(path: Path, key: Key | None) -> bool:
    """Whether the file begins as one with that key does, or one without. Raises ``OSError``."""
    page = _first_page(path)
    return not _is_cipher(page) if key is None else _is_cipher(page) and page.startswith(key.salt)


def engine_with(key: Key | None) -> FileEngine:
    """The engine of files that have the key, of plain ones without. Raises ``MissingExtra``."""
    if key is None:
        return PLAIN
    from qualwb.store.engines.sqlcipher import EncryptedEngine

    return EncryptedEngine(key)


def _with_key(path: Path, salt: bytes, asking: bool) -> FileEngine:
    held = KEYS.held(salt)
    if held is not None:
        return engine_with(held)
    if not asking:
        raise PassphraseNeeded(path)
    from qualwb.store.engines.sqlcipher import EncryptedEngine  # before anybody is asked in vain

    for wrong in count(1):
        key = Key.derived(KEYS.ask(path), salt)
        engine = EncryptedEngine(key)
        if engine.fits(path):
            KEYS.hold(key)
            return engine
        if not KEYS.ask_again(path, wrong):
            break
    raise WrongPassphrase(path)


def _first_page(path: Path) -> bytes:
    with looked_into(path) as file:
        return file.read(PAGE_BYTES)


def _is_cipher(page: bytes) -> bool:
    return len(page) == PAGE_BYTES and not page.startswith(MAGIC) and len(set(page)) >= VALUES_AT_LEAST
