"""A mark in the file that a work of several steps was begun, until all of them are done.

It is SQLite's ``user_version``, which the program uses for nothing else: it is written with the first step's
transaction, and needs no row that the journal would have to know.
"""

from sqlalchemy import Connection

SEALING = 1
"""Originals have left the tables of a project that is being sealed, but may lie in freed space or backups."""


def mark(connection: Connection, work: int) -> None:
    """Within a transaction: note that this work is begun; 0 that it is done."""
    connection.exec_driver_sql(f"PRAGMA user_version = {int(work)}")


def is_marked(connection: Connection, work: int) -> bool:
    """Whether this work was begun and is not done."""
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar() == work)
