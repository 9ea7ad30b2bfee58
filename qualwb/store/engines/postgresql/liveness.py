"""How neither end of a connection waits for the other when that is no longer there."""

LIVENESS: dict[str, int] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""Parameters of libpq, in seconds; the last one in milliseconds, and known to Linux alone.

On a network that swallows everything a statement fails with them after some ten seconds. Without them it
waits for as long as the system does: a quarter of an hour, or for ever.
"""

SERVERS_OWN: dict[str, str] = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
}
"""Settings of a session, in seconds: when the server lets go of a program that is no longer there.

What it had begun to write is then undone, and the others go on. Without them they wait until the transaction
has stood still for as long as it may.
"""
