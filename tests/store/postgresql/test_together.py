"""Questions asked together: the same answers as one by one, in the round trips of the longest of them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Connection, func, literal, select, text

from qualwb.errors import QualwbError
from qualwb.store.driver import ask_ahead, fetch
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.errors import NoConnection
from qualwb.store.server_project import ServerProject
from qualwb.store.together import together
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork

ONE, TWO = select(literal(1)), select(literal(2))
MOMENT = select(func.clock_timestamp())
"""Another answer each time it is asked."""


@pytest.fixture
def network(server: Cluster) -> Iterator[SlowNetwork]:
    with SlowNetwork(server.socket, 0.005) as network:
        yield network


@pytest.fixture
def far(server: Cluster, network: SlowNetwork, database: str) -> Iterator[ServerProject]:
    """A project at the other end of the network, which is connected to."""
    address = Address.parsed(database)
    ServerProject.create(address).close()
    with ServerProject.open(Address.parsed(server.url(address.database, port=network.port))) as project:
        with project.reading() as connection:
            fetch(connection, ONE)
        yield project


@contextmanager
def round_trips(network: SlowNetwork, n: int) -> Iterator[None]:
    before = network.waits
    yield
    assert network.waits - before == n


def one(connection: Connection) -> int:
    return int(fetch(connection, ONE)[0][0])


def two(connection: Connection) -> int:
    return connection.execute(TWO).scalar_one()


def refuse(connection: Connection) -> int:
    raise QualwbError(f"not {one(connection) + 1}")


def test_what_needs_nothing_of_each_other_takes_one_round_trip(
    far: ServerProject, network: SlowNetwork
) -> None:
    with far.reading() as connection, round_trips(network, 1):
        assert together(connection, one, two, one) == (1, 2, 1)


def test_it_takes_as_many_as_the_longest(far: ServerProject, network: SlowNetwork) -> None:
    def three(connection: Connection) -> int:
        return one(connection) + two(connection)

    with far.reading() as connection, round_trips(network, 2):
        assert together(connection, one, three, two) == (1, 3, 2)


def test_questions_within_questions_keep_step_too(far: ServerProject, network: SlowNetwork) -> None:
    def both(connection: Connection) -> tuple[int, int]:
        return together(connection, one, two)

    with far.reading() as connection, round_trips(network, 1):
        assert together(connection, both, two, both) == ((1, 2), 2, (1, 2))


def test_what_several_ask_ahead_is_asked_once(far: ServerProject, network: SlowNetwork) -> None:
    def moment(connection: Connection) -> object:
        ask_ahead(connection, (MOMENT, {}), (ONE, {}))
        return fetch(connection, MOMENT)

    with far.reading() as connection, round_trips(network, 1):
        first, second, third = together(
            connection, moment, lambda asked: (one(asked), moment(asked))[1], moment
        )
        assert first == second == third == moment(connection)


def test_the_first_that_has_no_answer_is_told_of(far: ServerProject) -> None:
    def other(_connection: Connection) -> int:
        raise QualwbError("sooner, but after it")

    with far.reading() as connection:
        with pytest.raises(QualwbError, match="not 2"):
            together(connection, one, refuse, other)
        assert together(connection, two, one) == (2, 1)


def test_a_statement_that_fails_ends_them_all(far: ServerProject) -> None:
    def broken(connection: Connection) -> None:
        connection.execute(text("SELECT no_such_column"))

    threads = threading.active_count()
    with pytest.raises(psycopg.Error, match="no_such_column"), far.reading() as connection:
        together(connection, broken, one, two)
    assert threading.active_count() == threads
    with far.reading() as connection:
        assert together(connection, one, two) == (1, 2)


def test_a_line_that_breaks_is_no_connection(far: ServerProject, network: SlowNetwork) -> None:
    threads = threading.active_count()

    def cut(connection: Connection) -> None:
        one(connection)
        network.cut()
        two(connection)

    with pytest.raises(NoConnection), far.reading() as connection:
        together(connection, one, cut, two)
    assert threading.active_count() == threads
    with far.reading() as connection:
        assert together(connection, one, two) == (1, 2)


def test_who_is_interrupted_leaves_no_question_behind(far: ServerProject) -> None:
    """As by Ctrl-C, here from within one of them."""
    left = []

    def interrupted(_connection: Connection) -> None:
        raise KeyboardInterrupt

    def slow(connection: Connection) -> None:
        try:
            one(connection)
            two(connection)
        finally:
            left.append("slow")

    threads = threading.active_count()
    with pytest.raises(KeyboardInterrupt), far.reading() as connection:
        together(connection, slow, interrupted)
    assert left == ["slow"]
    assert threading.active_count() == threads
