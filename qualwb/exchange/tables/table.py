"""One table, many formats: what every listing, matrix and export is rendered from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows to be shown, with what stands above and below them.

    ``data`` is what json prints when it is more than the rows (a matrix has its own shape), or a function
    that makes it when json is asked for. Blank stands for None, so a cell that is 'not said' is not a zero.
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    notes: tuple[str, ...] = ()
    data: Any = None
    numeric: frozenset[int] = field(default_factory=frozenset)
    """Indices of columns whose cells are numbers: aligned to the right."""
    row_heads: bool = False
    """The first column names its row, as it does in tables of numbers."""
    caption: str = ""
    """What the table is called on paper, where it stands alone; the title unless it has one."""
    row_parts: Sequence[str] = ()
    """The part of the table that each row belongs to, where a long one can be parted; see ``parts``."""

    def as_data(self) -> Any:
        """What json prints: the ``data``, or the rows as a list of objects keyed by column."""
        if self.data is None:
            return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return self.data() if callable(self.data) else self.data

    def with_notes(self, notes: Iterable[str]) -> "Table":
        """The table with more lines at its foot."""
        return replace(self, notes=(*self.notes, *notes))


MANY_ROWS = 25
"""A table with more of them is long."""


def parts(table: Table) -> list[Table]:
    """A long table whose rows belong to parts as a table a part, in order; else the table itself.

    The title of each is its part's name. A column that only repeats that name is left out. The notes stand
    under the last.
    """
    names = list(dict.fromkeys(table.row_parts))
    if len(table.rows) <= MANY_ROWS or len(names) < 2:
        return [table]
    made = [_part(table, name) for name in names]
    return [*(replace(part, notes=()) for part in made[:-1]), made[-1]]


def with_columns(table: Table, kept: Sequence[int]) -> Table:
    """The table with the columns of these indices alone, in this order."""
    return replace(
        table,
        columns=tuple(table.columns[index] for index in kept),
        rows=[[row[index] for index in kept] for row in table.rows],
        data=None,
        numeric=frozenset(new for new, old in enumerate(kept) if old in table.numeric),
    )


def _part(table: Table, name: str) -> Table:
    rows = [row for row, part in zip(table.rows, table.row_parts, strict=True) if part == name]
    kept = [index for index in range(len(table.columns)) if any(row[index] != name for row in rows)]
    caption = f"{table.caption or table.title}: {name}"
    return with_columns(replace(table, rows=rows, title=name, caption=caption, row_parts=()), kept)
