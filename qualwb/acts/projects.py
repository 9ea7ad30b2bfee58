"""Projects as files: made, opened, copied and checked."""

from datetime import date
from pathlib import Path

from qualwb.acts import restoring_backups
from qualwb.acts.restoring_backups import Restored
from qualwb.acts.retention import Due, due
from qualwb.errors import QualwbError
from qualwb.language import cache
from qualwb.localization import gettext as _
from qualwb.store import backup, unfinished
from qualwb.store.check import Problem, check, is_checked_whole
from qualwb.store.engines.detection import engine_with
from qualwb.store.engines.keys import Key
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.errors import OnServer, UnusableProject
from qualwb.store.open_project import OpenProject
from qualwb.store.presence import ProjectMoved
from qualwb.store.project_file import Notice, ProjectFile, as_file, refuse_existing
from qualwb.store.server_project import ServerProject

__all__ = [
    "Notice",
    "OnServer",
    "OpenProject",
    "Place",
    "Problem",
    "ProjectFile",
    "ProjectMoved",
    "Restored",
    "as_file",
    "back_up",
    "check_project",
    "due_of",
    "file_at",
    "is_checked_whole",
    "new_project",
    "open_file",
    "open_project",
    "place_of_new",
    "refuse_existing",
    "restore",
]


Place = Path | Address
"""Where a project lies: a file, or a database of a server."""


def file_at(place: Place) -> Path:
    """The file that lies there. Raises ``OnServer`` for an address."""
    if isinstance(place, Address):
        raise OnServer(str(place))
    return place


def place_of_new(path: Path) -> Path:
    """Where a new project lies: its file has the suffix .qwb when ``path`` has none."""
    return path if path.suffix else path.with_suffix(".qwb")


def new_project(path: Path, name: str = "", description: str = "", *, passphrase: str = "") -> Path:
    """Make a project file, encrypted when a passphrase is given; returns where it lies.

    Raises ``UnusableProject`` when a file of that name exists or the folder can't be written, and
    ``MissingExtra``.
    """
    path = place_of_new(path)
    key = Key.derived(passphrase) if passphrase else None
    ProjectFile.create(path, name, description, engine=engine_with(key)).close()
    return path


def open_project(
    place: Place, notice: Notice = lambda _text: None, *, when_due: Notice = lambda _text: None
) -> OpenProject:
    """Open a project; ``notice`` is told of a migration. Raises ``UnusableProject``.

    ``when_due`` is told when the day by which the material must be gone is near, or past.

    Once a process has opened an encrypted one, it keeps no parsed text on the disk. A withdrawal that was cut
    off is finished first, unless another program has the project open.
    """
    project = ServerProject.open(place, notice) if isinstance(place, Address) else open_file(place, notice)
    if (told := due_of(project)) is not None:
        when_due(told.in_words())
    return project


def open_file(path: Path, notice: Notice = lambda _text: None) -> ProjectFile:
    """The same of a file."""
    project = ProjectFile.open(path, notice=notice)
    if project.encrypted:
        cache.stay_in_memory()
    with project.reading_whole() as connection:
        broken_off = unfinished.is_begun(connection, unfinished.Work.WITHDRAWAL)
    if broken_off:
        _finish_withdrawal(project, notice)
    return project


def _finish_withdrawal(project: ProjectFile, notice: Notice) -> None:
    from qualwb.acts.withdrawal.withdrawing import finish

    try:
        finished = finish(project)
    except UnusableProject as error:
        finished = False
        notice(str(error))
    if finished:
        notice(_("A withdrawal that was interrupted is finished."))
    else:
        notice(_("A withdrawal is not finished: its words may still lie in the project's log or copies."))


def due_of(project: OpenProject) -> Due | None:
    """Whether the day by which the material must be gone is near today, or past."""
    with project.reading_whole() as connection:
        return due(connection, date.today())


def back_up(project: OpenProject, target: Path | None = None) -> Path:
    """A verified copy at ``target`` (a file or a folder), else beside the project with the time in its name.

    That of a project on a server is a file in the user's own folder then.

    Returns where the copy lies. Raises ``QualwbError`` when the target is the project itself or no file.
    """
    if isinstance(project, ServerProject):
        return _back_up_server(project, target)
    path = as_file(project).path
    if target is None:
        return backup.back_up_beside(path, "manual")
    made = target / path.name if target.is_dir() else target
    if made.exists() and made.samefile(path):
        raise QualwbError(_("{path}: that is the project itself.").format(path=made))
    if made.exists() and not made.is_file():
        raise QualwbError(_("{path}: is no file but a pipe or a device.").format(path=made))
    return backup.back_up(path, made)


def _back_up_server(project: ServerProject, target: Path | None) -> Path:
    from qualwb.store import server_backup

    if target is None:
        return server_backup.back_up_server(project, "manual")
    made = target / server_backup.copies_beside(project).name if target.is_dir() else target
    if made.exists() and not made.is_file():
        raise QualwbError(_("{path}: is no file but a pipe or a device.").format(path=made))
    return server_backup.back_up_server_to(project, made)


def restore(place: Place, copy: Path) -> Restored:
    """Put the state of a backup in the place of a project file. Raises as ``restoring_backups`` does.

    Raises ``QualwbError`` for a project on a server: others are at work there.
    """
    if isinstance(place, Address):
        raise QualwbError(
            _("{project}: a backup takes no project's place on a server.").format(project=place),
            _("Publish it into a database of its own: createdb NAME; qualwb team publish BACKUP URL."),
        )
    return restoring_backups.restore(place, copy)


def check_project(project: OpenProject) -> list[Problem]:
    """All problems of the project: the database, texts, passages, the journal. Empty when sound."""
    return check(project)
