"""How long the material may be kept: the day when it must be gone, and when that day is near."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from qualwb.acts import privacy
from qualwb.acts.researcher import Researcher
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

NEAR = 30
"""From so many days before the day on, it is said."""


@dataclass(frozen=True, slots=True)
class Due:
    """The day is near, or past."""

    day: date
    days_left: int
    """0 on the day itself, negative after it."""

    def in_words(self) -> str:
        """What is said, in one line."""
        n = abs(self.days_left)
        if self.days_left < 0:
            said = ngettext(
                "This material was to be gone by {day}, {n} day ago.",
                "This material was to be gone by {day}, {n} days ago.",
                n,
            )
        else:
            said = ngettext(
                "This material must be gone by {day}, in {n} day.",
                "This material must be gone by {day}, in {n} days.",
                n,
            )
        return said.format(day=self.day.isoformat(), n=n)


def keep_until(researcher: Researcher, day: date | None, reason: str = "") -> None:
    """Say by which day the material must be gone; None takes the day away. It is one undoable act."""
    with researcher.act("project.retention", reason) as act:
        privacy.put(act, purge_by=day.isoformat() if day else None)
        act.summary = _("keep until {day}").format(day=day.isoformat()) if day else _("no day said")


def kept_until(connection: Connection) -> date | None:
    """The day by which the material must be gone; None where nothing is said."""
    day = privacy.told(connection).get("purge_by")
    return date.fromisoformat(day) if day else None


def due(connection: Connection, today: date) -> Due | None:
    """Whether the day is near or past; None while there is time, or no day."""
    day = kept_until(connection)
    if day is None or (day - today).days > NEAR:
        return None
    return Due(day, (day - today).days)
