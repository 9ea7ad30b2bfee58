"""What comes over the connection that listens is had at once, whatever it comes with."""

import socket
from contextlib import closing

import psycopg
from psycopg.conninfo import conninfo_to_dict

from qualwb.store.engines.postgresql.notices import LISTEN
from qualwb.store.engines.postgresql.wire import Waker, Wire
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.store.postgresql.hearing import LONG, act, until


def has_come(connection: psycopg.Connection, said: bytes) -> bool:
    """Whether it lies at the connection, not read yet."""
    with closing(socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM)) as line:
        try:
            return said in line.recv(65536, socket.MSG_PEEK)
        except BlockingIOError:
            return False


def test_an_act_that_comes_with_an_answer_is_had_with_it(server: Cluster, database: str) -> None:
    """A notice behind an answer in what is read at once does not wait for what comes next."""
    name = str(conninfo_to_dict(database)["dbname"])
    with (
        SlowNetwork(server.socket) as network,
        psycopg.connect(server.url(name, port=network.port), autocommit=True) as connection,
        psycopg.connect(database, autocommit=True) as witness,
    ):
        connection.execute(LISTEN)
        witness.execute(LISTEN)
        wire = Wire(connection, Waker(), patience=LONG)
        network.mute = True
        wire.say("mine")
        wire.turn(0)
        assert [notice.payload for notice in witness.notifies(stop_after=1)] == ["mine"]
        act(database, 7)
        [others] = [notice.payload for notice in witness.notifies(stop_after=1)]
        network.mute = False
        with network.silent():
            pass
        until(lambda: has_come(connection, others.encode()))
        assert wire.turn(0) == ["mine", others]
        assert wire.at_rest
