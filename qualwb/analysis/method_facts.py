"""The facts of method that a project knows: groups, people, coders, codings, how themes came about."""

import json
from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from qualwb.analysis.connection import Connection
from qualwb.analysis.log import LogEntry, log_entries
from qualwb.analysis.memos import memo_list
from qualwb.analysis.people import ParticipantRow, QuestionRow, participant_list, question_list
from qualwb.analysis.selection import Selection
from qualwb.analysis.sources import SourceRow, source_list
from qualwb.analysis.who_counts import is_left_out, takes_part
from qualwb.model import Code, Coder, Coding, Group, Round, Source, Theme

DERIVING = ("theme.", "code.merge", "code.split", "code.rename", "code.move", "code.delete")
"""Acts that change what themes and codes mean."""
SMALL_CELL = 5
"""Fewer people than this behind an attribute may be known by it."""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group: who takes part, its talk, and what is noted about it.

    The numbers of people are None where nobody is known, ``seconds`` unless all of its sources have times.
    """

    name: str
    participants: int | None
    moderators: int | None
    observers: int | None
    sources: int
    turns: int
    words: int
    seconds: float | None
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AttributeCount:
    """How many participants bear a value of an attribute."""

    name: str
    value: str
    participants: int


@dataclass(frozen=True, slots=True)
class CoderFacts:
    """How much a coder coded in a round, and in how many sources."""

    coder: str
    round: str
    codings: int
    sources: int


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What a project knows of how it was made: numbers of what there is, and lists where more is told."""

    groups: tuple[GroupFacts, ...]
    participants: int
    observers: int
    attributes: tuple[AttributeCount, ...]
    durations: tuple[float, ...]
    """Seconds of each source that has times, the shortest first."""
    sources: int
    questions: tuple[QuestionRow, ...]
    coders: tuple[str, ...]
    """Everyone who has coded, by name."""
    rounds: tuple[CoderFacts, ...]
    origins: tuple[tuple[str, int], ...]
    """How many codings came about each way, the commonest first."""
    codes: int
    top_codes: int
    top_themes: int
    sub_themes: int
    memos: Mapping[str, int]
    """By kind."""
    deriving: tuple[LogEntry, ...]
    """The acts that made codes and themes what they are, oldest first, undone ones left out."""
    missing_chapters: Mapping[str, tuple[str, ...]]
    """The numbers that the chapters of a printed report pass over, by the report's file."""

    @property
    def has_small_cells(self) -> bool:
        """Whether some participants may be known by what they are said to be."""
        return any(count.participants < SMALL_CELL for count in self.attributes)


def method_facts(connection: Connection, selection: Selection) -> MethodFacts:
    """The facts, of the sources and people of a selection and of the project's codes and acts."""
    sources = source_list(connection, selection)
    people = participant_list(connection, selection)
    members = [person for person in people if not is_left_out(person.role)]
    codes, top_codes = _counted(connection, Code)
    themes, top_themes = _counted(connection, Theme)
    return MethodFacts(
        groups=_groups(connection, sources, people),
        participants=len(members),
        observers=sum(person.role == "observer" for person in people),
        attributes=_attributes(members),
        durations=tuple(sorted(row.seconds for row in sources if row.seconds is not None)),
        sources=len(sources),
        questions=question_list(connection),
        coders=_coders(connection),
        rounds=_rounds(connection),
        origins=_origins(connection),
        codes=codes,
        top_codes=top_codes,
        top_themes=top_themes,
        sub_themes=themes - top_themes,
        memos=dict(sorted(Counter(memo.kind for memo in memo_list(connection)).items())),
        deriving=tuple(
            act
            for act in reversed(log_entries(connection))
            if act.act.startswith(DERIVING) and not act.undone
        ),
        missing_chapters=_missing_chapters(connection, {row.name for row in sources}),
    )


def _groups(
    connection: Connection, sources: tuple[SourceRow, ...], people: tuple[ParticipantRow, ...]
) -> tuple[GroupFacts, ...]:
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
    known = [row.seconds for row in sources if row.seconds is not None]

    def people(counts: Callable[[str], bool]) -> int | None:
        if not roles:
            return None  # nobody is known, which is not nobody
        return sum(number for role, number in roles.items() if counts(role))

    return GroupFacts(
        name,
        participants=people(takes_part),
        moderators=people("moderator".__eq__),
        observers=people("observer".__eq__),
        sources=len(sources),
        turns=sum(row.turns for row in sources),
        words=sum(row.words for row in sources),
        seconds=sum(known) if known and len(known) == len(sources) else None,
        attributes=attributes,
    )


def _group_attributes(connection: Connection, sources: tuple[SourceRow, ...]) -> dict[str, dict[str, str]]:
    """What is noted about each group, and about its sources where it has nothing of that name itself."""
    rows = connection.execute(select(Group.name, Group.attributes))
    known = {name: {key: _shown(value) for key, value in (held or {}).items()} for name, held in rows}
    for row in sources:
        for key, value in row.attributes.items():
            known[row.group].setdefault(key, _shown(value))
    return known


def _attributes(members: list[ParticipantRow]) -> tuple[AttributeCount, ...]:
    """Each value of each attribute, the commonest first."""
    counted: dict[str, Counter[str]] = {}
    for person in members:
        for name, value in person.attributes.items():
            counted.setdefault(name, Counter())[str(value)] += 1
    return tuple(
        AttributeCount(name, value, n)
        for name, values in counted.items()
        for value, n in sorted(values.items(), key=lambda item: (-item[1], item[0]))
    )


def _rounds(connection: Connection) -> tuple[CoderFacts, ...]:
    rows = connection.execute(
        select(Coder.name, Round.name, func.count(Coding.id), func.count(Coding.source_id.distinct()))
        .join_from(Coding, Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
        .where(Coding.orphaned_from.is_(None))
        .group_by(Coder.id, Round.id)
        .order_by(Round.position, Round.id, Coder.name)
    )
    return tuple(CoderFacts(*row) for row in rows)


def _coders(connection: Connection) -> tuple[str, ...]:
    coded = select(Coder.name).where(Coder.id.in_(select(Coding.coder_id))).order_by(Coder.name)
    return tuple(connection.execute(coded).scalars())


def _origins(connection: Connection) -> tuple[tuple[str, int], ...]:
    rows = connection.execute(
        select(Coding.origin, func.count()).group_by(Coding.origin).order_by(func.count().desc())
    )
    return tuple((origin, n) for origin, n in rows)


def _missing_chapters(connection: Connection, sources: Container[str]) -> dict[str, tuple[str, ...]]:
    rows = connection.execute(select(Source.name, Source.file_name, Source.import_report).order_by(Source.id))
    return {
        file: tuple(kept["missing_chapters"])
        for name, file, kept in rows
        if name in sources and (kept or {}).get("missing_chapters")
    }


def _counted(connection: Connection, record: type[Code] | type[Theme]) -> tuple[int, int]:
    """How many there are, and how many of them at the top."""
    top = func.count().filter(record.parent_id.is_(None))
    n, at_top = connection.execute(select(func.count(), top).select_from(record)).one()
    return n, at_top


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
