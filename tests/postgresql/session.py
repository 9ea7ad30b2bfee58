"""What a test session has of PostgreSQL: one server, started when first asked for, and its databases."""

from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest

from tests.postgresql.cluster import Cluster
from tests.postgresql.programs import NoServer

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Session:
    """Which engine the shared projects lie on, and the server of this process."""

    def __init__(self) -> None:
        self.engine = SQLITE
        self._cluster: Cluster | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._made = 0
        self._databases: list[str] = []

    @property
    def on_server(self) -> bool:
        """Whether the shared projects lie on a server."""
        return self.engine == POSTGRESQL

    def new_folder(self) -> Path:
        """A folder for what tests of this process share."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="qualwb-tests-")
        return Path(mkdtemp(dir=self._folder.name))

    @property
    def cluster(self) -> Cluster:
        """The server, started now if it isn't yet; skips the test where none can run."""
        if self._cluster is None:
            try:
                self._cluster = Cluster()
            except NoServer as error:
                pytest.skip(str(error))
        return self._cluster

    def new_database(self, template: str | None = None) -> str:
        """The address of a new database, there until ``drop_databases``."""
        self._made += 1
        name = f"test_{self._made}"
        self._databases.append(name)
        return self.cluster.create_database(name, template)

    def databases(self) -> tuple[str, ...]:
        """The names of those that are there."""
        return tuple(self._databases)

    def drop_databases(self, but: tuple[str, ...] = ()) -> None:
        """Drop all but these."""
        for name in set(self._databases) - set(but):
            self.cluster.drop_database(name)
        self._databases = list(but)

    def end(self) -> None:
        """End the server, if one was started, and remove the folder."""
        if self._folder is not None:
            self._folder.cleanup()
        if self._cluster is not None:
            self._cluster.close()
            self._cluster = None


SESSION = Session()
