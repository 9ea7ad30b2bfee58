"""What a connection says to the server, gathered so that one round trip carries as much as may be.

Over a network each question costs its way there and back, some 20 ms, whatever it asks. So the statements
that open a transaction go out with the first question; questions that do not depend on each other go out
together; and what answers nothing waits, to go out with the next question or with the commit.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from psycopg import Connection as ServerConnection


class Said(NamedTuple):
    """A statement and its values in the order of their places."""

    text: str
    values: Sequence[Any] = ()


class Conversation:
    """One connection's transactions, from their opening to their end."""

    def __init__(self, server: ServerConnection[Any]) -> None:
        self._server = server
        self._opening: list[Said] = []
        self._waiting: list[Said] = []
        self._asked: list[Said] = []
        self._answers: dict[tuple[str, tuple[Any, ...]], list[Any]] = {}

    def open(self, statements: Iterable[Said], asked: Iterable[Said] = ()) -> None:
        """Begin a transaction by these statements, which are sent when something is asked or stored."""
        self.forget()
        self._opening = list(statements)
        self._asked = list(asked)

    def ask(self, said: Said) -> list[Any]:
        """What a statement that only reads finds, after all that was said before it."""
        key = (said.text, tuple(said.values))
        if key not in self._answers:
            self._send([said])
        return self._answers.pop(key)

    def ask_ahead(self, asked: Iterable[Said]) -> None:
        """Ask these together; each answer waits until it is asked for, or until something is written."""
        self._send(list(asked))

    def say(self, said: Said) -> None:
        """What answers nothing: it is sent with the next question, or with the commit."""
        self._answers.clear()
        self._waiting.append(said)

    def settle(self) -> None:
        """Send all that waits: somebody else is about to use the connection."""
        if self._opening or self._waiting:
            self._send([])

    def commit(self) -> None:
        """Store the transaction, if anything was ever sent or waits."""
        if self._waiting:
            self._waiting.append(Said("COMMIT"))
            self._send([])
        self.forget()

    def forget(self) -> None:
        """The transaction is over: nothing of it waits or is known any more."""
        self._opening, self._waiting, self._asked = [], [], []
        self._answers.clear()

    def _send(self, asked: list[Said]) -> None:
        """One round trip: the opening, what waits, and questions, whose answers are kept."""
        before = [*self._opening, *self._waiting]
        asked = [*(self._asked if self._opening else ()), *asked]
        self._opening, self._waiting = [], []
        with self._server.pipeline():
            for said in before:
                self._server.execute(said.text, said.values)
            cursors = [self._server.execute(said.text, said.values) for said in asked]
        for said, cursor in zip(asked, cursors, strict=True):
            self._answers[said.text, tuple(said.values)] = cursor.fetchall()
