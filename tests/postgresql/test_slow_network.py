"""The slow network costs what it says and no more, and breaks as told."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork

psycopg = pytest.importorskip("psycopg", reason="needs the extra 'team'")

ROUND_TRIP = 0.02


@pytest.fixture
def network(server: Cluster) -> Iterator[SlowNetwork]:
    """A network to the server whose round trips cost 20 ms."""
    with SlowNetwork(server.socket, ROUND_TRIP) as network:
        yield network


@pytest.fixture
def address(server: Cluster, network: SlowNetwork) -> str:
    """A database at the other end of it."""
    return server.url("postgres", port=network.port)


def took(times: int, what: Callable[[], object]) -> float:
    """Seconds that it takes so many times."""
    begun = time.perf_counter()
    for _time in range(times):
        what()
    return time.perf_counter() - begun


def test_a_statement_costs_one_round_trip(network: SlowNetwork, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        before = network.round_trips
        # To prepare a statement that comes often would cost one of its own.
        seconds = took(20, lambda: connection.execute("SELECT 1", prepare=False).fetchone())
        assert network.round_trips - before == 20
    assert seconds >= 20 * ROUND_TRIP


def hundred_together(connection: "psycopg.Connection") -> None:
    with connection.pipeline():
        for n in range(100):
            connection.execute("SELECT %s", [n])


def test_statements_sent_together_cost_one_round_trip_together(network: SlowNetwork, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        hundred_together(connection)  # prepares the statement
        before = network.round_trips
        seconds = took(10, lambda: hundred_together(connection))
        assert network.round_trips - before == 10
    assert seconds >= 10 * ROUND_TRIP


@pytest.mark.bench
def test_it_costs_no_more_than_it_says(address: str) -> None:
    """What it takes when nothing else is going on: a clock, which a busy machine would belie."""
    with psycopg.connect(address, autocommit=True) as connection:
        one = min(took(1, lambda: connection.execute("SELECT 1", prepare=False)) for _try in range(20))
        assert one < 1.3 * ROUND_TRIP
        hundred_together(connection)
        assert min(took(1, lambda: hundred_together(connection)) for _try in range(10)) < 2 * ROUND_TRIP
        query = "SELECT repeat('x', 20000000)"
        assert len(connection.execute(query).fetchone()[0]) == 20_000_000
        # Held up piece by piece it would take three seconds.
        assert min(took(1, lambda: connection.execute(query).fetchone()) for _try in range(3)) < 1.5


def test_a_cut_connection_is_lost_and_a_new_one_works(network: SlowNetwork, address: str) -> None:
    connection = psycopg.connect(address, autocommit=True)
    network.cut()
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    with psycopg.connect(address) as another:
        assert another.execute("SELECT 1").fetchone() == (1,)


def test_nobody_gets_through_while_it_is_down(network: SlowNetwork, address: str) -> None:
    connection = psycopg.connect(address, autocommit=True)
    with network.down():
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(address)
    with psycopg.connect(address) as another:
        assert another.execute("SELECT 1").fetchone() == (1,)


def test_a_silent_line_gives_the_answer_afterwards(network: SlowNetwork, address: str) -> None:
    answers: list[object] = []
    with psycopg.connect(address, autocommit=True) as connection:

        def ask() -> None:
            answers.append(connection.execute("SELECT 1").fetchone())

        asking = threading.Thread(target=ask)
        with network.silent():
            asking.start()
            asking.join(5 * ROUND_TRIP)
            assert not answers
        asking.join(10)
        assert answers == [(1,)]


def test_the_same_seed_cuts_at_the_same_place(server: Cluster) -> None:
    def statements_done(seed: int) -> list[int]:
        """How many statements each of ten connections lived."""
        lived = []
        with SlowNetwork(server.socket) as network:
            address = server.url("postgres", port=network.port)
            for _connection in range(10):
                network.leave_whole()
                with psycopg.connect(address, autocommit=True) as connection:
                    network.cut_at_random(seed, mean=30)
                    lived.append(0)
                    while True:
                        try:
                            connection.execute("SELECT 1")
                        except psycopg.OperationalError:
                            break
                        lived[-1] += 1
            assert network.cuts >= 10
        return lived

    first = statements_done(1)
    assert first == statements_done(1)
    assert first != statements_done(2)
    assert len(set(first)) > 3


def test_there_is_no_answer_where_there_is_no_server(own_port: int, server: Cluster) -> None:
    with SlowNetwork(own_port) as network, pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("postgres", port=network.port))


@pytest.fixture
def own_port() -> int:
    """A port where nobody listens."""
    with SlowNetwork(1) as network:
        return network.port


def test_a_password_passes_to_a_port(server: Cluster) -> None:
    server.execute("CREATE ROLE {} LOGIN PASSWORD 'hemligt'", "Bo")
    try:
        with SlowNetwork(server.port) as network:
            told = server.psql("postgres", "SELECT 1", "Bo", "fel", port=network.port)
            assert "password authentication failed" in told.stderr
            assert server.psql("postgres", "SELECT 1", "Bo", "hemligt", port=network.port).stdout == "1\n"
    finally:
        server.drop_role("Bo")
