"""Which rows of two projects are the same: by ``uid``, else by what they are called or stand on."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace

from qualwb.acts.merging.history import History, as_text
from qualwb.acts.merging.state import JOINS, KINDS, LISTS, Kind, Mark, State, Values, references
from qualwb.model import (
    Adjudication,
    Code,
    Coder,
    Coding,
    Group,
    Memo,
    Participant,
    PrintVersion,
    Question,
    Round,
    SavedQuery,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    Theme,
    Turn,
)
from qualwb.same_name import same_name

Same = dict[Kind, dict[Mark, Mark]]
"""Marks of the other project by kind, with the marks that the rows have in ours."""
Natural = Callable[[Values], Hashable]

ALIKE = 0.5
"""The part of the shorter text's words that two texts of one name share, at least, to be one source."""

_NAMED: Mapping[Kind, str] = {
    **dict.fromkeys((Coder, Round, Group, Code, Theme, SavedQuery), "name"),
    Question: "label",
}
_PLACED: Mapping[Kind, tuple[str, ...]] = {
    Coding: ("source_id", "start", "end", "code_id", "coder_id", "round_id", "orphaned_from"),
    Memo: (
        *("group_id", "source_id", "participant_id", "code_id", "theme_id", "question_id"),
        *("start", "end", "kind", "text", "coder_id"),
    ),
    PrintVersion: ("source_id", "start", "end", "orphaned_from"),
    Summary: ("theme_id", "group_id", "participant_id"),
    SuggestionEvent: (
        *("source_id", "start", "end", "code_id", "chosen_id", "outcome"),
        *("rank", "suggester", "coder_id", "created_at"),
    ),
    Adjudication: ("source_id", "round_id", "codings", "outcome", "coder_id", "decided_at"),
}
"""What tells apart rows that hang on others; two that are alike in it are one."""


def match_things(ours: State, theirs: State, our_past: History, their_past: History) -> tuple[State, History]:
    """The other project with our marks for the things that codings and memos hang on, and its history."""
    for kind in (Coder, Round, Group, Participant, Source, Speaker, Question, Code, Theme, SavedQuery):
        if kind is Source:
            found = _same_sources(ours, theirs)
        elif kind is Speaker:
            found = _same_speakers(ours, theirs, our_past, their_past)
        elif kind is Code:  # what was merged is no new code of its name
            mine = {mark: row for mark, row in ours.rows[kind].items() if mark not in their_past.merged}
            others = {mark: row for mark, row in theirs.rows[kind].items() if mark not in our_past.merged}
            found = _pairs(mine, others, _natural(kind))
        else:
            found = _pairs(ours.rows[kind], theirs.rows[kind], _natural(kind))
        if found:
            theirs, their_past = _translated(theirs, their_past, {kind: found})
    return theirs, their_past


def match_passages(ours: State, theirs: State, their_past: History) -> tuple[State, History]:
    """As ``match_things`` for what hangs on them; both projects must stand on the same texts by now."""
    for kind in _PLACED:
        found = _pairs(ours.rows[kind], theirs.rows[kind], _natural(kind))
        if found:
            theirs, their_past = _translated(theirs, their_past, {kind: found})
    return theirs, their_past


def _natural(kind: Kind) -> Natural:
    if kind is Participant:
        return lambda row: (row["group_id"], same_name(row["alias"]))
    if kind in _NAMED:
        named = _NAMED[kind]
        return lambda row: same_name(row[named])
    columns = _PLACED[kind]
    if kind is Adjudication:
        return lambda row: as_text([row[name] for name in columns])
    return lambda row: tuple(row[name] for name in columns)


def _pairs(ours: Mapping[Mark, Values], theirs: Mapping[Mark, Values], natural: Natural) -> dict[Mark, Mark]:
    """Rows without a counterpart by mark that are alike, each with one of ours."""
    strangers = [mark for mark in theirs if mark not in ours]
    if not strangers:
        return {}
    free = {natural(row): mark for mark, row in reversed([*ours.items()]) if mark not in theirs}
    found = {}
    for mark in strangers:
        ours_mark = free.pop(natural(theirs[mark]), None)
        if ours_mark is not None:
            found[mark] = ours_mark
    return found


def _same_sources(ours: State, theirs: State) -> dict[Mark, Mark]:
    """Sources that have had the same text, else sources of one name whose texts are much alike."""
    strangers = [mark for mark in theirs.rows[Source] if mark not in ours.rows[Source]]
    free = [mark for mark in ours.rows[Source] if mark not in theirs.rows[Source]]
    found: dict[Mark, Mark] = {}
    for alike in (_same_text_and_name, _same_text, _same_name_and_words):
        for mark in strangers:
            if mark in found:
                continue
            other = next((one for one in free if alike(ours, one, theirs, mark)), None)
            if other is not None:
                found[mark] = other
                free.remove(other)
    return found


def _same_text(ours: State, one: Mark, theirs: State, other: Mark) -> bool:
    had = {version.sha256 for version in ours.versions[one]}
    return any(version.sha256 in had for version in theirs.versions[other])


