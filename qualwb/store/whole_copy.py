"""All records of a project from one engine into another: the same rows, keys and journal, verified.

What is derived from them, as the index of words, is not copied: each engine makes its own.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Table

from qualwb.localization import gettext as _
from qualwb.model import Record
from qualwb.progress import Progress, untold
from qualwb.store.errors import UnusableProject

Row = Sequence[Any]
"""The values of all columns as a project file keeps them: numbers, strings, None; JSON as it is written."""

STEP = 500
"""Rows between two tellings of how far the copy is."""


class Records(Protocol):
    """The tables of a project that is open in a transaction."""

    def count(self, table: Table) -> int:
        """How many rows the table has."""

    def rows(self, table: Table) -> Iterator[Row]:
        """All rows of the table in order of their keys."""

    def write(self, table: Table, rows: Iterable[Row]) -> None:
        """Write rows, whole and with their keys, into an empty table."""

    def last_keys(self) -> Mapping[str, int]:
        """The highest key that each table ever gave, by the table's name; 0 where it gave none."""

    def set_last_keys(self, keys: Mapping[str, int]) -> None:
        """Let the next key of each table be behind this one, though no row has it any more."""


class IncompleteCopy(UnusableProject):
    """The copy is not what it was made of."""

    def __init__(self, table: str) -> None:
        super().__init__(
            _("The copy is not what it was made of ({table}); nothing is kept of it.").format(table=table),
            _("Look at the project with 'qualwb check', then do it again."),
        )


def copied_tables() -> list[Table]:
    """The tables of all records: a row stands behind those that it refers to."""
    return list(Record.metadata.sorted_tables)


def copy_records(
    origin: Records, copy: Records, progress: Progress = untold, tables: Sequence[Table] | None = None
) -> None:
    """Write all records of one project into another that has none, and read them again to compare.

    ``tables`` are those of a project of an earlier schema, a row behind those that it refers to.
    Raises ``IncompleteCopy`` when something came otherwise than it went; the transaction of the copy may then
    not be kept.
    """
    tables = tables or copied_tables()
    counted = [origin.count(table) for table in tables]
    told = _Told(progress, 2 * sum(counted))
    went = []
    for table in tables:
        digest = _Digest()
        copy.write(table, told.each(digest.each(origin.rows(table))))
        went.append(digest)
    copy.set_last_keys(origin.last_keys())
    for table, digest, n in zip(tables, went, counted, strict=True):
        came = _Digest()
        for _row in told.each(came.each(copy.rows(table))):
            pass
        if not digest.count == came.count == n or digest.value != came.value:
            raise IncompleteCopy(table.name)
    if any(copy.last_keys()[name] < key for name, key in origin.last_keys().items()):
        raise IncompleteCopy("id")
    told.end()


@dataclass
class _Digest:
    """SHA-256 over rows that pass by, and how many they are."""

    count: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)

    @property
    def value(self) -> str:
        return str(self._hash.hexdigest())

    def each(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows."""
        for row in rows:
            self._hash.update(repr(tuple(row)).encode())
            self.count += 1
            yield row


@dataclass
class _Told:
    """Tells how many rows of all were copied and compared."""

    progress: Progress
    of_all: int
    done: int = 0

    def each(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows."""
        for row in rows:
            if self.done % STEP == 0:
                self.progress(self.done, self.of_all)
            self.done += 1
            yield row

    def end(self) -> None:
        """Tell that all is done."""
        self.progress(self.of_all, self.of_all)
