"""The files of a folder, read with bounds: no links, no huge files, not too many of them."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from qualwb.exchange.folder.bad_folder import BadFolder
from qualwb.exchange.folder.forms import CODEBOOK, CSV_FORMS, PROJECT, SOURCES, file_of
from qualwb.exchange.folder.manifest import UNFINISHED, is_written
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of

FILE_LIMIT = 64 * 2**20
"""Bytes of a file."""
TOTAL_LIMIT = 512 * 2**20
"""Bytes of all files together."""
FILES_LIMIT = 10_000
"""Files and folders beneath the folder of sources."""
_CONFLICT_SIGNS = ("<" * 7, ">" * 7, "|" * 7)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


class FolderFiles:
    """Reads files by their paths within a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._left = TOTAL_LIMIT

    def text(self, path: str) -> str | None:
        """The text of a file with '\\n' line ends; None where there is none. Raises ``BadFolder``."""
        try:
            found = (self._folder / path).lstat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise BadFolder(path, None, f"{reason_of(error)}.") from None
        if not stat.S_ISREG(found.st_mode):
            raise BadFolder(path, None, _("this is a link, a folder or a device, not a file."))
        if found.st_size > min(FILE_LIMIT, self._left):
            raise BadFolder(path, None, _("this is larger than a project's folder can be."))
        try:
            data = (self._folder / path).read_bytes()
        except OSError as error:
            raise BadFolder(path, None, f"{reason_of(error)}.") from None
        self._left -= len(data)
        return _decoded(data, path)

    def has(self, path: str) -> bool:
        """Whether there is anything of that name."""
        return os.path.lexists(self._folder / path)

    def sources(self) -> list[str]:
        """The paths of the sources' files in order. Raises ``BadFolder`` for too many and for links."""
        left = FILES_LIMIT
        found: list[str] = []
        folders = [SOURCES]
        while folders:
            above = folders.pop()
            for entry in self._entries(above):
                left -= 1
                if left < 0:
                    raise BadFolder(
                        SOURCES, None, _("there are more than {n} files here.").format(n=FILES_LIMIT)
                    )
                path = f"{above}/{entry.name}"
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    raise BadFolder(path, None, _("this is a link, which is not followed."))
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                elif entry.name.lower().endswith(".md"):
                    found.append(path)
        return sorted(found)

    def _entries(self, folder: str) -> Iterator["os.DirEntry[str]"]:
        path = self._folder / folder
        if path.is_symlink():
            raise BadFolder(folder, None, _("this is a link, which is not followed."))
        if not path.is_dir():
            return
        try:
            with os.scandir(path) as entries:
                yield from entries
        except OSError as error:
            raise BadFolder(folder, None, f"{reason_of(error)}.") from None


def is_project_folder(folder: Path) -> bool:
    """Whether a folder looks like a project as coded Markdown."""
    if not folder.is_dir():
        return False
    known = (PROJECT, CODEBOOK, SOURCES, *map(file_of, CSV_FORMS))
    return is_written(folder) or any((folder / name).exists() for name in known)


def refuse_unfinished(folder: Path) -> None:
    """Refuse a folder whose export was stopped. Raises ``BadFolder``."""
    if os.path.lexists(folder / UNFINISHED):
        raise BadFolder(
            str(folder),
            None,
            _("the export into this folder did not come to its end."),
            _("Export again, or take the folder back from git."),
        )


def _decoded(data: bytes, path: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFolder(path, line, _("not UTF-8."), _("Save the file as UTF-8.")) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    suspicious = any(signs in text for signs in _CONFLICT_SIGNS)
    if suspicious and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        raise BadFolder(path, line, _("git left a conflict here."), _("Settle it first."))
    return text
