"""Characters and terminal cells: what a text looks like, grapheme by grapheme.

Positions in the program are code points; columns exist only here and in what is drawn.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence

from rich.cells import cell_len, get_character_cell_size, set_cell_size, split_graphemes

JOINER = "\u200d"

# Characters of one cell each that never join with a neighbour: Latin, Greek, Cyrillic, dashes, quotes.
_SIMPLE = r"\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e"
_NOT_SIMPLE_REST_OF_LINE = re.compile(rf"[^{_SIMPLE}\n][^\n]*")

# Controls, direction marks and surrogates would move the terminal's cursor or cannot be written at all.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_REPLACEMENTS = {"\t": " ", "\xad": "-", "\u2028": " ", "\u2029": " "}


def displayable(text: str) -> str:
    """The text with each unsafe character replaced by one of one cell; as long as before."""
    return _UNSAFE.sub(lambda match: _REPLACEMENTS.get(match[0], "·"), text)


def joins_previous(text: str, offset: int) -> bool:
    """True if the character at ``offset`` belongs to the grapheme before it."""
    if not 0 < offset < len(text):
        return False
    character, previous = text[offset], text[offset - 1]
    if character == "\n" or previous == "\n":
        return False
    if previous == JOINER:
        return True
    return not _UNSAFE.match(character) and get_character_cell_size(character) == 0


class DisplayText:
    """A text as it is drawn, with its lines; knows which lines need measuring by grapheme."""

    def __init__(self, text: str) -> None:
        self.text = displayable(text)
        self.line_starts = array("I", [0, *(match.end() for match in re.finditer("\n", text))])
        self._complex = frozenset(
            self.line_of(match.start()) for match in _NOT_SIMPLE_REST_OF_LINE.finditer(self.text)
        )

    def line_of(self, offset: int) -> int:
        """The index of the line (not the row) that ``offset`` lies in."""
        return bisect_right(self.line_starts, offset) - 1

    def is_simple(self, line: int) -> bool:
        """True if each code point of the line fills exactly one cell."""
        return line not in self._complex

    def row(self, start: int, end: int) -> "RowCells":
        """The columns of a row, ``text[start:end]``, which lies within one line."""
        if self.is_simple(self.line_of(start)):
            return RowCells(range(start, end + 1), range(end - start + 1))
        graphemes, width = split_graphemes(self.text[start:end])
        offsets, columns, column = [], [], 0
        for first, _last, cells in graphemes:
            offsets.append(start + first)
            columns.append(column)
            column += cells
        return RowCells([*offsets, end], [*columns, width])


class RowCells:
    """Where the graphemes of one row start: as offsets in the text, and as columns from the row's left."""

    def __init__(self, offsets: Sequence[int], columns: Sequence[int]) -> None:
        self._offsets = offsets
        self._columns = columns

    def column_of(self, offset: int) -> int:
        """The column of the grapheme that holds ``offset``."""
        return self._columns[self._index(self._offsets, offset)]

    def offset_at(self, column: int) -> int:
        """The start of the grapheme drawn at ``column``; the row's end beyond its last cell."""
        return self._offsets[self._index(self._columns, column)]

    def grapheme_start(self, offset: int) -> int:
        """The start of the grapheme that holds ``offset``."""
        return self._offsets[self._index(self._offsets, offset)]

    def grapheme_end(self, offset: int) -> int:
        """The end of the grapheme that holds ``offset``; the row's end at the last."""
        index = self._index(self._offsets, offset) + 1
        return self._offsets[min(index, len(self._offsets) - 1)]

    @staticmethod
    def _index(values: Sequence[int], value: int) -> int:
        return max(bisect_right(values, value) - 1, 0)


def keeping_number(name: str, width: int) -> str:
    """A name in so many cells with the number that it ends with, which tells it from others: 'PARTI… 12'.

    So with numbers from one to another: 'Grup… 12–14'.

    One that fits, or ends with no number, is given back as it is.
    """
    if len(name) <= width or not name[-1:].isdecimal():
        return name
    head, _blank, number = name.rpartition(" ")
    room = width - cell_len(number) - 1
    if not head or not all(map(str.isdecimal, number.split("–"))) or room < 2:
        return name
    return f"{set_cell_size(head, room - 1).rstrip()}… {number}"
