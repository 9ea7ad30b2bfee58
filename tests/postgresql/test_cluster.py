"""The throw-away server: it comes back after a crash with what was committed, and outlives no session."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.postgresql.cluster import Cluster
from tests.postgresql.programs import NoServer

psycopg = pytest.importorskip("psycopg", reason="needs the extra 'team'")
ROOT = Path(__file__).parents[2]

OUTLIVED = """
import sys
from tests.postgresql.cluster import Cluster
cluster = Cluster()
print(cluster.folder, cluster._server.pid, cluster._watch.pid, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def own_server(server: Cluster) -> Iterator[Cluster]:  # noqa: ARG001
    """A server that a test may kill."""
    with Cluster() as cluster:
        yield cluster


def test_a_database_is_empty_and_reached_by_its_address(database: str) -> None:
    with psycopg.connect(database) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        coding = connection.execute("SELECT current_setting('server_encoding')").fetchone()
    assert (tables, coding) == ((0,), ("UTF8",))


def test_a_copy_of_a_database_holds_what_that_holds(server: Cluster, database: str) -> None:
    name = database.split("/")[3].split("?")[0]
    server.execute("CREATE TABLE {} AS SELECT 7 AS n", "seven", database=name)
    server.create_database("copy of seven", name)
    try:
        assert server.psql("copy of seven", "SELECT n FROM seven").stdout == "7\n"
    finally:
        server.drop_database("copy of seven")


def test_psql_tells_rows_and_errors_apart(server: Cluster) -> None:
    told = server.psql("postgres", "SELECT 'å', 2;\nSELECT nothing;\nSELECT 3;")
    assert (told.returncode, told.stdout) == (3, "å|2\n")
    assert 'column "nothing" does not exist' in told.stderr


def test_a_password_is_truly_tried(server: Cluster) -> None:
    server.psql("postgres", "CREATE ROLE \"Åsa B\" LOGIN PASSWORD 'r:ä/tt@'")
    try:
        right = server.psql("postgres", "SELECT current_user", "Åsa B", "r:ä/tt@")
        wrong = server.psql("postgres", "SELECT current_user", "Åsa B", "fel")
    finally:
        assert server.drop_role("Åsa B")
    assert right.stdout == "Åsa B\n"
    assert wrong.returncode == 2
    assert "password authentication failed" in wrong.stderr


def test_what_was_committed_outlives_a_crash_though_others_are_at_work(own_server: Cluster) -> None:
    own_server.execute("CREATE TABLE {} (n int)", "kept")
    committed = [0, 0]

    def work(who: int) -> None:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(own_server.url("postgres"), autocommit=True) as connection,
        ):
            while True:
                connection.execute("INSERT INTO kept VALUES (%s)", [who])
                committed[who] += 1
                begun[who].set()

    for _crash in range(3):
        begun = [threading.Event(), threading.Event()]
        workers = [threading.Thread(target=work, args=[who]) for who in range(2)]
        for worker in workers:
            worker.start()
        assert all(one.wait(10) for one in begun)
        own_server.kill()
        for worker in workers:
            worker.join(10)
        own_server.start()
    kept = [
        own_server.execute(f"SELECT count(*) FROM {{}} WHERE n = {who}", "kept")[0][0] for who in range(2)
    ]
    # The last insert of each may be committed without its worker having heard of it.
    for told, found in zip(committed, kept, strict=True):
        assert 0 < told <= found <= told + 3


def test_a_server_is_gone_with_its_folder_when_it_is_closed(own_server: Cluster) -> None:
    assert own_server.execute("SELECT 1") == [(1,)]
    own_server.close()
    assert not own_server.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(own_server.url("postgres"))


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waiting for others' processes needs Linux")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_server_outlives_the_process_that_made_it(server: Cluster, end: signal.Signals) -> None:  # noqa: ARG001
    maker = subprocess.Popen(
        [sys.executable, "-c", OUTLIVED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert maker.stdout is not None
    folder, *processes = maker.stdout.readline().split()
    ends = [os.pidfd_open(int(process)) for process in processes]
    maker.send_signal(end)
    maker.communicate()
    for one in ends:
        assert select.select([one], [], [], 20)[0], "still running"
        os.close(one)
    assert not Path(folder).exists()


def test_a_server_that_does_not_start_says_what_its_log_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.postgresql.cluster.SECONDS_TO_START", 0)
    with pytest.raises(NoServer, match="no_such_setting"):
        Cluster({"no_such_setting": "1"})
