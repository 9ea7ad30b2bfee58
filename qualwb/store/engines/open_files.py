"""Which files this process has open, and by which engine.

POSIX drops all locks that a process has on a file as soon as it closes any descriptor of that file; then
another process may write meanwhile and damage it. So a file that is open here is looked at by its
connections alone, and which engine it takes is known by them.
"""

import os
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

from qualwb.store.engines.interface import DriverConnection, FileEngine

_File = tuple[int, int]
"""Device and inode."""
_open: WeakKeyDictionary[DriverConnection, tuple[_File, FileEngine]] = WeakKeyDictionary()
_lock = Lock()


def note_open(connection: DriverConnection, path: Path, engine: FileEngine) -> None:
    """A connection was opened on the file at the path."""
    with _lock:
        _open[connection] = _file(path.stat()), engine


def note_closed(connection: DriverConnection) -> None:
    """A connection was closed; one that nobody refers to any more is forgotten by itself."""
    with _lock:
        _open.pop(connection, None)


def engine_in_use(path: Path) -> FileEngine | None:
    """The engine by which this process has the file open. Raises ``OSError``."""
    with _lock:
        wanted = _file(path.stat())
        return next((engine for file, engine in _open.values() if file == wanted), None)


def _file(status: os.stat_result) -> _File:
    return status.st_dev, status.st_ino
