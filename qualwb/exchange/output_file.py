"""Where results go: a file whole or not at all, a device or pipe as it is, a link where it points."""

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.system_errors import reason_of


def write_file(path: Path, content: bytes) -> None:
    """Put content in a file so that no half of it is ever there; one that is there keeps its mode and owner.

    A device or a pipe is written to, never replaced; a link is followed. A new file is its owner's alone.
    Raises ``QualwbError``.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        there = target.stat() if target.exists() else None
        if there is not None and not stat.S_ISREG(there.st_mode):
            with target.open("wb") as stream:
                stream.write(content)
            return
        _replace(target, content, there)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise QualwbError(
            _("{path}: can't be written ({why}).").format(path=path, why=reason_of(error))
        ) from error


def write_into(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[Path, bool]]:
    """Put files, by name, into a folder, and tell of each whether one of its name was replaced.

    The folder is made where there is none. Raises ``QualwbError``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = reason_of(error)
        raise QualwbError(_("{path}: can't be written ({why}).").format(path=folder, why=why)) from error
    for name, content in files:
        path = folder / name
        was_there = path.exists()
        write_file(path, content)
        yield path, was_there


def _replace(target: Path, content: bytes, there: os.stat_result | None) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".partial")
    partial = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        if there is not None:
            take_over(partial, there)
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def take_over(partial: Path, there: os.stat_result) -> None:
    """Give a new file mode and owner of the one that it replaces; one that may not be given away stays."""
    made = partial.stat()
    if (made.st_uid, made.st_gid) != (there.st_uid, there.st_gid):
        try:
            os.chown(partial, there.st_uid, there.st_gid)
        except PermissionError:
            return  # another owner with the old mode could let others read
    partial.chmod(stat.S_IMODE(there.st_mode))
