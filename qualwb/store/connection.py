"""A database as the project needs it: foreign keys on, durable, explicit transactions."""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from qualwb.store.engines.backend import BACKEND
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.faults import operational_errors
from qualwb.store.engines.interface import DriverConnection, FileEngine
from qualwb.store.engines.sqlite_backend import SQLITE
from qualwb.store.explaining import no_room

APPLICATION_ID = 0x71776221
"""'qwb!' in the file's header marks our project files."""

PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF", "temp_store=MEMORY")
BUSY_SECONDS = 10.0
"""How long a connection waits for another program's act."""


def connect(path: Path, engine: FileEngine | None = None) -> DriverConnection:
    """A plain connection with the pragmas that every connection of ours has.

    The engine is that of the file unless one is given, as for a new file. Where nothing can be written (an
    archive, another's folder, a full disk), the project can still be read.
    """
    path = path.resolve()  # what SQLite lays beside a file lies beside the one that a link leads to
    engine = engine or engine_of(path)
    connection = engine.open(path, immutable=_only_readable(path), wait=BUSY_SECONDS)
    if no_room(path) and not _answers(connection) and not _log_has_pages(path):
        connection.close()
        connection = engine.open(path, immutable=True)
    for pragma in (*engine.pragmas, *PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def connect_to_read(path: Path) -> DriverConnection:
    """A plain connection that leaves the file as it is: its log too, should another program have it open."""
    path = path.resolve()
    engine = engine_of(path)
    if _log_has_pages(path):
        return engine.open(path, mode="ro", wait=BUSY_SECONDS)
    return engine.open(path, immutable=True)


def _only_readable(path: Path) -> bool:
    writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    return path.exists() and not writable and not _log_has_pages(path)


def _log_has_pages(path: Path) -> bool:
    """Then SQLite must not be told that the file is immutable: it would not look into the log."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _answers(connection: DriverConnection) -> bool:
    """Whether the file can be read: SQLite first makes room for the memory that its readers share."""
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except operational_errors():
        return False
    return True


def engine_for(path: Path) -> Engine:
    """An engine whose transactions are real ones: BEGIN for reading, BEGIN IMMEDIATE for writing.

    Its URL names neither the file nor a key. Raises as ``engine_of`` does.
    """
    files = engine_of(path)
    engine = create_engine(
        "sqlite://", module=files.driver, creator=lambda: connect(path, files), poolclass=QueuePool
    )

    @event.listens_for(engine, "connect")
    def connected(_connection: DriverConnection, record: ConnectionPoolEntry) -> None:
        record.info[BACKEND] = SQLITE

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
