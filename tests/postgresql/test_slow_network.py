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


def quickest(tries: int, what: Callable[[], object]) -> float:
    """Seconds of the quickest of several: what it takes when nothing else is going on."""
    took = []
    for _try in range(tries):
        begun = time.perf_counter()
        what()
        took.append(time.perf_counter() - begun)
    return min(took)


def test_a_statement_costs_one_round_trip(network: SlowNetwork, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        before = network.round_trips
        # To prepare a statement that comes often would cost one of its own.
        seconds = quickest(20, lambda: connection.execute("SELECT 1", prepare=False).fetchone())
        assert network.round_trips - before == 20
    assert ROUND_TRIP <= seconds < 1.3 * ROUND_TRIP


def test_statements_sent_together_cost_one_round_trip_together(network: SlowNetwork, address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:

        def hundred() -> None:
            with connection.pipeline():
                for n in range(100):
                    connection.execute("SELECT %s", [n])

        hundred()  # prepares the statement
        before = network.round_trips
        seconds = quickest(10, hundred)
        assert network.round_trips - before == 10
    assert ROUND_TRIP <= seconds < 2 * ROUND_TRIP


def test_what_is_long_is_not_slower_for_its_length(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        query = "SELECT repeat('x', 20000000)"
        assert len(connection.execute(query).fetchone()[0]) == 20_000_000
        # Held up piece by piece it would take three seconds.
        assert quickest(3, lambda: connection.execute(query).fetchone()) < 1.5


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
