"""SQLite as the project needs it: foreign keys on, durable, explicit transactions."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from qualwb.store.explaining import no_room

APPLICATION_ID = 0x71776221
"""'qwb!' in the file's header marks our project files."""

BUSY_SECONDS = 10.0


def connect(path: Path) -> sqlite3.Connection:
    """A plain connection with the pragmas that every connection of ours has.

    Where nothing can be written (an archive, another's folder, a full disk), the project can still be read.
    """
    path = path.resolve()  # what SQLite lays beside a file lies beside the one that a link leads to
    connection = _open(path, immutable=_only_readable(path))
    if no_room(path) and not _answers(connection) and not _log_has_pages(path):
        connection.close()
        connection = _open(path, immutable=True)
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A plain connection that leaves the file as it is: its log too, should another program have it open."""
    path = path.resolve()
    return _open(path, immutable=True) if not _log_has_pages(path) else _open(path, mode="ro")


def _open(path: Path, *, immutable: bool = False, mode: str = "rwc") -> sqlite3.Connection:
    where = f"{path.as_uri()}?{'immutable=1' if immutable else f'mode={mode}'}"
    return sqlite3.connect(
        where, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _only_readable(path: Path) -> bool:
    writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    return path.exists() and not writable and not _log_has_pages(path)


def _log_has_pages(path: Path) -> bool:
    """Then SQLite must not be told that the file is immutable: it would not look into the log."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _answers(connection: sqlite3.Connection) -> bool:
    """Whether the file can be read: SQLite first makes room for the memory that its readers share."""
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        return False
    return True


def engine_for(path: Path) -> Engine:
    """An engine whose transactions are real ones: BEGIN for reading, BEGIN IMMEDIATE for writing."""
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
