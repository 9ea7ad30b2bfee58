"""Who is heard: the turns of each source whose speakers are known, as participation counts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, select

from qualwb.analysis.scope import Scope
from qualwb.analysis.talk import SILENT, Utterance, talk_by_source
from qualwb.analysis.word_counts import Words, signs_followed
from qualwb.model import Participant, Speaker
from qualwb.store.texts import texts_of_sources
from qualwb.store.together import together


@dataclass(frozen=True, slots=True)
class Member:
    """A participant of a group."""

    key: int
    alias: str
    role: str
    group: int


class HeardTurn(NamedTuple):
    """A turn whose speaker is known: ``actor`` is the participant's key, or a label that is no person."""

    source: int
    start: int
    actor: int | str
    name: str
    role: str
    text: str
    """'' where the texts were not asked for."""
    words: int


@dataclass(frozen=True, slots=True)
class HeardSource:
    """The turns of a source whose speakers are known, in runs that no unnamed turn divides."""

    runs: list[list[HeardTurn]]
    unnamed: int


def members_by_key(connection: Connection) -> dict[int, Member]:
    """All participants, in the order of groups and aliases."""
    rows = connection.execute(
        select(Participant.id, Participant.alias, Participant.role, Participant.group_id).order_by(
            Participant.group_id, Participant.alias
        )
    )
    return {row[0]: Member(*row) for row in rows}


def heard_by_source(
    connection: Connection, scope: Scope, people: Mapping[int, Member], *, texts: bool
) -> dict[int, HeardSource]:
    """By source, the turns whose speakers are known, and how many name none; with ``texts`` on request."""
    speakers = select(Speaker.id, Speaker.label)
    labels, signs, talk, said = together(
        connection,
        lambda asked: {key: label for key, label in asked.execute(speakers)},  # noqa: C416
        signs_followed,
        lambda asked: talk_by_source(asked, scope.places),
        lambda asked: texts_of_sources(asked, scope.places),
    )
    found = {}
    for source, text in said:
        turns, words = talk.get(source, SILENT).turns, Words(text, signs)
        runs = [
            [_turn(turn, words, labels, people, texts=texts) for turn in run if turn.speaker is not None]
            for unnamed, run in groupby(turns, key=lambda turn: turn.unnamed)
            if not unnamed
        ]
        found[source] = HeardSource(list(filter(None, runs)), sum(turn.unnamed for turn in turns))
    return {source: found[source] for source in scope.places}


def _turn(
    turn: Utterance, words: Words, labels: Mapping[int, str], people: Mapping[int, Member], *, texts: bool
) -> HeardTurn:
    said = words.text[turn.start : turn.end] if texts else "", words.count(turn.start, turn.end)
    place = turn.source, turn.start
    if turn.participant is not None:
        person = people[turn.participant]
        return HeardTurn(*place, person.key, person.alias, person.role, *said)
    assert turn.speaker is not None
    label = labels[turn.speaker]
    return HeardTurn(*place, label, label, "", *said)
