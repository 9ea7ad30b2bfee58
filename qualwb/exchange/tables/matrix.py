"""Matrices as tables: of counts, and of quotes, extent, percent or summaries."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualwb.analysis import not_asked
from qualwb.analysis.columns import SMALL_SIGN, is_small
from qualwb.exchange.numbers import Count, Missing, Share
from qualwb.exchange.printed_quotes import citation
from qualwb.exchange.tables.quotes import quote_data
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _

if TYPE_CHECKING:
    from qualwb.acts.summaries import SummaryCell
    from qualwb.analysis.extent import Extent, ExtentRow
    from qualwb.analysis.framework import Framework
    from qualwb.analysis.matrix import Matrix, MatrixRow
    from qualwb.analysis.quote_matrix import QuoteMatrix
    from qualwb.analysis.quotes import Quote

NOT_ASKED = Missing(not_asked.NOT_ASKED)
"""Stands in a cell where nobody was asked; a blank one is not said."""
NOT_SUMMED_UP = "○"
"""Stands in a cell whose passages are coded but not yet summed up."""


def matrix_table(matrix: "Matrix") -> Table:
    """The counts: rows indented by depth, with totals, in how many groups, and notes.

    A last column has a sign at themes whose claims the codings do not bear out, where there are any.
    """
    from qualwb.analysis.claims import NOT_BORNE_OUT
    from qualwb.analysis.matrix import to_json

    columns = (_(matrix.rows_kind), *column_heads(matrix), _("total"), _("groups"))
    numeric = frozenset(range(1, len(columns)))
    rows: list[list[Any]] = [
        [
            _head(row),
            *(NOT_ASKED if value is None else Count(value) for value in row.values),
            row.total,
            row.groups_with,
        ]
        for row in matrix.rows
    ]
    rows.append([_("all"), *matrix.column_totals, matrix.total, matrix.groups])
    if any(row.is_overclaimed for row in matrix.rows):
        columns += ("",)
        signs = [NOT_BORNE_OUT if row.is_overclaimed else None for row in matrix.rows]
        rows = [[*cells, sign] for cells, sign in zip(rows, [*signs, None], strict=True)]
    notes = (*matrix.notes, *matrix.doubts)
    return Table(columns, rows, notes=notes, data=to_json(matrix), numeric=numeric)


def quote_matrix_table(matrix: "QuoteMatrix") -> Table:
    """The quotes of each cell, a blank line between; with their group unless the columns are groups.

    In json a cell is a list of quotes, or null where nobody was asked.
    """
    counts = matrix.counts
    by_group = counts.columns_kind == "groups"
    cells = [
        [matrix.quotes_in(row, column) for column in range(len(counts.columns))]
        for row in range(len(counts.rows))
    ]
    rows = [
        (_head(row), *(_quotes(quotes, n, by_group) for quotes, n in zip(found, row.values, strict=True)))
        for row, found in zip(counts.rows, cells, strict=True)
    ]
    data = [
        [
            None if n is None else [quote_data(quote) for quote in quotes]
            for quotes, n in zip(found, row.values, strict=True)
        ]
        for row, found in zip(counts.rows, cells, strict=True)
    ]
    return _table(counts, rows, "quotes", data, counts.notes)


def extent_table(counts: "Matrix", extents: Sequence["ExtentRow"]) -> Table:
    """How widely each row is said in each group and over all: '12 (5 of 7 participants, 3 of 4 groups)'.

    ``counts`` is the matrix of passages by groups of the same selection.
    """
    from dataclasses import asdict

    rows = [
        (
            _head(row),
            *(_extent(one, n) for one, n in zip(found.by_group, row.values, strict=True)),
            _extent(found.whole, row.total),
        )
        for row, found in zip(counts.rows, extents, strict=True)
    ]
    data = [
        [None if n is None else asdict(one) for one, n in zip(found.by_group, row.values, strict=True)]
        for row, found in zip(counts.rows, extents, strict=True)
    ]
    totals = [asdict(found.whole) for found in extents]
    return _table(counts, rows, "extent", data, counts.notes, totals)


def percent_table(matrix: "Matrix") -> Table:
    """Each count as percent of its column's, with the counts themselves at the foot."""
    from qualwb.analysis.matrix import column_percents

    percents = column_percents(matrix)
    rows: list[tuple[Cell, ...]] = [
        (
            _head(row),
            *(
                NOT_ASKED if n is None else _share(percent) if n else Count(0)
                for n, percent in zip(row.values, shares, strict=True)
            ),
            Share(row.total / matrix.total) if row.total else Count(0),
        )
        for row, shares in zip(matrix.rows, percents, strict=True)
    ]
    rows.append((_("all (n)"), *matrix.column_totals, matrix.total))
    note = _("Percent of all in the column; what stands in several rows counts in each of them.")
    totals = [100 * row.total / matrix.total if matrix.total else None for row in matrix.rows]
    return _table(matrix, rows, "percent", percents, (note, *matrix.notes), totals)