def _called_alike(ours: State, one: Mark, theirs: State, other: Mark) -> bool:
    return same_name(ours.label(Source, one)) == same_name(theirs.label(Source, other))


def _same_text_and_name(ours: State, one: Mark, theirs: State, other: Mark) -> bool:
    return _called_alike(ours, one, theirs, other) and _same_text(ours, one, theirs, other)


def _same_name_and_words(ours: State, one: Mark, theirs: State, other: Mark) -> bool:
    if not _called_alike(ours, one, theirs, other):
        return False
    words, others = (
        Counter(state.text(state.current(mark).sha256).split())
        for state, mark in ((ours, one), (theirs, other))
    )
    shared = sum((words & others).values())
    return shared >= ALIKE * min(words.total(), others.total())


def _same_speakers(ours: State, theirs: State, our_past: History, their_past: History) -> dict[Mark, Mark]:
    """Labels that one of the projects has renamed: each is ours where it was called so before."""
    mine, others = ours.rows[Speaker], theirs.rows[Speaker]
    free: dict[Mark, list[Mark]] = {}
    for mark in mine:
        if mark not in others:
            free.setdefault(mark[0], []).append(mark)
    found = {}
    for mark in others:
        if mark in mine:
            continue
        for one in free.get(mark[0], ()):
            before = our_past.formers.get((Speaker, one, "label"), frozenset()) | {as_text(one[1])}
            after = their_past.formers.get((Speaker, mark, "label"), frozenset()) | {as_text(mark[1])}
            if before & after:
                found[mark] = one
                free[mark[0]].remove(one)
                break
    return found


def _translated(state: State, past: History, same: Same) -> tuple[State, History]:
    """The state and its history with other marks for the rows in ``same``, wherever they are referred to."""
    changed = dict(same)
    rows: dict[Kind, dict[Mark, Values]] = {}
    for kind in KINDS:
        referring = {name: changed[other] for name, other in references(kind).items() if changed.get(other)}
        rows[kind] = _renamed_rows(state.rows[kind], kind, changed, referring)
    sources = changed.get(Source, {})
    if sources:
        changed[Turn] = {mark: (sources.get(mark[0], mark[0]), mark[1]) for mark in state.keys[Turn].values()}
    moved = replace(
        state,
        rows=rows,
        versions={sources.get(mark, mark): value for mark, value in state.versions.items()},
        turns={
            sources.get(mark, mark): _renamed_turns(value, changed) for mark, value in state.turns.items()
        },
        keys={
            kind: {key: changed.get(kind, {}).get(mark, mark) for key, mark in keys.items()}
            for kind, keys in state.keys.items()
        },
    )
    return moved, _renamed_past(past, changed)


def _renamed_rows(
    rows: dict[Mark, Values], kind: Kind, changed: Same, referring: Mapping[str, Mapping[Mark, Mark]]
) -> dict[Mark, Values]:
    codings = changed.get(Coding) if kind in LISTS else None
    if not referring and not codings and kind not in changed:
        return rows
    own = changed.setdefault(kind, {})
    renamed: dict[Mark, Values] = {}
    for mark, row in rows.items():
        now = dict(row)
        for name, marks in referring.items():
            now[name] = marks.get(now[name], now[name])
        if codings:
            for column in LISTS[kind]:
                now[column] = [codings.get(coding, coding) for coding in now[column]]
        if kind in JOINS and mark not in own:
            own[mark] = tuple(now[name] for name in JOINS[kind])
        renamed.setdefault(own.get(mark, mark), now)
    return renamed


def _renamed_turns(turns: list[Values], changed: Same) -> list[Values]:
    speakers, questions = changed.get(Speaker, {}), changed.get(Question, {})
    if not speakers and not questions:
        return turns
    return [
        {
            **turn,
            "speaker_id": speakers.get(turn["speaker_id"], turn["speaker_id"]),
            "question_id": questions.get(turn["question_id"], turn["question_id"]),
        }
        for turn in turns
    ]


def _renamed_past(past: History, changed: Same) -> History:
    def mark(kind: Kind, known: Mark) -> Mark:
        return changed.get(kind, {}).get(known, known)

    texts_of = {
        kind: {as_text(old): as_text(new) for old, new in marks.items()} for kind, marks in changed.items()
    }

    def values(kind: Kind, column: str, texts: frozenset[str]) -> frozenset[str]:
        other = references(kind).get(column)
        marks = texts_of.get(other) if other else None
        return frozenset(marks.get(text, text) for text in texts) if marks else texts

    return replace(
        past,
        formers={
            (kind, mark(kind, known), column): values(kind, column, texts)
            for (kind, known, column), texts in past.formers.items()
        },
        authors={
            (kind, mark(kind, known), column): coder for (kind, known, column), coder in past.authors.items()
        },
        merged={mark(Code, code): mark(Code, into) for code, into in past.merged.items()},
        unmerged=frozenset((mark(Code, code), mark(Code, into)) for code, into in past.unmerged),
        joined_turns={mark(Source, known): starts for known, starts in past.joined_turns.items()},
    )
