"""A project's folder, written whole: beside first, then file by file under a sign that it isn't yet whole."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from qualwb.errors import QualwbError
from qualwb.exchange.folder.forms import MARKER
from qualwb.exchange.folder.project_files import project_files
from qualwb.localization import gettext as _
from qualwb.portable.records import PortableProject
from qualwb.system_errors import reason_of

UNFINISHED = ".qualwb-unfinished"
"""Is there while files are put in place; what a stopped export leaves is then no project."""
_BESIDE = ".qualwb-partial"
_LEFT_ALONE = (".git", ".gitignore", ".gitattributes", ".DS_Store")
"""What an empty folder may hold."""
MARKER_LIMIT = 16 * 2**20
"""Bytes of the list of files."""


def write_folder(project: PortableProject, folder: Path) -> int:
    """Write a sound project into a folder, and tell how many of its files are new or changed.

    The folder is new, empty, or one that an export wrote: of that the files are replaced, and those taken
    away that the project has no more. Nothing else in it is touched. Raises ``QualwbError``.
    """
    try:
        ours = _ours(folder)
        files = project_files(project)
        _refuse_what_is_others(folder, files.keys() - ours)
        return _put(folder, files, ours)
    except OSError as error:
        why = reason_of(error)
        raise QualwbError(_("{path}: can't be written ({why}).").format(path=folder, why=why)) from error


def is_written(folder: Path) -> bool:
    """Whether an export wrote the folder."""
    return (folder / MARKER).is_file() or (folder / UNFINISHED).is_file()


def listed(folder: Path) -> set[str]:
    """The files that an export wrote, as its list says; none that lie outside the folder."""
    found: set[str] = set()
    for name in (MARKER, UNFINISHED):
        path = folder / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= MARKER_LIMIT:
            lines = path.read_text("utf-8", errors="replace").splitlines()
            found.update(line for line in lines if line and not line.startswith("#") and _lies_within(line))
    return found


def _ours(folder: Path) -> set[str]:
    """The files in the folder that may be replaced. Raises ``QualwbError`` for somebody else's folder."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise QualwbError(_("{path}: this is a file, not a folder.").format(path=folder))
    if is_written(folder):
        return listed(folder)
    with os.scandir(folder) as there:
        other = next((one.name for one in there if one.name not in (*_LEFT_ALONE, _BESIDE)), None)
    if other is not None:
        raise QualwbError(
            _("{path}: there is something else in the folder ('{name}').").format(path=folder, name=other),
            _("Name a new or empty folder, or one that an export wrote."),
        )
    return set()


def _lies_within(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and "\\" not in path and not {"..", "/", ".git"} & set(parts) and ":" not in path


def _refuse_what_is_others(folder: Path, new: Iterable[str]) -> None:
    for path in sorted(new):
        if os.path.lexists(folder / path):
            raise QualwbError(
                _("{path}: is there and was not written by an export.").format(path=folder / path),
                _("Move it away first."),
            )


def _put(folder: Path, files: dict[str, bytes], ours: set[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    changed = {path: content for path, content in files.items() if not _is_there(folder, path, content)}
    gone = sorted(path for path in ours - files.keys() if os.path.lexists(folder / path))
    marker = _list_of(files)
    if not changed and not gone and _is_there(folder, MARKER, marker) and not _is_unfinished(folder):
        return 0
    beside = folder / _BESIDE
    if beside.is_symlink():
        beside.unlink()
    shutil.rmtree(beside, ignore_errors=True)
    try:
        for number, content in enumerate(changed.values()):
            _write_beside(beside / str(number), content)
        _write_beside(beside / "unfinished", _list_of({*files, *ours}))
        _write_beside(beside / "marker", marker)
        (beside / "unfinished").replace(folder / UNFINISHED)
        for path in gone:
            _take_away(folder, path)
        for number, path in enumerate(changed):
            _make_room(folder, path)
            (beside / str(number)).replace(folder / path)
        (beside / "marker").replace(folder / MARKER)
        (folder / UNFINISHED).unlink()
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return len(changed)


def _list_of(paths: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in ("# qualwb export folder", *sorted(paths))).encode()


def _is_unfinished(folder: Path) -> bool:
    return os.path.lexists(folder / UNFINISHED)


def _is_there(folder: Path, path: str, content: bytes) -> bool:
    """Whether the file holds just this; a line end that git changed is a difference."""
    there = folder / path
    if _through_link(folder, path) or not there.is_file() or there.stat().st_size != len(content):
        return False
    return there.read_bytes() == content


def _write_beside(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _through_link(folder: Path, path: str) -> bool:
    """Whether a part of the path is a link: what lies behind is not the folder's."""
    at = folder
    for part in PurePosixPath(path).parts:
        at = at / part
        if at.is_symlink():
            return True
    return False


def _make_room(folder: Path, path: str) -> None:
    """The folders of a file. Raises ``QualwbError`` where a link leads out of the folder."""
    parent = (folder / path).parent
    if parent != folder and _through_link(folder, str(PurePosixPath(path).parent)):
        raise QualwbError(
            _("{path}: a link leads out of the folder.").format(path=parent), _("Take the link away.")
        )
    parent.mkdir(parents=True, exist_ok=True)


def _take_away(folder: Path, path: str) -> None:
    """Remove a file that an export wrote, and the folders that are empty then."""
    if _through_link(folder, str(PurePosixPath(path).parent)) or (folder / path).is_dir():
        return
    (folder / path).unlink(missing_ok=True)
    for above in list(PurePosixPath(path).parents)[:-1]:
        with suppress(OSError):
            (folder / above).rmdir()
