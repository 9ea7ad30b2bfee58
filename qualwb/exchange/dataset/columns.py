"""How a table of the data set is described: its columns, what each means, and what may stand in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Any

from qualwb.localization import gettext as _

DataCell = str | int | float | bool | tuple[str, ...] | None
LIST_SEPARATOR = "; "
"""Between the entries of a list, where a file has a text for it."""


class ColumnType(StrEnum):
    """What the cells of a column are, by the names that the dictionary has."""

    STRING = "string"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column: its heading, the same in every language, and what it holds."""

    name: str
    type: ColumnType
    meaning: str
    unit: str = ""
    missing: str = ""
    """What an empty cell says; '' where none is empty."""
    allowed: tuple[str, ...] = ()
    """The values that there are, where they are few."""
    references: str = ""
    """The column, as 'codes.code_uid', in which each of its ids is found."""
    separator: str = ""
    """Of a list, what stands between its entries in csv and xlsx; json lines have an array."""
    in_workbook: bool = True
    """Whether a workbook has it: a cell of Excel holds no whole text of a source."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of the data set; rows have a cell a column, lists as tuples."""

    name: str
    """Also of its file or sheet."""
    meaning: str
    """What a row of it is."""
    key: tuple[str, ...]
    """The columns that no two rows share."""
    columns: tuple[DataColumn, ...]
    rows: Sequence[tuple[DataCell, ...]]


def cells_of(record: type[Any], columns: Iterable[DataColumn]) -> "itemgetter[Any]":
    """What takes the cells of these columns out of a named tuple that has a field for each."""
    return itemgetter(*(record._fields.index(column.name) for column in columns))


def string(name: str, meaning: str, *, missing: str = "", allowed: tuple[str, ...] = ()) -> DataColumn:
    """A column of texts."""
    return DataColumn(name, ColumnType.STRING, meaning, missing=missing, allowed=allowed)


def integer(name: str, meaning: str, unit: str = "", *, missing: str = "") -> DataColumn:
    """A column of whole numbers."""
    return DataColumn(name, ColumnType.INTEGER, meaning, unit, missing)


def real(name: str, meaning: str, unit: str = "", *, missing: str = "") -> DataColumn:
    """A column of numbers with decimals."""
    return DataColumn(name, ColumnType.FLOAT, meaning, unit, missing)


def truth(name: str, meaning: str) -> DataColumn:
    """A column of true and false."""
    return DataColumn(name, ColumnType.BOOLEAN, meaning, allowed=("true", "false"))


def moment(name: str, meaning: str, *, missing: str = "") -> DataColumn:
    """A column of moments."""
    return DataColumn(name, ColumnType.DATETIME, meaning, _("ISO 8601, UTC"), missing)


def listed(name: str, meaning: str, *, missing: str, separator: str = LIST_SEPARATOR) -> DataColumn:
    """A column of lists of names."""
    return DataColumn(name, ColumnType.STRING, meaning, missing=missing, separator=separator)


def own_id(name: str) -> DataColumn:
    """The column of a table's own stable ids."""
    meaning = _("Stable id: the same in every export and copy of the project.")
    return DataColumn(name, ColumnType.STRING, meaning)


def id_in(table: str, name: str, *, missing: str = "", several: str = "") -> DataColumn:
    """A column of ids of another table's rows; ``several`` is what lists of them are called."""
    meaning = _("Id in the table {table}.").format(table=table)
    separator = ""
    if several:
        meaning = _("Ids in the table {table}, in step with {names}.").format(table=table, names=several)
        separator = LIST_SEPARATOR
    return DataColumn(
        name,
        ColumnType.STRING,
        meaning,
        missing=missing,
        references=f"{table}.{name.removesuffix('s')}",
        separator=separator,
    )
