"""Crosstabs: themes or codes against an attribute, with a guard for small cells."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.columns import columns_for
from qualwb.analysis.matrix import column_percents, theme_matrix
from qualwb.analysis.selection import EVERYTHING, Selection, resolve
from qualwb.localization import gettext as _

SMALL = 5
"""A column of fewer cases can point at persons."""


@dataclass(frozen=True, slots=True)
class CrosstabRow:
    """One theme or code: counts and percent of each column's total; None is 'not asked' or undefined."""

    name: str
    parent: str | None
    depth: int
    counts: tuple[int | None, ...]
    percents: tuple[float | None, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Rows against the values of an attribute."""

    attribute: str
    columns: tuple[str, ...]
    case_kind: str
    """What bears the attribute: groups, sources or participants."""
    cases: tuple[int, ...]
    """How many cases each column has."""
    count: str
    rows: tuple[CrosstabRow, ...]
    column_totals: tuple[int, ...]
    small: tuple[str, ...]
    """Columns with fewer than 5 cases."""
    excluded: tuple[str, ...]
    notes: tuple[str, ...]


def crosstab(
    connection: Connection,
    attribute: str,
    rows: str = "themes",
    count: str = "passages",
    selection: Selection = EVERYTHING,
) -> Crosstab:
    """Count rows by the values of an attribute. Raises ``NotFound`` for an unknown attribute.

    A warning stands in ``notes`` when a column has fewer than 5 cases.
    """
    scope = resolve(connection, selection)
    columns = columns_for(connection, attribute, scope)
    if columns.by_turn is not None:
        case_kind, column_of = "participants", Counter(columns.by_turn.columns.values())
    else:
        bearers = {
            (place.group if columns.level == "group" else place.key, columns.by_source[place.key])
            for place in scope.places.values()
            if columns.by_source is not None
        }
        case_kind = "groups" if columns.level == "group" else "sources"
        column_of = Counter(column for _bearer, column in bearers)
    cases = tuple(column_of[column] for column in range(len(columns.names)))
    matrix = theme_matrix(connection, rows, attribute, count, selection)
    small = tuple(name for name, n in zip(columns.names, cases, strict=True) if n < SMALL)
    warnings = (
        (_("Fewer than {n} cases, take care in print: {names}.").format(n=SMALL, names=", ".join(small)),)
        if small
        else ()
    )
    return Crosstab(
        attribute=attribute,
        columns=matrix.columns,
        case_kind=case_kind,
        cases=cases,
        count=count,
        rows=tuple(
            CrosstabRow(row.name, row.parent, row.depth, row.values, percents, row.total)
            for row, percents in zip(matrix.rows, column_percents(matrix), strict=True)
        ),
        column_totals=matrix.column_totals,
        small=small,
        excluded=matrix.excluded,
        notes=(*matrix.notes, *warnings),
    )
