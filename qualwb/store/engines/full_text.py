"""Which full-text index a connection has."""

from sqlalchemy import Connection

from qualwb.store.engines.turn_index import TurnIndex


def turn_index_of(connection: Connection) -> TurnIndex:
    """The index of the engine that the connection is of."""
    if connection.dialect.name == "postgresql":
        from qualwb.store.engines.postgresql.turn_index import ServerTurnIndex

        return ServerTurnIndex()
    from qualwb.store.engines.sqlite_turn_index import FileTurnIndex

    return FileTurnIndex()
