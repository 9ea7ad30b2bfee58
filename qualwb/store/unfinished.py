"""Marks in the file that a work of several steps was begun, until all of them are done.

They are bits of SQLite's ``user_version``, which the program uses for nothing else: it is written with the
first step's transaction, and needs no row that the journal would have to know.
"""

from enum import IntFlag

from sqlalchemy import Connection

from qualwb.store.open_project import OpenProject


class Work(IntFlag):
    """What was erased from the tables, but may still lie in freed space, the log and the copies."""

    SEALING = 1
    WITHDRAWAL = 2


def begin(connection: Connection, work: Work) -> None:
    """Within a transaction: note that this work is begun."""
    _write(connection, _begun(connection) | work)


def end(connection: Connection, work: Work) -> None:
    """Within a transaction: note that this work is done."""
    _write(connection, _begun(connection) & ~work)


def is_begun(connection: Connection, work: Work) -> bool:
    """Whether this work was begun and is not done."""
    return work in _begun(connection)


def is_left(project: OpenProject, work: Work) -> bool:
    """Whether this work was begun and broken off, in a project that nothing is being done to."""
    with project.reading_whole() as connection:
        return is_begun(connection, work)


def _begun(connection: Connection) -> Work:
    if connection.dialect.name != "sqlite":  # on a server nothing is erased
        return Work(0)
    return Work(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def _write(connection: Connection, works: Work) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {int(works)}")
