"""Four coders at once, each a process with a login of its own: no act is lost, whatever breaks."""

import os
import signal
from collections.abc import Iterator
from random import Random

import pytest

from tests.postgresql.cluster import Cluster
from tests.postgresql.coders import TEAM, Coders, assert_journal_is_as_told, coders_at_work, found_team
from tests.postgresql.slow_network import SlowNetwork

ACTS = 2_000
"""Of each coder, in the long runs."""
LONG = 3_600.0
SOON = 5.0
"""Seconds within which others go on when one is gone."""
AS_REAL = {"fsync": "on", "full_page_writes": "on"}
LISTENING = TEAM[::2]


@pytest.fixture
def own_server(server: Cluster) -> Iterator[Cluster]:  # noqa: ARG001
    """A server that a test may kill, with a project in the database ``team``."""
    with Cluster(AS_REAL) as cluster:
        found_team(cluster, "team")
        yield cluster


def addresses(server: Cluster, network: SlowNetwork | None = None) -> dict[str, str]:
    port = network.port if network else None
    return {name: server.url("team", name.lower(), port=port) for name in TEAM}


def finish(server: Cluster, coders: Coders, seconds: float = LONG) -> None:
    coders.finish(seconds)
    print(coders.figures())
    assert_journal_is_as_told(server.url("team"), coders)
    assert "deadlock" not in server.log


def test_a_short_while_on_a_slow_network_that_breaks(own_server: Cluster) -> None:
    with (
        SlowNetwork(own_server.socket, 0.02) as network,
        coders_at_work(addresses(own_server, network), 1, 30, LISTENING) as coders,
    ):
        coders.wait_for(30, 60)
        own_server.kill()
        own_server.start()
        coders.wait_for_each(TEAM, 1, 60)
        coders.kill("Dag")
        network.cut_at_random(1, 60)
        coders.wait_for_each(TEAM[:3], 3, 60)
        network.leave_whole()
        finish(own_server, coders, 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_undisturbed(own_server: Cluster, seed: int) -> None:
    with coders_at_work(addresses(own_server), seed, ACTS) as coders:
        finish(own_server, coders)


@pytest.mark.slow
@pytest.mark.parametrize("round_trip", [0.02, 0.1])
def test_on_a_slow_network(own_server: Cluster, round_trip: float) -> None:
    with (
        SlowNetwork(own_server.socket, round_trip) as network,
        coders_at_work(addresses(own_server, network), 3, ACTS, LISTENING) as coders,
    ):
        finish(own_server, coders)


@pytest.mark.slow
def test_the_server_is_killed_ten_times(own_server: Cluster) -> None:
    with coders_at_work(addresses(own_server), 4, ACTS, LISTENING) as coders:
        for kill in range(1, 11):
            coders.wait_for(kill * len(TEAM) * ACTS // 12, LONG)
            own_server.kill()
            own_server.start()
        finish(own_server, coders)


@pytest.mark.slow
def test_the_server_ends_all_connections_when_one_of_its_processes_crashes(own_server: Cluster) -> None:
    chance = Random(5)
    with coders_at_work(addresses(own_server), 5, ACTS, LISTENING) as coders:
        for crash in range(1, 11):
            coders.wait_for(crash * len(TEAM) * ACTS // 12, LONG)
            kill_one_of(own_server, chance)
        finish(own_server, coders)


@pytest.mark.slow
@pytest.mark.parametrize("round_trip", [0.0, 0.02, 0.1])
def test_connections_are_cut_at_random(own_server: Cluster, round_trip: float) -> None:
    with SlowNetwork(own_server.socket, round_trip) as network:
        network.cut_at_random(6, 60)
        with coders_at_work(addresses(own_server, network), 6, ACTS, LISTENING) as coders:
            finish(own_server, coders)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_coder_is_killed_in_the_midst_of_acts(own_server: Cluster, seed: int) -> None:
    with coders_at_work(addresses(own_server), seed, 100) as coders:
        coders.wait_for(100 + seed, LONG)
        coders.kill("Dag")
        coders.wait_for_each(TEAM[:3], 2, SOON)
        finish(own_server, coders)


def kill_one_of(server: Cluster, chance: Random) -> None:
    """Kill a process of the server's that serves a coder: it then ends all others, and recovers by itself."""
    serving = server.execute("SELECT pid FROM pg_stat_activity WHERE datname = 'team' ORDER BY pid")
    os.kill(chance.choice(serving)[0], signal.SIGKILL)
