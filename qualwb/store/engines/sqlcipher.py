"""Files that SQLCipher 4 encrypts, with its defaults, so that every program with SQLCipher opens them.

Of each page of 4,096 bytes the content is encrypted by AES-256 and sealed by HMAC-SHA512, in the file, in its
log and in its journal alike; names and sizes of files, and when they changed, are seen by all.

Of what can be tuned, only the cache is: a larger page would ask every other program for the same pragma,
SQLite maps no encrypted file into memory, and ``cipher_memory_security``, which wipes memory as it is given
back, stays off as SQLCipher has it, since Python holds the same words in memory anyway.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from qualwb.errors import MissingExtra
from qualwb.localization import gettext as _
from qualwb.store.engines.faults import database_errors, primary_code
from qualwb.store.engines.interface import DriverConnection, FileEngine, address
from qualwb.store.engines.keys import Key
from qualwb.store.engines.open_files import note_closed, note_open
from qualwb.store.engines.sqlite import PLAIN

try:
    from sqlcipher3 import dbapi2
except ImportError as missing:
    raise MissingExtra(_("An encrypted project"), "encrypted") from missing

CACHE_KIB = 65_536
"""Decrypted pages that a connection may keep: each one that is read anew is decrypted anew.

It holds the codings, turns and texts of 200 sources with 50,000 codings: with 16 MiB a matrix of these took
twice as long as on a plain file, with 48 and with 64 as long. No project takes more than it is large.
"""
CORRUPT, NO_DATABASE = 11, 26
"""SQLITE_CORRUPT and SQLITE_NOTADB."""


class _CipherConnection(dbapi2.Connection):  # type: ignore[misc]
    def close(self) -> None:
        super().close()
        note_closed(self)


class EncryptedEngine:
    """SQLCipher with the key of one file and its copies."""

    driver: ModuleType = dbapi2
    pragmas: tuple[str, ...] = (f"cache_size={-CACHE_KIB}",)

    def __init__(self, key: Key) -> None:
        self.key = key

    def open(
        self, path: Path, *, immutable: bool = False, mode: str = "rwc", wait: float = 0.0
    ) -> DriverConnection:
        connection = _connected(path, self, address(path, immutable=immutable, mode=mode), wait)
        connection.set_key(self.key.literal())
        return connection

    def is_cut_off(self, path: Path) -> bool:
        """As SQLite says when it compares the header, which is encrypted too, with the file."""
        return self._refused_as(path) == CORRUPT

    def fits(self, path: Path) -> bool:
        """Whether the key is the one of the file. Raises what the driver raises for other reasons."""
        # A second look, since another program may have been writing the first page under the first.
        return any(self._refused_as(path) != NO_DATABASE for _look in range(2))

    def _refused_as(self, path: Path) -> int | None:
        connection = self.open(path, immutable=True)
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except database_errors() as error:
            if primary_code(error) not in (CORRUPT, NO_DATABASE):
                raise
            return primary_code(error)
        finally:
            connection.close()
        return None


class PlainByCipher:
    """Plain files by SQLCipher's driver, which alone copies from one kind into the other.

    No file may be open by both drivers at once: each would drop the locks of the other.
    """

    key = None
    driver: ModuleType = dbapi2
    pragmas: tuple[str, ...] = ()

    def open(
        self, path: Path, *, immutable: bool = False, mode: str = "rwc", wait: float = 0.0
    ) -> DriverConnection:
        return _connected(path, self, address(path, immutable=immutable, mode=mode), wait)

    def is_cut_off(self, path: Path) -> bool:
        return PLAIN.is_cut_off(path)


def copy_as(origin: DriverConnection, copy: Path, key: Key | None) -> None:
    """Copy what a connection of SQLCipher's driver has open into an empty file with that key, or with none.

    Raises what the driver raises.
    """
    origin.execute("ATTACH DATABASE ? AS copied KEY ?", (str(copy), key.literal() if key else ""))
    try:
        with _one_transaction(origin):  # the tables are copied one by one, but of one state
            origin.execute("SELECT sqlcipher_export('copied')").fetchone()
            for number in ("application_id", "user_version"):  # an export leaves out what is no table
                (value,) = origin.execute(f"PRAGMA main.{number}").fetchone()
                origin.execute(f"PRAGMA copied.{number} = {value}")
    finally:
        origin.execute("DETACH DATABASE copied")


@contextmanager
def _one_transaction(connection: DriverConnection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connected(path: Path, engine: FileEngine, uri: str, wait: float) -> _CipherConnection:
    connection: _CipherConnection = dbapi2.connect(
        uri,
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=False,
        factory=_CipherConnection,
    )
    note_open(connection, path, engine)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would talk on stderr of a wrong key
    return connection
