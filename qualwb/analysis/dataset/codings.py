"""The codings as flat rows: each with its names, and with who speaks in its passage, and when."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from qualwb.analysis.coded_passages import those_counting
from qualwb.analysis.dataset.codebook import FlatCode, FlatTheme
from qualwb.analysis.dataset.material import FlatSource, FlatTurn
from qualwb.analysis.dataset.work import FlatCoder, FlatRound
from qualwb.analysis.scope import Scope, in_selection
from qualwb.analysis.word_counts import Words
from qualwb.language.transcription_marks import Preset
from qualwb.model import Coding
from qualwb.store.driver import plain_rows
from qualwb.store.together import together

Names = tuple[str, ...]


class FlatCoding(NamedTuple):
    """A coding on code points [start, end) of its source in ``text_version``, with all its names.

    Lists have each entry once, in the order of the turns that the passage touches; those of participants go
    in step. An orphan has no turns: its place is one of an earlier text. Times are in seconds.
    """

    coding_uid: str
    source_uid: str
    source: str
    group_uid: str
    group: str
    code_uid: str
    code: str
    code_path: Names
    theme_uids: Names
    themes: Names
    coder_uid: str
    coder: str
    round_uid: str
    round: str
    start: int
    end: int
    text_version: int
    characters: int
    words: int
    quote: str
    turn_first: int | None
    turn_last: int | None
    speakers: Names
    participant_uids: Names
    participants: Names
    roles: Names
    question_uids: Names
    questions: Names
    time_start: float | None
    time_end: float | None
    cited: bool
    origin: str
    orphaned: bool
    created_at: str


class SpokenIn(NamedTuple):
    """What ``FlatCoding`` tells of the turns that a passage touches, in its order."""

    turn_first: int | None = None
    turn_last: int | None = None
    speakers: Names = ()
    participant_uids: Names = ()
    participants: Names = ()
    roles: Names = ()
    question_uids: Names = ()
    questions: Names = ()
    time_start: float | None = None
    time_end: float | None = None


class CodingNames(NamedTuple):
    """What the keys of a coding stand for."""

    sources: Mapping[int, FlatSource]
    codes: Mapping[int, FlatCode]
    themes: Mapping[int, Sequence[FlatTheme]]
    """By key of a code, the themes that gather it."""
    coders: Mapping[int, FlatCoder]
    rounds: Mapping[int, FlatRound]


_SILENCE = SpokenIn()


def flat_codings(
    connection: Connection,
    scope: Scope,
    names: CodingNames,
    turns: Mapping[int, Sequence[FlatTurn]],
    words: Mapping[int, Words],
    signs: Preset,
) -> list[FlatCoding]:
    """The codings of the selection, orphans too, by group, source and place.

    Where people are asked for, orphans are left out: who spoke there is no longer known.
    """
    parts = _name_parts(names)
    found = []
    for source, rows in groupby(_rows(connection, scope), itemgetter(0)):
        part, text_version = parts.sources[source], names.sources[source].text_version
        spoken = _Spoken(turns[source])
        for (start, end, lost), there in groupby(rows, itemgetter(1, 2, 3)):
            stands = lost is None
            said = spoken.within(start, end) if stands else _SILENCE
            version = text_version if stands else lost
            count = words[source].count(start, end) if stands else 0
            for *_place, quote, uid, code, coder, round_, cited, origin, created_at in there:
                row = (
                    uid,
                    *part,
                    *parts.codes[code],
                    *parts.coders[coder],
                    *parts.rounds[round_],
                    *(start, end, version, end - start),
                    count if stands else Words(quote, signs).count(),
                    quote,
                    *said,
                    *(cited == 1, origin, not stands, created_at),
                )
                found.append(FlatCoding._make(row))
    return found


class _NameParts(NamedTuple):
    """The parts of a row that name a thing, by the key of that thing."""

    sources: dict[int, tuple[str, ...]]
    codes: dict[int, tuple[Any, ...]]
    coders: Mapping[int, FlatCoder]
    rounds: dict[int, tuple[str, ...]]


def _name_parts(names: CodingNames) -> _NameParts:
    themes = names.themes
    return _NameParts(
        {key: source[:4] for key, source in names.sources.items()},
        {
            key: (
                *(code.code_uid, code.code, code.code_path),
                tuple(theme.theme_uid for theme in themes.get(key, ())),
                tuple(theme.theme for theme in themes.get(key, ())),
            )
            for key, code in names.codes.items()
        },
        names.coders,
        {key: round_[:2] for key, round_ in names.rounds.items()},
    )


def _rows(connection: Connection, scope: Scope) -> list[tuple[Any, ...]]:
    """Source, start, end, the version that an orphan had its place in, quote and the rest, in order.

    They are sorted here: the database would move the quotes about.
    """
    statement = select(
        *(Coding.source_id, Coding.start, Coding.end, Coding.orphaned_from, Coding.quote),
        *(Coding.uid, Coding.code_id, Coding.coder_id, Coding.round_id),
        *(Coding.cited, Coding.origin, Coding.created_at, Coding.id),
    ).where(*in_selection(scope))
    order = {source: place for place, source in enumerate(scope.places)}
    rows, counting = together(
        connection, lambda asked: plain_rows(asked, statement), lambda asked: those_counting(asked, scope)
    )
    rows.sort(key=lambda row: (order[row[0]], row[1], row[2], row[3] or 0, row[-1]))
    kept = set(map(itemgetter(-1), counting(row for row in rows if row[3] is None)))
    orphans_too = not scope.voices
    return [row[:-1] for row in rows if (orphans_too if row[3] is not None else row[-1] in kept)]


class _Spoken:
    """What is said where in one source: its turns, and each set of voices made once."""

    def __init__(self, turns: Sequence[FlatTurn]) -> None:
        self._turns = turns
        self._starts = [turn.start for turn in turns]
        self._ends = [turn.end for turn in turns]
        self._voices = [turn[6:10] for turn in turns]
        self._questions = [turn[10:12] for turn in turns]
        self._lists: dict[tuple[Any, ...], tuple[Names, ...]] = {}

    def within(self, start: int, end: int) -> SpokenIn:
        """What the turns are that share text with [start, end)."""
        first, past = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first >= past:
            return _SILENCE
        begun, ended = self._turns[first], self._turns[past - 1]
        told = self._told(tuple(self._voices[first:past]), tuple(self._questions[first:past]))
        spoken = (begun.turn, ended.turn, *told, begun.time_start, ended.time_end)
        return SpokenIn._make(spoken)

    def _told(self, voices: tuple[Any, ...], questions: tuple[Any, ...]) -> tuple[Names, ...]:
        key = (voices, questions)
        if key not in self._lists:
            people = dict.fromkeys(voice[1:] for voice in voices if voice[1] is not None)
            asked = dict.fromkeys(question for question in questions if question[0] is not None)
            self._lists[key] = (
                tuple(dict.fromkeys(voice[0] for voice in voices if voice[0] is not None)),
                *(tuple(person[place] for person in people) for place in range(3)),
                *(tuple(question[place] for question in asked) for place in range(2)),
            )
        return self._lists[key]
