"""Who else is at work on the open project, and where; what a server tells of it while it happens."""

from sqlalchemy import Connection, select

from qualwb.model import Source
from qualwb.store.errors import NoConnection, ProjectLocked, StoredInDoubt
from qualwb.store.live import (
    Acted,
    Colleague,
    ColleaguesMoved,
    ConnectionLost,
    Event,
    Live,
    LookAnew,
    WorkPlace,
)
from qualwb.store.open_project import OpenProject
from qualwb.store.server_project import ServerProject

__all__ = [
    "Acted",
    "Colleague",
    "ColleaguesMoved",
    "ConnectionLost",
    "Event",
    "Live",
    "LookAnew",
    "NoConnection",
    "ProjectLocked",
    "StoredInDoubt",
    "WorkPlace",
    "names_of_sources",
    "was_stored",
]


def was_stored(project: OpenProject, error: StoredInDoubt) -> bool:
    """Whether the act was stored after all whose storing broke.

    Raises ``NoConnection`` and ``ProjectLocked``: then it is not known yet.
    """
    assert isinstance(project, ServerProject), "no other project is connected to"
    return project.was_stored(error.digest)


def names_of_sources(connection: Connection) -> dict[str, str]:
    """The names of all sources by their uid, which is all that is told of a place outside the project."""
    return dict(connection.execute(select(Source.uid, Source.name)).all())
