"""What a project knows of each group: who takes part, its talk, and what is noted about it."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from qualwb.analysis.circumstances import noted_seconds
from qualwb.analysis.connection import Connection
from qualwb.analysis.people import ParticipantRow
from qualwb.analysis.sources import SourceRow
from qualwb.analysis.who_counts import takes_part
from qualwb.model import Group


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group: who takes part, its talk, and what is noted about it.

    The numbers of people are None where nobody is known. ``seconds`` is how long the group met as it is
    noted, else the last times of its sources; None unless all of them have times.
    """

    name: str
    participants: int | None
    moderators: int | None
    observers: int | None
    sources: int
    turns: int
    words: int
    seconds: float | None
    is_length_noted: bool
    attributes: Mapping[str, str]


def group_facts(
    connection: Connection, sources: tuple[SourceRow, ...], people: tuple[ParticipantRow, ...]
) -> tuple[GroupFacts, ...]:
    """The facts of the groups of these sources."""
    attributes = _group_attributes(connection, sources)
    return tuple(
        _group(
            name,
            [row for row in sources if row.group == name],
            Counter(person.role for person in people if person.group == name),
            attributes[name],
        )
        for name in dict.fromkeys(row.group for row in sources)
    )


def _group(
    name: str, sources: list[SourceRow], roles: Mapping[str, int], attributes: Mapping[str, str]
) -> GroupFacts:
    timed = [row.seconds for row in sources if row.seconds is not None]
    noted = noted_seconds(attributes)

    def people(counts: Callable[[str], bool]) -> int | None:
        if not roles:
            return None  # nobody is known, which is not nobody
        return sum(number for role, number in roles.items() if counts(role))

    return GroupFacts(
        name,
        participants=people(takes_part) or None,  # no group meets without any: who they were is not known
        moderators=people("moderator".__eq__),
        observers=people("observer".__eq__),
        sources=len(sources),
        turns=sum(row.turns for row in sources),
        words=sum(row.words for row in sources),
        seconds=noted if noted is not None else sum(timed) if timed and len(timed) == len(sources) else None,
        is_length_noted=noted is not None,
        attributes=attributes,
    )


def _group_attributes(connection: Connection, sources: tuple[SourceRow, ...]) -> dict[str, dict[str, str]]:
    """What is noted about each group, and about its sources where it has nothing of that name itself."""
    rows = connection.execute(select(Group.name, Group.attributes).order_by(Group.id))
    known = {name: {key: _shown(value) for key, value in (held or {}).items()} for name, held in rows}
    for row in sources:
        for key, value in row.attributes.items():
            known[row.group].setdefault(key, _shown(value))
    return known


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
