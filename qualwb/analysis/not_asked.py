"""Which cells of a matrix were not asked about: 'not asked' is not 'not said'.

A theme belongs to the questions under whose turns its passages stand.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from qualwb.analysis.columns import Columns
from qualwb.analysis.scope import Scope
from qualwb.localization import gettext as _
from qualwb.model import Turn

NOT_ASKED = "·"
"""Stands in a cell where nobody was asked; a blank one is not said."""


def not_asked_note() -> str:
    """The line of a table's foot that says what the sign means, and by which rule it is set."""
    return _(
        "{sign} not asked: no passage here, and none of the questions put here is one under which the "
        "theme or code stands; blank: not said."
    ).format(sign=NOT_ASKED)


def questions_placed(connection: Connection, scope: Scope) -> dict[int, set[int]]:
    """The questions that stand at turns, by source of the selection."""
    placed: dict[int, set[int]] = {}
    rows = select(Turn.source_id, Turn.question_id).where(Turn.question_id.is_not(None)).distinct()
    for source, question in connection.execute(rows):
        if source in scope.places and question is not None:
            placed.setdefault(source, set()).add(question)
    return placed


def never_asked(
    columns: Columns, placed: Mapping[int, set[int]], asked_about: Sequence[set[int]]
) -> set[tuple[int, int]]:
    """The cells (row, column) that nobody was asked about.

    ``placed``: the questions by source; ``asked_about``: by row, the questions that it belongs to. A question
    as a column was not asked when it stands at no turn. A column of sources was not asked about a row when
    each of its sources has questions placed and none of them is the row's.
    """
    if not placed:
        return set()
    rows = range(len(asked_about))
    if columns.by_turn is not None and columns.by_turn.by == "question":
        put = set().union(*placed.values())
        silent = [column for question, column in columns.by_turn.columns.items() if question not in put]
        return {(row, column) for row in rows for column in silent}
    put_in = _put_in_columns(columns.by_source or {}, placed)
    return {
        (row, column)
        for row in rows
        for column, put in put_in.items()
        if asked_about[row] and not asked_about[row] & put
    }


def _put_in_columns(by_source: Mapping[int, int], placed: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """By column, the questions put in its sources; not the columns with a source that has none placed."""
    unknown = {column for source, column in by_source.items() if source not in placed}
    put_in: dict[int, set[int]] = {}
    for source, column in by_source.items():
        if column not in unknown:
            put_in.setdefault(column, set()).update(placed[source])
    return put_in
