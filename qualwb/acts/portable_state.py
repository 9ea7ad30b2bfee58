"""A portable project as the state that merging joins, and back: columns for fields, marks for stable ids."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import count
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection

from qualwb import model
from qualwb.acts.merging.state import Kind, Mark, State, Values, Version, read_state
from qualwb.model import MEMO_TARGETS
from qualwb.portable import records
from qualwb.portable.records import PortableProject
from qualwb.store.journal import table_of
from qualwb.store.open_project import now
from qualwb.store.texts import current_texts

T = TypeVar("T", bound=Any)

_TOLD = ("name", "description", "language")
"""What a state keeps among the settings though it is a column of the project."""

_COLLECTIONS: Mapping[str, tuple[Kind, type[Any]]] = {
    "coders": (model.Coder, records.Coder),
    "rounds": (model.Round, records.Round),
    "groups": (model.Group, records.Group),
    "participants": (model.Participant, records.Participant),
    "questions": (model.Question, records.Question),
    "codes": (model.Code, records.Code),
    "codings": (model.Coding, records.Coding),
    "prints": (model.PrintVersion, records.PrintVersion),
    "summaries": (model.Summary, records.Summary),
    "queries": (model.SavedQuery, records.SavedQuery),
    "suggestions": (model.SuggestionEvent, records.SuggestionEvent),
    "adjudications": (model.Adjudication, records.Adjudication),
    "readings": (model.Reading, records.Reading),
    "finished": (model.FinishedCoding, records.Finished),
}
"""The collections whose records are rows as they stand, field by column."""


def portable_project(connection: Connection) -> PortableProject:
    """The project of a connection as values. Codings that hang on nothing that is left are not in it."""
    state = read_state(connection)
    settings = dict(state.settings)
    marks = state.keys[model.Source]
    texts = {marks[key]: text for key, text in current_texts(connection).items()}
    collections: dict[str, Any] = {name: tuple(_told(state, *kinds)) for name, kinds in _COLLECTIONS.items()}
    return PortableProject(
        **{name: settings.pop(name) for name in _TOLD},
        settings=settings,
        sources=tuple(_sources(state, texts)),
        themes=tuple(_themes(state)),
        memos=tuple(_memos(state)),
        **collections,
    )


def state_of(project: PortableProject) -> State:
    """The state of a portable project that is sound; moments that nobody knows are now."""
    moment = now()
    texts = {hashlib.sha256(one.text.encode()).hexdigest(): one.text for one in project.sources}
    state = State(text=texts.__getitem__)
    state.settings = {name: getattr(project, name) for name in _TOLD} | dict(project.settings)
    words = {one.uid: one.text for one in project.sources}
    for name, (kind, _record) in _COLLECTIONS.items():
        state.rows[kind] = _rows(kind, getattr(project, name), moment)
    for coding in state.rows[model.Coding].values():
        coding["quote"] = coding["quote"] or words[coding["source_id"]][coding["start"] : coding["end"]]
    _put_sources(state, project.sources, moment)
    state.rows[model.Theme] = _rows(model.Theme, project.themes, moment)
    gathered = [(theme.uid, code) for theme in project.themes for code in theme.codes]
    state.rows[model.ThemeCode] = {pair: {"theme_id": pair[0], "code_id": pair[1]} for pair in gathered}
    state.rows[model.Memo] = {memo.uid: _memo_row(memo, words, moment) for memo in project.memos}
    keys = count(1)
    state.keys = {kind: dict(zip(keys, rows, strict=False)) for kind, rows in state.rows.items()}
    state.keys[model.Turn] = {
        next(keys): (source, turn["start"]) for source, turns in state.turns.items() for turn in turns
    }
    return state


def _names(record: type[Any]) -> tuple[str, ...]:
    """The fields of a record but its stable id."""
    names = (one.name for one in fields(record)) if is_dataclass(record) else record._fields
    return tuple(name for name in names if name != "uid")


def _column(kind: Kind, name: str) -> str:
    return name if name in table_of(kind).columns else f"{name}_id"


def _in_order(rows: Mapping[Mark, Values]) -> Iterator[tuple[Mark, Values]]:
    """Rows by their position, where they have one."""
    return iter(sorted(rows.items(), key=lambda item: item[1].get("position", 0)))


def _told(state: State, kind: Kind, record: type[T]) -> Iterator[T]:
    columns = [_column(kind, name) for name in _names(record)]
    values = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
    lists = {place for place, name in enumerate(columns) if name in ("codings", "result", "edits")}
    identified = issubclass(kind, model.Identified)
    for mark, row in _in_order(state.rows[kind]):
        told = values(row)
        if lists:
            told = [tuple(value) if place in lists else value for place, value in enumerate(told)]
        yield record(mark, *told) if identified else record(*told)


def _sources(state: State, texts: Mapping[Mark, str]) -> Iterator[records.Source]:
    speakers: dict[Mark, list[records.Speaker]] = {}
    for row in state.rows[model.Speaker].values():
        speaker = records.Speaker(row["label"], row["participant_id"])
        speakers.setdefault(row["source_id"], []).append(speaker)
    for mark, row in _in_order(state.rows[model.Source]):
        said = itemgetter("start", "end", "speaker_id", "question_id", "kind", "time_start", "time_end")
        turns = []
        for turn in state.turns[mark]:
            start, end, speaker, *rest = said(turn)
            turns.append(records.Turn(start, end, speaker[1] if speaker else None, *rest))
        kept = {name: row[name] for name in _SOURCE_COLUMNS}
        yield records.Source(
            uid=mark,
            group=row["group_id"],
            text=texts[mark],
            turns=tuple(turns),
            speakers=tuple(speakers.get(mark, ())),
            **kept,
        )


_SOURCE_MAPPINGS = ("attributes", "import_report", "recording")
_SOURCE_COLUMNS = ("name", "reader", "file_name", "file_sha256", "imported_at", *_SOURCE_MAPPINGS)


def _themes(state: State) -> Iterator[records.Theme]:
    gathered: dict[Mark, list[Mark]] = {}
    for row in state.rows[model.ThemeCode].values():
        gathered.setdefault(row["theme_id"], []).append(row["code_id"])
    names = [name for name in _names(records.Theme) if name != "codes"]
    for mark, row in _in_order(state.rows[model.Theme]):
        told = {name: row[_column(model.Theme, name)] for name in names}
        yield records.Theme(mark, codes=tuple(gathered.get(mark, ())), **told)


_MEMO_COLUMNS = (
    *("text", "start", "end", "quote", "orphaned_from", "kind"),
    *("created_at", "updated_at"),
)


def _memos(state: State) -> Iterator[records.Memo]:
    for mark, row in state.rows[model.Memo].items():
        on = next((kind for kind, target in MEMO_TARGETS.items() if row[target.column] is not None), "")
        yield records.Memo(
            uid=mark,
            coder=row["coder_id"],
            on=on or "project",
            thing=row[MEMO_TARGETS[on].column] if on else None,
            **{name: row[name] for name in _MEMO_COLUMNS},
        )


def _rows(kind: Kind, told: Sequence[Any], moment: str) -> dict[Mark, Values]:
    """Rows of a kind by mark, with positions in the order of the records."""
    if not told:
        return {}
    names = [name for name in _names(type(told[0])) if name != "codes" or kind is not model.Theme]
    columns = [_column(kind, name) for name in names]
    rows: dict[Mark, Values] = {}
    for record in told:
        row = {column: getattr(record, name) for column, name in zip(columns, names, strict=True)}
        rows[_mark(kind, record, row)] = row
    _date(rows.values(), [name for name in columns if name.endswith("_at") and name != "released_at"], moment)
    _thaw(rows.values(), [name for name in _JSON_COLUMNS if name in columns])
    if "position" in table_of(kind).columns:
        for position, row in enumerate(rows.values()):
            row["position"] = position
    return rows


def _date(rows: Iterable[Values], columns: Sequence[str], moment: str) -> None:
    """Put a moment where nobody knows when it was."""
    for row in rows:
        for name in columns:
            row[name] = row[name] or moment


_JSON_COLUMNS = ("codings", "result", "edits", "attributes", "query")


def _thaw(rows: Iterable[Values], columns: Sequence[str]) -> None:
    """Make the tuples and mappings in these columns lists and dictionaries, which JSON holds."""
    for row in rows if columns else ():
        for name in columns:
            row[name] = dict(row[name]) if isinstance(row[name], Mapping) else list(row[name])


def _mark(kind: Kind, record: Any, row: Values) -> Mark:
    return record.uid if issubclass(kind, model.Identified) else tuple(row[name] for name in _JOINED[kind])


_JOINED: Mapping[Kind, tuple[str, ...]] = {
    model.Reading: ("source_id", "coder_id"),
    model.FinishedCoding: ("source_id", "coder_id", "round_id"),
}


def _put_sources(state: State, sources: Iterable[records.Source], moment: str) -> None:
    state.rows[model.Source], state.rows[model.Speaker] = {}, {}
    for position, source in enumerate(sources):
        row = {name: getattr(source, name) for name in _SOURCE_COLUMNS}
        row |= {"group_id": source.group, "position": position, "imported_at": source.imported_at or moment}
        row |= {name: dict(row[name]) for name in _SOURCE_MAPPINGS}
        state.rows[model.Source][source.uid] = row
        sha256 = hashlib.sha256(source.text.encode()).hexdigest()
        state.versions[source.uid] = [Version(sha256, len(source.text), row["imported_at"])]
        for speaker in source.speakers:
            state.rows[model.Speaker][(source.uid, speaker.label)] = {
                "source_id": source.uid,
                "label": speaker.label,
                "participant_id": speaker.participant,
            }
        state.turns[source.uid] = [
            {
                "number": number,
                "speaker_id": (source.uid, turn.speaker) if turn.speaker else None,
                "question_id": turn.question,
                **{name: getattr(turn, name) for name in _TURN_COLUMNS},
            }
            for number, turn in enumerate(source.turns, 1)
        ]


_TURN_COLUMNS = ("kind", "start", "end", "time_start", "time_end")


def _memo_row(memo: records.Memo, words: Mapping[Mark, str], moment: str) -> Values:
    row: Values = {name: getattr(memo, name) for name in _MEMO_COLUMNS}
    row |= {target.column: memo.thing if memo.on == kind else None for kind, target in MEMO_TARGETS.items()}
    row["coder_id"] = memo.coder
    row["created_at"] = memo.created_at or moment
    row["updated_at"] = memo.updated_at or row["created_at"]
    if memo.start is not None and memo.orphaned_from is None and not memo.quote:
        row["quote"] = words[memo.thing or ""][memo.start : memo.end]
    return row
