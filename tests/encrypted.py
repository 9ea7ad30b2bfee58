"""An encrypted project for tests, in this process and in those that a test starts."""

from functools import cache
from pathlib import Path

import pytest

from qualwb.store.engines.detection import engine_of, engine_with
from qualwb.store.engines.interface import DriverConnection, FileEngine
from qualwb.store.engines.keys import KEYS, Key

PASSPHRASE = "sju röda lådor"


@cache
def key() -> Key:
    """The key of all encrypted projects of this process, so that it is derived once."""
    return Key.derived(PASSPHRASE)


def encrypted_engine() -> FileEngine:
    """The engine of projects with that key, held from now on; skips the test without the library."""
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    KEYS.hold(key())
    return engine_with(key())


def unlock() -> None:
    """Let this process open whatever has the passphrase."""
    KEYS.ask = lambda _path: PASSPHRASE


def raw_connection(path: Path) -> DriverConnection:
    """The file as another program would open it, plain or encrypted; each statement is a transaction."""
    return engine_of(path).open(path)
