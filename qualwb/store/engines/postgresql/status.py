"""What a server tells of itself and of the connection to it."""

import time
from dataclasses import dataclass
from statistics import median

from sqlalchemy import Connection, text

ASKED = 5
"""How often the server is asked for nothing, to see how long that takes."""

_FACTS = text("""
    SELECT current_setting('server_version'), session_user,
        (SELECT version || ', ' || cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl),
        inet_server_addr() IS NOT NULL,
        pg_database_size(current_database()),
        my_role(), my_coder()
""")
_HERE = text("""
    SELECT DISTINCT usename FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = :application AND usename IS NOT NULL ORDER BY 1
""")


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """A server and the connection to it."""

    version: str
    login: str
    tls: str
    """Version and cipher of TLS; '' where the connection is not encrypted."""
    by_network: bool
    """Whether it goes over TCP, and not over a socket of this machine."""
    size: int
    """Bytes of the database with its indices."""
    latency: float
    """Seconds that a question takes there and back, the median of some."""
    here: tuple[str, ...]
    """The logins that have the project open now, this one too."""
    role: str
    """What the login is in the project; '' for nothing."""
    coder: str
    """Whom it codes as; '' for whoever it names."""


def server_facts(connection: Connection, application: str) -> ServerFacts:
    """What the server tells; ``application`` is what connections of ours call themselves."""
    version, login, tls, by_network, size, role, coder = connection.execute(_FACTS).one()
    here = tuple(connection.execute(_HERE, {"application": application}).scalars())
    latency = _latency(connection)
    return ServerFacts(version, login, tls or "", by_network, size, latency, here, role or "", coder or "")


def _latency(connection: Connection) -> float:
    took = []
    for _time in range(ASKED):
        began = time.perf_counter()
        connection.execute(text("SELECT 1")).scalar()
        took.append(time.perf_counter() - began)
    return median(took)
