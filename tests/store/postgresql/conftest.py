"""What the tests of the server's store share."""

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool


@pytest.fixture
def empty(database: str) -> Engine:
    """An engine on an empty database, as SQLAlchemy makes it by itself."""
    return create_engine(database.replace("postgresql:", "postgresql+psycopg:", 1), poolclass=NullPool)
