"""A project that is one file: made, opened, backed up."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from qualwb.localization import gettext as _
from qualwb.store import journal
from qualwb.store.backup import back_up_beside, back_up_connection, prune
from qualwb.store.connection import APPLICATION_ID, connect, engine_for
from qualwb.store.engines.interface import DriverConnection, FileEngine
from qualwb.store.engines.keys import KEYS
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.errors import OnServer, UnusableProject
from qualwb.store.explaining import explained
from qualwb.store.migration import SCHEMA_REVISION, upgrade
from qualwb.store.open_project import OpenProject, rows_of_new
from qualwb.store.presence import Presence, unless_replaced
from qualwb.store.recognition import refuse_newer, revision_of

Notice = Callable[[str], None]


class ProjectFile(OpenProject):
    """An open project that is one file. When it is closed, one file is left on disk."""

    own_undo = False

    def __init__(self, path: Path, engine: Engine) -> None:
        super().__init__(engine)
        self.path = path
        self._presence = Presence.of(path)

    @classmethod
    def create(cls, path: Path, name: str = "", description: str = "", *, engine: FileEngine = PLAIN) -> Self:
        """Make a new project file, readable by its owner alone, and open it.

        Raises ``UnusableProject`` when a file of that name exists or the folder can't be written.
        """
        path = path.expanduser()
        make_file(path, rows_of_new(name or path.stem, description), engine)
        return cls(path, engine_for(path))

    @classmethod
    def open(cls, path: Path, notice: Notice = lambda _text: None) -> Self:
        """Open an existing project; an older one is backed up and migrated, which ``notice`` is told.

        Raises ``UnusableProject`` for a file that is missing, no project, damaged, or made by a newer qualwb.
        """
        path = path.expanduser()
        with unless_replaced(path), explained(path):
            # Beside the file that a link leads to lie its log and its backups.
            path = path.resolve() if path.is_symlink() else path
            revision = revision_of(path)
            engine = engine_for(path)
        if revision != SCHEMA_REVISION:
            try:
                with explained(path):
                    _migrate(path, engine, revision, notice)
            except BaseException:
                engine.dispose()
                raise
        return cls(path, engine)

    @property
    def label(self) -> str:
        return self.path.name

    @property
    def title(self) -> str:
        return self.path.stem

    @property
    def folder(self) -> Path:
        return self.path.resolve().parent

    @property
    def home(self) -> Path:
        return self.folder

    @property
    def state_key(self) -> Path:
        return self.path

    @property
    def encrypted(self) -> bool:
        """Whether the file can be read with its passphrase alone; then nothing of it is kept elsewhere."""
        return self._presence.engine.key is not None

    def close(self) -> None:
        """Close all connections; the last one folds the write-ahead log into the file."""
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """As ``explained``; what fails since another file lies there now is told as that."""
        try:
            with explained(self.path):
                yield
        except UnusableProject:
            self.verify_presence()
            raise

    def _see_off(self, act: journal.Act, number: int, coder: str) -> None:
        """Nothing: whoever else has the file open looks at it from time to time."""

    def verify_presence(self) -> None:
        """Raise ``ProjectMoved`` when the file was deleted, moved, replaced or cut off while it is open."""
        self._presence.verify()

    def save_elsewhere(self, target: Path) -> Path:
        """Write what this process has open to a new file, though the old one may be gone from its folder.

        Returns where it lies. Raises ``UnusableProject`` when a file is there already or it can't be written.
        """
        if target.exists():
            raise UnusableProject(_("{path}: exists already.").format(path=target), _("Choose another name."))
        with explained(target), self._engine.connect() as connection:
            opened: DriverConnection | None = connection.connection.driver_connection
            assert opened is not None
            return back_up_connection(opened, target, self._presence.engine)

    @contextmanager
    def backed_up(self, occasion: str, *, broken: bool = False) -> Iterator[Path]:
        """A verified automatic backup beside the project, for the act within; see ``back_up``.

        When the act is done, the oldest automatic backups go; when it is refused, the new one goes.
        """
        backup = back_up_beside(self.path, occasion, broken=broken)
        try:
            yield backup
        except BaseException:
            backup.unlink(missing_ok=True)
            raise
        prune(self.path)


def as_file(project: OpenProject) -> ProjectFile:
    """The project as the file that it is, for what can only be done to a file. Raises ``OnServer``."""
    if not isinstance(project, ProjectFile):
        raise OnServer(project.label)
    return project


def make_file(
    path: Path, fill: Callable[[Connection], None], engine: FileEngine = PLAIN, *, revision: str = "head"
) -> None:
    """Make a project file, readable by its owner alone, with the rows that ``fill`` writes into its tables.

    It gets its name when it is whole. ``revision`` is the one of its tables. Raises as
    ``ProjectFile.create`` does, and what ``fill`` raises; then nothing is left of it.
    """
    refuse_existing(path)
    if engine.key is not None:
        KEYS.hold(engine.key)
    with explained(path):
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".partial")
        os.close(descriptor)
    unfinished = Path(name)
    try:
        with explained(path):
            _build(unfinished, fill, engine, revision)
            place_new(unfinished, path)
    finally:
        remove_files(unfinished)


def refuse_existing(path: Path) -> None:
    """Raise ``UnusableProject`` when a new project can't take the name."""
    if path.expanduser().exists():
        raise UnusableProject(
            _("{path}: exists already.").format(path=path), _("Choose another name, or open it.")
        )


def place_new(partial: Path, path: Path) -> None:
    """Give a finished file its name, unless another process has taken the name meanwhile."""
    try:
        os.link(partial, path)
    except FileExistsError:
        raise UnusableProject(
            _("{path}: exists already.").format(path=path), _("Choose another name, or open it.")
        ) from None
    except OSError:  # a file system without links
        partial.rename(path)


def _build(path: Path, fill: Callable[[Connection], None], engine: FileEngine, revision: str) -> None:
    _set(path, f"application_id={APPLICATION_ID}", engine)
    made_by = engine_for(path)
    try:
        upgrade(made_by, to=revision)
        with made_by.connect().execution_options(writing=True) as made, made.begin():
            fill(made)
    finally:
        made_by.dispose()
    # Only now: a write-ahead log that could not be folded in would be lost with the partial file's name.
    _set(path, "journal_mode=WAL", engine)


def _set(path: Path, pragma: str, engine: FileEngine) -> None:
    connection = connect(path, engine)
    try:
        connection.execute(f"PRAGMA {pragma}").fetchone()
    finally:
        connection.close()


def remove_files(path: Path) -> None:
    """Remove a database and what SQLite laid beside it."""
    for leftover in (path, *logs_of(path)):
        leftover.unlink(missing_ok=True)


def logs_of(path: Path) -> list[Path]:
    """Where SQLite lays its logs of a database."""
    return [path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal")]


def _migrate(path: Path, engine: Engine, revision: str, notice: Notice) -> None:
    refuse_newer(path, revision)
    backup = back_up_beside(path, f"schema-{revision}")
    notice(
        _("{path}: brought from schema {old} to {new}; the old file is kept as {backup}.").format(
            path=path, old=revision, new=SCHEMA_REVISION, backup=backup.name
        )
    )
    upgrade(engine)
    prune(path)
