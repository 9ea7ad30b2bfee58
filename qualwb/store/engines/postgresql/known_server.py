"""SQLAlchemy's dialect for a server of which its connection tells all that SQLAlchemy asks at first.

Each of those questions would be a way to the server and back.
"""

from typing import Any, Literal

from psycopg import Connection as ServerConnection
from sqlalchemy import Connection
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from qualwb.store.engines.postgresql import SCHEMA


class KnownServer(PGDialect_psycopg):
    """Asks nothing when it first connects."""

    driver = "qualwb"
    supports_statement_cache = True

    def _get_server_version_info(self, connection: Connection) -> tuple[int, int]:
        return divmod(_server(connection).info.server_version, 10_000)

    def _get_default_schema_name(self, connection: Connection) -> str:  # noqa: ARG002
        return SCHEMA

    def get_default_isolation_level(self, dbapi_conn: Any) -> Literal["READ COMMITTED"]:  # noqa: ARG002
        return "READ COMMITTED"

    def _set_backslash_escapes(self, connection: Connection) -> None:
        told = _server(connection).info.parameter_status("standard_conforming_strings")
        self._backslash_escapes = told == "off"


def _server(connection: Connection) -> ServerConnection[Any]:
    server: ServerConnection[Any] | None = connection.connection.driver_connection
    assert server is not None
    return server


registry.register(f"postgresql.{KnownServer.driver}", __name__, KnownServer.__name__)
KNOWN_SERVER = f"postgresql+{KnownServer.driver}://"
"""What an engine of this dialect is made by."""
