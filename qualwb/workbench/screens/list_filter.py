"""What is typed above a list: words that a row has, and 'column=value'."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualwb.workbench.widgets.listing import ListColumn, Row


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
class Asked:
    """What is asked of a column, folded."""

    column: int
    value: str
    """What the cell is to be; '' is a cell with nothing in it."""
    tail: str = ""
    """The words that follow: more of the value where a cell has them so, else words of the row."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What is looked for, folded."""

    words: str
    asked: tuple[Asked, ...]

    @property
    def lets_all_through(self) -> bool:
        """Whether nothing is looked for."""
        return not (self.words or self.asked)

    def passing(self, rows: Sequence[Listed]) -> list[Row]:
        """The rows that pass, in order.

        Rows that have what is typed as it stands go before those that have its words somewhere, 'Grupp 3' is
        that group, not each row with a 3; a cell that is the value before cells that begin with it.
        """
        words = [self.words]
        for one in self.asked:
            whole = _with_value(rows, one.column, f"{one.value} {one.tail}") if one.tail else []
            if not whole:
                words.append(one.tail)
            rows = whole or _with_value(rows, one.column, one.value)
        sought = " ".join(filter(None, words))
        shown = [row.row for row in rows if sought in row.text]
        return shown or [row.row for row in rows if all(word in row.text for word in sought.split())]


def _with_value(rows: Sequence[Listed], column: int, value: str) -> list[Listed]:
    alike = [row for row in rows if row.cells[column] == value]
    return alike or [row for row in rows if value and row.cells[column].startswith(value)]


def list_filter(typed: str, columns: Sequence[ListColumn]) -> ListFilter:
    """What is looked for by what is typed.

    'kön=kvinna' asks of the column of that heading, in capitals or not; a value of several words may stand in
    quotation marks, one of none must. A heading whose value is not typed yet holds back nothing.
    """
    places = {column.title.casefold(): number for number, column in enumerate(columns) if column.title}
    if not places:
        return ListFilter(_unquoted(typed.casefold()), ())
    names = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    before, *parts = re.split(rf"(?:^|(?<=\s))({names})=", typed.casefold())
    words, asked = [_unquoted(before)], []
    for name, rest in zip(parts[::2], parts[1::2], strict=True):
        value, tail = _value(rest)
        goes_on = bool(value) and not value.startswith('"')
        if value:
            asked.append(Asked(places[name], _unquoted(value), tail if goes_on else ""))
        words.append("" if goes_on else tail)
    return ListFilter(" ".join(filter(None, words)), tuple(asked))


def _value(rest: str) -> tuple[str, str]:
    """The value at the start of what stands behind a column's name, in its quotation marks, and the tail."""
    within, mark, tail = rest[1:].partition('"')
    if rest.startswith('"') and mark:
        return f'"{within}"', _unquoted(tail)
    value = "" if rest[:1].isspace() else rest.partition(" ")[0]
    return value, _unquoted(rest.removeprefix(value))


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
