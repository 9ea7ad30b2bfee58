"""Backups that were opened and checked before anyone relies on them."""

import contextlib
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.connection import connect
from qualwb.store.engines.detection import engine_of
from qualwb.store.engines.interface import DriverConnection, FileEngine
from qualwb.store.errors import UnusableProject
from qualwb.store.explaining import explained
from qualwb.store.traces import Kind, beside

KEPT = 10
"""Automatic backups kept beside a project; the oldest go first."""
LEFT_SECONDS = 24 * 60 * 60.0
"""How long a file that is being made may take; what is older was left by a process that was killed."""


def back_up(path: Path, target: Path, *, broken: bool = False) -> Path:
    """Copy the project at ``path`` to ``target``, verified; replaces an existing target only at the end.

    The copy of an encrypted project is encrypted with the same key. With ``broken``, rows that refer to rows
    that are gone are copied as they are. Raises ``UnusableProject`` when the copy can't be written or does
    not pass its check.
    """
    with explained(target):
        sweep(path)
        sweep(target)
        engine = engine_of(path)
        origin = connect(path, engine)
        try:
            return back_up_connection(origin, target, engine, broken=broken)
        finally:
            origin.close()


def back_up_connection(
    origin: DriverConnection, target: Path, engine: FileEngine, *, broken: bool = False
) -> Path:
    """As ``back_up``, of what a connection of that engine has open.

    Raises what the driver and the file system raise.
    """
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".partial")
    os.close(descriptor)
    partial = Path(name)
    try:
        copy_verified(origin, partial, engine, broken=broken)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def copy_verified(origin: DriverConnection, copy: Path, engine: FileEngine, *, broken: bool = False) -> None:
    """Copy what a connection has open into a file of ours, and check it; see ``back_up_connection``."""
    _copy(origin, engine.open(copy))
    verify_copy(engine.open(copy), copy, broken=broken)


def back_up_beside(path: Path, occasion: str, *, broken: bool = False) -> Path:
    """A verified backup beside the project, named by time and occasion; see ``back_up``."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return back_up(path, path.with_name(f"{path.name}.{stamp}.{occasion}.bak"), broken=broken)


def prune(path: Path) -> None:
    """Delete the oldest automatic backups beside the project, where that can be; those a person made stay."""
    with contextlib.suppress(OSError):
        for old in [trace.path for trace in beside(path) if trace.kind is Kind.AUTOMATIC][:-KEPT]:
            old.unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Delete what processes left half made beside the file when they were killed, a day ago or more."""
    for trace in beside(path):
        with contextlib.suppress(FileNotFoundError):  # its maker finished it, or another swept it
            if trace.kind is Kind.UNFINISHED and time.time() - trace.path.stat().st_mtime > LEFT_SECONDS:
                trace.path.unlink()


def _copy(origin: DriverConnection, copy: DriverConnection) -> None:
    try:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def verify_copy(connection: DriverConnection, copy: Path, *, broken: bool = False) -> None:
    """Check a finished copy by its only connection, which is closed then. Raises ``UnusableProject``.

    With ``broken``, rows may refer to rows that are gone.
    """
    try:
        verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
        dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        connection.close()
    if verdict != "ok" or (dangling and not broken):
        raise UnusableProject(_("{path}: the backup did not pass its check.").format(path=copy))
