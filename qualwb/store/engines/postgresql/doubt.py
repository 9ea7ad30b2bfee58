"""Whether an act was stored whose COMMIT was sent when the connection broke."""

from collections.abc import Mapping
from typing import Any

import psycopg

from qualwb.store.engines.postgresql import SCHEMA, WRITE_LOCK
from qualwb.store.engines.postgresql.faults import explained
from qualwb.store.engines.postgresql.liveness import LIVENESS

PATIENCE = "60s"
"""How long the writer in doubt may still hold the lock."""


def was_stored(parameters: Mapping[str, Any], digest: str, label: str) -> bool:
    """Whether the journal holds the change of this digest; ``parameters`` are those of a connection.

    The server may still be at work on what was sent over the broken connection: it is waited for, by the lock
    that whoever writes holds. Raises ``NoConnection``, and ``ProjectLocked`` if that takes too long, told of
    the project by ``label``.
    """
    with explained(label), psycopg.connect(**{**LIVENESS, **parameters}) as connection:
        connection.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        found = connection.execute(
            f"SELECT EXISTS (SELECT FROM {SCHEMA}.change WHERE digest = %s)", [digest]
        ).fetchone()
    return bool(found and found[0])
