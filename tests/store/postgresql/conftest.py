"""What the tests of the server's store share."""

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database."""
    psycopg = pytest.importorskip("psycopg")
    where = os.environ.get("QUALWB_TEST_SERVER")
    if where is None:
        pytest.skip("no server")
    name = f"schema_{uuid4().hex[:8]}"
    with psycopg.connect(f"postgresql://postgres@/postgres?{where}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield f"postgresql://postgres@/{name}?{where}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty(database: str) -> Engine:
    """An engine on an empty database, as SQLAlchemy makes it by itself."""
    return create_engine(database.replace("postgresql:", "postgresql+psycopg:", 1), poolclass=NullPool)
