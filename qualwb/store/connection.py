"""SQLite as the project needs it: foreign keys on, durable, explicit transactions."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from qualwb.localization import gettext as _
from qualwb.store.errors import ProjectLocked, UnusableProject

APPLICATION_ID = 0x71776221
"""'qwb!' in the file's header marks our project files."""

BUSY_SECONDS = 10.0


def connect(path: Path) -> sqlite3.Connection:
    """A plain connection with the pragmas that every connection of ours has.

    Where nothing can be written (an archive, another's folder), the project can still be read.
    """
    where = f"{path.resolve().as_uri()}{'?immutable=1' if _only_readable(path) else ''}"
    connection = sqlite3.connect(
        where, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _only_readable(path: Path) -> bool:
    """SQLite must not be told so while a write-ahead log holds newer pages: it would not look into it."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    return path.exists() and not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK))


def engine_for(path: Path) -> Engine:
    """An engine whose transactions are real ones: BEGIN for reading, BEGIN IMMEDIATE for writing."""
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _no_room(path: Path, text: str) -> bool:
    """SQLite reports a disk without room for its shared memory as an I/O error."""
    return "disk i/o" in text and shutil.disk_usage(path.parent).free < 100_000


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system report into one line for the user."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader of what is printed went away: nothing of the project's
    except DBAPIError as error:
        raise explanation(path, error.orig) from error
    except (sqlite3.Error, OSError) as error:
        raise explanation(path, error) from error


def explanation(path: Path, error: Any) -> Exception:
    """The user's error for a database or file error; an error that is ours to mend comes back as it is."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return ProjectLocked(path)
    if "full" in text or getattr(error, "errno", None) == errno.ENOSPC or _no_room(path, text):
        return UnusableProject(
            _("{path}: the disk is full; the last act was not stored.").format(path=path),
            _("Make room and do it again."),
        )
    if "readonly" in text or getattr(error, "errno", None) in (errno.EROFS, errno.EACCES, errno.EPERM):
        return UnusableProject(
            _("{path}: the file or its folder can't be written.").format(path=path),
            _("Give yourself the right to write there, or copy the project to another folder."),
        )
    if isinstance(error, OSError) or (
        isinstance(error, sqlite3.OperationalError) and "unable to open" in text
    ):
        return UnusableProject(_("{path}: can't be opened ({why}).").format(path=path, why=error))
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.IntegrityError | sqlite3.ProgrammingError
    ):
        return UnusableProject(
            _("{path}: the project file is damaged ({why}).").format(path=path, why=error),
            _("Take the newest backup beside it (*.bak)."),
        )
    return error if isinstance(error, Exception) else RuntimeError(str(error))
