"""A project on a server fetched as a file: to work without the server, or to keep."""

from pathlib import Path
from typing import TYPE_CHECKING

from qualwb.acts.projects import place_of_new
from qualwb.progress import Progress, untold
from qualwb.store.server_project import ServerProject

if TYPE_CHECKING:
    from qualwb.store.engines.postgresql.address import Address


def fetch(address: "Address", path: Path, progress: Progress = untold) -> Path:
    """Write the project, whole and verified, into a new file; returns where it lies.

    It is the same project: what is done in it is taken back by merging the file into the project on the
    server. Raises ``HiddenFromYou`` where a blind round hides something from the login, ``UnusableProject``
    when there is no project, the file exists, or something does not hold together; then there is no file.
    """
    from qualwb.store.fetching import fetch_into

    path = place_of_new(path)
    with ServerProject.open(address) as project, project.reading_whole() as server:
        return fetch_into(server, path, project.label, progress)
