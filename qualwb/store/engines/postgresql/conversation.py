"""What a connection says to the server, gathered so that one round trip carries as much as may be.

Over a network each question costs its way there and back, some 20 ms, whatever it asks. So the statements
that open a transaction go out with the first question; questions that do not depend on each other go out
together; and what answers nothing waits, to go out with the next question or with the commit.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import local
from typing import Any, NamedTuple

import psycopg
from psycopg import Connection as ServerConnection
from psycopg import Cursor
from psycopg.pq import TransactionStatus

from qualwb.store.engines.postgresql.faults import BrokenCommit, lost_connection
from qualwb.store.engines.postgresql.lockstep import Say, Step, in_step


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
OpenLater = Callable[[ServerConnection[Any]], Iterable[Said]]
"""Gives what a transaction is begun by once more, by the connection outside of any."""


class Asking:
    """A question that is asked ahead, and its answer once it was sent."""

    def __init__(self, said: Said, answer: Answer | None = None) -> None:
        self.said = said
        self._answer = answer
        self._cursor: Cursor[Any] | None = None

    @property
    def sent(self) -> bool:
        """Whether there is an answer."""
        return self._cursor is not None or self._answer is not None

    @property
    def answer(self) -> Answer:
        """The answer, once it was sent."""
        if self._answer is None:
            assert self._cursor is not None
            self._answer = self._cursor.fetchall()
        return self._answer

    def sent_by(self, cursor: Cursor[Any]) -> None:
        """It was said, and this has its answer."""
        self._cursor = cursor


class Conversation:
    """One connection's transactions, from their opening to their end."""

    def __init__(self, server: ServerConnection[Any]) -> None:
        self._server = server
        self._opening: list[Said] = []
        self._open_later: OpenLater | None = None
        self._waiting: list[Said | Asking] = []
        self._asked: list[Said] = []
        self._known: dict[Said, Answer] = {}
        self._ahead: dict[tuple[str, tuple[Any, ...]], Asking] = {}
        self._storing = ""
        self._here = local()
        """In the thread of a question that keeps step with others: ``say``, by which it speaks."""

    def open(self, statements: Iterable[Said], later: OpenLater | None = None) -> None:
        """Begin a transaction by these statements, which are sent when something is asked or stored.

        Where somebody else holds a lock that they wait for, those of ``later`` are sent in their place.
        """
        self.forget()
        self._opening, self._open_later = list(statements), later

    def ask_with_opening(self, asked: Said) -> None:
        """Ask this with the opening; ``known`` has the answer for as long as the transaction lasts."""
        self._asked.append(asked)

    def ask(self, said: Said) -> Answer:
        """What a statement that only reads finds, after all that was said before it."""
        if asking := self._ahead.get(_key(said)):
            self._await([asking])
            return asking.answer
        (answer,) = self._send([said])
        return answer

    def ask_in_turn(self, said: Said) -> Callable[[], Answer]:
        """Ask this behind what was said before it, along with whatever is sent next.

        What is returned gives the answer, and waits for it where it was not sent yet.
        """
        asking = self._ahead.get(_key(said)) or Asking(said)
        if not asking.sent:
            self._waiting.append(asking)

        def answer() -> Answer:
            self._await([asking])
            return asking.answer

        return answer

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
        keyed = {_key(said): said for said in asked}
        new = {key: Asking(said) for key, said in keyed.items() if key not in self._ahead}
        self._ahead |= new
        if new:
            self._speak(partial(self._say_ahead, new.values()))
        self._await(self._ahead[key] for key in keyed)

    def know(self, said: Said, answer: Answer) -> None:
        """This is the answer, until something is written to the tables that it is of."""
        self._ahead[_key(said)] = Asking(said, answer)

    def say(self, said: Said) -> None:
        """What answers nothing: it is sent with the next question, or with the commit."""
        for key, asking in list(self._ahead.items()):
            if said.bears_on(asking.said):
                del self._ahead[key]
        self._waiting.append(said)

    def settle(self) -> None:
        """Send all that waits: somebody else is about to use the connection."""
        self._ahead.clear()
        if self._opening or self._waiting:
            self._send([])

    def send_with(self, execute: Say, *, reads: bool) -> None:
        """Send all that waits along with what somebody else says on the connection, and may write."""
        if not reads:
            self._ahead.clear()
        self._speak(execute)

    def together(self, questions: Iterable[Callable[[], Any]]) -> list[Any]:
        """The answers of questions that only read and keep step: what they ask goes out together."""

        def step_of(question: Callable[[], Any]) -> Callable[[Step], Any]:
            def run(step: Step) -> Any:
                self._here.say = step.say
                return question()

            return run

        def send(says: Sequence[Say]) -> None:
            self._speak(lambda: [say() for say in says])

        return in_step(list(map(step_of, questions)), send)

    def commit(self) -> None:
        """Store the transaction, if anything was ever sent or waits.

        Raises ``psycopg.Error`` when a statement in it failed: nothing of it can be stored.
        """
        if self._server.info.transaction_status == TransactionStatus.INERROR:
            raise psycopg.errors.InFailedSqlTransaction("a statement of the transaction failed")
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
        self._opening, self._waiting, self._asked = [], [], []
        self._ahead.clear()
        self._known.clear()
        self._storing = ""

    def _send(self, asked: list[Said]) -> list[Answer]:
        """Ask these in one round trip, after what waits; returns their answers."""
        asking = [Asking(said) for said in asked]
        self._speak(partial(self._say_ahead, asking))
        return [one.answer for one in asking]

    def _await(self, asking: Iterable[Asking]) -> None:
        """Wait for what others ask that keep step, and go out with."""
        if not all(one.sent for one in asking):
            self._speak(lambda: None)

    def _speak(self, say: Say) -> None:
        """Say this in one round trip: along with the others, where it is one of several that keep step."""
        getattr(self._here, "say", self._go_out)(say)

    def _go_out(self, say: Say) -> None:
        """One round trip: the opening, what waits, and this."""
        opening, with_it = self._opening, self._asked if self._opening else []
        before, self._opening, self._waiting = self._waiting, [], []

        def rest() -> list[Cursor[Any]]:
            heads = [self._say(said) for said in with_it]
            for one in before:
                if isinstance(one, Asking):
                    self._say_ahead([one])
                else:
                    self._say(one)
            say()
            return heads

        try:
            heads = self._in_one_go(opening, rest)
        except psycopg.errors.LockNotAvailable:
            if not opening or self._open_later is None:
                raise
            self._server.execute("ROLLBACK")
            heads = self._in_one_go(self._open_later(self._server), rest)
        self._known.update({said: head.fetchall() for said, head in zip(with_it, heads, strict=True)})

    def _in_one_go(self, opening: Iterable[Said], rest: Callable[[], list[Cursor[Any]]]) -> list[Cursor[Any]]:
        with self._server.pipeline():
            for said in opening:
                self._say(said)
            return rest()

    def _say_ahead(self, questions: Iterable[Asking]) -> None:
        for asking in questions:
            asking.sent_by(self._say(asking.said))

    def _say(self, said: Said) -> Cursor[Any]:
        return self._server.execute(said.text, said.values)


def _key(said: Said) -> tuple[str, tuple[Any, ...]]:
    return said.text, tuple(said.values)
