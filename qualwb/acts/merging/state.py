"""A project as plain values: each row under a mark that it has in every copy, references by mark too.

Keys of rows never leave their file. A mark is the row's ``uid``; a row without one is known by what it joins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, select

from qualwb.model import (
    Adjudication,
    Code,
    Coder,
    Coding,
    FinishedCoding,
    Group,
    Identified,
    Memo,
    Participant,
    PrintVersion,
    Project,
    Question,
    Reading,
    Record,
    Round,
    SavedQuery,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    TextContent,
    TextVersion,
    Theme,
    ThemeCode,
    Turn,
)
from qualwb.store.journal import table_of

Mark = Any
"""A ``uid``, or the marks and names that a row without one joins, as a tuple."""
Values = dict[str, Any]
"""The columns of a row but its key and ``uid``; what refers to another row is that row's mark."""
Kind = type[Record]

KINDS: tuple[Kind, ...] = (
    *(Coder, Round, Group, Participant, Source, Speaker, Question, Code, Theme, ThemeCode),
    *(Coding, Memo, PrintVersion, Summary, SavedQuery, SuggestionEvent, Adjudication),
    *(Reading, FinishedCoding),
)
"""The records that are merged row by row, those first that others refer to. Texts and turns go by source."""

JOINS: Mapping[Kind, tuple[str, ...]] = {
    Speaker: ("source_id", "label"),
    ThemeCode: ("theme_id", "code_id"),
    Reading: ("source_id", "coder_id"),
    FinishedCoding: ("source_id", "coder_id", "round_id"),
}
"""What marks a row that has no ``uid``."""
LISTS: Mapping[Kind, tuple[str, ...]] = {Summary: ("codings",), Adjudication: ("codings", "result")}
"""Columns that hold keys of codings in a list."""
PASSAGES: Mapping[Kind, str] = {Coding: "quote", Memo: "quote", PrintVersion: "verbatim"}
"""Records of a passage that can lose its place, and where its words are kept."""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a source's text."""

    sha256: str
    length: int
    created_at: str


@dataclass
class State:
    """All rows of a project by kind and mark, its texts' versions and its turns by source."""

    rows: dict[Kind, dict[Mark, Values]] = field(default_factory=dict)
    versions: dict[Mark, list[Version]] = field(default_factory=dict)
    turns: dict[Mark, list[Values]] = field(default_factory=dict)
    keys: dict[Kind, dict[int, Mark]] = field(default_factory=dict)
    """The mark of each key of this file; of turns, the source and the number."""
    settings: Values = field(default_factory=dict)
    text: Callable[[str], str] = lambda _sha256: ""
    """A text of the project by its SHA-256."""

    def current(self, source: Mark) -> Version:
        """The text version in use of a source."""
        return self.versions[source][-1]

    def label(self, kind: Kind, mark: Mark) -> str:
        """What a person calls the row; '' for none."""
        row = self.rows[kind].get(mark) if mark is not None else None
        if row is None:
            return ""
        if kind is Participant:
            return f"{self.label(Group, row['group_id'])}/{row['alias']}"
        named = next((name for name in ("name", "label") if name in row), "")
        return str(row[named]) if named else ""


def read_state(connection: Connection) -> State:
    """The whole project as values. Texts are read when they are asked for."""
    state = State(text=texts_of(connection))
    for kind in KINDS:
        _read(connection, state, kind)
    _read_versions(connection, state)
    _read_turns(connection, state)
    project = connection.execute(select(table_of(Project))).mappings().one()
    told = {name: project[name] for name in ("name", "description", "language")}
    state.settings = told | dict(project["settings"])
    return state


@cache
def references(kind: Kind) -> Mapping[str, Kind]:
    """The columns of a record that refer to others, with the records that they refer to."""
    known = {table_of(other).name: other for other in KINDS}
    return {
        column.name: known[foreign.column.table.name]
        for column in table_of(kind).columns
        for foreign in column.foreign_keys
        if foreign.column.table.name in known
    }


def _read(connection: Connection, state: State, kind: Kind) -> None:
    table, referring = table_of(kind), references(kind)
    names = table.columns.keys()
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute(select(table).order_by("id"))]
    if issubclass(kind, Identified):
        marks = {row.pop("id"): row.pop("uid") for row in rows}
        state.keys[kind] = marks
        _refer(state, kind, rows, referring)
        state.rows[kind] = dict(zip(marks.values(), rows, strict=True))
    else:
        _refer(state, kind, rows, referring)
        marks = {row.pop("id"): tuple(row[name] for name in JOINS[kind]) for row in rows}
        state.keys[kind] = marks
        state.rows[kind] = dict(zip(marks.values(), rows, strict=True))


def _refer(state: State, kind: Kind, rows: list[Values], referring: Mapping[str, Kind]) -> None:
    """Let references be marks. Codings in lists that are gone are left out."""
    for column, other in referring.items():
        marks = state.keys[other]
        for row in rows:
            if row[column] is not None:
                row[column] = marks[row[column]]
    codings = state.keys[Coding] if kind in LISTS else {}
    for column in LISTS.get(kind, ()):
        for row in rows:
            row[column] = [codings[key] for key in row[column] if key in codings]


def _read_versions(connection: Connection, state: State) -> None:
    table = table_of(TextVersion)
    columns = select(table.c.source_id, table.c.sha256, table.c.length, table.c.created_at)
    state.versions = {mark: [] for mark in state.rows[Source]}
    for source, *version in connection.execute(columns.order_by(table.c.source_id, table.c.number)):
        state.versions[state.keys[Source][source]].append(Version(*version))


def _read_turns(connection: Connection, state: State) -> None:
    table: Table = table_of(Turn)
    names = table.columns.keys()
    state.turns = {mark: [] for mark in state.rows[Source]}
    state.keys[Turn] = {}
    sources, speakers, questions = (state.keys[kind] for kind in (Source, Speaker, Question))
    for row in connection.execute(select(table).order_by(table.c.source_id, table.c.number)):
        turn = dict(zip(names, row, strict=True))
        source = sources[turn.pop("source_id")]
        turn["speaker_id"] = speakers.get(turn["speaker_id"])
        turn["question_id"] = questions.get(turn["question_id"])
        state.keys[Turn][turn.pop("id")] = (source, turn["start"])
        state.turns[source].append(turn)


def texts_of(connection: Connection) -> Callable[[str], str]:
    """The texts of a project by their SHA-256, while the connection is open."""

    def text(sha256: str) -> str:
        content = select(TextContent.text).where(TextContent.sha256 == sha256)
        return str(connection.execute(content).scalar_one())

    return text
