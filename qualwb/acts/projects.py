"""Projects as files: made, opened, copied and checked."""

from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store import backup
from qualwb.store.check import Problem, check
from qualwb.store.engines.detection import engine_with
from qualwb.store.engines.keys import Key
from qualwb.store.presence import ProjectMoved
from qualwb.store.project_file import Notice, ProjectFile, refuse_existing
from qualwb.store.restoring import Restored, restore

__all__ = [
    "Notice",
    "Problem",
    "ProjectFile",
    "ProjectMoved",
    "Restored",
    "back_up",
    "check_project",
    "new_project",
    "open_project",
    "place_of_new",
    "refuse_existing",
    "restore",
]


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


def open_project(path: Path, notice: Notice = lambda _text: None) -> ProjectFile:
    """Open a project; ``notice`` is told of a migration. Raises ``UnusableProject``."""
    return ProjectFile.open(path, notice=notice)


def back_up(project: ProjectFile, target: Path | None = None) -> Path:
    """A verified copy at ``target`` (a file or a folder), else beside the project with the time in its name.

    Returns where the copy lies. Raises ``QualwbError`` when the target is the project itself or no file.
    """
    path = project.path
    if target is None:
        return backup.back_up_beside(path, "manual")
    made = target / path.name if target.is_dir() else target
    if made.exists() and made.samefile(path):
        raise QualwbError(_("{path}: that is the project itself.").format(path=made))
    if made.exists() and not made.is_file():
        raise QualwbError(_("{path}: is no file but a pipe or a device.").format(path=made))
    return backup.back_up(path, made)


def check_project(project: ProjectFile) -> list[Problem]:
    """All problems of the project: the database, texts, passages, the journal. Empty when sound."""
    return check(project)
