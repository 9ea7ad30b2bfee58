"""How a connection is kept from waiting for a server that is no longer there."""

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
