"""An open project, wherever it is kept: read, written, and turned back. All else goes through here."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Self

from sqlalchemy import Connection, Engine, func, insert, select

from qualwb.errors import QualwbError
from qualwb.model import Change, Coder, Project, Round
from qualwb.safe_text import cleaned
from qualwb.store import blindness, journal, turning, turning_parts
from qualwb.store.driver import Asked, fetch, given
from qualwb.store.engines.backend import backend_of
from qualwb.store.engines.faults import integrity_errors
from qualwb.store.errors import RestedOn, StateForbidden, StateMoved
from qualwb.store.live import Live, Told, WorkPlace
from qualwb.store.turn_indexing import index_with_act

FIRST_ROUND = "1"

_CODER = select(Coder.id).where(Coder.name == given("name"))
_ROUND = select(Round.id).where(Round.name == given("name"))
_NEWEST_CHANGE = select(func.coalesce(func.max(Change.id), 0))


def now() -> str:
    """The moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class OpenProject(ABC):
    """An open project. Close it, or use it as a context manager."""

    own_undo: ClassVar[bool]
    """Whether undo and redo go over each coder's own acts, or over all acts, whoever did them."""

    far: ClassVar[bool] = False
    """Whether each question takes its time on a network, so that nobody may be kept waiting for it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader: str | None = None
        self._at_work = ""
        """The round that the reader works in; '' for one who only reads."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    @abstractmethod
    def label(self) -> str:
        """What the user knows the place of the project by; it holds no password."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What files that are made of the project are called by."""

    @property
    @abstractmethod
    def folder(self) -> Path:
        """Where what is made of the project goes unless another place is named."""

    @property
    @abstractmethod
    def home(self) -> Path | None:
        """The folder that it lies in, and moves with what lies there; None where it is in no folder."""

    @property
    @abstractmethod
    def state_key(self) -> Path:
        """What the places of readers in this project are remembered by."""

    @property
    @abstractmethod
    def encrypted(self) -> bool:
        """Whether it can be read with its passphrase alone; then nothing of it is kept elsewhere."""

    @abstractmethod
    def verify_presence(self) -> None:
        """Raise an ``UnusableProject`` when the project is no longer where it was opened."""

    @abstractmethod
    def backed_up(self, occasion: str) -> AbstractContextManager[Path]:
        """A verified automatic backup, for the act within; when that is refused, the backup goes again."""

    @abstractmethod
    def _explained(self) -> AbstractContextManager[None]:
        """Turns what the database and what it lies on report into one line for the user."""

    def live(self, told: Told, place: WorkPlace) -> Live | None:  # noqa: ARG002
        """Tell of what others do from now on, and let them know who is where; None where nothing tells.

        ``told`` is called with each event, in a thread of its own.
        """
        return None

    @abstractmethod
    def _see_off(self, act: journal.Act, number: int, coder: str) -> None:
        """What goes along with an act of this number, in its transaction."""

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def seen_by(self, coder: str, at_work: str = "") -> Self:
        """The same open project as that coder reads it: what others do in a blind round is hidden.

        Who is at work in such a round reads nothing that others have done in any.
        """
        seen = copy(self)
        seen._reader, seen._at_work = coder, at_work
        return seen

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the project, as far as whoever reads it may see it."""
        with self.reading_whole() as connection:
            if self._reader is not None and blindness.put_on(connection, self._reader, self._at_work):
                try:
                    yield connection
                finally:
                    connection.rollback()
            else:
                yield connection

    @contextmanager
    def reading_whole(self) -> Iterator[Connection]:
        """The same with all that blind rounds hide: for what looks after the project, and shows nobody."""
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
        coder = cleaned(coder)
        with self.writing() as connection:
            backend_of(connection).expect_change(connection)
            act = journal.Act(connection, reason=reason)
            yield act
            index_with_act(connection, act.notes.tables)
            if act.images:
                number = journal.write_change(connection, act, kind=kind, coder=coder, at=now())
                self._see_off(act, number, coder)

    def undo(self, *, coder: str, number: int | None = None, alone: bool = False) -> Change:
        """Undo the newest act, whoever did it or of this coder (``own_undo``), and return it.

        Raises ``NothingToUndo``; where ``number`` is given, also when the newest act is another one, unless
        that act is to be undone ``alone``: then all that was done since stays. ``BuiltOn`` says who worked on
        with it since.
        """
        coder = cleaned(coder)
        with self._turning("undo", coder, number, alone=alone) as act:
            if alone:
                turning_parts.refuse_hidden(act.connection, coder, number)
            change = turning.undo(act.connection, act, number=number, coder=self._whose(coder), alone=alone)
            act.target = change.id
        return change

    def undo_parts(self, *, coder: str, number: int | None = None) -> turning_parts.PartsUndone:
        """Undo what nobody built on of the act that ``undo`` would turn; what of it stays, and why.

        Raises as ``undo`` does.
        """
        coder = cleaned(coder)
        with self._turning("undo", coder, number) as act:
            undone = turning_parts.undo_parts(
                act.connection, act, viewer=coder, number=number, coder=self._whose(coder)
            )
            act.target = undone.change.id
        return undone

    def redo(self, *, coder: str) -> Change:
        """Redo the act that was undone last, as ``undo`` counts, and return it. Raises as ``undo`` does."""
        coder = cleaned(coder)
        with self._turning("redo", coder) as act:
            change = turning.redo(act.connection, act, coder=self._whose(coder))
            act.target = change.id
        return change

    def revision(self) -> int:
        """The number of the newest change: grows with each act, also those of other processes."""
        with self.reading_whole() as connection:
            return int(fetch(connection, _NEWEST_CHANGE)[0][0])

    def _whose(self, coder: str) -> str | None:
        """Whose acts undo and redo go over; None for all."""
        return coder if self.own_undo else None

    @contextmanager
    def _turning(
        self, kind: str, coder: str, number: int | None = None, *, alone: bool = False
    ) -> Iterator[journal.Act]:
        """One act on another one, whose number the body gives it as its target."""
        try:
            with self.writing() as connection:
                backend = backend_of(connection)
                backend.expect_change(connection)
                backend.defer_references(connection)
                act = journal.Act(connection)
                yield act
                index_with_act(connection, act.notes.tables)
                written = journal.write_change(connection, act, kind=kind, coder=coder, at=now())
                self._see_off(act, written, coder)
        except (StateMoved, StateForbidden, RestedOn) as error:
            raise self._why_not(kind, coder, number, error, alone=alone) from error
        except integrity_errors() as error:
            raise self._why_not(kind, coder, number, StateForbidden(str(error)), alone=alone) from error

    def _why_not(
        self, kind: str, coder: str, number: int | None, error: QualwbError, *, alone: bool
    ) -> QualwbError:
        """Who built on the act that could not be turned; the error itself where no act of the journal did."""
        with self.reading_whole() as connection:
            return (
                turning_parts.built_on(
                    connection, kind, viewer=coder, number=number, coder=self._whose(coder), alone=alone
                )
                or error
            )


def rows_of_new(name: str, description: str) -> Callable[[Connection], None]:
    """Writes what the tables of a new project hold: the project itself, and the first round."""

    def fill(connection: Connection) -> None:
        described = {"name": cleaned(name), "description": cleaned(description), "created_at": now()}
        connection.execute(insert(Project).values(id=1, **described))
        connection.execute(insert(Round).values(name=FIRST_ROUND))

    return fill


def coder_asked(name: str) -> Asked:
    """What ``ensure_coder`` asks first."""
    return _CODER, {"name": cleaned(name)}


def round_asked(name: str) -> Asked:
    """What ``ensure_round`` asks first."""
    return _ROUND, {"name": cleaned(name)}


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
