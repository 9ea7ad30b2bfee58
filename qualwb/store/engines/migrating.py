"""What each engine needs around its migrations."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection


def migrating(connection: Connection) -> AbstractContextManager[None]:
    """One transaction for the migrations that run within; nothing of them stays when it fails.

    Raises ``RuntimeError`` when they broke a foreign key, and what the driver raises.
    """
    if connection.dialect.name == "postgresql":
        from qualwb.store.engines.postgresql.migrating import migrating as migrating_server

        return migrating_server(connection)
    return _migrating_file(connection)


def schema_of(connection: Connection) -> str | None:
    """The schema that holds the project's tables, where the engine has schemas."""
    if connection.dialect.name == "postgresql":
        from qualwb.store.engines.postgresql import SCHEMA

        return SCHEMA
    return None


@contextmanager
def _migrating_file(connection: Connection) -> Iterator[None]:
    """Foreign keys are off meanwhile, since a table rebuilt in a batch would take its children along."""
    # The pragma is ignored inside a transaction, so it goes to the driver's connection before BEGIN.
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            yield
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken:
                raise RuntimeError(f"migration breaks a foreign key: {tuple(broken)}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
