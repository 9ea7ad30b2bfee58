"""Backups that were opened and checked before anyone relies on them."""

import os
import re
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.connection import connect
from qualwb.store.errors import UnusableProject
from qualwb.store.explaining import explained

KEPT = 10
"""Automatic backups kept beside a project; the oldest go first."""


def back_up(path: Path, target: Path) -> Path:
    """Copy the project at ``path`` to ``target``, verified; replaces an existing target only at the end.

    Raises ``UnusableProject`` when the copy can't be written or does not pass its check.
    """
    with explained(target):
        origin = connect(path)
        try:
            return back_up_connection(origin, target)
        finally:
            origin.close()


def back_up_connection(origin: sqlite3.Connection, target: Path) -> Path:
    """As ``back_up``, of what a connection has open. Raises what SQLite and the file system raise."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".partial")
    os.close(descriptor)
    partial = Path(name)
    try:
        _copy(origin, partial)
        _verify(partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def back_up_before(path: Path, occasion: str) -> Path:
    """A verified automatic backup beside the project, named by time and occasion; the oldest go."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = path.with_name(f"{path.name}.{stamp}.{occasion}.bak")
    back_up(path, target)
    ours = re.compile(re.escape(path.name) + r"\.\d{8}T\d{12}\.[\w-]+\.bak")
    for old in sorted(p for p in path.parent.iterdir() if ours.fullmatch(p.name))[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def _copy(origin: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _verify(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    try:
        verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    finally:
        connection.close()
    if verdict != "ok" or broken:
        raise UnusableProject(_("{path}: the backup did not pass its check.").format(path=copy))
