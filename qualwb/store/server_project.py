"""A project in a database of a server: made, opened."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from sqlalchemy import Engine

from qualwb.errors import MissingExtra
from qualwb.localization import gettext as _
from qualwb.store import journal
from qualwb.store.driver import chain_head
from qualwb.store.engines.backend import backend_of
from qualwb.store.errors import NoConnection
from qualwb.store.link import Link
from qualwb.store.live import ConnectionLost, Event, Live, Told, WorkPlace
from qualwb.store.migration import SCHEMA_REVISION
from qualwb.store.open_project import OpenProject, rows_of_new
from qualwb.store.project_file import Notice

if TYPE_CHECKING:
    from qualwb.store.engines.postgresql.address import Address


class ServerProject(OpenProject):
    """An open project on a server."""

    own_undo = True
    far = True

    def __init__(self, address: "Address", engine: Engine) -> None:
        super().__init__(engine)
        self.address = address
        self.session = uuid4().hex
        """What tells this process from others that have the project open."""
        self._link = Link()

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
    def open(cls, address: "Address", notice: Notice = lambda _text: None) -> Self:
        """Open the project of a database; an older one is copied and migrated, which ``notice`` is told.

        Raises ``NoConnection``, ``MissingExtra``, and ``UnusableProject`` for what is no project of ours, was
        made by a newer qualwb, or by an older one and belongs to somebody else.
        """
        project = cls.connected(address)
        try:
            project._make_ready(notice)
        except BaseException:
            project.close()
            raise
        return project

    def _make_ready(self, notice: Notice) -> None:
        from qualwb.store.server_upgrading import migrate, revision_if_owned

        with self._explained():
            revision = revision_if_owned(self._engine, self.label)
        if revision != SCHEMA_REVISION:
            migrate(self, notice)

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
    def home(self) -> None:
        return None

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

    def live(self, told: Told, place: WorkPlace) -> Live:
        """Tell of what others do; while the connection is lost, nothing is asked of the server."""
        from qualwb.store.engines.postgresql.listening import Listener

        def noted(event: Event) -> None:
            if isinstance(event, ConnectionLost):
                self._engine.dispose()  # what was connected then is not any longer
            told(event)

        listener = Listener(self.address.connect_parameters(), noted, place, session=self.session)
        self._link.watched_by(listener)
        return listener

    def was_stored(self, digest: str) -> bool:
        """Whether the journal holds the change of this digest, for an act in doubt.

        Raises ``NoConnection``, and ``ProjectLocked`` when the server is at work on it for long.
        """
        from qualwb.store.engines.postgresql.doubt import was_stored

        with self._explained():
            return was_stored(self.address.connect_parameters(), digest, self.label)

    def _see_off(self, act: journal.Act, number: int, coder: str) -> None:
        """Others are told of the act when it is stored."""
        from qualwb.store.engines.postgresql.notices import ActNotice, written_notice

        notice = written_notice(ActNotice(self.session, number, coder))
        backend_of(act.connection).notify(act.connection, notice)

    def revision(self) -> int:
        with self.reading_whole() as connection:
            return chain_head(connection).number

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from qualwb.store.engines.postgresql.faults import explained

        self._link.refuse_while_lost(self.label)
        try:
            with explained(self.label):
                yield
        except NoConnection:
            self._link.doubt()
            raise


def _engine_for(address: "Address") -> Engine:
    try:
        from qualwb.store.engines.postgresql.connecting import engine_for
    except ImportError as missing:
        raise MissingExtra(_("A project on a server"), "team") from missing
    return engine_for(address)
