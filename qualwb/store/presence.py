"""Whether the file that a connection has open is still the one that lies at its path.

A sync client or another program may delete, rename, replace or truncate an open file. SQLite goes on writing
to the one that it has open, which nobody will find again: what is stored then is lost without an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from qualwb.localization import gettext as _
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.interface import FileEngine
from qualwb.store.errors import ProjectLocked, UnusableProject


class ProjectMoved(UnusableProject):
    """The open file is no longer the one at its path."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A file as it was when it was opened."""

    path: Path
    device: int
    inode: int
    size: int
    engine: FileEngine

    @classmethod
    def of(cls, path: Path) -> Self:
        """The file that lies at the path now. Raises as ``engine_of`` does."""
        found = path.stat()
        return cls(path, found.st_dev, found.st_ino, found.st_size, engine_of(path))

    def verify(self) -> None:
        """Raise ``ProjectMoved`` when the file at the path is gone, another one, or cut off."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            raise self._moved(_("{path}: the file was deleted or moved while it was open.")) from None
        if (found.st_dev, found.st_ino) != (self.device, self.inode):
            raise self._moved(_("{path}: another file was put in its place while it was open."))
        if found.st_size < self.size and self.engine.is_cut_off(self.path):
            raise self._moved(_("{path}: the file was cut off while it was open."))

    def _moved(self, what: str) -> ProjectMoved:
        return ProjectMoved(
            what.format(path=self.path),
            _("Nothing more is stored there: look what moved the file, and save what is open elsewhere."),
        )


@contextmanager
def unless_replaced(path: Path) -> Iterator[None]:
    """Raise ``ProjectLocked`` when another program put another file in the place of this one meanwhile.

    What was found out about the file, and what failed, was true of neither then.
    """
    before = _inode(path)
    try:
        yield
    except UnusableProject:
        if _inode(path) != before:
            raise ProjectLocked(path) from None
        raise
    if _inode(path) != before:
        raise ProjectLocked(path)


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # it is told elsewhere why
        return None
    return found.st_dev, found.st_ino
