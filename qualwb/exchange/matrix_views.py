"""A matrix as it is asked for: what its cells hold, and in which order; one answer for screen and file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualwb.acts.summaries import SummaryCell, grounds_of, summaries
from qualwb.analysis.coded_since import coded_since
from qualwb.analysis.connection import Connection
from qualwb.analysis.crosstab import crosstab
from qualwb.analysis.extent import extents
from qualwb.analysis.framework import coding_places, framework
from qualwb.analysis.matrix import ROWS, Matrix, percents, theme_matrix
from qualwb.analysis.matrix_order import (
    UNSORTED,
    Sorting,
    order_of,
    ordered_extents,
    ordered_framework,
    ordered_matrix,
    ordered_quotes,
)
from qualwb.analysis.quote_matrix import quote_matrix
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.colours import darkness
from qualwb.exchange.figures.heat_map import parent_names
from qualwb.exchange.printed_quotes import printed_texts
from qualwb.exchange.tables.matrix import (
    extent_table,
    framework_table,
    matrix_table,
    percent_table,
    quote_matrix_table,
)
from qualwb.exchange.tables.table import Table

CELLS = ("numbers", "percent", "extent", "quotes", "summaries")


@dataclass(frozen=True, slots=True)
class MatrixWishes:
    """What a matrix is to show. Which wishes go together is told by ``fitting``."""

    rows: str = "themes"
    columns: str = "groups"
    count: str = "passages"
    cells: str = "numbers"
    percent_of: str = "column"
    printed: bool = False
    """Quotes in their print versions."""
    sorting: Sorting = UNSORTED
    selection: Selection = EVERYTHING

    @property
    def counts(self) -> bool:
        """Whether the cells are what is counted, or percent of it, and not texts."""
        return self.cells in ("numbers", "percent")

    def fitting(self) -> "MatrixWishes":
        """The same where the wishes go together; else with what the cells ask for in place of the others.

        Texts and extent are of passages; extent is by groups; summaries are of themes, by groups or
        participants.
        """
        fitted = self if self.counts else replace(self, count="passages")
        if self.cells == "extent":
            fitted = replace(fitted, columns="groups")
        if self.cells == "summaries":
            kept = self.columns if self.columns in ("groups", "participants") else "groups"
            fitted = replace(fitted, rows="themes", columns=kept)
        return fitted


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A matrix with its cells: the counts behind them, and the table that shows them."""

    wishes: MatrixWishes
    matrix: Matrix
    """The counts, in the order of the table."""
    table: Table
    cases: tuple[tuple[str, str], ...] = ()
    """Of summaries, by column: the group and the participant's alias, '' for the whole group."""
    written: Mapping[tuple[str, str, str], SummaryCell] = field(default_factory=dict)
    """The summaries by theme, group and participant."""

    def shades(self) -> tuple[tuple[float, ...], ...]:
        """How dark each cell is, 0 to 1, by its number; rows that only sum up others stay white."""
        parents = parent_names(self.matrix)
        if self.wishes.cells == "percent":
            numbers: Sequence[Sequence[float | None]] = percents(self.matrix, self.wishes.percent_of)
        else:
            numbers = [row.values for row in self.matrix.rows]
        sums = [row.name in parents for row in self.matrix.rows]
        leaves = (values for values, is_sum in zip(numbers, sums, strict=True) if not is_sum)
        top = max((value or 0 for values in leaves for value in values), default=0)
        return tuple(
            tuple(0.0 if is_sum else darkness(value, top) for value in values)
            for values, is_sum in zip(numbers, sums, strict=True)
        )


def matrix_view(connection: Connection, wishes: MatrixWishes) -> MatrixView:
    """Ask for a matrix. Raises what ``theme_matrix``, ``crosstab``, ``framework`` and ``order_of`` raise."""
    asked = {"quotes": _of_quotes, "extent": _of_extent, "summaries": _of_summaries}
    return asked.get(wishes.cells, _of_counts)(connection, wishes)


def _of_counts(connection: Connection, wishes: MatrixWishes) -> MatrixView:
    is_crossed = wishes.rows not in ROWS or wishes.columns in ROWS
    asked = crosstab if is_crossed else theme_matrix
    matrix = asked(connection, wishes.rows, wishes.columns, wishes.count, wishes.selection)
    matrix = ordered_matrix(matrix, order_of(matrix, wishes.sorting))
    percent = wishes.cells == "percent"
    table = percent_table(matrix, wishes.percent_of) if percent else matrix_table(matrix)
    return MatrixView(wishes, matrix, table)


def _of_quotes(connection: Connection, wishes: MatrixWishes) -> MatrixView:
    found = quote_matrix(connection, wishes.rows, wishes.columns, wishes.selection)
    if wishes.printed:
        found = replace(found, quotes=tuple(printed_texts(connection, found.quotes)))
    found = ordered_quotes(found, order_of(found.counts, wishes.sorting))
    return MatrixView(wishes, found.counts, quote_matrix_table(found))


def _of_extent(connection: Connection, wishes: MatrixWishes) -> MatrixView:
    counts = theme_matrix(connection, wishes.rows, "groups", "passages", wishes.selection)
    order = order_of(counts, wishes.sorting)
    matrix = ordered_matrix(counts, order)
    found = ordered_extents(extents(connection, wishes.rows, wishes.selection), order)
    return MatrixView(wishes, matrix, extent_table(matrix, found))


def _of_summaries(connection: Connection, wishes: MatrixWishes) -> MatrixView:
    written = summaries(connection)
    places = coding_places(connection, (key for one in written for key in one.codings))
    found = framework(connection, wishes.columns, wishes.selection)
    found = ordered_framework(found, order_of(found.counts, wishes.sorting))
    by_place = {(one.theme, one.group, one.participant): one for one in written}
    since = coded_since(connection, grounds_of(written), wishes.selection)
    table = framework_table(found, written, places, since)
    return MatrixView(wishes, found.counts, table, found.cases, by_place)
