"""What migrations need on a server: the project's schema, its write lock, and nobody's reading for long."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select, text
from sqlalchemy.schema import CreateSchema

from qualwb.store.engines.postgresql import SCHEMA, WRITE_LOCK
from qualwb.store.engines.postgresql import tables as tables  # tells Alembic how our tables are made
from qualwb.store.engines.postgresql.functions import create_functions
from qualwb.store.engines.postgresql.turn_index import create_turn_index

LOCK_SECONDS = 10


@contextmanager
def migrating(connection: Connection) -> Iterator[None]:
    """One transaction for the migrations within, in which all unqualified names are the project's.

    A table that others read is waited for, ``LOCK_SECONDS`` long. Raises what the driver raises.
    """
    with connection.begin(), migrating_within(connection):
        yield


@contextmanager
def migrating_within(connection: Connection) -> Iterator[None]:
    """The same in a transaction that is begun, to whose end the search path and the lock hold."""
    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
    connection.execute(select(func.pg_advisory_xact_lock(WRITE_LOCK)))
    if connection.execute(select(func.to_regnamespace(SCHEMA))).scalar() is None:
        connection.execute(CreateSchema(SCHEMA))
    # Temporary tables come last, else one of that name would stand for ours.
    connection.execute(text(f"SET LOCAL search_path = {SCHEMA}, pg_temp"))
    yield
    create_functions(connection)
    create_turn_index(connection)
