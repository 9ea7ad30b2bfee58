"""How many marks of transcription each person has, as columns of the participants' list."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualwb.analysis.connection import Connection
from qualwb.analysis.mark_counts import MarkCounts, mark_counts, mark_name, marks_by_person
from qualwb.analysis.selection import Selection
from qualwb.workbench.widgets.listing import ListColumn


@dataclass(frozen=True, slots=True)
class PersonMarks:
    """The marks of transcription of each person, by group and alias."""

    counts: MarkCounts
    by_person: Mapping[tuple[str, str], Mapping[str, int]]

    def columns(self) -> list[ListColumn]:
        """A column for each kind that was met, the commonest first."""
        return [ListColumn(mark_name(row.kind), 6, 16, right=True) for row in self.counts.rows]

    def cells(self, person: tuple[str, str]) -> list[str]:
        """How many of each kind a person has."""
        of_person = self.by_person.get(person, {})
        return [str(of_person.get(row.kind, 0)) for row in self.counts.rows]


def person_marks(connection: Connection) -> PersonMarks:
    """The marks of everybody, moderators included: each has a row of their own."""
    counts = mark_counts(connection, "participants", Selection(moderator=True))
    return PersonMarks(counts, marks_by_person(counts, connection))