def framework_table(framework: "Framework", summaries: Sequence["SummaryCell"]) -> Table:
    """The analyst's summary of each cell; a sign where passages are coded but not summed up.

    In json a cell is {text, codings, passages}: ``codings`` are the keys that the summary rests on.
    """
    counts = framework.counts
    written = {(one.theme, one.group, one.participant): one for one in summaries}
    rows, data = [], []
    for row in counts.rows:
        found = [written.get((row.name, *case)) for case in framework.cases]
        rows.append((_head(row), *(_summary(one, n) for one, n in zip(found, row.values, strict=True))))
        data.append(
            [
                {
                    "text": one.text if one else None,
                    "codings": list(one.codings) if one else [],
                    "passages": n,
                }
                for one, n in zip(found, row.values, strict=True)
            ]
        )
    note = _("{sign} coded, not yet summed up").format(sign=NOT_SUMMED_UP)
    signs = [note] if any(NOT_SUMMED_UP in row for row in rows) else []
    return _table(counts, rows, "summaries", data, (*signs, *counts.notes))


def _table(
    matrix: "Matrix",
    rows: Sequence[Sequence[Cell]],
    kind: str,
    cells: Sequence[Sequence[Any]],
    notes: tuple[str, ...],
    totals: Sequence[Any] | None = None,
) -> Table:
    """A table of such cells; json has the shape of a plain matrix, with ``kind`` for its count."""
    rows_name = _("themes") if matrix.rows_kind == "themes" else _("codes")
    columns = (rows_name, *column_heads(matrix), *((_("total"),) if totals is not None else ()))
    notes += matrix.doubts
    data: dict[str, Any] = {
        "rows": matrix.rows_kind,
        "columns": list(matrix.columns),
        **({} if matrix.sizes is None else {"n": list(matrix.sizes)}),
        "count": matrix.count if kind == "percent" else "passages",
        "holds": kind,
        "cells": [
            {"name": row.name, "parent": row.parent, "values": list(values)}
            for row, values in zip(matrix.rows, cells, strict=True)
        ],
        "excluded": list(matrix.excluded),
    }
    for cell, total in zip(data["cells"], totals or (), strict=False):
        cell["total"] = total
    numeric = frozenset(range(1, len(columns))) if kind == "percent" else frozenset()
    return Table(columns, rows, notes=notes, data=data, numeric=numeric, row_heads=True)


def spelled_in_files(table: Table, *, zeros: bool, not_asked: str) -> Table:
    """The table with what csv and xlsx are to hold where nothing was said, and where nobody was asked."""

    def spelled(cell: Cell) -> Cell:
        if isinstance(cell, Missing):
            return Missing(cell, not_asked)
        return None if isinstance(cell, Count) and not cell and not zeros else cell

    return replace(table, rows=[tuple(map(spelled, row)) for row in table.rows])


def column_heads(matrix: "Matrix") -> tuple[str, ...]:
    """The names of the columns; those of an attribute's values with how many bear each, and a sign at few."""
    if matrix.sizes is None:
        return matrix.columns
    return tuple(f"{name} {size_sign(n)}" for name, n in zip(matrix.columns, matrix.sizes, strict=True))


def size_sign(bearers: int) -> str:
    """How many bear a value, as it stands in the head of its column: '(n=3)*'."""
    return f"(n={bearers})" + (SMALL_SIGN if is_small(bearers) else "")


def _head(row: "MatrixRow") -> str:
    return "  " * row.depth + row.name


def _quotes(quotes: Sequence["Quote"], count: int | None, by_group: bool) -> str | None:
    if count is None:
        return NOT_ASKED
    return "\n\n".join(one.text if by_group else f"{one.text} {citation(one)}" for one in quotes) or None


def _extent(extent: "Extent", count: int | None) -> str | None:
    from qualwb.analysis.extent import extent_text

    if count is None:
        return NOT_ASKED
    return extent_text(extent) if count else None


def _share(percent: float | None) -> Share | None:
    return None if percent is None else Share(percent / 100)


def _summary(summary: "SummaryCell | None", count: int | None) -> str | None:
    if summary is not None:
        return summary.text
    if count is None:
        return NOT_ASKED
    return NOT_SUMMED_UP if count else None
