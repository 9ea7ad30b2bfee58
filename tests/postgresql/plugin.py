"""The tests' options ``--engine`` and ``--every``, the mark ``file_only``, and fixtures with a server of the
session's own.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql.cluster import Cluster
from tests.postgresql.programs import NoServer, find_programs
from tests.postgresql.session import POSTGRESQL, SESSION, SQLITE


def pytest_addoption(parser: pytest.Parser) -> None:
    """On which engine the shared projects lie, and how many of the tests are run."""
    parser.addoption(
        "--engine",
        choices=(SQLITE, POSTGRESQL),
        default=SQLITE,
        help="what the shared projects lie on: files (default), or databases on a throw-away server",
    )
    parser.addoption(
        "--every",
        type=int,
        default=1,
        metavar="N",
        help="run the first of N tests of each file, the first after these, and so on: a short version",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose the engine; that no server can run is said before any test does."""
    SESSION.engine = config.getoption("--engine")
    if SESSION.on_server:
        try:
            find_programs()
        except NoServer as error:
            raise pytest.UsageError(f"--engine {POSTGRESQL}: {error}") from error


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is about files, and of the rest all but every N-th test of a file."""
    every, number = config.getoption("--every"), Counter[Path]()
    if every == 1:
        return
    kept, left = [], []
    for item in items:
        skipped = SESSION.on_server and item.get_closest_marker("file_only") is not None
        (left if skipped or number[item.path] % every else kept).append(item)
        number[item.path] += not skipped
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_unconfigure() -> None:
    """End what the session had."""
    SESSION.end()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What is about files is not for a server."""
    if SESSION.on_server and item.get_closest_marker("file_only"):
        pytest.skip("about project files")


@pytest.fixture(scope="session")
def server() -> Cluster:
    """A PostgreSQL server for the whole session, this process's own; skips where none can run."""
    return SESSION.cluster


@pytest.fixture
def database(server: Cluster) -> Iterator[str]:
    """The address of an empty database; it is dropped afterwards, and so are the roles made meanwhile."""
    before, roles = SESSION.databases(), server.roles()
    yield SESSION.new_database()
    SESSION.drop_databases(but=before)
    for name in server.roles() - roles:
        server.drop_role(name)


@pytest.fixture(scope="module", autouse=True)
def databases_of_module() -> Iterator[None]:
    """What databases a module's tests made go with it."""
    before = SESSION.databases()
    yield
    SESSION.drop_databases(but=before)


@pytest.fixture(autouse=True)
def databases_of_test() -> Iterator[None]:
    """What databases a test made go with it."""
    before = SESSION.databases()
    yield
    SESSION.drop_databases(but=before)


@pytest.fixture(autouse=True)
def exports_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made of a project on a server goes to the folder one stands in: a test's own."""
    if SESSION.on_server:
        monkeypatch.chdir(tmp_path)
