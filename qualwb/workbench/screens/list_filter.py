"""What is typed above a list: words that a row has, and 'column=value'."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualwb.workbench.widgets.listing import ListColumn, Row

_VALUE = r'(?:^|(?<=\s)){name}=("[^"]*"|\S*)'


@dataclass(frozen=True, slots=True)
class Listed:
    """A row, and its cells folded for comparison."""

    row: Row
    cells: tuple[str, ...]
    text: str


def listed(row: Row) -> Listed:
    """The row as it is looked through."""
    cells = tuple(cell.casefold() for cell in row.cells)
    return Listed(row, cells, " ".join(cells))


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What is looked for, folded."""

    words: str
    values: tuple[tuple[int, str], ...]
    """The number of a column, and what its cell is to be; '' is a cell with nothing in it."""

    @property
    def lets_all_through(self) -> bool:
        """Whether nothing is looked for."""
        return not (self.words or self.values)

    def passing(self, rows: Sequence[Listed]) -> list[Row]:
        """The rows that pass, in order.

        Rows that have what is typed as it stands go before those that have its words somewhere, 'Grupp 3' is
        that group, not each row with a 3; a cell that is the value before cells that begin with it.
        """
        for column, value in self.values:
            alike = [row for row in rows if row.cells[column] == value]
            rows = alike or [row for row in rows if value and row.cells[column].startswith(value)]
        shown = [row.row for row in rows if self.words in row.text]
        words = self.words.split()
        return shown or [row.row for row in rows if all(word in row.text for word in words)]


def list_filter(typed: str, columns: Sequence[ListColumn]) -> ListFilter:
    """What is looked for by what is typed.

    'kön=kvinna' asks of the column of that heading, in capitals or not; a value of several words stands in
    quotation marks, as does one of none. A heading whose value is not typed yet holds back nothing.
    """
    words, values = typed.casefold(), []
    for number, column in enumerate(columns):
        if column.title:
            asked = _VALUE.format(name=re.escape(column.title.casefold()))
            values += [(number, _unquoted(value)) for value in re.findall(asked, words) if value]
            words = re.sub(asked, " ", words)
    return ListFilter(_unquoted(words), tuple(values))


def unknown_column(typed: str, columns: Sequence[ListColumn]) -> str:
    """The name before '=' that is no column's; '' where every one is.

    Only a name that stands first or after a blank counts, as in ``list_filter``.
    """
    titles = {column.title.casefold() for column in columns}
    known = "|".join(map(re.escape, sorted(filter(None, titles), key=len, reverse=True)))
    rest = re.sub(rf"(?:^|(?<=\s))(?:{known})=", " ", typed.casefold()) if known else typed.casefold()
    found = re.search(r'(?:^|(?<=\s))([^\s="]+)=', rest)
    return found[1] if found else ""


def _unquoted(text: str) -> str:
    return " ".join(text.replace('"', " ").split())
