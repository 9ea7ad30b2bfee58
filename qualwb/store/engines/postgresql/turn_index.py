"""The full-text index over turns, on a server. Derived from the texts, no part of the records."""

from sqlalchemy import Connection


def create_turn_index(connection: Connection) -> None:
    """Make what the index needs, unless it is there. Called after each run of the migrations."""
