"""The material as flat rows: sources with their texts, groups, participants, turns, the interview guide."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from qualwb.analysis.scope import Scope
from qualwb.analysis.word_counts import Words
from qualwb.model import Group, Participant, Question, Source, Speaker, TextVersion, Turn
from qualwb.store.driver import plain_rows
from qualwb.store.texts import current_texts


class FlatGroup(NamedTuple):
    """A group; ``position`` counts from 1."""

    group_uid: str
    group: str
    position: int
    attributes: Mapping[str, Any]


class FlatSource(NamedTuple):
    """A source with its whole text, in the version in use; ``position`` counts from 1 through all groups."""

    source_uid: str
    source: str
    group_uid: str
    group: str
    position: int
    reader: str
    file_name: str
    imported_at: str
    text_version: int
    characters: int
    text: str
    attributes: Mapping[str, Any]


class FlatParticipant(NamedTuple):
    """A person under an alias."""

    participant_uid: str
    participant: str
    group_uid: str
    group: str
    role: str
    attributes: Mapping[str, Any]


class FlatQuestion(NamedTuple):
    """An item of the interview guide; ``position`` counts from 1."""

    question_uid: str
    question: str
    position: int
    text: str


class FlatTurn(NamedTuple):
    """A turn on code points [start, end) of its source; times in seconds. None is what is not known."""

    source_uid: str
    source: str
    turn: int
    start: int
    end: int
    kind: str
    speaker: str | None
    participant_uid: str | None
    participant: str | None
    role: str | None
    question_uid: str | None
    question: str | None
    time_start: float | None
    time_end: float | None
    words: int
    text: str


def flat_groups(connection: Connection, scope: Scope) -> dict[int, FlatGroup]:
    """The groups asked about, by key, in their order."""
    rows = connection.execute(select(Group.id, Group.uid, Group.attributes))
    known = {key: (uid, attributes or {}) for key, uid, attributes in rows}
    return {
        key: FlatGroup(known[key][0], name, position, known[key][1])
        for position, (key, name) in enumerate(scope.groups.items(), 1)
    }


def flat_sources(
    connection: Connection, scope: Scope, groups: Mapping[int, FlatGroup]
) -> dict[int, FlatSource]:
    """The sources asked about, by key, in the order of groups and sources."""
    newest = select(TextVersion.source_id, func.max(TextVersion.number)).group_by(TextVersion.source_id)
    versions = dict(connection.execute(newest).all())
    records = {row.id: row for row in connection.execute(select(Source.__table__))}
    texts = current_texts(connection)
    found = {}
    for position, (key, place) in enumerate(scope.places.items(), 1):
        row, text = records[key], texts[key]
        found[key] = FlatSource(
            row.uid,
            place.name,
            groups[place.group].group_uid,
            place.group_name,
            position,
            row.reader,
            row.file_name,
            row.imported_at,
            versions[key],
            len(text),
            text,
            row.attributes or {},
        )
    return found


def flat_participants(connection: Connection, groups: Mapping[int, FlatGroup]) -> dict[int, FlatParticipant]:
    """The people of these groups, moderators too, by key, in the order of groups and aliases."""
    order = {key: place for place, key in enumerate(groups)}
    rows = [row for row in connection.execute(select(Participant.__table__)) if row.group_id in order]
    rows.sort(key=lambda row: (order[row.group_id], row.alias, row.id))
    return {
        row.id: FlatParticipant(
            row.uid,
            row.alias,
            groups[row.group_id].group_uid,
            groups[row.group_id].group,
            row.role,
            row.attributes or {},
        )
        for row in rows
    }


def flat_questions(connection: Connection) -> dict[int, FlatQuestion]:
    """The interview guide in order, by key."""
    rows = select(Question.id, Question.uid, Question.label, Question.text).order_by(Question.position)
    return {
        key: FlatQuestion(uid, label, position, text)
        for position, (key, uid, label, text) in enumerate(connection.execute(rows), 1)
    }


def flat_turns(
    connection: Connection,
    sources: Mapping[int, FlatSource],
    questions: Mapping[int, FlatQuestion],
    words: Mapping[int, Words],
) -> dict[int, list[FlatTurn]]:
    """The turns of these sources, in order, by key of their source."""
    statement = (
        select(
            *(Turn.source_id, Turn.number, Turn.start, Turn.end, Turn.kind),
            *(Speaker.label, Participant.uid, Participant.alias, Participant.role),
            *(Turn.question_id, Turn.time_start, Turn.time_end),
        )
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
        .order_by(Turn.source_id, Turn.number)
    )
    asked = {key: (question.question_uid, question.question) for key, question in questions.items()}
    found: dict[int, list[FlatTurn]] = {key: [] for key in sources}
    for key, number, start, end, *spoken, question, time_start, time_end in plain_rows(connection, statement):
        if key not in sources:
            continue
        source = sources[key]
        turn = (
            *(source.source_uid, source.source, number, start, end),
            *spoken,
            *asked.get(question, (None, None)),
            *(time_start, time_end),
            *(words[key].count(start, end), source.text[start:end]),
        )
        found[key].append(FlatTurn._make(turn))
    return found
