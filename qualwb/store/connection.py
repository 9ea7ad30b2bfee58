"""SQLite as the project needs it: foreign keys on, durable, explicit transactions."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

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
