"""A project brought to a server, for a team to work on: an empty one, or that of a file."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from qualwb.acts import privacy
from qualwb.acts.projects import Notice, ProjectFile
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Change, Coding, Project, Source
from qualwb.progress import Progress, untold
from qualwb.store import unfinished
from qualwb.store.server_project import ServerProject

if TYPE_CHECKING:
    from qualwb.store.engines.postgresql.address import Address


@dataclass(frozen=True, slots=True)
class Published:
    """What came to the server."""

    project: str
    sources: int
    codings: int
    acts: int
    sealed: bool


def create(address: "Address", name: str = "", description: str = "") -> None:
    """Make an empty project in a database that has none; whoever logs in by the address owns it.

    Raises ``UnusableProject`` when the database can't take it; then it is as it was.
    """
    ServerProject.create(address, name, description).close()


def publish(
    file: ProjectFile, address: "Address", progress: Progress = untold, notice: Notice = lambda _text: None
) -> Published:
    """Write the whole project of a file into a database that has none, as ``create`` does.

    The file stays as it is. ``notice`` is told what is not on the server as it was in the file. Raises
    ``UnusableProject`` when the file is damaged or the database can't take it, ``QualwbError`` when sealing
    the file was broken off; then the database is as it was.
    """
    from qualwb.store import publishing

    if unfinished.is_left(file, unfinished.Work.SEALING):
        raise QualwbError(
            _("{path}: sealing it was broken off.").format(path=file.path),
            _("End it first: 'qualwb pseudonymise seal'."),
        )
    if file.encrypted:
        notice(
            _("The file is encrypted, the server's tables are not: its administrators can read the project.")
        )
    with ServerProject.connected(address) as server, file.reading_whole() as origin:
        publishing.publish(origin, server, progress)
        return _told(origin)


def _told(connection: Connection) -> Published:
    sources, codings, acts = (
        connection.execute(select(func.count()).select_from(record)).scalar_one()
        for record in (Source, Coding, Change)
    )
    name = connection.execute(select(Project.name)).scalar_one()
    return Published(name, sources, codings, acts, sealed=privacy.sealed(connection) is not None)
