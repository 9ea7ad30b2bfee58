"""The sources of a project, and one source as it is read and coded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from qualwb.analysis.code_rules import themes_of_codes
from qualwb.analysis.coded_passages import coded_passages
from qualwb.analysis.lookup import keys_of, match
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.word_counts import Span, Words, signs_followed, united
from qualwb.listening.recording_file import RecordingFile
from qualwb.localization import gettext as _
from qualwb.model import (
    Code,
    Coder,
    Coding,
    FinishedCoding,
    Group,
    Memo,
    Participant,
    Question,
    Reading,
    Round,
    Source,
    Speaker,
    Turn,
)
from qualwb.store.texts import current_text, newest_version_of, texts_in_use
from qualwb.store.together import together


class ReadThrough(NamedTuple):
    """Who has read a source through, and the moment, ISO 8601 in UTC."""

    coder: str
    at: str


class FinishedBy(NamedTuple):
    """Who has finished coding a source, and in which round."""

    coder: str
    round: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and how far it is coded. ``seconds`` is the last known time, None when there are none.

    Turns and words are those that somebody speaks; of a document, where nobody does, those of all its text.
    """

    name: str
    group: str
    reader: str
    file_name: str
    imported_at: str
    attributes: Mapping[str, Any]
    characters: int
    words: int
    turns: int
    unspoken: int
    """Headings and notes between the turns, which are numbered with them."""
    speakers: int | None
    """None where turns are spoken and none of them names a speaker."""
    codings: int
    passages: int
    coded: float
    """Share of the characters under at least one passage, 0 to 1."""
    seconds: float | None
    readings: tuple[ReadThrough, ...] = ()
    """Who has read it through."""
    finished: tuple[FinishedBy, ...] = ()
    """Who has finished coding it, in the rounds of the selection."""
    recording: RecordingFile | None = None
    """The recording that is tied to it."""


def source_names(connection: Connection) -> tuple[str, ...]:
    """The names of the sources by group and place."""
    names = select(Source.name).join(Group, Group.id == Source.group_id)
    order = (Group.position, Group.id, Source.position, Source.id)
    return tuple(connection.execute(names.order_by(*order)).scalars())


def last_turns(connection: Connection) -> dict[str, int]:
    """The number of the last turn of each source, by name; of a source without turns nothing."""
    last = select(Source.name, func.max(Turn.number)).join(Turn, Turn.source_id == Source.id)
    return dict(connection.execute(last.group_by(Source.id, Source.name)).all())


def source_named(connection: Connection, name: str) -> str:
    """The name of the source meant, as it is written in the project. Raises ``NotFound``."""
    return match(name, source_names(connection), _("source"))


