"""A connection on which notices come and go, and which nothing is waited for longer than told.

The driver's own calls wait for an answer as long as the line stands, and on a network that swallows
everything it stands for long. Here what is sent has a term, and whoever waits can be woken.
"""

import selectors
import socket
from collections import deque
from contextlib import suppress
from time import monotonic

import psycopg
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn

from qualwb.store.engines.postgresql.notices import CHANNEL

_NOTIFY = b"SELECT pg_notify($1, $2)"
_PROBE = b"SELECT 1"
_FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


class SilentServer(psycopg.OperationalError):
    """What was sent was not answered in time."""


class Waker:
    """Ends a wait from another thread."""

    def __init__(self) -> None:
        self._inner, self._outer = socket.socketpair()
        self._inner.setblocking(False)
        self._outer.setblocking(False)

    def fileno(self) -> int:
        """What a selector waits for."""
        return self._inner.fileno()

    def wake(self) -> None:
        """End the wait that goes on, or else the next one."""
        with suppress(BlockingIOError):  # then it has been woken often enough
            self._outer.send(b"\0")

    def rest(self) -> None:
        """Forget that it was woken."""
        with suppress(BlockingIOError):
            while self._inner.recv(4096):
                continue

    def wait(self, seconds: float) -> None:
        """Wait until it is woken, or so long."""
        with selectors.DefaultSelector() as selector:
            selector.register(self, selectors.EVENT_READ)
            selector.select(seconds)
        self.rest()


class Wire:
    """Sends one statement at a time over a connection that listens, and gathers what comes."""

    def __init__(self, connection: psycopg.Connection, waker: Waker, patience: float) -> None:
        """``patience``: seconds within which what was sent must be answered."""
        self._pgconn: PGconn = connection.pgconn
        self._waker, self._patience = waker, patience
        self._waiting: deque[str | None] = deque()
        """What is to be sent: payloads, None for a probe."""
        self._sent_at: float | None = None
        self._heard_at = monotonic()

    def say(self, payload: str) -> None:
        """Send a notice as soon as what was sent before is answered."""
        self._waiting.append(payload)

    def probe_after(self, seconds: float) -> None:
        """Ask whether the server is there, if nothing was heard of it for so long."""
        if self.at_rest and monotonic() - self._heard_at >= seconds:
            self._waiting.append(None)

    @property
    def at_rest(self) -> bool:
        """Whether all that was to be said has been said and answered."""
        return self._sent_at is None and not self._waiting

    def turn(self, seconds: float) -> list[str]:
        """Send what is due, wait for something to come, at most so long; returns the payloads that came.

        Raises ``psycopg.OperationalError`` when the line is cut, or silent for too long.
        """
        self._send()
        self._wait(seconds)
        self._waker.rest()
        self._pgconn.consume_input()
        self._take_answers()
        came = self._notices()
        if self._sent_at is not None and monotonic() - self._sent_at > self._patience:
            raise SilentServer("the server does not answer")
        return came

    def _notices(self) -> list[str]:
        """All that has come; looked for after the answers, as one that came behind an answer is read last."""
        came = []
        while (notified := self._pgconn.notifies()) is not None:
            came.append(notified.extra.decode("utf-8", "replace"))
        return came

    def _send(self) -> None:
        if self._sent_at is None and self._waiting:
            payload = self._waiting.popleft()
            if payload is None:
                self._pgconn.send_query(_PROBE)
            else:
                self._pgconn.send_query_params(_NOTIFY, [CHANNEL.encode(), payload.encode()])
            self._sent_at = monotonic()

    def _wait(self, seconds: float) -> None:
        unsent = self._pgconn.flush()
        with selectors.DefaultSelector() as selector:
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if unsent else 0)
            selector.register(self._pgconn.socket, events)
            selector.register(self._waker, selectors.EVENT_READ)
            ready = selector.select(seconds)
        if any(key.fd == self._pgconn.socket and mask & selectors.EVENT_READ for key, mask in ready):
            self._heard_at = monotonic()

    def _take_answers(self) -> None:
        while self._sent_at is not None and not self._pgconn.is_busy():
            answer = self._pgconn.get_result()
            if answer is None:
                self._sent_at = None
            elif answer.status not in _FINE:
                raise psycopg.OperationalError(self._pgconn.get_error_message())
