"""A project held against a table of facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from qualwb.analysis.matrix import Matrix, MatrixRow, theme_matrix
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.model import Coding, Source
from qualwb.same_name import same_name


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A cell of the table: what the facts say, and what is here."""

    theme: str
    group: str
    published: int
    here: int


@dataclass(frozen=True, slots=True)
class TableComparison:
    """The project's theme matrix beside a table of facts."""

    differences: tuple[PublishedCell, ...]
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
    matrix = theme_matrix(connection, selection=replace(selection, cited=True if cited else None))
    rows = {same_name(row.name): row for row in matrix.rows}
    unprinted = _empty_themes(matrix) if from_print(connection) else set()
    asked = {same_name(name) for name in selection.themes}
    absent: list[str] = []
    compared: list[PublishedCell] = []
    for theme in quotes if not asked else filter(lambda name: same_name(name) in asked, quotes):
        row = rows.get(same_name(theme))
        if row is None or same_name(row.parent or "") in unprinted:
            absent.append(theme)
        else:
            published = dict(zip(groups, quotes[theme], strict=True))
            compared += _cells(matrix, row, theme, published, every_group=not selection.groups)
    differences = tuple(cell for cell in compared if cell.here != cell.published)
    total = sum(cell.here for cell in compared)
    return TableComparison(differences, len(compared), tuple(absent), cited, total)


def _cells(
    matrix: Matrix, row: MatrixRow, theme: str, published: Mapping[str, int], *, every_group: bool
) -> Iterator[PublishedCell]:
    """The cells of a theme; unless ``every_group``, of the groups that the matrix has."""
    columns = {same_name(name): index for index, name in enumerate(matrix.columns)}
    for group, wanted in published.items():
        column = columns.get(same_name(group))
        if every_group or column is not None:
            yield PublishedCell(theme, group, wanted, _value(row, column))


def _value(row: MatrixRow, column: int | None) -> int:
    """The row's number in a column; 0 where the column is missing or the theme was not asked about."""
    return (row.values[column] or 0) if column is not None else 0


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


def from_print(connection: Connection) -> bool:
    """Whether all sources are printed reports, which have the report's own group numbers."""
    readers = set(connection.execute(select(Source.reader).distinct()).scalars())
    return readers == {"report"}
