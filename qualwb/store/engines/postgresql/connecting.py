"""Connections to a project on a server, and its transactions."""

from typing import Any

import psycopg
from psycopg import Connection as ServerConnection
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from qualwb.store.engines.backend import BACKEND
from qualwb.store.engines.postgresql import APPLICATION, SCHEMA
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.backend import CHAIN_HEAD, PostgresqlBackend
from qualwb.store.engines.postgresql.conversation import Conversation, Said

CONNECT_SECONDS = 5
"""How long a server may take to answer a new connection."""
BUSY_SECONDS = 10
"""How long an act waits for the acts of others, which take turns."""
DEAD_AFTER = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""Seconds after which a peer is asked whether it is still there, seconds between, and how often."""

LOCK = 0x71776221
"""The advisory lock that acts take turns by: the journal is one chain. Databases have their locks apart."""

_READING = (Said("BEGIN ISOLATION LEVEL REPEATABLE READ"),)
_WRITING = (
    Said("BEGIN"),
    Said(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"),
    Said("SELECT pg_advisory_xact_lock(%s)", (LOCK,)),
)


def server_connection(address: Address) -> ServerConnection[Any]:
    """A connection outside transactions, to the project's schema. Raises ``psycopg.OperationalError``."""
    settings = {"search_path": SCHEMA, "timezone": "UTC", **{f"tcp_{k}": v for k, v in DEAD_AFTER.items()}}
    given = address.connect_parameters()
    options = " ".join(
        [*(f"-c {name}={value}" for name, value in settings.items()), given.pop("options", "")]
    )
    return psycopg.connect(
        autocommit=True,
        # A statement that was prepared before a view hid a table would go on reading the table.
        prepare_threshold=None,
        options=options.strip(),
        application_name=APPLICATION,
        connect_timeout=given.pop("connect_timeout", CONNECT_SECONDS),
        **DEAD_AFTER,
        **given,
    )


def engine_for(address: Address) -> Engine:
    """An engine whose reading transactions see one state, and whose writing ones come one after another."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: server_connection(address),
        poolclass=QueuePool,
        use_native_hstore=False,
    )

    @event.listens_for(engine, "connect")
    def connected(server: ServerConnection[Any], record: ConnectionPoolEntry) -> None:
        record.info[BACKEND] = PostgresqlBackend(Conversation(server))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            _conversation(connection).open(_WRITING, [CHAIN_HEAD])
        else:
            _conversation(connection).open(_READING)

    @event.listens_for(engine, "before_cursor_execute")
    def before(connection: Connection, *_statement: object) -> None:
        _conversation(connection).settle()

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        _conversation(connection).commit()

    @event.listens_for(engine, "rollback")
    def rollback(connection: Connection) -> None:
        _conversation(connection).forget()

    return engine


def _conversation(connection: Connection) -> Conversation:
    backend: PostgresqlBackend = connection.info[BACKEND]
    return backend.conversation
