"""A project brought back from a backup: the present state is kept, and no stale log is left beside it.

Copying a backup over a project by hand is not enough: a write-ahead log that a killed process left is then
replayed onto the copy, which damages it.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.backup import back_up
from qualwb.store.connection import BUSY_SECONDS
from qualwb.store.conversion import convert
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.faults import database_errors, operational_errors, primary_code
from qualwb.store.errors import ProjectLocked, UnusableProject
from qualwb.store.explaining import LOCKED, explained
from qualwb.store.recognition import verify_project


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; ``kept`` is where the state before it lies, None when there was none."""

    path: Path
    kept: Path | None
    sound: bool
    """Whether the state before could be kept as a verified copy; else its files were kept as they were."""


def restore(path: Path, backup: Path) -> Restored:
    """Put the state of a backup in the place of the project at ``path``; the state before is kept beside it.

    An encrypted project stays encrypted with its own key, whatever the backup is.

    Raises ``UnusableProject`` when the backup is no sound project, ``ProjectLocked`` when another program has
    the project open. Either way nothing has changed.
    """
    if path.exists() and backup.exists() and backup.samefile(path):
        raise UnusableProject(_("{path}: that is the project itself.").format(path=backup))
    if path.exists() and not path.is_file():
        raise UnusableProject(_("{path}: is no file but a pipe or a device.").format(path=path))
    path = path.resolve() if path.is_symlink() else path
    verify_project(backup)
    new = _beside(path, f".{os.getpid()}.restoring")
    try:
        back_up(backup, new)
        _encrypt_as(path, new)
        kept, sound = _keep(path)
        with explained(path):
            for leftover in (_beside(path, "-wal"), _beside(path, "-shm"), _beside(path, "-journal")):
                leftover.unlink(missing_ok=True)
            new.replace(path)
            log_ahead(path)
    finally:
        new.unlink(missing_ok=True)
    return Restored(path, kept, sound)


def _encrypt_as(path: Path, new: Path) -> None:
    """Give the new file the key of the project whose place it takes, if that has one that is known."""
    try:
        key = engine_of(path).key
    except UnusableProject:  # it is damaged, or its passphrase was forgotten
        return
    if key is not None and engine_of(new).key is not key:
        convert(new, key)


def _keep(path: Path) -> tuple[Path | None, bool]:
    """Copy the present state: verified where it is sound, else file by file."""
    if not path.exists():
        return None, True
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.name}.{stamp}.before-restore")
    try:
        fold_log(path)
        return back_up(path, _beside(kept, ".bak")), True
    except ProjectLocked:
        raise
    except database_errors(UnusableProject):
        for suffix in ("", "-wal"):
            if _beside(path, suffix).exists():
                shutil.copy2(_beside(path, suffix), _beside(kept, f".damaged{suffix}"))
        return _beside(kept, ".damaged"), False


def fold_log(path: Path) -> None:
    """Fold the write-ahead log into the file, which works only while nobody else has it open."""
    connection = engine_of(path).open(path, wait=min(BUSY_SECONDS, 2))
    try:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except operational_errors() as error:
        if primary_code(error) in LOCKED:
            raise ProjectLocked(path) from None
        raise
    finally:
        connection.close()
    if mode != "delete":
        raise ProjectLocked(path)


def log_ahead(path: Path) -> None:
    connection = engine_of(path).open(path)
    try:
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
    finally:
        connection.close()


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
