"""The formats of other programs' projects, and our own folder: which one a path is, and who reads it.

A new format is an entry in ``FORMATS``. What a path is, its content says; its name alone only promises it. A
reader's module is imported when a path may be its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Arrival, Reader, Wishes

ZIP = b"PK\x03\x04"
HEAD_BYTES = 65_536
"""So much of a file is looked at for its first element."""


@dataclass(frozen=True, slots=True)
class ProjectFormat:
    """A format of projects."""

    suffixes: tuple[str, ...]
    """What files of it, or folders, are called as a rule."""
    fits: Callable[[Path], bool]
    """Whether a path holds one, by its content."""
    read: Reader


def _is_refi(path: Path) -> bool:
    if not path.is_file():
        return False
    head = head_of(path)
    if head.startswith(ZIP):
        from zipfile import BadZipFile, ZipFile

        try:
            with ZipFile(path) as archive:
                return any(name.lower().endswith(".qde") for name in archive.namelist())
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            return False
    return b"QDA-XML:project" in head.replace(b"\0", b"")


def _read_refi(path: Path, wishes: Wishes) -> Arrival:
    from qualwb.exchange.refi.project_reader import read_refi

    return read_refi(path, wishes)


def _is_taguette(path: Path) -> bool:
    from qualwb.exchange.taguette.projects import is_taguette

    return is_taguette(path)


def _read_taguette(path: Path, wishes: Wishes) -> Arrival:
    from qualwb.exchange.taguette.projects import read_taguette

    return read_taguette(path, wishes)


def _is_folder(path: Path) -> bool:
    from qualwb.exchange.folder.folder_files import is_project_folder

    return path.is_dir() and is_project_folder(path)


def _read_folder(path: Path, wishes: Wishes) -> Arrival:
    from qualwb.exchange.folder.reading import read_folder

    return read_folder(path, wishes)


FORMATS: tuple[ProjectFormat, ...] = (
    ProjectFormat((".qdpx", ".qde"), _is_refi, _read_refi),
    ProjectFormat((".sqlite3",), _is_taguette, _read_taguette),
    ProjectFormat((), _is_folder, _read_folder),
)
SUFFIXES: tuple[str, ...] = tuple(suffix for one in FORMATS for suffix in one.suffixes)
"""The ends of names that promise a project."""


def project_format(path: Path) -> ProjectFormat | None:
    """The format of the project that a path holds, by its content or else its name; None for no project.

    A name that promises a project gets a reader that says what is wrong with it. Raises ``QualwbError`` for
    a project of our own, which merging takes.
    """
    if path.suffix.lower() == ".qwb":
        raise QualwbError(
            _("{file}: this is a project of qualwb.").format(file=path.name),
            _("'qualwb merge {file}' brings it in.").format(file=path),
        )
    promised = [one for one in FORMATS if path.suffix.lower() in one.suffixes]
    for one in (*promised, *(other for other in FORMATS if other not in promised)):
        if path.exists() and one.fits(path):
            return one
    return promised[0] if promised else None


def read_arrival(path: Path, wishes: Wishes) -> Arrival:
    """The project that a path holds. Raises ``QualwbError`` for none, and for one that can't be read."""
    found = project_format(path)
    if found is None:
        raise QualwbError(_("{file}: this is no project that can be read.").format(file=path))
    return found.read(path, wishes)


def head_of(path: Path) -> bytes:
    """The beginning of a file; nothing of one that can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""
