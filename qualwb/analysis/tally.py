"""Counting in the cells of a matrix: passages as they come, or the different people, groups and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from qualwb.analysis.word_counts import Words
from qualwb.language.transcription_marks import Preset

Unit = int | tuple[int, int, int]
"""What is counted: a participant's or group's key, or a stretch of text (source, start, end)."""


class Tally(Protocol):
    """Cells by column and row, filled passage by passage. The last column is that of all columns at once."""

    sums_up: bool
    """Whether the last column is the sum of the others, and needs no counting of its own."""

    def add(self, rows: Iterable[int], column: int, units: Iterable[Unit]) -> None:
        """Count a passage in these rows of a column."""

    def value(self, row: int, column: int) -> int | None:
        """What a cell has come to; None where it cannot be known."""


class Counting:
    """Each passage is one. A passage must come once per column."""

    def __init__(self, rows: int, columns: int, *, sums_up: bool) -> None:
        self.sums_up = sums_up
        self._cells = [[0] * rows for _column in range(columns)]

    def add(self, rows: Iterable[int], column: int, units: Iterable[Unit]) -> None:  # noqa: ARG002
        """Count a passage in these rows of a column."""
        cells = self._cells[column]
        for row in rows:
            cells[row] += 1

    def value(self, row: int, column: int) -> int:
        """How many passages the cell has."""
        if self.sums_up and column == len(self._cells) - 1:
            return sum(cells[row] for cells in self._cells)
        return self._cells[column][row]


@dataclass
class Gathering:
    """The units of all passages of a cell, each once."""

    sums_up: bool = False
    cells: dict[tuple[int, int], set[Unit]] = field(default_factory=dict)

    def add(self, rows: Iterable[int], column: int, units: Iterable[Unit]) -> None:
        """Put a passage's units in these rows of a column."""
        for row in rows:
            self.cells.setdefault((row, column), set()).update(units)

    def value(self, row: int, column: int) -> int | None:
        """How many different units the cell has."""
        return len(self.cells.get((row, column), ()))


UNKNOWN = 0
"""Stands among the keys of people for those whom nobody can name."""


@dataclass
class PeopleCounting(Gathering):
    """Units are participants' keys, and ``UNKNOWN`` for who knows how many more."""

    def value(self, row: int, column: int) -> int | None:
        """How many different people are known in the cell; None where somebody speaks and nobody is."""
        found = self.cells.get((row, column), set())
        known = found - {UNKNOWN}
        return len(known) if known or not found else None


@dataclass
class WordCounting(Gathering):
    """Units are stretches of text; a cell has the words of their union."""

    texts: Mapping[int, str] = field(default_factory=dict)
    signs: Preset = Preset.SWEDISH
    _words: dict[int, Words] = field(default_factory=dict)

    def value(self, row: int, column: int) -> int:
        """How many words stand in the union of the cell's stretches."""
        spans: dict[int, list[tuple[int, int]]] = {}
        for unit in self.cells.get((row, column), ()):
            assert isinstance(unit, tuple)
            spans.setdefault(unit[0], []).append(unit[1:])
        return sum(self._words_of(source).count_in(found) for source, found in spans.items())

    def _words_of(self, source: int) -> Words:
        if source not in self._words:
            self._words[source] = Words(self.texts[source], self.signs)
        return self._words[source]
