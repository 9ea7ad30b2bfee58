"""A table of the data set as csv or json lines, for programs: nothing is guarded, rounded or translated.

In csv an empty cell is what is missing; truth values are true and false; lists are parted by their column's
separator. UTF-8 without a byte order mark, line feeds, quotes as in RFC 4180.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from qualwb.exchange.dataset.columns import ColumnType, DataCell, DataColumn, DataTable
from qualwb.safe_text import cleaned

Cells = Iterable[DataCell]
_TRUTH = {True: "true", False: "false", None: None}


def as_data_csv(table: DataTable) -> str:
    """The table as csv."""
    return _clean(table, _csv)


def as_json_lines(table: DataTable) -> str:
    """The table as an object a line, each with all columns; null is missing, lists are arrays."""
    return _clean(table, _json_lines)


def flat_cell(column: DataColumn, cell: DataCell) -> DataCell:
    """A cell where a list must be a text; None is missing."""
    if isinstance(cell, tuple):
        return column.separator.join(cell) or None
    return None if cell == "" and isinstance(cell, str) else cell


def _csv(table: DataTable) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(_by_row(table, _csv_cells))
    return out.getvalue()


def _csv_cells(column: DataColumn, cells: tuple[DataCell, ...]) -> Cells:
    """The cells of a column; equal lists are many, and each is joined once."""
    if column.type is ColumnType.BOOLEAN:
        return [_TRUTH[cell] for cell in cells]  # type: ignore[index]
    if column.separator:
        joined = {cell: flat_cell(column, cell) for cell in set(cells)}
        return map(joined.__getitem__, cells)
    return cells


def _json_lines(table: DataTable) -> str:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    names = [column.name for column in table.columns]
    rows = _by_row(table, _json_cells)
    return "".join([encode(dict(zip(names, row, strict=True))) + "\n" for row in rows])


def _json_cells(column: DataColumn, cells: tuple[DataCell, ...]) -> Cells:
    if column.type is ColumnType.BOOLEAN:
        return [None if cell is None else bool(cell) for cell in cells]
    if column.type is ColumnType.STRING and not column.separator:
        return [cell or None for cell in cells]
    return cells


def _by_row(
    table: DataTable, written: Callable[[DataColumn, tuple[DataCell, ...]], Cells]
) -> Iterator[tuple[DataCell, ...]]:
    columns = zip(*table.rows, strict=True) if table.rows else ()
    return zip(
        *(written(column, cells) for column, cells in zip(table.columns, columns, strict=bool(table.rows))),
        strict=True,
    )


def _clean(table: DataTable, write: Callable[[DataTable], str]) -> str:
    """What is written, by way of clean cells where a file that was edited by hand holds unsafe characters.

    Looked for once in all of it: a tenth of the time that each cell would take.
    """
    text = write(table)
    if cleaned(text) == text and "\\u00" not in text:
        return text
    return write(replace(table, rows=[tuple(map(_clean_cell, row)) for row in table.rows]))


def _clean_cell(cell: DataCell) -> DataCell:
    if isinstance(cell, tuple):
        return tuple(map(cleaned, cell))
    return cleaned(cell) if isinstance(cell, str) else cell
