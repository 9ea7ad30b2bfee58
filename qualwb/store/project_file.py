"""A project file: made, opened, read and written. All else goes through here."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, insert, select

from qualwb.localization import gettext as _
from qualwb.model import Change, Coder, Project, Round
from qualwb.safe_text import cleaned
from qualwb.store import blindness, journal, turning
from qualwb.store.backup import back_up_beside, back_up_connection, prune
from qualwb.store.connection import APPLICATION_ID, connect, engine_for
from qualwb.store.driver import fetch, given
from qualwb.store.engines.faults import integrity_errors
from qualwb.store.engines.interface import DriverConnection, FileEngine
from qualwb.store.engines.keys import KEYS
from qualwb.store.engines.sqlite import PLAIN
from qualwb.store.errors import StateForbidden, UnusableProject
from qualwb.store.explaining import explained
from qualwb.store.migration import SCHEMA_REVISION, upgrade
from qualwb.store.presence import Presence, unless_replaced
from qualwb.store.recognition import refuse_newer, revision_of

FIRST_ROUND = "1"

_CODER = select(Coder.id).where(Coder.name == given("name"))
_ROUND = select(Round.id).where(Round.name == given("name"))

Notice = Callable[[str], None]


def now() -> str:
    """The moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class ProjectFile:
    """An open project. Close it, or use it as a context manager; then one file is left on disk."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._presence = Presence.of(path)
        self._reader: str | None = None

    @classmethod
    def create(cls, path: Path, name: str = "", description: str = "", *, engine: FileEngine = PLAIN) -> Self:
        """Make a new project file, readable by its owner alone, and open it.

        Raises ``UnusableProject`` when a file of that name exists or the folder can't be written.
        """
        path = path.expanduser()

        def fill(made: Connection) -> None:
            title, told = cleaned(name or path.stem), cleaned(description)
            made.execute(insert(Project).values(id=1, name=title, description=told, created_at=now()))
            made.execute(insert(Round).values(name=FIRST_ROUND))

        make_file(path, fill, engine)
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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def encrypted(self) -> bool:
        """Whether the file can be read with its passphrase alone; then nothing of it is kept elsewhere."""
        return self._presence.engine.key is not None

    def close(self) -> None:
        """Close all connections; the last one folds the write-ahead log into the file."""
        self._engine.dispose()

    def seen_by(self, coder: str) -> Self:
        """The same open file as that coder reads it: what others do in a blind round is hidden."""
        seen = copy(self)
        seen._reader = coder
        return seen

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the project, as far as whoever reads it may see it."""
        with self.reading_whole() as connection:
            if self._reader is not None and blindness.put_on(connection, self._reader):
                try:
                    yield connection
                finally:
                    connection.rollback()
            else:
                yield connection

    @contextmanager
    def reading_whole(self) -> Iterator[Connection]:
        """The same with all that blind rounds hide: for what looks after the file, and shows nobody."""
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a write transaction: for derived data only. Acts go through ``act``."""
        with self._explained(), self._engine.connect() as connection:
            connection = connection.execution_options(writing=True)
            with connection.begin():
                self.verify_presence()
                yield connection

    @contextmanager
    def act(self, kind: str, *, coder: str, reason: str = "") -> Iterator[journal.Act]:
        """One act of the researcher: one transaction, one change in the journal.

        The body writes through the ``Act``; an error in it leaves the project as it was. An act that wrote
        nothing leaves no change.
        """
        with self.writing() as connection:
            act = journal.Act(connection, reason=reason)
            yield act
            if act.images:
                journal.write_change(connection, act, kind=kind, coder=coder, at=now())

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """As ``explained``; what fails since another file lies there now is told as that."""
        try:
            with explained(self.path):
                yield
        except UnusableProject:
            self.verify_presence()
            raise

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

    def undo(self, *, coder: str, number: int | None = None) -> Change:
        """Undo the newest act, whoever did it, and return it.

        Raises ``NothingToUndo``; where ``number`` is given, also when the newest act is another one.
        """
        return self._turn("undo", partial(turning.undo, number=number), coder)

    def redo(self, *, coder: str) -> Change:
        """Redo the act that was undone last and return it. Raises ``NothingToUndo``."""
        return self._turn("redo", turning.redo, coder)

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

    def revision(self) -> int:
        """The number of the newest change: grows with each act, also those of other processes."""
        with self.reading_whole() as connection:
            return connection.execute(select(Change.id).order_by(Change.id.desc()).limit(1)).scalar() or 0

    def _turn(self, kind: str, turning: Callable[[Connection, journal.Act], Change], coder: str) -> Change:
        try:
            with self.writing() as connection:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                act = journal.Act(connection)
                change = turning(connection, act)
                journal.write_change(connection, act, kind=kind, coder=coder, at=now(), target=change.id)
        except integrity_errors() as error:
            raise StateForbidden(str(error)) from error
        return change


def make_file(path: Path, fill: Callable[[Connection], None], engine: FileEngine = PLAIN) -> None:
    """Make a project file, readable by its owner alone, with the rows that ``fill`` writes into its tables.

    It gets its name when it is whole. Raises as ``ProjectFile.create`` does, and what ``fill`` raises; then
    nothing is left of it.
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
            _build(unfinished, fill, engine)
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


def _build(path: Path, fill: Callable[[Connection], None], engine: FileEngine) -> None:
    _set(path, f"application_id={APPLICATION_ID}", engine)
    made_by = engine_for(path)
    try:
        upgrade(made_by)
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


def ensure_coder(act: journal.Act, name: str) -> int:
    """The key of the coder of that name, made when new."""
    name = cleaned(name)
    found = fetch(act.connection, _CODER, name=name)
    return int(found[0][0]) if found else act.insert(Coder, name=name)


def ensure_round(act: journal.Act, name: str) -> int:
    """The key of the round of that name, made when new, after the others."""
    name = cleaned(name)
    found = fetch(act.connection, _ROUND, name=name)
    if found:
        return int(found[0][0])
    last = act.connection.execute(select(Round.position).order_by(Round.position.desc()).limit(1)).scalar()
    return act.insert(Round, name=name, position=(last or 0) + 1)
