"""One table, many formats: what every listing, matrix and export is rendered from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows to be shown, with what stands above and below them.

    ``data`` is what json prints when it is more than the rows (a matrix has its own shape). Blank stands for
    None, so a cell that is 'not said' is not a zero.
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

    def with_notes(self, notes: Iterable[str]) -> "Table":
        """The table with more lines at its foot."""
        return replace(self, notes=(*self.notes, *notes))
