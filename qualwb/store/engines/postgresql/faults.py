"""Which errors of the driver mean that there is no connection to the server, or none any longer."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping
from sqlalchemy.exc import DBAPIError

from qualwb.store.errors import (
    NoConnection,
    NoProjectThere,
    NotPermitted,
    ProjectLocked,
    RefusedByServer,
    RefusedConnection,
    RestedOn,
    StoredInDoubt,
    WrongLogin,
)

GONE = frozenset(
    {
        "25P03",  # ended by the server: a transaction stood still
        "53300",  # no room for one more connection
        "57P01",  # ended by an administrator, or the server shuts down
        "57P02",  # the server crashed
        "57P03",  # the server is starting or stopping
        "57P05",  # ended by the server: nothing was asked for too long
    }
)
"""SQLSTATEs, besides those of class 08."""


_WHERE = (b"host", b"hostaddr", b"port", b"dbname", b"user", b"connect_timeout")
"""What of an address tells where the server is."""

LOCKED = "55P03"
"""Waited for longer than we do."""
NOT_PERMITTED = "42501"
"""Of a right that the login's role has not, and of a policy."""


REFERRED_TO = "23503"
"""A row was to go that another refers to: what a coder sees of them was looked at before."""
REFUSED = ("25", "40", "53", "54", "55", "57", "58", "XX")
"""Classes of what a server refuses for reasons of its own: it only reads, is full, or was told to end it."""

NO_TABLES = ("42P01", "3F000")
"""A table that a project has, or its schema, is not there."""


class BrokenCommit(psycopg.OperationalError):
    """The connection broke after a transaction was sent, and before the server said that it is stored."""

    def __init__(self, digest: str) -> None:
        """``digest``: of the change that was to be stored."""
        super().__init__("the connection broke during COMMIT")
        self.digest = digest


def lost_connection(error: BaseException) -> bool:
    """Whether it tells that there is no connection; what was not committed is not stored then."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        return error.orig is not None and lost_connection(error.orig)
    if not isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return False
    state = error.sqlstate
    if state is None:  # libpq's own: it could not connect, or the line was cut
        return isinstance(error, psycopg.OperationalError) or "closed" in str(error)
    return state in GONE or state.startswith("08")


@contextmanager
def explained(label: str) -> Iterator[None]:
    """Turn what the server and the way to it report into one line for the user."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        told = explanation(label, error)
        # The driver's own error is the cause of the other already: no error may be among its own causes.
        raise told from (None if told is _of_driver(error) else error)


def explanation(label: str, error: DBAPIError | psycopg.Error) -> Exception:
    """The user's error; one that is ours to mend comes back as the driver's."""
    if isinstance(error, BrokenCommit):
        return StoredInDoubt(label, error.digest)
    if lost_connection(error):
        return no_connection(label, error)
    state = _state(error)
    if state == LOCKED:
        return ProjectLocked(label)
    if state in NO_TABLES:
        return NoProjectThere(label)
    if state == NOT_PERMITTED:
        return NotPermitted(label)
    if state == REFERRED_TO:
        return RestedOn(label)
    if state is not None and state.startswith(REFUSED):
        return RefusedByServer(label, _first_line(error))
    return _of_driver(error)


def _of_driver(error: DBAPIError | psycopg.Error) -> Exception:
    return error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error


def _state(error: BaseException) -> str | None:
    told = error.orig if isinstance(error, DBAPIError) else error
    return told.sqlstate if isinstance(told, psycopg.Error) else None


def no_connection(label: str, error: BaseException) -> NoConnection:
    """The user's error; ``label`` says which project, and the driver's first line why."""
    told = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if wants_password(told):
        return WrongLogin(label, _first_line(told))
    return (RefusedConnection if _answers(told) else NoConnection)(label, _first_line(told))


def _first_line(error: BaseException) -> str:
    told = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return next(iter(str(told).strip().splitlines()), "")


def wants_password(error: BaseException) -> bool:
    """Whether the server asked for a password when it was to be connected to, and got none or a wrong one.

    Where it took the password and refuses the database, it names the database, in whatever language: libpq
    gives no code of what is said before there is a connection.
    """
    tried = error.pgconn if isinstance(error, psycopg.OperationalError) else None
    if tried is None or not tried.used_password:
        return tried is not None and bool(tried.needs_password)
    of = {one.keyword: (one.val or b"").decode() for one in tried.info}
    database, login = of.get(b"dbname"), of.get(b"user")
    return database == login or f'"{database}"' not in str(error)


def _answers(error: BaseException) -> bool:
    """Whether the server that would not be connected to is there and takes connections of others."""
    tried = error.pgconn if isinstance(error, psycopg.OperationalError) else None
    if tried is None:
        return False
    where = {
        one.keyword.decode(): one.val.decode() for one in tried.info if one.val and one.keyword in _WHERE
    }
    return PGconn.ping(make_conninfo(**where).encode()) == Ping.OK
