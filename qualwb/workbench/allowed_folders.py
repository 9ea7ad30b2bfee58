"""Where a workbench may read and write: a served one keeps to the folders that were named at start."""

from dataclasses import dataclass
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _


class OutsideFolders(QualwbError):
    """A path outside the folders that were named at start."""


@dataclass(frozen=True)
class AllowedFolders:
    """The folders, and all that lies beneath them; without any, a path may lie anywhere."""

    folders: tuple[Path, ...] = ()

    def refuse(self, path: Path) -> None:
        """Raise ``OutsideFolders`` for a path that leads outside, its links and '..' followed."""
        if not self.folders:
            return
        try:
            meant = path.expanduser().resolve()
        except (OSError, RuntimeError, ValueError):  # a link to itself, a user or name that can't be
            meant = None
        if meant is None or not any(meant.is_relative_to(folder.resolve()) for folder in self.folders):
            raise OutsideFolders(
                _("{path}: lies outside the folders that were named at start.").format(path=path),
                _("There are: {folders}.").format(folders=", ".join(map(str, self.folders))),
            )

    def allow(self, path: Path) -> bool:
        """Whether the path may be read and written."""
        try:
            self.refuse(path)
        except OutsideFolders:
            return False
        return True


ANYWHERE = AllowedFolders()
