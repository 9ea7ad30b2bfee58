"""Who takes part: speakers by source, participants by group, and the interview guide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from qualwb.alphabetical_order import numbered
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.talk import SILENT, Talk, talk_by_source
from qualwb.analysis.word_counts import Words, signs_followed
from qualwb.model import Participant, Question, Source, Speaker, Turn
from qualwb.store.texts import texts_of_sources
from qualwb.store.together import together


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A label in one source. ``participant`` and ``role`` are '' for those like 'Flera' who are no person."""

    source: str
    group: str
    label: str
    participant: str
    role: str
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A person of a group, under all labels."""

    group: str
    alias: str
    role: str
    attributes: Mapping[str, Any]
    labels: tuple[str, ...]
    sources: tuple[str, ...]
    turns: int | None
    """None where turns of the group name no speaker, and none of them names any; likewise words."""
    words: int | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """An item of the guide; turns and sources that stand under it."""

    position: int
    label: str
    text: str
    turns: int
    sources: int


def speaker_role(connection: Connection, source: str, label: str) -> str:
    """The role of whom a label names in a source; '' where that is no person."""
    asked = (
        select(Participant.role)
        .join(Speaker, Speaker.participant_id == Participant.id)
        .join(Source, Source.id == Speaker.source_id)
        .where(Source.name == source, Speaker.label == label)
    )
    return connection.execute(asked).scalar() or ""


def speaker_list(connection: Connection, selection: Selection = EVERYTHING) -> tuple[SpeakerRow, ...]:
    """The speakers of the sources, moderators included, in order of groups, sources and first words."""
    speakers = (
        select(Speaker.id, Speaker.source_id, Speaker.label, Participant.alias, Participant.role)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
        .order_by(Speaker.id)
    )
    scope, talked, rows = together(
        connection,
        lambda asked: resolve(asked, selection),
        lambda asked: _talked(asked, talk_by_source(asked)),
        lambda asked: asked.execute(speakers).all(),
    )
    order = {source: number for number, source in enumerate(scope.places)}
    return tuple(
        SpeakerRow(
            scope.places[source].name,
            scope.places[source].group_name,
            label,
            alias or "",
            role or "",
            *talked.get(key, (0, 0)),
        )
        for key, source, label, alias, role in sorted(
            (row for row in rows if row[1] in order), key=lambda row: (order[row[1]], row[0])
        )
    )


def speaker_labels(connection: Connection) -> tuple[str, ...]:
    """The labels of the speakers of all sources, each once, by name."""
    return tuple(sorted(connection.execute(select(Speaker.label).distinct()).scalars(), key=str.casefold))


def participant_list(
    connection: Connection, selection: Selection = EVERYTHING, *, counted: bool = True
) -> tuple[ParticipantRow, ...]:
    """The participants of the groups, moderators included, in order of groups and aliases.

    Unless ``counted``, which reads all that was said, turns and words are None.
    """

    def read_talk(asked: Connection) -> tuple[dict[int, Talk], dict[int, tuple[int, int]]]:
        talk = talk_by_source(asked) if counted else {}
        return talk, _talked(asked, talk) if counted else {}

    scope, (talk, talked), every_label, people = together(
        connection,
        lambda asked: resolve(asked, selection),
        read_talk,
        _labels,
        lambda asked: asked.execute(select(Participant.__table__)).all(),
    )
    labels = {key: [label for label in mine if label[1] in scope.places] for key, mine in every_label.items()}
    unknown = _nobody_known(talk, scope) if counted else set(scope.groups)
    order = {group: number for number, group in enumerate(scope.groups)}
    found = []
    for person in sorted(
        (one for one in people if one.group_id in order),
        key=lambda one: (order[one.group_id], numbered(one.alias)),
    ):
        mine = labels.get(person.id, [])
        found.append(
            ParticipantRow(
                group=scope.groups[person.group_id],
                alias=person.alias,
                role=person.role,
                attributes=dict(person.attributes or {}),
                labels=tuple(dict.fromkeys(label for _speaker, _source, label in mine)),
                sources=tuple(dict.fromkeys(scope.places[source].name for _speaker, source, _label in mine)),
                turns=_sum(talked, mine, 0) if person.group_id not in unknown else None,
                words=_sum(talked, mine, 1) if person.group_id not in unknown else None,
            )
        )
    return tuple(found)


def _labels(connection: Connection) -> dict[int, list[tuple[int, int, str]]]:
    """The labels of each participant: speaker, source and label, by key."""
    labels: dict[int, list[tuple[int, int, str]]] = {}
    rows = connection.execute(
        select(Speaker.participant_id, Speaker.id, Speaker.source_id, Speaker.label)
        .where(Speaker.participant_id.is_not(None))
        .order_by(Speaker.source_id, Speaker.id)
    )
    for key, speaker, source, label in rows:
        if key is not None:
            labels.setdefault(key, []).append((speaker, source, label))
    return labels


def question_list(connection: Connection) -> tuple[QuestionRow, ...]:
    """The interview guide in order, with how much stands under each question."""
    rows = connection.execute(
        select(
            Question.position,
            Question.label,
            Question.text,
            func.count(Turn.id),
            func.count(Turn.source_id.distinct()),
        )
        .join(Turn, Turn.question_id == Question.id, isouter=True)
        .group_by(Question.id)
        .order_by(Question.position)
    )
    return tuple(QuestionRow(*row) for row in rows)


def _sum(talked: Mapping[int, tuple[int, int]], labels: Iterable[tuple[int, int, str]], which: int) -> int:
    return sum(talked.get(speaker, (0, 0))[which] for speaker, _source, _label in labels)


def _nobody_known(talk: Mapping[int, Talk], scope: Scope) -> set[int]:
    """The groups in which turns are spoken and none of them names a speaker."""
    named, unnamed = set(), set()
    for source, place in scope.places.items():
        group, turns = place.group, talk.get(source, SILENT).turns
        if any(turn.speaker is not None for turn in turns):
            named.add(group)
        elif any(turn.unnamed for turn in turns):
            unnamed.add(group)
    return unnamed - named


def _talked(connection: Connection, talk: Mapping[int, Talk]) -> dict[int, tuple[int, int]]:
    """Turns and words by speaker."""
    signs, texts = together(connection, signs_followed, lambda asked: texts_of_sources(asked, talk))
    talked: dict[int, tuple[int, int]] = {}
    for source, text in texts:
        said = Words(text, signs)
        for turn in talk[source].turns:
            if turn.speaker is not None:
                turns, words = talked.get(turn.speaker, (0, 0))
                talked[turn.speaker] = (turns + 1, words + said.count(turn.start, turn.end))
    return talked
