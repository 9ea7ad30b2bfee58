"""What the drivers raise: neither's errors are those of the other, so they are told apart here alone."""

import sqlite3
import sys
from types import ModuleType

Errors = tuple[type[Exception], ...]
"""As ``except`` takes them."""


def _drivers() -> list[ModuleType]:
    """The drivers that are loaded: no other can have raised anything."""
    encrypting = sys.modules.get("sqlcipher3.dbapi2")
    return [sqlite3, encrypting] if encrypting else [sqlite3]


def database_errors(*others: type[Exception]) -> Errors:
    """Whatever a driver raises, and these others."""
    return (*others, *(driver.Error for driver in _drivers()))


def integrity_errors() -> Errors:
    """A rule of the schema does not allow what was to be written."""
    server = sys.modules.get("psycopg")
    drivers = [*_drivers(), server] if server else _drivers()
    return tuple(driver.IntegrityError for driver in drivers)


def operational_errors() -> Errors:
    """The database could not do it: locked, unreadable, full."""
    return tuple(driver.OperationalError for driver in _drivers())


def is_of_file(error: BaseException) -> bool:
    """Whether it tells of the file; a broken rule and a faulty statement are faults of ours."""
    files = tuple(driver.DatabaseError for driver in _drivers())
    ours = integrity_errors() + tuple(driver.ProgrammingError for driver in _drivers())
    return isinstance(error, files) and not isinstance(error, ours)


def primary_code(error: BaseException) -> int:
    """SQLite's primary result code; 0 for an error that has none."""
    # The low byte is the primary code; the rest says more than is needed here.
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)) & 0xFF
