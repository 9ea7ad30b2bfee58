"""Our turn to write: acts queue for the project's lock, in the order in which they came.

Each holds it for a few round trips, so that it is soon one's turn. Who waits for longer is told for whom, and
waits once more, at the end of the queue.
"""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection as ServerConnection

from qualwb.store.engines.postgresql import WRITE_LOCK
from qualwb.store.engines.postgresql.conversation import Said
from qualwb.store.engines.postgresql.waiting import WAITING

SOON_SECONDS = 3
"""After so long it is told who is waited for."""
PATIENCE_SECONDS = 30
"""How long is waited then: as long as some thirty acts of others take with round trips of 100 ms."""
STANDING_STILL = "10min"
"""How long an act may work on this side within its transaction while the others wait."""

_HOLDER = """
    SELECT coalesce(coder, usename::text) FROM pg_locks JOIN pg_stat_activity USING (pid)
    LEFT JOIN qualwb.member ON login = usename
    WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def writing() -> Iterable[Said]:
    """What begins a transaction that writes, when it is our turn soon."""
    return _writing(SOON_SECONDS)


def writing_later(server: ServerConnection[Any]) -> Iterable[Said]:
    """The same when it was not: tells for whom we wait."""
    for (holder,) in server.execute(_HOLDER, (WRITE_LOCK,)).fetchall():
        WAITING.tell(holder)
    return _writing(PATIENCE_SECONDS)


def _writing(seconds: float) -> Iterable[Said]:
    return (
        # Each statement sees what was stored before it: the lock is waited for by the first one.
        Said("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
        Said(f"SET LOCAL lock_timeout = '{round(1000 * seconds)}ms'"),
        Said(f"SET LOCAL idle_in_transaction_session_timeout = '{STANDING_STILL}'"),
        Said("SELECT pg_advisory_xact_lock(%s)", (WRITE_LOCK,)),
    )
