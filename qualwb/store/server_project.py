"""A project in a database of a server: made, opened."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from sqlalchemy import Engine

from qualwb.errors import MissingExtra
from qualwb.localization import gettext as _
from qualwb.store.driver import chain_head
from qualwb.store.open_project import OpenProject, rows_of_new

if TYPE_CHECKING:
    from qualwb.store.engines.postgresql.address import Address


class ServerProject(OpenProject):
    """An open project on a server."""

    each_undoes_their_own = True

    def __init__(self, address: "Address", engine: Engine) -> None:
        super().__init__(engine)
        self.address = address
        self.session = uuid4().hex
        """What tells this process from others that have the project open."""

    @classmethod
    def create(cls, address: "Address", name: str = "", description: str = "") -> Self:
        """Make an empty project in a database that has none, and open it.

        Raises ``NoConnection``, ``UnusableProject``.
        """
        from qualwb.store.new_on_server import make_on_server

        project = cls.connected(address)
        make_on_server(project, rows_of_new(name or address.database, description))
        return project

    @classmethod
    def connected(cls, address: "Address") -> Self:
        """The database at the address, whether there is a project in it or not. Raises ``MissingExtra``."""
        return cls(address, _engine_for(address))

    @classmethod
    def open(cls, address: "Address") -> Self:
        """Open the project of a database. Raises ``NoConnection``, ``UnusableProject``."""
        return cls(address, _engine_for(address))

    @property
    def label(self) -> str:
        return str(self.address)

    @property
    def title(self) -> str:
        return self.address.database

    @property
    def folder(self) -> Path:
        return Path.cwd()

    @property
    def state_key(self) -> Path:
        return Path(str(self.address))

    @property
    def encrypted(self) -> bool:
        return False

    def verify_presence(self) -> None:
        """Nothing: a database does not move away under an open connection."""

    def backed_up(self, occasion: str) -> AbstractContextManager[Path]:
        from qualwb.store.server_backup import backed_up

        return backed_up(self, occasion)

    def revision(self) -> int:
        with self.reading_whole() as connection:
            return chain_head(connection).number

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from qualwb.store.engines.postgresql.faults import explained

        with explained(self.label):
            yield


def _engine_for(address: "Address") -> Engine:
    try:
        from qualwb.store.engines.postgresql.connecting import engine_for
    except ImportError as missing:
        raise MissingExtra(_("A project on a server"), "team") from missing
    return engine_for(address)
