"""Who listens to a project on a server, and notes what is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic
from typing import TypeVar
from uuid import uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict

from qualwb.store.engines.postgresql.listening import USUAL, Listener, Rhythm
from qualwb.store.engines.postgresql.notices import CHANNEL, NOTIFY, ActNotice, written_notice
from qualwb.store.live import Event, LookAnew, WorkPlace

SOON = 10.0
"""Seconds in which what must happen has happened, on a machine that has other things to do too."""
LONG = 3600.0
"""Seconds that no test waits for."""

Kind = TypeVar("Kind", bound=Event)


def until(condition: Callable[[], object]) -> None:
    """Until it holds."""
    end = monotonic() + SOON
    while not condition():
        assert monotonic() < end


class Heard:
    """Notes each event; who waits for one is woken by it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._came = Condition()

    def note(self, event: Event) -> None:
        """What a listener calls."""
        with self._came:
            self.events.append(event)
            self._came.notify_all()

    def wait(self, condition: Callable[[], object], seconds: float = SOON) -> None:
        """Until a condition holds that an event brings about."""
        with self._came:
            assert self._came.wait_for(condition, seconds), self.events

    def wait_for(self, kind: type[Kind], count: int = 1) -> list[Kind]:
        """Until so many events of a kind have come; returns them."""
        self.wait(lambda: len(self.of(kind)) >= count)
        return self.of(kind)

    def of(self, kind: type[Kind]) -> list[Kind]:
        """The events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]


class Hearer(Heard):
    """Somebody who listens to a database."""

    def __init__(self, url: str, coder: str, rhythm: Rhythm = USUAL) -> None:
        super().__init__()
        self.session = uuid4().hex
        place = WorkPlace(coder, "code")
        parameters = conninfo_to_dict(url)
        self.listener = Listener(parameters, self.note, place, session=self.session, rhythm=rhythm)

    @property
    def seen(self) -> list[tuple[str, str, str]]:
        """Who is where."""
        return [(c.coder, c.place.screen, c.place.source) for c in self.listener.colleagues]

    def is_gone(self) -> bool:
        """Whether the listener has ended."""
        return not self.listener._thread.is_alive()


@contextmanager
def hearing(url: str, *coders: str, rhythm: Rhythm = USUAL) -> Iterator[list[Hearer]]:
    """Several who have the project open and are connected."""
    hearers = [Hearer(url, coder, rhythm) for coder in coders]
    try:
        for hearer in hearers:
            hearer.wait_for(LookAnew)
        yield hearers
    finally:
        for hearer in hearers:
            hearer.listener.close()


def act(url: str, number: int, coder: str = "Cilla", session: str = "another") -> None:
    """What an act tells when it is stored."""
    with psycopg.connect(url) as connection:
        connection.execute(NOTIFY, [CHANNEL, written_notice(ActNotice(session, number, coder))])


def cut_all(url: str) -> int:
    """End all other connections to the database; returns how many."""
    with psycopg.connect(url, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return len(ended.fetchall())
