"""How widely something is said, in one cell: passages, participants, groups."""

from dataclasses import dataclass

from sqlalchemy import Connection

from qualwb.analysis.coverage import groups_in_words
from qualwb.analysis.matrix import Matrix, theme_matrix
from qualwb.analysis.scope import people_in, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


@dataclass(frozen=True, slots=True)
class Extent:
    """Passages; participants with a turn in them, of how many; groups, of how many.

    ``participants`` is None where nobody is known to speak in the passages.
    """

    passages: int
    participants: int | None
    of_participants: int
    groups: int
    of_groups: int
    uncoded_groups: int = 0
    """Groups none of whose sources is coded."""


@dataclass(frozen=True, slots=True)
class ExtentRow:
    """One theme or code: its extent in each group, and over all of them."""

    name: str
    parent: str | None
    depth: int
    by_group: tuple[Extent, ...]
    whole: Extent


def extents(
    connection: Connection, rows: str = "themes", selection: Selection = EVERYTHING
) -> tuple[ExtentRow, ...]:
    """The three counts of each row, by group and over the whole selection, in tree order."""
    return extent_rows(connection, theme_matrix(connection, rows, "groups", "passages", selection), selection)


def extent_rows(
    connection: Connection, passages: Matrix, selection: Selection = EVERYTHING
) -> tuple[ExtentRow, ...]:
    """The extents of the rows of a matrix that counts the selection's passages by groups."""
    scope = resolve(connection, selection)
    people = theme_matrix(connection, passages.rows_kind, "groups", "participants", selection)
    members = people_in(connection, scope)
    of_groups = len(scope.groups), passages.uncoded_groups
    sizes = [sum(person.group == group for person in members.values()) for group in scope.groups]
    return tuple(
        ExtentRow(
            row.name,
            row.parent,
            row.depth,
            tuple(
                Extent(n or 0, None if column in voices.unknown else heard or 0, size, int(bool(n)), 1)
                for column, (n, heard, size) in enumerate(zip(row.values, voices.values, sizes, strict=True))
            ),
            Extent(row.total or 0, voices.total, len(members), row.groups_with, *of_groups),
        )
        for row, voices in zip(passages.rows, people.rows, strict=True)
    )


def extent_text(extent: Extent) -> str:
    """The extent as '12 (5 of 7 participants, 3 of 4 groups)'.

    Participants are left away where nobody is known by name, groups where there is only one.
    """
    parts = []
    if extent.of_participants and extent.participants is None:
        parts.append(_("participants unknown"))
    elif extent.of_participants:
        people = ngettext("{n} of {m} participant", "{n} of {m} participants", extent.of_participants)
        parts.append(people.format(n=extent.participants, m=extent.of_participants))
    if extent.of_groups > 1:
        parts.append(groups_in_words(extent.groups, extent.of_groups, extent.uncoded_groups))
    inside = ", ".join(parts)
    return (
        _("{passages} ({inside})").format(passages=extent.passages, inside=inside)
        if inside
        else str(extent.passages)
    )
