"""The facts of method that a project knows: groups, people, coders, codings, how themes came about."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from qualwb.act_words import DERIVING, MERGE
from qualwb.analysis.circumstances import MODERATOR, OBSERVER, Conveners, conveners
from qualwb.analysis.coder_names import coding_people
from qualwb.analysis.connection import Connection
from qualwb.analysis.group_facts import GroupFacts, group_facts
from qualwb.analysis.log import LogEntry, log_entries
from qualwb.analysis.memos import MemoRow, memo_list
from qualwb.analysis.people import ParticipantRow, QuestionRow, participant_list, question_list
from qualwb.analysis.selection import Selection
from qualwb.analysis.small_cells import is_small
from qualwb.analysis.sources import SourceRow, source_list
from qualwb.analysis.who_counts import is_left_out
from qualwb.model import Code, Coder, Coding, Round, Source, Theme
from qualwb.store.together import together

NOTED = ("impression", "question", "idea")
"""Kinds of memos that are notes of the field, and not of the analysis."""


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
class FieldNotes:
    """What was noted while meeting, transcribing and reading: impressions, questions and ideas."""

    groups: tuple[str, ...]
    """The groups of which impressions were written down."""
    at_passages: int
    """How many notes stand at a passage of a transcript."""
    writers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What a project knows of how it was made: numbers of what there is, and lists where more is told."""

    groups: tuple[GroupFacts, ...]
    people: tuple[ParticipantRow, ...]
    """The participants of the groups, moderators included; what they say is not counted here."""
    participants: int
    moderators: Conveners
    observers: Conveners
    attributes: tuple[AttributeCount, ...]
    sources: int
    questions: tuple[QuestionRow, ...]
    coders: tuple[str, ...]
    """Every label that codings stand under, by name."""
    coding_people: tuple[str, ...]
    """The persons behind these labels."""
    rounds: tuple[CoderFacts, ...]
    origins: tuple[tuple[str, int], ...]
    """How many codings came about each way, the commonest first."""
    codes: int
    top_codes: int
    defined_codes: int
    """Codes that have a definition."""
    top_themes: int
    sub_themes: int
    memos: Mapping[str, int]
    """By kind."""
    field_notes: FieldNotes
    codebooks: tuple[str, ...]
    """The codebooks that were added, as the journal tells of them, undone ones left out."""
    deriving: tuple[LogEntry, ...]
    """The acts that made codes and themes what they are, oldest first, undone ones left out."""
    readings: Mapping[str, int]
    """How many sources each coder has read through, by name."""
    missing_chapters: Mapping[str, tuple[str, ...]]
    """The numbers that the chapters of a printed report pass over, by the report's file."""

    @property
    def has_small_cells(self) -> bool:
        """Whether some participants may be known by what they are said to be."""
        return any(is_small(count.participants) for count in self.attributes)


def method_facts(connection: Connection, selection: Selection) -> MethodFacts:
    """The facts, of the sources and people of a selection and of the project's codes and acts."""
    sources, people, memos, log, coders, questions, rounds, origins = together(
        connection,
        lambda asked: source_list(asked, selection),
        lambda asked: participant_list(asked, selection, counted=False),
        memo_list,
        log_entries,
        _coders,
        question_list,
        _rounds,
        _origins,
    )
    groups, chapters, (codes, top_codes), defined, (themes, top_themes) = together(
        connection,
        lambda asked: group_facts(asked, sources, people),
        lambda asked: _missing_chapters(asked, {row.name for row in sources}),
        lambda asked: _counted(asked, Code),
        _defined_codes,
        lambda asked: _counted(asked, Theme),
    )
    members = [person for person in people if not is_left_out(person.role)]
    acts = [act for act in reversed(log) if not act.undone]
    return MethodFacts(
        groups=groups,
        people=people,
        participants=len(members),
        moderators=_conveners(groups, people, "moderator", MODERATOR),
        observers=_conveners(groups, people, "observer", OBSERVER),
        attributes=_attributes(members),
        sources=len(sources),
        questions=questions,
        coders=coders,
        coding_people=coding_people(coders),
        rounds=rounds,
        origins=origins,
        codes=codes,
        top_codes=top_codes,
        defined_codes=defined,
        top_themes=top_themes,
        sub_themes=themes - top_themes,
        memos=dict(sorted(Counter(memo.kind for memo in memos).items())),
        field_notes=_field_notes(memos, sources),
        codebooks=tuple(act.summary for act in acts if act.act == "codebook.add"),
        deriving=tuple(
            act for act in acts if act.act.startswith(DERIVING) or (act.act == MERGE and act.reason)
        ),
        readings=dict(sorted(Counter(one.coder for row in sources for one in row.readings).items())),
        missing_chapters=chapters,
    )


def _conveners(
    groups: tuple[GroupFacts, ...], people: tuple[ParticipantRow, ...], role: str, names: tuple[str, ...]
) -> Conveners:
    aliases: dict[str, tuple[str, ...]] = {}
    for person in people:
        if person.role == role:
            aliases[person.group] = (*aliases.get(person.group, ()), person.alias)
    return conveners({group.name: group.attributes for group in groups}, aliases, names)


def _field_notes(memos: tuple[MemoRow, ...], sources: tuple[SourceRow, ...]) -> FieldNotes:
    homes = {row.name: row.group for row in sources}
    groups = dict.fromkeys(row.group for row in sources)
    notes = [
        memo for memo in memos if memo.kind in NOTED and memo.target_kind in ("group", "source", "passage")
    ]
    after = {homes.get(memo.target, memo.target) for memo in notes if memo.kind == "impression"}
    return FieldNotes(
        groups=tuple(group for group in groups if group in after),
        at_passages=sum(memo.target_kind == "passage" for memo in notes),
        writers=coding_people(tuple(dict.fromkeys(memo.coder for memo in notes))),
    )


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
    counted = select(Coding.origin, func.count()).group_by(Coding.origin)
    rows = connection.execute(counted.order_by(func.count().desc(), Coding.origin))
    return tuple((origin, n) for origin, n in rows)


def _missing_chapters(connection: Connection, sources: Container[str]) -> dict[str, tuple[str, ...]]:
    rows = connection.execute(select(Source.name, Source.file_name, Source.import_report).order_by(Source.id))
    return {
        file: tuple(kept["missing_chapters"])
        for name, file, kept in rows
        if name in sources and (kept or {}).get("missing_chapters")
    }


def _defined_codes(connection: Connection) -> int:
    return connection.execute(select(func.count()).where(Code.definition != "")).scalar_one()


def _counted(connection: Connection, record: type[Code] | type[Theme]) -> tuple[int, int]:
    """How many there are, and how many of them at the top."""
    top = func.count().filter(record.parent_id.is_(None))
    n, at_top = connection.execute(select(func.count(), top).select_from(record)).one()
    return n, at_top
