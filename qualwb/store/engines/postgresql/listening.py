"""Listening to a project on a server, in a thread of its own: others' acts, who is where, the connection."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event as Flag
from threading import Thread
from time import monotonic
from typing import Any

import psycopg

from qualwb.store.engines.postgresql import APPLICATION
from qualwb.store.engines.postgresql.attendance import Attendance
from qualwb.store.engines.postgresql.liveness import LIVENESS
from qualwb.store.engines.postgresql.notices import (
    LISTEN,
    ActNotice,
    GoneNotice,
    HereNotice,
    read_notice,
    written_notice,
)
from qualwb.store.engines.postgresql.wire import Waker, Wire
from qualwb.store.live import (
    Acted,
    Colleague,
    ColleaguesMoved,
    ConnectionLost,
    Event,
    LookAnew,
    Told,
    WorkPlace,
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between what a listener does."""

    beat: float = 20.0
    """After so long it says again where one is."""
    gone_after: float = 60.0
    """After so much silence somebody is thought to have left."""
    probe_after: float = 5.0
    """After so much silence the server is asked whether it is there."""
    patience: float = 8.0
    """So long it may take to answer."""
    pauses: tuple[float, ...] = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
    """Between attempts to connect; the last one again and again."""
    farewell: float = 1.0
    """So long leaving may take."""


USUAL = Rhythm()


class Doubted(psycopg.OperationalError):
    """Somebody else found the server silent: whether it is there is seen by connecting anew."""


class Listener:
    """The thread; ``told`` is called in it with each event. It begins at once, and ends with ``close``."""

    def __init__(
        self,
        parameters: Mapping[str, Any],
        told: Told,
        place: WorkPlace,
        *,
        session: str,
        rhythm: Rhythm = USUAL,
    ) -> None:
        """``parameters``: of a connection to the database. ``session`` is what acts are notified with."""
        self._parameters = {**LIVENESS, **parameters, "application_name": APPLICATION}
        self._told, self._place, self._session, self._rhythm = told, place, session, rhythm
        self._attendance = Attendance(rhythm.gone_after)
        self._colleagues: tuple[Colleague, ...] = ()
        self._lost_since: datetime | None = None
        self._waker = Waker()
        self._moved, self._doubted, self._closing = Flag(), Flag(), Flag()
        self._thread = Thread(target=self._run, name="qualwb-listener", daemon=True)
        self._thread.start()

    # From any thread

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """Who else has the project open, by name; nobody is known of without a connection."""
        return self._colleagues

    @property
    def lost_since(self) -> datetime | None:
        """Since when there is no connection, in UTC; None while there is one, or none was tried yet."""
        return self._lost_since

    def be_at(self, place: WorkPlace) -> None:
        """Let the others know where one is."""
        if place != self._place:
            self._place = place
            self._moved.set()
            self._waker.wake()

    def doubt(self) -> None:
        """The server failed to answer elsewhere: look at once whether it is there, and tell."""
        self._doubted.set()
        self._waker.wake()

    def close(self) -> None:
        """Let the others know that one leaves, and tell nothing more; takes a second or two at most."""
        self._closing.set()
        self._waker.wake()
        self._thread.join(2 * self._rhythm.farewell)

    # In the thread

    def _run(self) -> None:
        tried = 0
        while not self._closing.is_set():
            self._doubted.clear()
            try:
                with psycopg.connect(**self._parameters, autocommit=True) as connection:
                    connection.execute(LISTEN)
                    tried = 0
                    self._listen(Wire(connection, self._waker, self._rhythm.patience))
            except psycopg.Error as error:
                self._lose(tell=not isinstance(error, Doubted))
                self._pause(tried)
                tried += 1

    def _pause(self, tried: int) -> None:
        pauses = self._rhythm.pauses
        until = monotonic() + pauses[min(tried, len(pauses) - 1)]
        while not self._closing.is_set() and not self._doubted.is_set() and (left := until - monotonic()) > 0:
            self._waker.wait(left)

    def _lose(self, *, tell: bool) -> None:
        self._note(self._attendance.forget_all())
        if tell and self._lost_since is None:
            self._lost_since = datetime.now(UTC)
            self._tell(ConnectionLost(self._lost_since))

    def _listen(self, wire: Wire) -> None:
        self._lost_since = None
        self._tell(LookAnew())
        self._say_here(wire, asks=True)
        beat = monotonic() + self._rhythm.beat
        while not self._closing.is_set():
            if self._doubted.is_set():
                raise Doubted
            if self._moved.is_set() or monotonic() >= beat:
                self._say_here(wire)
                beat = monotonic() + self._rhythm.beat
            wire.probe_after(self._rhythm.probe_after)
            for payload in wire.turn(min(self._rhythm.probe_after, max(beat - monotonic(), 0))):
                self._take(wire, payload)
            self._note(self._attendance.expire(datetime.now(UTC)))
        self._leave(wire)

    def _say_here(self, wire: Wire, *, asks: bool = False) -> None:
        self._moved.clear()
        wire.say(written_notice(HereNotice(self._session, self._place, asks)))

    def _take(self, wire: Wire, payload: str) -> None:
        notice = read_notice(payload)
        if notice is None or notice.session == self._session:
            return
        match notice:
            case ActNotice(_session, number, coder):
                self._tell(Acted(number, coder))
            case HereNotice():
                self._note(self._attendance.came(notice.colleague()))
                if notice.asks:
                    self._say_here(wire)
            case GoneNotice(session):
                self._note(self._attendance.left(session))

    def _leave(self, wire: Wire) -> None:
        until = monotonic() + self._rhythm.farewell
        wire.say(written_notice(GoneNotice(self._session)))
        with suppress(psycopg.Error):
            while not wire.at_rest and (left := until - monotonic()) > 0:
                wire.turn(left)

    def _note(self, moved: bool) -> None:
        self._colleagues = self._attendance.colleagues
        if moved:
            self._tell(ColleaguesMoved())

    def _tell(self, event: Event) -> None:
        if not self._closing.is_set():
            self._told(event)
