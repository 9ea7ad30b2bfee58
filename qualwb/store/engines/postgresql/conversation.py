"""What a connection says to the server, gathered so that one round trip carries as much as may be.

Over a network each question costs its way there and back, some 20 ms, whatever it asks. So the statements
that open a transaction go out with the first question; questions that do not depend on each other go out
together; and what answers nothing waits, to go out with the next question or with the commit.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import psycopg
from psycopg import Connection as ServerConnection
from psycopg import Cursor

from qualwb.store.engines.postgresql.faults import BrokenCommit, lost_connection


class Said(NamedTuple):
    """A statement and its values in the order of their places."""

    text: str
    values: Sequence[Any] = ()
    tables: frozenset[str] | None = None
    """The tables that it reads, or writes to; None for any."""

    def bears_on(self, other: "Said") -> bool:
        """Whether what this writes may change what the other finds."""
        return self.tables is None or other.tables is None or not self.tables.isdisjoint(other.tables)


Answer = list[Any]


class Conversation:
    """One connection's transactions, from their opening to their end."""

    def __init__(self, server: ServerConnection[Any]) -> None:
        self._server = server
        self._opening: list[Said] = []
        self._waiting: list[Said] = []
        self._asked: list[Said] = []
        self._in_passing: list[tuple[Said, Callable[[Answer], object]]] = []
        self._known: dict[Said, Answer] = {}
        self._ahead: dict[tuple[str, tuple[Any, ...]], tuple[Said, Answer]] = {}
        self._storing = ""

    def open(self, statements: Iterable[Said]) -> None:
        """Begin a transaction by these statements, which are sent when something is asked or stored."""
        self.forget()
        self._opening = list(statements)

    def ask_with_opening(self, asked: Said) -> None:
        """Ask this with the opening; ``known`` has the answer for as long as the transaction lasts."""
        self._asked.append(asked)

    def ask(self, said: Said) -> Answer:
        """What a statement that only reads finds, after all that was said before it."""
        if _key(said) in self._ahead:
            return self._ahead[_key(said)][1]
        (answer,) = self._send([said])
        return answer

    def ask_in_passing(self, said: Said, then: Callable[[Answer], object]) -> None:
        """Ask this along with whatever is sent next, and give the answer to ``then``."""
        self._in_passing.append((said, then))

    def known(self, said: Said) -> Answer:
        """The answer to what was asked with the opening, or what was noted since."""
        if self._opening:
            self._send([])
        return self._known[said] if said in self._known else self.ask(said)

    def note(self, said: Said, answer: Answer) -> None:
        """What the answer is from now on, by what the transaction did."""
        self._known[said] = answer

    def stores(self, digest: str) -> None:
        """The transaction stores the change of this digest, which it is known by if the connection breaks."""
        self._storing = digest

    def ask_ahead(self, asked: Iterable[Said]) -> None:
        """Ask these together; each answer is known until something is written to the tables that it is of."""
        questions = list({_key(said): said for said in asked if _key(said) not in self._ahead}.values())
        answers = self._send(questions) if questions else []
        for said, answer in zip(questions, answers, strict=True):
            self.know(said, answer)

    def know(self, said: Said, answer: Answer) -> None:
        """This is the answer, until something is written to the tables that it is of."""
        self._ahead[_key(said)] = said, answer

    def say(self, said: Said) -> None:
        """What answers nothing: it is sent with the next question, or with the commit."""
        for key, (asked, _answer) in list(self._ahead.items()):
            if said.bears_on(asked):
                del self._ahead[key]
        self._waiting.append(said)

    def settle(self) -> None:
        """Send all that waits: somebody else is about to use the connection."""
        self._ahead.clear()
        if self._opening or self._waiting:
            self._send([])

    def send_with(self, execute: Callable[[], object], *, reads: bool) -> None:
        """Send all that waits along with what somebody else says on the connection, and may write."""
        if not reads:
            self._ahead.clear()
        if self._opening or self._waiting:
            self._send([], execute)
        else:
            execute()

    def commit(self) -> None:
        """Store the transaction, if anything was ever sent or waits."""
        if self._waiting:
            self._waiting.append(Said("COMMIT"))
            try:
                self._send([])
            except psycopg.Error as error:
                if self._storing and lost_connection(error):
                    raise BrokenCommit(self._storing) from error
                raise
        self.forget()

    def forget(self) -> None:
        """The transaction is over: nothing of it waits or is known any more."""
        self._opening, self._waiting, self._asked, self._in_passing = [], [], [], []
        self._ahead.clear()
        self._known.clear()
        self._storing = ""

    def _send(self, asked: list[Said], last: Callable[[], object] = lambda: None) -> list[Answer]:
        """One round trip: the opening, what waits, and questions; returns their answers."""
        opening, with_it = self._opening, self._asked if self._opening else []
        before, self._opening, self._waiting = self._waiting, [], []
        in_passing, self._in_passing = self._in_passing, []
        with self._server.pipeline():
            for said in opening:
                self._say(said)
            heads = [self._say(said) for said in with_it]
            passing = [self._say(said) for said, _then in in_passing]
            for said in before:
                self._say(said)
            cursors = [self._say(said) for said in asked]
            last()
        self._known.update({said: head.fetchall() for said, head in zip(with_it, heads, strict=True)})
        for (_said, then), cursor in zip(in_passing, passing, strict=True):
            then(cursor.fetchall())
        return [cursor.fetchall() for cursor in cursors]

    def _say(self, said: Said) -> Cursor[Any]:
        return self._server.execute(said.text, said.values)


def _key(said: Said) -> tuple[str, tuple[Any, ...]]:
    return said.text, tuple(said.values)