def source_places(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Name and group of each source, by group and place; reads no text."""
    return tuple((place.name, place.group_name) for place in resolve(connection, EVERYTHING).places.values())


def source_list(connection: Connection, selection: Selection = EVERYTHING) -> tuple[SourceRow, ...]:
    """The sources by group and place; codings are those of the selection."""
    (signs, turns, asides), (speakers, unnamed, codings), scope, records, readings = together(
        connection,
        lambda asked: together(asked, signs_followed, _turn_counts, _asides),
        lambda asked: together(
            asked, lambda one: _counts(one, Speaker), _with_unnamed, lambda one: _counts(one, Coding)
        ),
        lambda asked: resolve(asked, selection),
        lambda asked: asked.execute(select(Source.__table__)).all(),
        _readings,
    )
    finished, passages, texts = together(
        connection,
        lambda asked: _finished(asked, scope),
        lambda asked: coded_passages(asked, scope),
        lambda asked: dict(asked.execute(texts_in_use().where(Source.id.in_(scope.places))).all()),
    )
    spans: dict[int, list[Span]] = {}
    for source, start, end, _codes in passages:
        spans.setdefault(source, []).append((start, end))
    rows = []
    for record in records:
        if record.id not in scope.places:
            continue
        text, found = texts[record.id], spans.get(record.id, [])
        covered = sum(end - start for start, end in united(found))
        spoken, written, seconds = turns.get(record.id, (0, 0, None))
        aside = asides.get(record.id, []) if spoken else []
        words = Words(text, signs)
        rows.append(
            SourceRow(
                name=record.name,
                group=scope.places[record.id].group_name,
                reader=record.reader,
                file_name=record.file_name,
                imported_at=record.imported_at,
                attributes=dict(record.attributes or {}),
                characters=len(text),
                words=words.count() - sum(words.count(start, end) for start, end in aside),
                turns=spoken or written,
                unspoken=written if spoken else 0,
                speakers=speakers.get(record.id, None if record.id in unnamed else 0),
                codings=codings.get(record.id, 0),
                passages=len(found),
                coded=covered / len(text) if text else 0.0,
                seconds=seconds,
                readings=tuple(readings.get(record.id, ())),
                finished=tuple(finished.get(record.id, ())),
                recording=RecordingFile.told(record.recording or {}),
            )
        )
    order = {place.name: number for number, place in enumerate(scope.places.values())}
    return tuple(sorted(rows, key=lambda row: order[row.name]))


def _turn_counts(connection: Connection) -> dict[int, tuple[int, int, float | None]]:
    """By source: the turns that are spoken, those that are not, and the last known time."""
    spoken = func.count().filter(Turn.kind == "speech")
    last = func.max(func.coalesce(Turn.time_end, Turn.time_start))
    rows = select(Turn.source_id, spoken, func.count() - spoken, last).group_by(Turn.source_id)
    return {source: (said, written, seconds) for source, said, written, seconds in connection.execute(rows)}


def _with_unnamed(connection: Connection) -> set[int]:
    """The sources with turns that are spoken and name no speaker."""
    unnamed = select(Turn.source_id).where(Turn.kind == "speech", Turn.speaker_id.is_(None))
    return set(connection.execute(unnamed.distinct()).scalars())


def _asides(connection: Connection) -> dict[int, list[Span]]:
    """By source, the places of headings and notes that nobody speaks."""
    found: dict[int, list[Span]] = {}
    rows = select(Turn.source_id, Turn.start, Turn.end).where(Turn.kind != "speech")
    for source, start, end in connection.execute(rows):
        found.setdefault(source, []).append((start, end))
    return found


def _readings(connection: Connection) -> dict[int, list[ReadThrough]]:
    rows = select(Reading.source_id, Coder.name, Reading.read_at).join(Coder, Coder.id == Reading.coder_id)
    found: dict[int, list[ReadThrough]] = {}
    for source, coder, at in connection.execute(rows.order_by(Reading.read_at, Reading.id)):
        found.setdefault(source, []).append(ReadThrough(coder, at))
    return found


def _finished(connection: Connection, scope: Scope) -> dict[int, list[FinishedBy]]:
    """By source: who has finished coding it, in the order of names and rounds."""
    rows = (
        select(FinishedCoding.source_id, Coder.name, Round.name)
        .join(Coder, Coder.id == FinishedCoding.coder_id)
        .join(Round, Round.id == FinishedCoding.round_id)
        .order_by(Coder.name, Round.position, Round.id)
    )
    if scope.rounds is not None:
        rows = rows.where(FinishedCoding.round_id.in_(sorted(scope.rounds)))
    found: dict[int, list[FinishedBy]] = {}
    for source, coder, round_ in connection.execute(rows):
        found.setdefault(source, []).append(FinishedBy(coder, round_))
    return found


@dataclass(frozen=True, slots=True)
class TranscriptTurn:
    """A turn: code points [start, end) of the text; times in seconds; names are '' where unknown."""

    number: int
    start: int
    end: int
    kind: str
    speaker: str
    participant: str
    role: str
    question: str
    time_start: float | None
    time_end: float | None
    key: int


@dataclass(frozen=True, slots=True)
class TranscriptCoding:
    """A coding on [start, end) of the text."""

    key: int
    start: int
    end: int
    code: str
    colour: str
    themes: tuple[str, ...]
    coder: str
    round: str
    origin: str
    cited: bool


@dataclass(frozen=True, slots=True)
class TranscriptMemo:
    """A memo on the source, or on [start, end) of its text."""

    key: int
    start: int | None
    end: int | None
    kind: str
    text: str
    coder: str


@dataclass(frozen=True, slots=True)
class SourceTranscript:
    """A source with all that stands on its text, in text order."""

    key: int
    name: str
    group: str
    text: str
    version: int
    """The number of the text version: positions count in it."""
    turns: tuple[TranscriptTurn, ...]
    codings: tuple[TranscriptCoding, ...]
    memos: tuple[TranscriptMemo, ...]
    recording: RecordingFile | None = None
    """The recording that is tied to it."""


def codings_by_key(connection: Connection, source: str, keys: Iterable[int]) -> tuple[TranscriptCoding, ...]:
    """Some codings of a source by their keys, those that stand in the text."""
    wanted = list(keys)
    if not wanted:
        return ()
    (key,) = keys_of(connection, Source, [source])
    statement = _coding_rows().where(Coding.source_id == key, Coding.orphaned_from.is_(None))
    statement = statement.where(Coding.id.in_(wanted))
    return _as_codings(connection, statement)


def codings_standing(connection: Connection, keys: Iterable[int]) -> frozenset[int]:
    """Those of some codings, by their keys, that there are."""
    return frozenset(connection.execute(select(Coding.id).where(Coding.id.in_(list(keys)))).scalars())


def transcript(connection: Connection, source: str, selection: Selection = EVERYTHING) -> SourceTranscript:
    """A source as it is read and coded, moderators included; codings of the asked codes, coders and rounds.

    Raises ``NotFound`` for an unknown name.
    """
    (key,) = keys_of(connection, Source, [source])
    named = select(Source.name, Group.name, Source.recording)
    named = named.join(Group, Group.id == Source.group_id).where(Source.id == key)
    (name, group, recording), text, version, turns, codings, memos = together(
        connection,
        lambda asked: asked.execute(named).one(),
        lambda asked: current_text(asked, key),
        lambda asked: newest_version_of(asked, key),
        lambda asked: _turns(asked, key),
        lambda asked: _codings(asked, key, selection),
        lambda asked: _memos(asked, key),
    )
    tied = RecordingFile.told(recording)
    return SourceTranscript(key, name, group, text, version, turns, codings, memos, tied)


def _counts(connection: Connection, record: type[Speaker] | type[Coding]) -> dict[int, int]:
    rows = connection.execute(select(record.source_id, func.count()).group_by(record.source_id))
    return {source: count for source, count in rows}  # noqa: C416


def _turns(connection: Connection, source: int) -> tuple[TranscriptTurn, ...]:
    rows = connection.execute(
        select(
            Turn.number,
            Turn.start,
            Turn.end,
            Turn.kind,
            func.coalesce(Speaker.label, ""),
            func.coalesce(Participant.alias, ""),
            func.coalesce(Participant.role, ""),
            func.coalesce(Question.label, ""),
            Turn.time_start,
            Turn.time_end,
            Turn.id,
        )
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .join(Participant, Participant.id == Speaker.participant_id, isouter=True)
        .join(Question, Question.id == Turn.question_id, isouter=True)
        .where(Turn.source_id == source)
        .order_by(Turn.number)
    )
    return tuple(TranscriptTurn(*tuple(row)) for row in rows)


def _codings(connection: Connection, source: int, selection: Selection) -> tuple[TranscriptCoding, ...]:
    scope = resolve(connection, selection)
    statement = _coding_rows().where(Coding.source_id == source, Coding.orphaned_from.is_(None))
    for column, keys in (
        (Coding.code_id, scope.codes),
        (Coding.coder_id, scope.coders),
        (Coding.round_id, scope.rounds),
    ):
        if keys is not None:
            statement = statement.where(column.in_(sorted(keys)))
    return _as_codings(connection, statement)


def _coding_rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Coding.id,
            Coding.start,
            Coding.end,
            Code.id,
            Code.name,
            Code.colour,
            Coder.name,
            Round.name,
            Coding.origin,
            Coding.cited,
        )
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .join(Round, Round.id == Coding.round_id)
        .order_by(Coding.start, Coding.end.desc(), Coding.id)
    )


def _as_codings(connection: Connection, statement: Select[*tuple[Any, ...]]) -> tuple[TranscriptCoding, ...]:
    themes, rows = together(connection, themes_of_codes, lambda asked: asked.execute(statement).all())
    return tuple(
        TranscriptCoding(key, start, end, name, colour, tuple(themes.get(code, ())), *rest)
        for key, start, end, code, name, colour, *rest in rows
    )


def _memos(connection: Connection, source: int) -> tuple[TranscriptMemo, ...]:
    rows = connection.execute(
        select(Memo.id, Memo.start, Memo.end, Memo.kind, Memo.text, Coder.name)
        .join(Coder, Coder.id == Memo.coder_id)
        .where(Memo.source_id == source, Memo.orphaned_from.is_(None))
        .order_by(func.coalesce(Memo.start, -1), Memo.id)
    )
    return tuple(TranscriptMemo(*row) for row in rows)
