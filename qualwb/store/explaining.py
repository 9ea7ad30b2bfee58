"""Errors of SQLite and the file system in one line for the user. Their codes tell them apart, never words."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from qualwb.localization import gettext as _
from qualwb.store.engines.faults import database_errors, is_of_file, primary_code
from qualwb.store.errors import ProjectLocked, UnusableProject
from qualwb.system_errors import reason_of

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
FULL = (errno.ENOSPC, errno.EDQUOT)
NOT_WRITABLE = (errno.EROFS, errno.EACCES, errno.EPERM)
WITHOUT_ROOM = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)
"""What SQLite says where its shared memory finds no room, and where it can but read for that reason."""
ENOUGH_ROOM = 100_000
"""Bytes. With fewer left on the disk, an I/O error means that it is full."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system report into one line for the user."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader of what is printed went away: nothing of the project's
    except DBAPIError as error:
        raise explanation(path, error.orig or error) from error
    except database_errors(OSError) as error:
        raise explanation(path, error) from error


def explanation(path: Path, error: BaseException) -> Exception:
    """The user's error for a database or file error; an error that is ours to mend comes back as it is."""
    code = primary_code(error)
    number = error.errno if isinstance(error, OSError) else None
    if code in LOCKED:
        return ProjectLocked(path)
    told = _of_disk(path, code, number, error) or _of_file(path, code, number, error)
    return told or (error if isinstance(error, Exception) else RuntimeError(str(error)))


def _of_disk(path: Path, code: int, number: int | None, error: BaseException) -> UnusableProject | None:
    """What a full, silent or write-protected disk is told as."""
    if code == sqlite3.SQLITE_FULL or number in FULL or (code in WITHOUT_ROOM and no_room(path)):
        return UnusableProject(
            _("{path}: the disk is full; the last act was not stored.").format(path=path),
            _("Make room and do it again."),
        )
    if code == sqlite3.SQLITE_IOERR:
        return UnusableProject(
            _("{path}: the disk did not answer ({why}); the file itself may be whole.").format(
                path=path, why=error
            ),
            _("Look whether the disk is still there, then do it again; 'qualwb check' tells if all holds."),
        )
    if code == sqlite3.SQLITE_READONLY or number in NOT_WRITABLE:
        return UnusableProject(
            _("{path}: the file or its folder can't be written.").format(path=path),
            _("Give yourself the right to write there, or copy the project to another folder."),
        )
    return None


def _of_file(path: Path, code: int, number: int | None, error: BaseException) -> UnusableProject | None:
    """What a file that is missing, closed to us or damaged is told as."""
    if number == errno.ENOENT and not path.parent.exists():
        return UnusableProject(
            _("{folder}: there is no such folder.").format(folder=path.parent),
            _("Make it first, or choose another."),
        )
    if number is not None or code == sqlite3.SQLITE_CANTOPEN:
        why = reason_of(error) if isinstance(error, OSError) else error
        return UnusableProject(_("{path}: can't be opened ({why}).").format(path=path, why=why))
    if is_of_file(error):
        return UnusableProject(
            _("{path}: the project file is damaged ({why}).").format(path=path, why=error),
            _("Bring the newest backup beside it (*.bak) back: qualwb restore BACKUP."),
        )
    return None


def no_room(path: Path) -> bool:
    """Whether the disk that the file lies on, or would lie on, is as good as full."""
    return path.parent.is_dir() and shutil.disk_usage(path.parent).free < ENOUGH_ROOM
