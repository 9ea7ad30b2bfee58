"""Another program's SQLite file, read only: no SQL in it runs, and what reading it may cost is bounded."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.portable.moments import moment_of
from qualwb.safe_text import one_line

SIGNATURE = b"SQLite format 3\0"
SIZE_LIMIT = 2 * 2**30
"""Bytes of a file."""
VALUE_LIMIT = 64 * 2**20
"""Bytes of one text."""
ROWS_LIMIT = 1_000_000
"""Rows of a table."""
TEXT_LIMIT = 512 * 2**20
"""Characters of all texts that are read."""
_STEPS_LIMIT = 2_000_000_000
"""Steps of SQLite's machine: minutes."""
_STEPS_AT_ONCE = 1_000_000
_BESIDE = ("-wal", "-journal")
_FAULTS = (sqlite3.Error, UnicodeError, OverflowError, MemoryError)
"""What SQLite and its binding raise at a damaged file; even their own messages may be no UTF-8."""
_HARMLESS = ("NULL value in ", "non-unique entry ", "CHECK constraint failed ")
"""Faults that break a rule of the other program, not the file."""

Row = Mapping[str, Any]


class ForeignDatabase:
    """The tables of a SQLite file of another program. Use ``opened``."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self._characters = 0
        self._columns: dict[str, frozenset[str]] = {}
        self._tables = {
            str(table)
            for table, kind, sql in self._asked("SELECT name, type, sql FROM sqlite_master")
            if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
        }

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is such a table, not a view, with all these columns."""
        return table in self._tables and self._names(table).issuperset(columns)

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """The rows of a table with these columns, None where it lacks one; no rows where there is no table.

        Raises ``QualwbError`` for a damaged file or one that holds more than can be read.
        """
        if table not in self._tables:
            return
        there = [column for column in columns if column in self._names(table)]
        if not there:
            return
        chosen = ", ".join(f'"{column}"' for column in there)
        empty = dict.fromkeys(columns)
        for number, row in enumerate(self._asked(f'SELECT {chosen} FROM "{table}"'), 1):
            if number > ROWS_LIMIT:
                raise self._refusal(_("it holds far more than can be read."))
            self._characters += sum(len(value) for value in row if isinstance(value, str))
            if self._characters > TEXT_LIMIT:
                raise self._refusal(_("it holds far more than can be read."))
            yield {**empty, **dict(zip(there, row, strict=True))}

    def _names(self, table: str) -> frozenset[str]:
        if table not in self._columns:
            self._columns[table] = frozenset(
                str(row[1]) for row in self._asked(f'PRAGMA table_info("{table}")')
            )
        return self._columns[table]

    def _asked(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._connection.execute(sql)
        except _FAULTS as error:
            raise self._refusal(_("it is damaged ({why}).").format(why=one_line(str(error))[:120])) from None

    def _refusal(self, problem: str) -> QualwbError:
        return QualwbError(f"{self._name}: {problem}")


def is_database(path: Path) -> bool:
    """Whether a regular file begins as a SQLite database does; from a pipe nothing is read."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return stream.read(len(SIGNATURE)) == SIGNATURE
    except OSError:
        return False


@contextmanager
def opened(path: Path, *, checked: bool = True) -> Iterator[ForeignDatabase]:
    """The database in a file, which is not changed. Raises ``QualwbError`` for one that can't be read.

    Without being ``checked`` it costs little, and is enough to see which tables there are.
    """
    if not is_database(path):
        raise QualwbError(_("{file}: this is no SQLite database.").format(file=path))
    if path.stat().st_size > SIZE_LIMIT:
        raise QualwbError(_("{file}: it holds far more than can be read.").format(file=path))
    _refuse_open_elsewhere(path)
    connection = _connected(path)
    try:
        if checked:
            _refuse_damaged(connection, path)
        yield ForeignDatabase(connection, str(path))
    finally:
        connection.close()


def _refuse_open_elsewhere(path: Path) -> None:
    """What another program has not yet written into the file itself would be missed without a word."""
    for beside in (path.with_name(path.name + ending) for ending in _BESIDE):
        if beside.exists() and beside.stat().st_size:
            raise QualwbError(
                _("{file}: another program has it open or did not finish writing it.").format(file=path),
                _("Close the project in that program and try again."),
            )


def _connected(path: Path) -> sqlite3.Connection:
    place = path.absolute().as_uri()
    connection = sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_LIMIT)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")
    left = iter(range(_STEPS_LIMIT // _STEPS_AT_ONCE))
    connection.set_progress_handler(lambda: next(left, None) is None, _STEPS_AT_ONCE)
    return connection


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(20)")]
    except _FAULTS as error:
        found = [str(error)]
    faults = [one for one in found if one != "ok" and not one.startswith(_HARMLESS)]
    if faults:
        raise QualwbError(
            _("{file}: it is damaged ({why}).").format(file=path, why=one_line(faults[0])[:120]),
            _("Use a backup of it."),
        )


def text_of(value: Any) -> str:
    """A value as text; '' for none. SQLite keeps any kind of value in any column."""
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def whole_number(value: Any) -> int | None:
    """A value as a whole number; None for what is none."""
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    text = text_of(value).strip()
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 20 else None


def moment_told(value: Any) -> str:
    """A moment as records have it; '' for what is none."""
    return moment_of(text_of(value))
