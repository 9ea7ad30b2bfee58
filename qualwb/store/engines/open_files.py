"""Which files this process has open, and by which engine.

POSIX drops all locks that a process has on a file as soon as it closes any descriptor of that file; then
another process may write meanwhile and damage it. So what is read of a file beside SQLite is read by
``looked_into``, and which engine a file takes that is open here is known by its connections.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO
from weakref import WeakKeyDictionary

from qualwb.store.engines.interface import DriverConnection, FileEngine

_File = tuple[int, int]
"""Device and inode."""
_open: WeakKeyDictionary[DriverConnection, tuple[_File, FileEngine]] = WeakKeyDictionary()
_kept: dict[_File, list[BinaryIO]] = {}
"""What was opened to look into files that are in use: not to be closed before their connections."""
_lock = Lock()


def note_open(connection: DriverConnection, path: Path, engine: FileEngine) -> None:
    """A connection was opened on the file at the path."""
    with _lock:
        _open[connection] = _file(path.stat()), engine
        _close_unneeded()


def note_closed(connection: DriverConnection) -> None:
    """A connection was closed; one that nobody refers to any more is forgotten by itself."""
    with _lock:
        _open.pop(connection, None)
        _close_unneeded()


def engine_in_use(path: Path) -> FileEngine | None:
    """The engine by which this process has the file open. Raises ``OSError``."""
    with _lock:
        wanted = _file(path.stat())
        return next((engine for file, engine in _open.values() if file == wanted), None)


@contextmanager
def looked_into(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file from its beginning. Raises ``OSError``.

    Where this process has a connection to it, the descriptor stays open for the next who looks, and until
    the last connection is closed.
    """
    with _lock:
        known = _file(path.stat())
        kept = _kept.get(known)
        file = kept.pop() if kept else path.open("rb")
    try:
        file.seek(0)
        yield file
    finally:
        with _lock:
            _kept.setdefault(_file(os.fstat(file.fileno())), []).append(file)
            _close_unneeded()


def _close_unneeded() -> None:
    """Close what looked into files that no connection has open any more; the lock is held meanwhile."""
    in_use = {file for file, _engine in _open.values()}
    for file in _kept.keys() - in_use:
        for one in _kept.pop(file):
            one.close()


def _file(status: os.stat_result) -> _File:
    return status.st_dev, status.st_ino
