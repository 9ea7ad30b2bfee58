"""Publishing 200 sources with 50,000 codings to a server, and fetching them: seconds, near and far away."""

import time
from pathlib import Path

import pytest

from qualwb.store.engines.postgresql.address import Address
from qualwb.store.fetching import fetch_into
from qualwb.store.project_file import ProjectFile
from qualwb.store.publishing import publish
from qualwb.store.server_project import ServerProject
from tests.benchmarks.corpus import large_project
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork

pytestmark = [pytest.mark.bench, pytest.mark.file_only]

SECONDS = 120


def there_and_back(project: ProjectFile, url: str, target: Path) -> tuple[float, float]:
    """Seconds to publish a project and to fetch it."""
    with ServerProject.connected(Address.parsed(url)) as server:
        began = time.perf_counter()
        with project.reading_whole() as file:
            publish(file, server)
        published = time.perf_counter()
        with server.reading_whole() as connection:
            fetch_into(connection, target, server.label)
    return published - began, time.perf_counter() - published


def test_a_large_project_goes_and_comes_in_proportion(tmp_path: Path, server: Cluster) -> None:
    taken = []
    for name, scale in (("copy_half", 0.5), ("copy_whole", 1.0)):
        with large_project(tmp_path / f"{name}.qwb", scale) as project:
            taken.append(there_and_back(project, server.create_database(name), tmp_path / f"{name}.back.qwb"))
    (half_out, half_in), (whole_out, whole_in) = taken
    print(f"\npublish {whole_out:.1f} s, of half as much {half_out:.1f} s", end="; ")
    print(f"fetch {whole_in:.1f} s, of half as much {half_in:.1f} s")
    assert max(whole_out, whole_in) < SECONDS
    assert whole_out < 3 * half_out
    assert whole_in < 3 * half_in


def test_a_large_project_goes_and_comes_over_a_network(tmp_path: Path, server: Cluster) -> None:
    login = "CREATE ROLE copy_far SUPERUSER LOGIN PASSWORD 'far'"
    assert server.psql("postgres", login).returncode == 0
    server.create_database("copy_far")
    with (
        SlowNetwork(server.port, 0.02) as network,
        large_project(tmp_path / "far.qwb") as project,
    ):
        url = server.url("copy_far", "copy_far", "far", port=network.port)
        out, back = there_and_back(project, url, tmp_path / "back.qwb")
        print(f"\n20 ms away: publish {out:.1f} s, fetch {back:.1f} s, {network.round_trips} round trips")
    assert max(out, back) < SECONDS
