"""Which errors of the driver mean that there is no connection to the server, or none any longer."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from qualwb.store.errors import NoConnection, NotPermitted, ProjectLocked, StoredInDoubt

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


LOCKED = "55P03"
"""Waited for longer than we do."""
NOT_PERMITTED = "42501"
"""Of a right that the login's role has not, and of a policy."""


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
        raise explanation(label, error) from error


def explanation(label: str, error: DBAPIError | psycopg.Error) -> Exception:
    """The user's error; one that is ours to mend comes back as the driver's."""
    if isinstance(error, BrokenCommit):
        return StoredInDoubt(label, error.digest)
    if lost_connection(error):
        return no_connection(label, error)
    state = _state(error)
    if state == LOCKED:
        return ProjectLocked(label)
    if state == NOT_PERMITTED:
        return NotPermitted(label, _first_line(error))
    return error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error


def _state(error: BaseException) -> str | None:
    told = error.orig if isinstance(error, DBAPIError) else error
    return told.sqlstate if isinstance(told, psycopg.Error) else None


def no_connection(label: str, error: BaseException) -> NoConnection:
    """The user's error; ``label`` says which project, and the driver's first line why."""
    return NoConnection(label, _first_line(error))


def _first_line(error: BaseException) -> str:
    told = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return next(iter(str(told).strip().splitlines()), "")
