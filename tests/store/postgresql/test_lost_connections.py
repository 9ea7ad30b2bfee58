"""Which errors mean that there is no connection, and what became of an act when it broke."""

from threading import Thread
from time import monotonic

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from qualwb.store.engines.postgresql import SCHEMA, WRITE_LOCK, doubt
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.connecting import server_connection
from qualwb.store.engines.postgresql.doubt import was_stored
from qualwb.store.engines.postgresql.faults import lost_connection, no_connection
from qualwb.store.engines.postgresql.liveness import LIVENESS, SERVERS_OWN
from qualwb.store.errors import NoConnection, ProjectLocked
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.store.postgresql.hearing import cut_all


def engine_of(url: str) -> Engine:
    return create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url))


def test_a_connection_that_was_ended_is_lost_and_stays_so(database: str) -> None:
    with psycopg.connect(database) as connection:
        cut_all(database)
        for _again in range(2):
            with pytest.raises(psycopg.Error) as raised:
                connection.execute("SELECT 1")
            assert lost_connection(raised.value)


def test_so_it_is_by_sqlalchemy(database: str) -> None:
    with engine_of(database).connect() as connection:
        connection.execute(text("SELECT 1"))
        cut_all(database)
        with pytest.raises(DBAPIError) as raised:
            connection.execute(text("SELECT 1"))
        assert lost_connection(raised.value)
        told = no_connection("postgresql://h/d", raised.value)
        assert "nothing was stored" in told.message
        assert "terminating connection due to administrator command" in told.hint
        assert "\n" not in told.hint


def test_a_killed_server_is_lost_and_can_not_be_connected_to(server: Cluster) -> None:  # noqa: ARG001
    with Cluster() as mine:
        url = mine.create_database("x")
        with psycopg.connect(url) as connection:
            mine.kill()
            # Who serves the connection answers until it notices that the server is gone.
            with pytest.raises(psycopg.Error) as raised:
                all(connection.execute("SELECT 1") for _question in range(100_000))
            assert lost_connection(raised.value)
        with pytest.raises(psycopg.Error) as raised:
            psycopg.connect(url)
        assert lost_connection(raised.value)


def test_a_network_that_swallows_everything_is_noticed(server: Cluster, database: str) -> None:
    name = str(conninfo_to_dict(database)["dbname"])
    quickly = {**LIVENESS, "tcp_user_timeout": 500, "connect_timeout": 2}
    with SlowNetwork(server.socket) as network:
        url = server.url(name, port=network.port)
        network.stalled = True
        with pytest.raises(psycopg.Error) as raised:
            psycopg.connect(url, **quickly)
        assert lost_connection(raised.value)


def test_the_server_looks_after_its_end_of_the_line_too(server: Cluster, database: str) -> None:
    server.psql("postgres", "CREATE ROLE far LOGIN PASSWORD 'away'")
    name = str(conninfo_to_dict(database)["dbname"])
    with server_connection(Address.parsed(server.url(name, "far", "away"))) as connection:
        shown = {one: connection.execute(f"SHOW {one}".encode()).fetchone() for one in SERVERS_OWN}
    assert shown == {one: (seconds,) for one, seconds in SERVERS_OWN.items()}


@pytest.mark.parametrize("statement", ["SELECT nothing", "SELECT 1/0", "SELEKT", "SELECT pg_sleep(9)"])
def test_what_the_server_refuses_is_not_a_lost_connection(database: str, statement: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("SET statement_timeout = '20ms'")
        with pytest.raises(psycopg.Error) as raised:
            connection.execute(statement.encode())
    assert not lost_connection(raised.value)
    assert not lost_connection(ValueError("closed"))


@pytest.fixture
def journal(database: str) -> str:
    """A database whose journal holds one change."""
    with psycopg.connect(database) as connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.execute(f"CREATE TABLE {SCHEMA}.change (id integer PRIMARY KEY, digest text)")
        connection.execute(f"INSERT INTO {SCHEMA}.change VALUES (1, 'stored')")
    return database


def test_the_journal_tells_whether_an_act_was_stored(journal: str) -> None:
    parameters = conninfo_to_dict(journal)
    assert was_stored(parameters, "stored", "p")
    assert not was_stored(parameters, "another", "p")


@pytest.mark.parametrize("stored", [True, False])
def test_a_writer_that_is_still_at_work_is_waited_for(journal: str, *, stored: bool) -> None:
    found: list[bool] = []
    asking = Thread(target=lambda: found.append(was_stored(conninfo_to_dict(journal), "late", "p")))
    with psycopg.connect(journal) as writer, psycopg.connect(journal, autocommit=True) as other:
        writer.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        writer.execute(f"INSERT INTO {SCHEMA}.change VALUES (2, 'late')")
        asking.start()
        until = monotonic() + 10
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while other.execute(waiting).fetchone() != (1,):
            assert monotonic() < until
        if stored:
            writer.commit()
        else:
            writer.rollback()
    asking.join()
    assert found == [stored]


def test_a_writer_that_stands_still_is_not_waited_for_for_ever(
    journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubt, "PATIENCE", "20ms")
    with psycopg.connect(journal) as writer:
        writer.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        with pytest.raises(ProjectLocked):
            was_stored(conninfo_to_dict(journal), "late", "p")


def test_without_a_server_it_is_not_known(server: Cluster) -> None:  # noqa: ARG001
    with Cluster() as mine:
        parameters = conninfo_to_dict(mine.create_database("x"))
        mine.kill()
        with pytest.raises(NoConnection):
            was_stored(parameters, "stored", "p")
