"""How many acts a second a team of thirty does on one server, near and far away, and where that ends.

Each coder has a login and connections of their own. Acts queue for the project's write lock, which is held
for one round trip: from when the server has it until the client, which then knows what to write, sends that
with COMMIT. So a project far away takes one act per round trip at most, however many work in it.
"""

import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from qualwb.acts import codings
from qualwb.acts.passages import Passage, passage_at
from qualwb.acts.researcher import Researcher
from qualwb.acts.team.members import invite
from qualwb.store.check import problems_in
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.roles import Role
from qualwb.store.publishing import publish
from qualwb.store.server_project import ServerProject
from tests.benchmarks.corpus import CODES, SOURCES, large_project
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork

pytestmark = [pytest.mark.bench, pytest.mark.file_only]

CODERS = 30
SECONDS = 5.0
SCALE = 0.1
PASSWORD = "team"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, server: Cluster) -> Iterator[ServerProject]:
    """A tenth of the large project, with thirty coders invited."""
    before = server.roles()
    url = server.create_database("team")
    with (
        large_project(tmp_path_factory.mktemp("team") / "team.qwb", SCALE) as file,
        ServerProject.connected(Address.parsed(url)) as project,
    ):
        with file.reading_whole() as connection:
            publish(connection, project)
        for n in range(CODERS):
            invite(project, f"team_{n}", f"Coder {n}", Role.CODER, password=PASSWORD)
        yield project
    server.drop_database("team")
    for name in server.roles() - before:
        server.drop_role(name)


@dataclass(frozen=True)
class Worked:
    """What a team did: acts, in how many seconds, and how long each took."""

    acts: int
    seconds: float
    waits: list[float]

    def __str__(self) -> str:
        quick, slow = (statistics.quantiles(self.waits, n=20)[at] for at in (9, 18))
        return (
            f"{self.acts / self.seconds:.0f} acts/s, an act takes {1000 * quick:.0f} ms, "
            f"one in twenty more than {1000 * slow:.0f} ms"
        )


def work(
    researcher: Researcher, passages: list[Passage], think: float, until: float, seed: int
) -> list[float]:
    """Code passages until that moment, and think before each; returns what each act took."""
    random_, waits = random.Random(seed), []
    time.sleep(random_.random() * think)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        passage, code = random_.choice(passages), f"kod {random_.randint(1, CODES):03}"
        codings.apply(researcher, passage, [code])
        waits.append(time.perf_counter() - begun)
        time.sleep(think)
    return waits


def at_once(works: list[Callable[[float], list[float]]]) -> Worked:
    """All of them together for some seconds."""
    waits: list[float] = []
    begun = time.perf_counter()
    threads = [threading.Thread(target=lambda one=one: waits.extend(one(begun + SECONDS))) for one in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Worked(len(waits), time.perf_counter() - begun, waits)


def passages_of(project: ServerProject, n: int) -> list[Passage]:
    """Many passages of a source, each of another place."""
    name = f"källa-{n % round(SOURCES * SCALE) + 1:03}"
    with project.reading() as connection:
        start = random.Random(n).randrange(2_000)
        first = passage_at(connection, name, start, start + 40_000)
    spans = ((at, at + 40) for at in range(0, len(first.text) - 40, 20))
    return [
        Passage(
            first.source_id, first.source, first.start + a, first.start + b, first.text[a:b], first.version
        )
        for a, b in spans
    ]


@pytest.mark.parametrize("round_trip", [0.0, 0.02])
def test_a_team_at_work(team: ServerProject, server: Cluster, round_trip: float) -> None:
    with SlowNetwork(server.port, round_trip) as network, ExitStack() as opened:
        researchers = []
        for n in range(CODERS):
            url = server.url("team", f"team_{n}", PASSWORD, port=network.port)
            project = opened.enter_context(ServerProject.open(Address.parsed(url)))
            researchers.append((Researcher(project, f"Coder {n}"), passages_of(team, n)))
        before, done = team.revision(), {}
        for coders, think in ((1, 0.0), (5, 0.0), (CODERS, 0.0), (CODERS, 1.0)):
            done[coders, think] = at_once(
                [
                    lambda until, n=n, who=who, think=think, coders=coders: work(
                        *who, think, until, coders + n
                    )
                    for n, who in enumerate(researchers[:coders])
                ]
            )
            far = f"{1000 * round_trip:.0f} ms away"
            print(f"\n{far}, {coders} coders who think {think:.0f} s: {done[coders, think]}", end="")
    with team.reading_whole() as connection:
        assert not problems_in(connection)
    assert team.revision() - before <= sum(one.acts for one in done.values())
    busy, thoughtful = done[CODERS, 0.0], done[CODERS, 1.0]
    assert busy.acts / busy.seconds > done[1, 0.0].acts / done[1, 0.0].seconds / 2
    assert thoughtful.acts / thoughtful.seconds > CODERS / 3
