"""What is told over the database's channel: that an act was stored, and who is where.

Everybody who may connect to the database hears it, also those from whom a blind round hides what others code:
no notice says what an act did, or holds any word of the project but the name of whoever is at work.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qualwb.safe_text import one_line
from qualwb.store.live import Colleague, WorkPlace

CHANNEL = "qualwb"
LISTEN = f"LISTEN {CHANNEL}"
NOTIFY = "SELECT pg_notify(%s, %s)"
"""Of a channel and a notice; within a transaction it is told when that is stored, and not before."""

LONGEST = 200
"""Characters of a name that are told."""


@dataclass(frozen=True, slots=True)
class ActNotice:
    """An act of this number was stored by a session."""

    session: str
    number: int
    coder: str


@dataclass(frozen=True, slots=True)
class HereNotice:
    """A session is at a place; one that has just come asks who else is there."""

    session: str
    place: WorkPlace
    asks: bool = False

    def colleague(self) -> Colleague:
        """Whoever it is, seen now."""
        return Colleague(self.session, self.place, datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class GoneNotice:
    """A session has ended."""

    session: str


Notice = ActNotice | HereNotice | GoneNotice


def written_notice(notice: Notice) -> str:
    """A notice as it is sent."""
    match notice:
        case ActNotice(session, number, coder):
            told: dict[str, Any] = {"kind": "act", "number": number, "coder": coder[:LONGEST]}
        case HereNotice(session, place, asks):
            told = {"kind": "here", "coder": place.coder[:LONGEST], "screen": place.screen}
            told |= {"source": place.source, "asks": asks}
        case GoneNotice(session):
            told = {"kind": "gone"}
    return json.dumps({**told, "session": session}, ensure_ascii=False, separators=(",", ":"))


def read_notice(payload: str) -> Notice | None:
    """A notice that was sent; None for what no qualwb sent, since anybody may write on a channel."""
    try:
        told = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(told, dict) or not isinstance(session := told.get("session"), str):
        return None
    match told:
        case {"kind": "act", "number": int(number), "coder": str(coder)}:
            return ActNotice(session, number, _name(coder))
        case {"kind": "here", "coder": str(coder), "screen": str(screen), "source": str(source)}:
            place = WorkPlace(_name(coder), _name(screen), _name(source))
            return HereNotice(session, place, told.get("asks") is True)
        case {"kind": "gone"}:
            return GoneNotice(session)
    return None


def _name(told: str) -> str:
    return one_line(told)[:LONGEST]
