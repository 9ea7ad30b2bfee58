"""A project held against a table of facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.selection import EVERYTHING, Selection, resolve
from qualwb.model import Coding, Source
from qualwb.naming import same_name


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not what the facts say."""

    theme: str
    group: str
    published: int
    here: int


@dataclass(frozen=True, slots=True)
class TableComparison:
    """The project's theme matrix beside a table of facts."""

    differences: tuple[Difference, ...]
    cells: int
    """Cells that were compared."""
    absent: tuple[str, ...]
    """Themes of the table that are not in this text."""
    cited: bool
    """Whether key quotes alone were counted."""
    total: int
    """Passages of the project in the compared cells, by theme and group."""


def compare_with_table(
    connection: Connection,
    groups: Sequence[str],
    quotes: Mapping[str, Sequence[int]],
    selection: Selection = EVERYTHING,
) -> TableComparison:
    """Compare the theme matrix (passages by group) with ``quotes``: theme -> a number for each of ``groups``.

    Key quotes alone count when the project has any. Themes are matched without regard to case, blanks and
    kinds of dashes; groups and themes that the selection leaves out are not compared. A theme that the
    project lacks is absent; so is each theme of a chapter without any passage when all sources are printed
    reports, since the print may stop before it.
    """
    cited = _has_cited(connection, selection)
    chosen = replace(selection, cited=True if cited else None)
    matrix = theme_matrix(connection, selection=chosen)
    here = {same_name(row.name): row for row in matrix.rows}
    unprinted = _empty_themes(matrix) if _from_print(connection) else set()
    absent, differences, cells, total = [], [], 0, 0
    columns = {same_name(name): index for index, name in enumerate(matrix.columns)}
    asked = {same_name(name) for name in selection.themes}
    for theme, published in quotes.items():
        if asked and same_name(theme) not in asked:
            continue
        row = here.get(same_name(theme))
        if row is None or (row.parent is not None and same_name(row.parent) in unprinted):
            absent.append(theme)
            continue
        for group, wanted in zip(groups, published, strict=True):
            column = columns.get(same_name(group))
            if column is None and selection.groups:
                continue
            found = (row.values[column] or 0) if column is not None else 0
            cells, total = cells + 1, total + found
            if found != wanted:
                differences.append(Difference(theme, group, wanted, found))
    return TableComparison(tuple(differences), cells, tuple(absent), cited, total)


def _has_cited(connection: Connection, selection: Selection) -> bool:
    if selection.cited is not None:
        return selection.cited
    scope = resolve(connection, selection)
    cited = select(Coding.id).where(Coding.cited, Coding.orphaned_from.is_(None))
    if scope.rounds is not None:
        cited = cited.where(Coding.round_id.in_(sorted(scope.rounds)))
    return connection.execute(cited.limit(1)).first() is not None


def _empty_themes(matrix: Matrix) -> set[str]:
    return {same_name(row.name) for row in matrix.rows if row.total == 0}


def _from_print(connection: Connection) -> bool:
    readers = set(connection.execute(select(Source.reader).distinct()).scalars())
    return readers == {"report"}
