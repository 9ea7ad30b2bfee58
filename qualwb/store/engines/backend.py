"""What the SQL of the store asks of the database that a connection leads to, whichever it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection, Executable, Table

from qualwb.store.engines.statements import Asked, Statements
from qualwb.store.engines.turn_index import TurnIndex

Found = TypeVar("Found")


class ChainHead(NamedTuple):
    """The end of the journal's chain."""

    number: int
    """Of the newest change; 0 where there is none."""
    digest: str


class Backend(Protocol):
    """The ways of one kind of database, beside standard SQL."""

    @property
    def statements(self) -> Statements:
        """The statements that never change, in the words of the database."""

    @property
    def turn_index(self) -> TurnIndex:
        """The full-text index over turns."""

    @property
    def words_for_views(self) -> Mapping[str, str]:
        """What conditions of ``hide`` call the schema of the ``tables`` and that of the ``views``.

        And the keys that are ``listed`` in a column named codings.
        """

    @property
    def hides(self) -> bool:
        """Whether the database may hide rows from a login, acts of the journal among them."""

    def rows(self, connection: Connection, text: str, values: Sequence[Any]) -> Iterable[Any]:
        """What a statement that only reads finds, as tuples."""

    def ask_ahead(self, connection: Connection, asked: Iterable[Asked], digest_before: int | None) -> None:
        """Ask together what is asked soon, where that saves time; with it ``digest_before`` a change."""

    def know(self, connection: Connection, asked: Asked, rows: list[Any]) -> None:
        """What this finds was read otherwise: it need not be asked, where that saves time."""

    def in_turn(
        self, connection: Connection, asked: Asked, then: Callable[[list[Any]], Found]
    ) -> Callable[[], Found]:
        """What ``then`` makes of what this finds, between what was written before it and what comes after.

        Where an answer takes its time, it is waited for when what is returned is called.
        """
        ...

    def together(self, questions: Iterable[Callable[[], Any]]) -> list[Any]:
        """The answers of questions that only read and need nothing of each other, in their order.

        Where each statement takes its way to a server and back, those of all questions go there together.
        """
        ...

    def write(
        self,
        connection: Connection,
        statement: Executable,
        rows: Sequence[Mapping[str, Any]] = (),
        touching: Sequence[int] = (),
    ) -> None:
        """Run a statement that answers nothing, once for each row of values; at the latest with the commit.

        ``touching`` says, for each run, how many rows it changes or deletes; an engine with
        rights of its own verifies that it may.
        """

    def insert(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
        """Insert one row, all columns but the key, and return its key."""

    def insert_missing(self, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
        """Insert one row, all columns but the key, unless a rule of the table forbids another like it."""

    def insert_columns(
        self, connection: Connection, table: Table, columns: Mapping[str, Iterable[Any]]
    ) -> None:
        """Insert rows given by column, all of them with the key; they end with the shortest column."""

    def new_keys(self, connection: Connection, table: Table, count: int) -> int:
        """The first of so many keys one after another that no row of the table has had."""

    def expect_change(self, connection: Connection) -> None:
        """The transaction that begins here will write a change."""

    def chain_head(self, connection: Connection) -> ChainHead:
        """The end of the journal's chain, also for somebody who may not see all changes."""

    def digest_before(self, connection: Connection, number: int) -> str:
        """The digest of the change before the one of this number, '' where there is none."""

    def sees_everything(self, connection: Connection) -> bool:
        """Whether the database hides nothing of the project from this login."""

    def defer_references(self, connection: Connection) -> None:
        """Until the end of the transaction rows may refer to what is not there yet."""

    def notify(self, connection: Connection, notice: str) -> None:
        """Tell this to all who listen to the project, once the transaction is stored."""

    def hide(self, connection: Connection, views: Mapping[str, str]) -> None:
        """Until the end of the transaction these tables have only the rows that meet a condition in SQL."""

    def is_encrypted(self, connection: Connection) -> bool:
        """Whether the project opens by its passphrase alone: a file may, a server knows who comes in."""

    def run_as_json(self, connection: Connection, table: Table, first: int, last: int) -> Iterable[bytes]:
        """Rows of keys ``first`` to ``last``, each as the JSON list Python would make of it, or nothing."""


def backend_of(connection: Connection) -> Backend:
    """The backend of the database that is connected."""
    return connection.info[BACKEND]  # type: ignore[no-any-return]


BACKEND = "qualwb.backend"
"""Where a connection of the driver's keeps its backend; whoever makes connections sets it."""
