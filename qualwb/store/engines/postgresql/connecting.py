"""Connections to a project on a server, and its transactions."""

import logging
from itertools import count
from select import select
from typing import Any, LiteralString

import psycopg
from psycopg import Connection as ServerConnection
from psycopg import Cursor
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from qualwb.store.engines.backend import BACKEND
from qualwb.store.engines.postgresql import APPLICATION, SCHEMA
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.backend import PostgresqlBackend
from qualwb.store.engines.postgresql.conversation import Conversation, Said
from qualwb.store.engines.postgresql.faults import wants_password
from qualwb.store.engines.postgresql.known_server import KNOWN_SERVER
from qualwb.store.engines.postgresql.liveness import LIVENESS, SERVERS_OWN
from qualwb.store.engines.postgresql.passwords import PASSWORDS
from qualwb.store.engines.postgresql.turns import writing, writing_later

_READING = (Said("BEGIN ISOLATION LEVEL REPEATABLE READ"),)
_SETTINGS = {
    "search_path": SCHEMA,
    "timezone": "UTC",
    "jit": "off",  # to compile a question takes 80 ms, which none of ours wins back
    **SERVERS_OWN,
}

# That a connection broke is told in one line, by whoever used it: what its makers log of it besides would be
# written across the screen.
for _maker in ("psycopg", "sqlalchemy"):
    logging.getLogger(_maker).addHandler(logging.NullHandler())


def server_connection(address: Address) -> ServerConnection[Any]:
    """A connection outside transactions, to the project's schema. Raises ``psycopg.OperationalError``.

    A password that is found nowhere, or not the right one, is asked for.
    """
    given = {**LIVENESS, **address.connect_parameters()}
    settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    options = f"{settings} {given.pop('options', '')}".strip()
    # A statement that was prepared before a view hid a table would go on reading the table.
    given |= {"prepare_threshold": None, "options": options, "application_name": APPLICATION}
    for refused in count():
        try:
            server = psycopg.connect(autocommit=True, **given)
        except psycopg.OperationalError as error:
            password = PASSWORDS.ask(str(address), refused) if wants_password(error) else None
            if password is None:
                raise
            given["password"] = password
        else:
            if refused:
                PASSWORDS.hold(str(address), given["password"])
            return server
    raise AssertionError


def engine_for(address: Address) -> Engine:
    """An engine whose reading transactions see one state, and whose writing ones come one after another."""
    engine = create_engine(
        KNOWN_SERVER,
        creator=lambda: server_connection(address),
        poolclass=QueuePool,
        pool_use_lifo=True,
        use_native_hstore=False,
    )

    @event.listens_for(engine, "connect")
    def connected(server: ServerConnection[Any], record: ConnectionPoolEntry) -> None:
        record.info[BACKEND] = PostgresqlBackend(Conversation(server))

    @event.listens_for(engine, "checkout")
    def still_there(server: ServerConnection[Any], *_pool: object) -> None:
        # A server says nothing unasked, but that it ends the connection.
        if server.closed or select([server.fileno()], [], [], 0)[0]:
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            _conversation(connection).open(writing(), writing_later)
        else:
            _conversation(connection).open(_READING)

    @event.listens_for(engine, "do_execute")
    def execute(
        cursor: Cursor[Any], text: LiteralString, values: Any, context: DefaultExecutionContext
    ) -> bool:
        if not context.root_connection.in_transaction():  # what SQLAlchemy asks of a server first
            return False
        conversation = _conversation(context.root_connection)
        conversation.send_with(lambda: cursor.execute(text, values), reads=_reads(context))
        return True

    @event.listens_for(engine, "do_execute_no_params")
    def execute_bare(_cursor: object, _text: str, context: DefaultExecutionContext) -> None:
        _conversation(context.root_connection).settle()

    @event.listens_for(engine, "do_executemany")
    def execute_many(*statement: Any) -> None:
        _conversation(statement[-1].root_connection).settle()

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        _conversation(connection).commit()

    @event.listens_for(engine, "rollback")
    def rollback(connection: Connection) -> None:
        if not connection.invalidated:  # a line that was cut takes its conversation along
            _conversation(connection).forget()

    return engine


def _reads(context: DefaultExecutionContext) -> bool:
    """Whether a statement of SQLAlchemy's is sure to write nothing."""
    return context.invoked_statement is not None and context.invoked_statement.is_select


def _conversation(connection: Connection) -> Conversation:
    backend: PostgresqlBackend = connection.info[BACKEND]
    return backend.conversation
