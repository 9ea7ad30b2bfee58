"""The full-text index over turns, on a server. Derived from the texts, no part of the records."""

from sqlalchemy import Connection

TABLES = ("indexed_source", "turn_index")
"""What belongs to the index; it may be made otherwise at any time, without a migration."""


def create_turn_index(connection: Connection) -> None:
    """Make what the index needs, unless it is there. Called after each run of the migrations."""
