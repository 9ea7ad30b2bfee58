"""Where a QualCoder project keeps its database, and what tables make it one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from qualwb.errors import QualwbError
from qualwb.exchange.foreign_database import ForeignDatabase, is_database, opened
from qualwb.localization import gettext as _

DATABASE = "data.qda"
_TABLES: Mapping[str, tuple[str, ...]] = {
    "source": ("id", "name", "fulltext"),
    "code_name": ("cid", "name", "catid"),
    "code_cat": ("catid", "name"),
    "code_text": ("cid", "fid", "pos0", "pos1"),
}


def is_qualcoder(path: Path) -> bool:
    """Whether a folder, or a database file out of one, is a QualCoder project, by its tables."""
    database = _database(path)
    if not database.is_file() or not is_database(database):
        return False
    try:
        with opened(database, checked=False) as found:
            return _fits(found)
    except QualwbError:
        return False


@contextmanager
def opened_project(path: Path) -> Iterator[ForeignDatabase]:
    """The database of a project folder. Raises ``QualwbError`` for what is none."""
    database = _database(path)
    if not database.is_file():
        raise QualwbError(
            _("{folder}: there is no '{file}' in it.").format(folder=path, file=DATABASE),
            _("Name the folder of the QualCoder project, whose name ends in .qda."),
        )
    with opened(database) as found:
        if not _fits(found):
            raise QualwbError(_("{file}: this is no QualCoder project.").format(file=database))
        yield found


def _database(path: Path) -> Path:
    return path / DATABASE if path.is_dir() else path


def _fits(database: ForeignDatabase) -> bool:
    return all(database.has(table, *columns) for table, columns in _TABLES.items())
