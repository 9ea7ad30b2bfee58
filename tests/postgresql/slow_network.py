"""A network between a program and a server that takes its time, and breaks when it is told to.

What a program sends arrives half a round trip later, and what the server answers again as much: each piece
by when it was sent, so that any number of pieces travel at once, as on a real line. Connecting is quick.
"""

import asyncio
import random
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.postgresql.frontend_messages import FrontendMessages

EARLY = 1e-6
"""Seconds: how much before its time the loop may call us."""


class SlowNetwork:
    """Takes connections at ``port`` of 127.0.0.1 and leads them to a socket's path or to another port.

    ``round_trip`` is in seconds. It ends with ``close``, and cuts what is connected then.
    """

    def __init__(self, target: Path | int, round_trip: float = 0.0) -> None:
        self.target = target
        self.one_way = round_trip / 2
        self.round_trips = 0
        """How often a client waited for an answer, since the network was made."""
        self.waits = 0
        """The same of clients of PostgreSQL, by what they say, whenever it arrives."""
        self.connections = 0
        """How many it has taken since then."""
        self.cuts = 0
        """How many connections it has cut."""
        self.stalled = self.refusing = False
        self.mute = False
        """Whether what the server answers is held back; what is sent to it arrives."""
        self._seed: int | None = None
        self._mean = 1
        self._lines: set[_Line] = set()
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        listening = self.loop.create_server(lambda: _Line(self).client, "127.0.0.1", 0)
        self._listener = asyncio.run_coroutine_threadsafe(listening, self.loop).result()
        self.port = int(self._listener.sockets[0].getsockname()[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Cut all and listen no more."""
        asyncio.run_coroutine_threadsafe(self._end(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _end(self) -> None:
        self._listener.close()
        for line in list(self._lines):
            line.cut()
        # Who is still looking for the server finds that nobody waits for it.
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
        await asyncio.sleep(0)

    def cut(self) -> None:
        """Cut every connection now; what is under way is lost."""
        self._with_each(_Line.cut)

    @contextmanager
    def down(self) -> Iterator[None]:
        """Cut every connection, and refuse new ones for as long."""
        self.refusing = True
        self.cut()
        try:
            yield
        finally:
            self.refusing = False

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Let nothing through for as long, and tell nobody; afterwards it all arrives."""
        self.stalled = True
        try:
            yield
        finally:
            self.stalled = False
            self._with_each(_Line.deliver)

    def cut_at_random(self, seed: int, mean: int) -> None:
        """From now on cut a connection when about ``mean`` pieces have arrived, and the piece is lost.

        It may be a client's, which the server then never hears of, or an answer to what the server has done.
        The same ``seed`` cuts the n-th connection at the same of its pieces.
        """
        self._seed, self._mean = seed, mean

    def leave_whole(self) -> None:
        """Cut no more at random."""
        self._seed = None

    def breaks(self, connection: int, piece: int) -> bool:
        """Whether that connection breaks at that of its pieces."""
        if self._seed is None:
            return False
        return random.Random(f"{self._seed} {connection} {piece}").random() < 1 / self._mean

    def _with_each(self, what: "Callable[[_Line], None]") -> None:
        """Do it with each connection in the network's own thread, and wait until it is done."""

        async def done() -> None:
            for line in list(self._lines):
                what(line)

        asyncio.run_coroutine_threadsafe(done(), self.loop).result()

    def began(self, line: "_Line") -> bool:
        """Take a new connection, unless the network is down."""
        self.connections += 1
        self._lines.add(line)
        return not self.refusing

    def ended(self, line: "_Line") -> None:
        """Forget a connection."""
        self._lines.discard(line)


class _Line:
    """One connection: a client's end and a server's."""

    def __init__(self, network: SlowNetwork) -> None:
        self.network = network
        self.client = _End(self)
        self.server = _End(self)
        self.client.other, self.server.other = self.server, self.client
        self.number = self.pieces = 0
        self._answered = True
        self._said = FrontendMessages()

    def opened(self, end: "_End") -> None:
        """A client has come: find the server before anything of it is read."""
        if end is not self.client:
            return
        if not self.network.began(self):
            self.cut()
            return
        self.number = self.network.connections
        self.client.pause()
        self._connecting = self.network.loop.create_task(self._connect())

    async def _connect(self) -> None:
        network = self.network
        try:
            if isinstance(network.target, Path):
                await network.loop.create_unix_connection(lambda: self.server, str(network.target))
            else:
                await network.loop.create_connection(lambda: self.server, "127.0.0.1", network.target)
        except OSError:
            self.cut()
        else:
            if self.client.gone:
                self.cut()
            else:
                self.client.resume()

    def arrived(self, end: "_End", piece: bytes) -> None:
        """A piece has been sent from one end."""
        self.pieces += 1
        if self.network.breaks(self.number, self.pieces):
            self.cut()
            return
        if end is self.client:
            self.network.round_trips += self._answered
            self.network.waits += self._said.waits(piece)
            self._answered = False
        end.other.await_delivery(piece)

    def delivered(self, end: "_End") -> None:
        """A piece has reached the other end: what a client sends from now on may be because of it."""
        if end is self.client:
            self._answered = True

    def closed(self, end: "_End") -> None:
        """One end is gone, which the other hears of later."""
        end.other.await_delivery(b"")
        if end.other.gone:
            self.network.ended(self)

    def deliver(self) -> None:
        """Deliver what has been held up."""
        self.client.deliver()
        self.server.deliver()

    def cut(self) -> None:
        """Break it."""
        self.network.cuts += 1
        self.network.ended(self)
        for end in (self.client, self.server):
            end.break_off()


class _End(asyncio.Protocol):
    """One end of a connection, and what is on its way there."""

    other: "_End"

    def __init__(self, line: _Line) -> None:
        self._line = line
        self._transport: asyncio.Transport | None = None
        self._coming: deque[tuple[float, bytes]] = deque()

    @property
    def gone(self) -> bool:
        """Whether nothing can be delivered there."""
        return self._transport is None or self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._line.opened(self)

    def data_received(self, data: bytes) -> None:
        self._line.arrived(self, data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._line.closed(self)

    def pause(self) -> None:
        """Read nothing from it for now."""
        assert self._transport is not None
        self._transport.pause_reading()

    def resume(self) -> None:
        """Read from it again."""
        assert self._transport is not None
        self._transport.resume_reading()

    def await_delivery(self, piece: bytes) -> None:
        """Deliver it in its time; an empty piece is the end."""
        network = self._line.network
        due = network.loop.time() + network.one_way
        self._coming.append((due, piece))
        network.loop.call_at(due, self.deliver)

    def deliver(self) -> None:
        """Deliver what is due."""
        network = self._line.network
        held = network.stalled or (network.mute and self is self._line.client)
        while self._coming and not held and self._coming[0][0] <= network.loop.time() + EARLY:
            _due, piece = self._coming.popleft()
            if self.gone:
                continue
            assert self._transport is not None
            if piece:
                self._transport.write(piece)
                self._line.delivered(self)
            else:
                self._transport.close()

    def break_off(self) -> None:
        """Drop what is on its way, and the connection."""
        self._coming.clear()
        if self._transport is not None:
            self._transport.abort()
