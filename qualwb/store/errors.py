"""What can be wrong with a project file."""

from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


class UnusableProject(QualwbError):
    """The file can't be used as a project: damaged, newer, or no project at all."""

    exit_code = 3


class ProjectLocked(UnusableProject):
    """Another process held the write lock for longer than we wait."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{path}: another program is writing to the project.").format(path=path),
            _("Try again when it is done."),
        )


class NotFound(QualwbError):
    """A name or number that the project does not hold."""


class NothingToUndo(QualwbError):
    """The journal has no act to undo or redo."""

    exit_code = 1
