"""A database encrypted, decrypted or given another key in place: the one or the other at every moment.

A whole copy is made beside it, compared with it row by row, and then takes its place.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.backup import verify_copy
from qualwb.store.engines.detection import engine_of, engine_with
from qualwb.store.engines.faults import operational_errors, primary_code
from qualwb.store.engines.interface import DriverConnection, FileEngine
from qualwb.store.engines.keys import Key
from qualwb.store.engines.open_files import engine_in_use
from qualwb.store.errors import ProjectInUse, UnusableProject
from qualwb.store.explaining import LOCKED, explained
from qualwb.store.project_file import logs_of, remove_files

WAIT_SECONDS = 2.0
"""How long another program may go on with what it is doing."""
CHUNK = 1 << 20
IO_ERROR = 10
"""SQLITE_IOERR."""

_TABLES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND (rootpage > 0 OR name = 'sqlite_sequence') ORDER BY name
"""
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def convert(path: Path, key: Key | None) -> None:
    """Give the database at ``path`` that key; none makes it plain.

    What a plain file held is overwritten, unless it has another name too. Raises ``ProjectInUse`` while any
    program has the file open, ``UnusableProject`` when it can't be read or written, ``MissingExtra``; then
    nothing has changed.
    """
    from qualwb.store.engines.sqlcipher import copy_as

    path = path.resolve()
    with explained(path):
        if engine_in_use(path) is not None:  # locks of one process don't keep itself out
            raise ProjectInUse(path)
        engine, new = engine_of(path), engine_with(key)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".partial")
        os.close(descriptor)
        copy = Path(name)
        try:
            with _kept_open(path) as lying:
                with _alone_with(path, _by_cipher(engine)) as origin:
                    copy_as(origin, copy, key)
                    _compare(origin, copy, new)
                    _make_ready(copy, new)
                    copy.replace(path)
                _flush(path.parent)
                if engine.key is None:
                    _overwrite(lying)
        finally:
            remove_files(copy)


def copy_with_key(path: Path, copy: Path, key: Key | None) -> None:
    """Copy the database at ``path``, which is left as it is, into an empty file with that key, or with none.

    Other programs may have it open, this process may not. Raises ``UnusableProject`` when the copy is not
    sound, and what the driver raises.
    """
    from qualwb.store.engines.sqlcipher import copy_as

    reader = _by_cipher(engine_of(path))
    log = path.with_name(path.name + "-wal")
    folded = not (log.exists() and log.stat().st_size)
    with closing(reader.open(path, immutable=folded, mode="ro", wait=WAIT_SECONDS)) as origin:
        copy_as(origin, copy, key)
    _verify(copy, engine_with(key))


def erase_file(path: Path) -> None:
    """Overwrite and remove a file, or only its name where it has others. Raises ``OSError``.

    Of a link also the file that it leads to: what was said to be deleted would lie there still.
    """
    file = path.resolve()
    if file.exists():
        with _kept_open(file) as lying:
            file.unlink()
            _overwrite(lying)
    if path.is_symlink():
        path.unlink()


@contextmanager
def _kept_open(path: Path) -> Iterator[int]:
    """A descriptor of the file; closed after every connection to it, whose locks would go with it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _alone_with(path: Path, engine: FileEngine) -> Iterator[DriverConnection]:
    """A connection to a file that nobody else has open, nor can open meanwhile; its log is folded in.

    Who is waiting to read it then finds a file that keeps no log: were it to keep one after its name has been
    given to another file, its log would be taken for that file's.
    """
    with closing(engine.open(path, mode="rw", wait=WAIT_SECONDS)) as connection:
        try:
            # The log first: a journal written under the lock would stay, and be taken for the copy's.
            _fold_log(connection)
            connection.execute("PRAGMA main.locking_mode = EXCLUSIVE").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            (mode,) = connection.execute("PRAGMA main.journal_mode").fetchone()
        except operational_errors() as error:
            if primary_code(error) in LOCKED:
                raise ProjectInUse(path) from None
            raise
        if mode != "delete":
            raise ProjectInUse(path)
        for leftover in logs_of(path):  # of processes that were killed; nothing in them is needed any more
            leftover.unlink(missing_ok=True)
        try:
            yield connection
        except BaseException:  # the file still lies there, and nobody else has it open
            connection.execute("PRAGMA main.journal_mode = WAL").fetchone()
            raise


def _fold_log(connection: DriverConnection) -> None:
    """Let the file keep no log beside it any more. Raises what the driver raises."""
    fold = "PRAGMA main.journal_mode = DELETE"
    try:
        connection.execute(fold).fetchone()
    except operational_errors() as error:
        if primary_code(error) != IO_ERROR:
            raise
        # Who has just opened the file that lay here before, and finds a journal by its name, takes it for a
        # crashed one of that file and removes it.
        connection.execute(fold).fetchone()


def _by_cipher(engine: FileEngine) -> FileEngine:
    """The same file by SQLCipher's driver, plain or not."""
    from qualwb.store.engines.sqlcipher import PlainByCipher

    return engine if engine.key is not None else PlainByCipher()


def _verify(copy: Path, engine: FileEngine) -> None:
    """Raise ``UnusableProject`` unless the copy opens by its engine and is sound, page by page."""
    verify_copy(engine.open(copy), copy, broken=True)
    with closing(engine.open(copy)) as written:
        if engine.key is not None and written.execute("PRAGMA cipher_integrity_check").fetchone():
            raise _differs(copy)


def _compare(origin: DriverConnection, copy: Path, engine: FileEngine) -> None:
    """The same, and that it has every table and every row of the original."""
    _verify(copy, engine)
    with closing(engine.open(copy)) as written:
        if origin.execute(_SCHEMA).fetchall() != written.execute(_SCHEMA).fetchall():
            raise _differs(copy)
        for (table,) in origin.execute(_TABLES).fetchall():
            rows = f'SELECT * FROM main."{table}"'
            ours, theirs = iter(origin.execute(rows)), iter(written.execute(rows))
            if any(row != next(theirs, None) for row in ours) or next(theirs, None) is not None:
                raise _differs(copy)


def _differs(copy: Path) -> UnusableProject:
    return UnusableProject(_("{path}: the copy is not what it was made of.").format(path=copy))


def _make_ready(copy: Path, engine: FileEngine) -> None:
    """Make the copy ready to be used, and sure to be on the disk."""
    with closing(engine.open(copy)) as written:
        written.execute("PRAGMA journal_mode = WAL").fetchone()
    _flush(copy)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _overwrite(descriptor: int) -> None:
    """Overwrite a file that has no name any more; one that has is another's, such as a snapshot's."""
    status = os.fstat(descriptor)
    if status.st_nlink:
        return
    for start in range(0, status.st_size, CHUNK):
        os.pwrite(descriptor, bytes(min(CHUNK, status.st_size - start)), start)
    os.fsync(descriptor)
