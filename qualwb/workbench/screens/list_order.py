"""By which column a list is sorted, and which way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualwb.workbench.widgets.cell_order import order_key
from qualwb.workbench.widgets.listing import ListColumn, Row


@dataclass(frozen=True, slots=True)
class ListOrder:
    """The title of the column that a list is sorted by, '' for the order that the screen gives it."""

    title: str = ""
    descending: bool = False

    @property
    def sign(self) -> str:
        """Stands at the heading."""
        return "▼" if self.descending else "▲"

    def turned(self, title: str) -> "ListOrder":
        """By the column of this title; by the one that it is sorted by already, the other way round."""
        return ListOrder(title, self.title == title and not self.descending)

    def clicked(self, heading: str) -> "ListOrder":
        """After a click on a heading as it is shown: upwards, downwards, then as it was."""
        if not self.title or heading != self._heading():
            return ListOrder(heading)
        return ListOrder() if self.descending else ListOrder(self.title, descending=True)

    def rows(self, rows: Sequence[Row], columns: Sequence[ListColumn]) -> Sequence[Row]:
        """The rows in order; blank cells stand last, whichever way."""
        place = self._place(columns)
        if place is None:
            return rows
        blank = [row for row in rows if not row.cells[place].strip()]
        told = [row for row in rows if row.cells[place].strip()]
        return [*sorted(told, key=lambda row: order_key(row.cells[place]), reverse=self.descending), *blank]

    def headed(self, columns: Sequence[ListColumn]) -> Sequence[ListColumn]:
        """The columns, with a sign at the one that the list is sorted by."""
        place = self._place(columns)
        if place is None:
            return columns
        column = columns[place]
        signed = replace(column, title=self._heading(), least=max(column.least, len(self._heading())))
        return [*columns[:place], signed, *columns[place + 1 :]]

    def in_words(self, column: ListColumn) -> str:
        """The title of a column in a choice, with the sign where the list is sorted by it."""
        return self._heading() if column.title == self.title else column.title

    def _heading(self) -> str:
        return f"{self.title} {self.sign}"

    def _place(self, columns: Sequence[ListColumn]) -> int | None:
        titles = [column.title for column in columns]
        return titles.index(self.title) if self.title and self.title in titles else None
