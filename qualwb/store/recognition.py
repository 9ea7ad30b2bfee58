"""Whether a file is a project that this version can open, told before anything in it is used."""

from collections.abc import Callable
from pathlib import Path

from qualwb.localization import gettext as _
from qualwb.store.connection import APPLICATION_ID, connect, connect_to_read
from qualwb.store.engines.detection import engine_of, may_be_database
from qualwb.store.engines.interface import DriverConnection
from qualwb.store.errors import UnusableProject
from qualwb.store.explaining import explained
from qualwb.store.migration import SCHEMA_REVISION, known_revisions
from qualwb.store.schema_check import SCHEMAS, refuse_running_parts, verify_schema


def revision_of(path: Path, connect: Callable[[Path], DriverConnection] = connect) -> str:
    """The revision of a project's schema; '' where it has none.

    Raises ``UnusableProject`` for what is missing, no project, cut off, or holds what is not ours.
    """
    if path.is_dir():
        raise UnusableProject(
            _("{path}: is a folder, not a project.").format(path=path), _("Name the *.qwb file in it.")
        )
    if not path.exists():
        raise UnusableProject(
            _("{path}: there is no such project.").format(path=path), _("Make it with 'qualwb new'.")
        )
    if not path.is_file():  # reading a pipe would wait for ever
        raise UnusableProject(_("{path}: is no file but a pipe or a device.").format(path=path))
    if not may_be_database(path):
        raise UnusableProject(_("{path}: is not a qualwb project.").format(path=path))
    _refuse_truncated(path)
    connection = connect(path)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise UnusableProject(
                _("{path}: is a database of another program, not a qualwb project.").format(path=path)
            )
        refuse_running_parts(connection, path)
        if not _has_version(connection):
            raise UnusableProject(
                _("{path}: has no schema version; making it was interrupted or it is damaged.").format(
                    path=path
                )
            )
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row and row[0] in SCHEMAS:
            verify_schema(connection, path, row[0])
    finally:
        connection.close()
    return str(row[0]) if row else ""


def verify_project(path: Path) -> str:
    """The schema of the file, which is left as it is.

    Raises ``UnusableProject`` unless it is a project that can be opened.
    """
    with explained(path):
        revision = revision_of(path, connect_to_read)
        refuse_newer(path, revision)
        return revision


def refuse_newer(path: Path, revision: str) -> None:
    """Raise ``UnusableProject`` for a schema that this version does not know."""
    if revision != SCHEMA_REVISION and revision not in known_revisions():
        raise UnusableProject(
            _("{path}: was made by a newer qualwb (schema {revision}).").format(path=path, revision=revision),
            _("Update qualwb to open it; the file is untouched."),
        )


def _has_version(connection: DriverConnection) -> bool:
    table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    return connection.execute(table).fetchone() is not None


def _refuse_truncated(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return  # pages may still lie in the write-ahead log
    if engine_of(path).is_cut_off(path):
        raise UnusableProject(
            _("{path}: is cut off after {n} bytes.").format(path=path, n=path.stat().st_size),
            _("Bring the newest backup beside it (*.bak) back: qualwb restore BACKUP."),
        )
