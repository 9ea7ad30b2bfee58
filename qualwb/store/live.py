"""What goes on in a project that several have open at once: others' acts, who is where, the connection.

A project on a server tells of it while it happens. A file tells nothing: it is looked at from time to time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """Where a person is at work: the screen by its name, and the uid of the source that is read there."""

    coder: str
    screen: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who has the project open now; one person may have it open twice."""

    session: str
    place: WorkPlace
    seen_at: datetime
    """When they were heard of last, in UTC."""

    @property
    def coder(self) -> str:
        """By what name they code."""
        return self.place.coder


@dataclass(frozen=True, slots=True)
class Acted:
    """Somebody else's act of this number was stored."""

    number: int
    coder: str


@dataclass(frozen=True, slots=True)
class ColleaguesMoved:
    """Somebody came, left or went somewhere else."""


@dataclass(frozen=True, slots=True)
class ConnectionLost:
    """Nothing is heard of the server, and nothing can be stored, since that moment (UTC)."""

    since: datetime


@dataclass(frozen=True, slots=True)
class LookAnew:
    """There is a connection (again), and what happened before it was not heard of."""


Event = Acted | ColleaguesMoved | ConnectionLost | LookAnew

Told = Callable[[Event], object]
"""What is to be called with each event, from a thread of its own; it must return at once."""


class Live(Protocol):
    """What tells of a project while it has it open. All of it may be called from any thread."""

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """Who else has the project open, by name; nobody is known of without a connection."""

    @property
    def lost_since(self) -> datetime | None:
        """Since when there is no connection, in UTC; None while there is one."""

    def be_at(self, place: WorkPlace) -> None:
        """Let the others know where one is."""

    def doubt(self) -> None:
        """The server failed to answer elsewhere: look at once whether it is there, and tell."""

    def close(self) -> None:
        """Let the others know that one leaves, and tell nothing more; takes a second or two at most."""
