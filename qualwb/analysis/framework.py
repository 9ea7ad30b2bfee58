"""The framework matrix: which cells there are to sum up, and the codings that a summary rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.scope import coding_conditions, people_in, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Coding, Group, Source, Turn

CASES = ("groups", "participants")
"""Kinds of columns whose cells the analyst sums up."""


@dataclass(frozen=True, slots=True)
class Framework:
    """Themes by cases, with how many passages there are to sum up."""

    counts: Matrix
    cases: tuple[tuple[str, str], ...]
    """By column: the group and the participant's alias, '' for the whole group."""


class CodingPlace(NamedTuple):
    """Where a coding is; ``lines`` are the numbers of its first and last turn, None where there is none."""

    group: str
    source: str
    lines: tuple[int, int] | None


def framework(
    connection: Connection, columns: str = "groups", selection: Selection = EVERYTHING
) -> Framework:
    """The cells of themes by groups or participants. Raises ``QualwbError`` for other columns."""
    if columns not in CASES:
        raise QualwbError(
            _("Summaries have no columns '{columns}'.").format(columns=columns),
            _("There are: {names}.").format(names=", ".join(CASES)),
        )
    counts = theme_matrix(connection, "themes", columns, "passages", selection)
    scope = resolve(connection, selection)
    if columns == "groups":
        return Framework(counts, tuple((name, "") for name in scope.groups.values()))
    people = people_in(connection, scope).values()
    return Framework(counts, tuple((scope.groups[one.group], one.alias) for one in people))


def codings_to_sum_up(
    connection: Connection,
    theme: str,
    group: str,
    participant: str | None = None,
    *,
    rounds: tuple[str, ...] = (),
) -> tuple[int, ...]:
    """Keys of the codings of a theme in a group, or where a participant of it has a turn.

    Those of these rounds; where none is named, of the project's.
    """
    people = (participant,) if participant else ()
    asked = Selection(themes=(theme,), groups=(group,), participants=people, rounds=rounds)
    scope = resolve(connection, asked)
    counting = {passage[:3] for passage in coded_passages(connection, scope)}
    rows = connection.execute(
        select(Coding.id, Coding.source_id, Coding.start, Coding.end)
        .where(*coding_conditions(scope))
        .order_by(Coding.id)
    )
    return tuple(key for key, *place in rows if tuple(place) in counting)


def coding_places(connection: Connection, codings: Iterable[int]) -> dict[int, CodingPlace]:
    """Where the codings of these keys are."""
    touched = and_(Turn.source_id == Coding.source_id, Turn.start < Coding.end, Turn.end > Coding.start)
    rows = connection.execute(
        select(Coding.id, Group.name, Source.name, func.min(Turn.number), func.max(Turn.number))
        .join_from(Coding, Source, Source.id == Coding.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(Turn, touched, isouter=True)
        .where(Coding.id.in_(set(codings)))
        .group_by(Coding.id, Group.name, Source.name)
    )
    return {
        key: CodingPlace(group, source, None if first is None else (first, last))
        for key, group, source, first, last in rows
    }
