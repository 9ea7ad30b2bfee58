"""The quote matrix: what was said, where the theme matrix tells how often."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import Connection

from qualwb.analysis.coded_passages import coded_passages, passages_by_hand
from qualwb.analysis.columns import Columns, columns_for
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.quotes import Query, Quote, find_quotes
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.table_rows import rows_by_codes, table_rows
from qualwb.analysis.talk import SILENT, talk_by_source
from qualwb.model import Coding

Passage = tuple[int, int, int]
"""Source key, start, end."""


@dataclass(frozen=True)
class QuoteMatrix:
    """The quotes of every cell of a theme matrix that counts passages."""

    counts: Matrix
    """The same matrix in numbers: a cell holds as many quotes as it counts passages."""
    quotes: tuple[Quote, ...]
    """Each passage once, by group, source and place."""
    cells: tuple[tuple[tuple[int, ...], ...], ...]
    """By row and column: places in ``quotes``, in their order."""

    def quotes_in(self, row: int, column: int) -> list[Quote]:
        """The quotes of one cell."""
        return [self.quotes[place] for place in self.cells[row][column]]

    def own_quotes(self, row: int, column: int) -> list[Quote]:
        """The quotes of one cell that stand in no row beneath it."""
        beneath = {place for below in self._beneath[row] for place in self.cells[below][column]}
        return [self.quotes[place] for place in self.cells[row][column] if place not in beneath]

    @cached_property
    def _beneath(self) -> tuple[tuple[int, ...], ...]:
        """By row, the rows that lie beneath it, at any depth."""
        rows = self.counts.rows
        parents = {row.name: row.parent for row in rows}
        above = [frozenset(_above(row.parent, parents)) for row in rows]
        return tuple(tuple(n for n, names in enumerate(above) if row.name in names) for row in rows)


def _above(parent: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    while parent is not None:
        yield parent
        parent = parents.get(parent)


def quote_matrix(
    connection: Connection,
    rows: str = "themes",
    columns: str = "groups",
    selection: Selection = EVERYTHING,
) -> QuoteMatrix:
    """The quotes by row and column; a passage of several rows or columns stands in each whole.

    ``rows``, ``columns`` and what is raised are those of ``theme_matrix``.
    """
    counts = theme_matrix(connection, rows, columns, "passages", selection)
    scope = resolve(connection, selection)
    keys = {place.name: key for key, place in scope.places.items()}
    rows_of = rows_by_codes(table_rows(connection, rows, scope))
    cells: list[list[list[int]]] = [[[] for _column in counts.columns] for _row in counts.rows]
    quotes = tuple(find_quotes(connection, Query(selection=replace(selection, in_groups=None))))
    places = {(keys[quote.source], quote.start, quote.end): n for n, quote in enumerate(quotes)}
    for passage, column, codes in _standing(connection, scope, columns_for(connection, columns, scope)):
        for row in rows_of(codes)[:-1]:  # the last row stands for all
            cells[row][column].append(places[passage])
    return QuoteMatrix(counts, quotes, tuple(tuple(tuple(sorted(cell)) for cell in row) for row in cells))


def _standing(
    connection: Connection, scope: Scope, columns: Columns
) -> Iterator[tuple[Passage, int, frozenset[int]]]:
    """The passages with each column they stand in and the codes that they have there."""
    if columns.by_coder is not None:
        for source, start, end, codes, (coder,) in passages_by_hand(connection, scope, Coding.coder_id):
            yield (source, start, end), columns.by_coder[coder], codes
        return
    talk = talk_by_source(connection, scope.places) if columns.by_turn else {}
    for source, start, end, codes in coded_passages(connection, scope):
        if columns.by_source is not None:
            yield (source, start, end), columns.by_source[source], codes
        elif columns.by_turn is not None:
            for column in columns.by_turn.share(talk.get(source, SILENT).touching(start, end)):
                yield (source, start, end), column, codes
