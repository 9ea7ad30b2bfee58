"""A project's folder, written whole: beside first, then file by file under a sign that it isn't yet whole."""

import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from qualwb.errors import QualwbError
from qualwb.exchange.folder.export_lock import only_export
from qualwb.exchange.folder.forms import GIT_ATTRIBUTES, MARKER
from qualwb.exchange.folder.manifest import UNFINISHED, is_written, list_of, listed
from qualwb.exchange.folder.project_files import project_files
from qualwb.exchange.output_file import take_over
from qualwb.localization import gettext as _
from qualwb.portable.records import PortableProject
from qualwb.system_errors import reason_of

_BESIDE = ".qualwb-partial"
_LEFT_ALONE = (".git", ".gitignore", GIT_ATTRIBUTES, ".DS_Store")
"""What an empty folder may hold."""
_OWNERS_FILE = 0o600
_OWNERS_FOLDER = 0o700
"""Modes of what is new: transcripts and names are for their owner alone until that says otherwise."""


class Written(NamedTuple):
    """What an export did to the files of a folder."""

    changed: int
    """How many are new or changed."""
    taken_away: int


def write_folder(project: PortableProject, folder: Path) -> Written:
    """Write a sound project into a folder, and tell how many of its files are new, changed or taken away.

    The folder is new, empty, or one that an export wrote: of that the files are replaced, and those taken
    away that the project has no more. Nothing else in it is touched. New files and folders are their owner's
    alone, others keep their modes. Raises ``QualwbError``.
    """
    try:
        _refuse_a_file(folder)
        files = project_files(project)
        folder.mkdir(_OWNERS_FOLDER, parents=True, exist_ok=True)
        with only_export(folder):
            ours = _ours(folder)
            if _has_other(folder, GIT_ATTRIBUTES, files):
                del files[GIT_ATTRIBUTES]
                ours.discard(GIT_ATTRIBUTES)
            _refuse_what_is_others(folder, files.keys() - ours - {GIT_ATTRIBUTES})
            return _put(folder, files, ours)
    except OSError as error:
        why = reason_of(error)
        raise QualwbError(_("{path}: can't be written ({why}).").format(path=folder, why=why)) from error


def _refuse_a_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise QualwbError(_("{path}: this is a file, not a folder.").format(path=folder))


def _ours(folder: Path) -> set[str]:
    """The files in the folder that may be replaced. Raises ``QualwbError`` for somebody else's folder."""
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


def _has_other(folder: Path, path: str, files: Mapping[str, bytes]) -> bool:
    """Whether a file is there that says something else than ours: a person wrote or completed it."""
    return os.path.lexists(folder / path) and not _is_there(folder, path, files[path])


def _refuse_what_is_others(folder: Path, new: Iterable[str]) -> None:
    for path in sorted(new):
        if os.path.lexists(folder / path):
            raise QualwbError(
                _("{path}: is there and was not written by an export.").format(path=folder / path),
                _("Move it away first."),
            )


def _put(folder: Path, files: dict[str, bytes], ours: set[str]) -> Written:
    changed = {path: content for path, content in files.items() if not _is_there(folder, path, content)}
    gone = sorted(path for path in ours - files.keys() if os.path.lexists(folder / path))
    marker = list_of(files)
    if not changed and not gone and _is_there(folder, MARKER, marker) and not _is_unfinished(folder):
        return Written(0, 0)
    beside = folder / _BESIDE
    if beside.is_symlink():
        beside.unlink()
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(_OWNERS_FOLDER)
        for number, (path, content) in enumerate(changed.items()):
            _write_beside(beside / str(number), content, folder / path)
        _write_beside(beside / "unfinished", list_of({*files, *ours}), folder / UNFINISHED)
        _write_beside(beside / "marker", marker, folder / MARKER)
        (beside / "unfinished").replace(folder / UNFINISHED)
        taken = [path for path in gone if _take_away(folder, path)]
        for number, path in enumerate(changed):
            _make_room(folder, path)
            (beside / str(number)).replace(folder / path)
        (beside / "marker").replace(folder / MARKER)
        (folder / UNFINISHED).unlink()
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Written(len(changed), len(taken))


def _is_unfinished(folder: Path) -> bool:
    return os.path.lexists(folder / UNFINISHED)


def _is_there(folder: Path, path: str, content: bytes) -> bool:
    """Whether the file holds just this; a line end that git changed is a difference."""
    there = folder / path
    if _through_link(folder, path) or not there.is_file() or there.stat().st_size != len(content):
        return False
    return there.read_bytes() == content


def _write_beside(path: Path, content: bytes, target: Path) -> None:
    """Write what is to take the place of ``target``, with the mode of the file there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNERS_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if os.path.lexists(target) and stat.S_ISREG((there := target.lstat()).st_mode):
        take_over(path, there)


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
    for above in reversed(PurePosixPath(path).parents[:-1]):
        (folder / above).mkdir(_OWNERS_FOLDER, exist_ok=True)


def _take_away(folder: Path, path: str) -> bool:
    """Remove a file that an export wrote, and the folders that are empty then; whether there was one."""
    if _through_link(folder, str(PurePosixPath(path).parent)) or (folder / path).is_dir():
        return False
    (folder / path).unlink()
    for above in list(PurePosixPath(path).parents)[:-1]:
        with suppress(OSError):
            (folder / above).rmdir()
    return True
