"""Where a project can hold a name: every column of strings, and what becomes of it when names are replaced.

Each column of strings of the schema stands in exactly one of the lists below, so that a new one must be
thought about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, select

from qualwb.acts.json_strings import JsonPath, strings_within
from qualwb.model import (
    Adjudication,
    Change,
    Code,
    Coder,
    Coding,
    FinishedCoding,
    Group,
    Memo,
    NameVerdict,
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
    Turn,
)
from qualwb.model.privacy import PRIVACY
from qualwb.store.blindness import blindfold
from qualwb.store.driver import fetch_each
from qualwb.store.journal import table_of
from qualwb.store.texts import texts_in_use


class Use(StrEnum):
    """What a column is to the people who write in it, and so how names are looked for in it."""

    TEXT = "text"
    """The text in use of a source."""
    PROSE = "prose"
    """Sentences of the researcher's own."""
    RULE = "rule"
    """Sentences or phrases on how codes and themes are used."""
    PERSON = "person"
    """What somebody is called, or a code for them."""
    LABEL = "label"
    """A name of something, or a few words."""
    FILE = "file"
    """A file's name: words in any case, between any signs."""
    ATTRIBUTES = "attributes"
    """JSON whose keys are the researcher's own words, as the values are."""
    DATA = "data"
    """JSON whose keys are the program's."""
    REPEATED = "repeated"
    """Words that stand elsewhere too: a name in them is known from there."""


class Spot(NamedTuple):
    """Where a string of the project is kept: a column of a row, or a path into a column of JSON."""

    table: str
    column: str
    key: int
    path: JsonPath = ()

    @property
    def is_text(self) -> bool:
        """Whether it is the text in use of a source."""
        return (self.table, self.column) == (TEXT.table, TEXT.column)


class Piece(NamedTuple):
    """One string of the project, and where it is kept."""

    spot: Spot
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A column that can hold names."""

    record: type[Record]
    column: str
    use: Use
    can_be_rewritten: bool = True
    """Whether an act may write other words here; what can't be rewritten is told."""

    @property
    def table(self) -> str:
        """The name of the table."""
        return table_of(self.record).name


TEXT = Field(Source, "text", Use.TEXT)
"""The texts in use: no column of the table, but what ``store.texts`` gives for the source."""

WRITTEN: tuple[Field, ...] = (
    *(Field(Project, column, use) for column, use in (("name", Use.LABEL), ("description", Use.PROSE))),
    Field(Project, "settings", Use.DATA),
    Field(Group, "name", Use.LABEL),
    Field(Group, "attributes", Use.ATTRIBUTES),
    Field(Source, "name", Use.LABEL),
    *(Field(Source, column, Use.FILE) for column in ("file_name", "recording")),
    Field(Source, "attributes", Use.ATTRIBUTES),
    Field(Source, "import_report", Use.DATA),
    Field(Speaker, "label", Use.PERSON),
    Field(Participant, "alias", Use.PERSON),
    Field(Participant, "attributes", Use.ATTRIBUTES),
    *(Field(Question, column, use) for column, use in (("label", Use.LABEL), ("text", Use.RULE))),
    Field(Code, "name", Use.LABEL),
    *(Field(Code, column, Use.RULE) for column in ("definition", "include", "exclude", "examples")),
    Field(Theme, "name", Use.LABEL),
    *(Field(Theme, column, Use.RULE) for column in ("definition", "boundary", "counter_examples", "claim")),
    *(Field(Memo, column, use) for column, use in (("kind", Use.REPEATED), ("text", Use.PROSE))),
    Field(Summary, "text", Use.PROSE),
    Field(PrintVersion, "text", Use.REPEATED),
    Field(PrintVersion, "edits", Use.DATA),
    *(Field(SavedQuery, column, use) for column, use in (("name", Use.LABEL), ("query", Use.DATA))),
    Field(Round, "name", Use.REPEATED),
    Field(Adjudication, "reason", Use.PROSE),
)
"""What people write beside the texts: each place is replaced by itself."""

TOLD: tuple[Field, ...] = (
    Field(Change, "summary", Use.REPEATED, can_be_rewritten=False),
    Field(Change, "reason", Use.REPEATED, can_be_rewritten=False),
    Field(Coder, "name", Use.REPEATED, can_be_rewritten=False),
)
"""What no act rewrites: the journal, which sealing sees to, and those who code, who are the researchers."""

FOLLOWING: Mapping[type[Record], Sequence[str]] = {
    Coding: ("quote",),
    Memo: ("quote",),
    PrintVersion: ("verbatim",),
    NameVerdict: ("quote",),
}
"""What repeats words of a text, and follows when the text is edited."""

FORMER: Mapping[type[Record], Sequence[str]] = {TextContent: ("text",), Change: ("images",)}
"""What is kept so that acts can be undone: earlier texts and images. Sealing erases it."""

KEY_TO_NAMES: Mapping[type[Record], Sequence[str]] = {NameVerdict: ("name", "alias", "same_as")}
"""What tells which name became which. Sealing moves it to the key file."""

NAMELESS: Mapping[type[Record], Sequence[str]] = {
    Adjudication: ("uid", "codings", "result", "outcome", "decided_at"),
    Change: ("at", "coder", "act", "digest", "erased"),
    Code: ("uid", "colour", "created_at"),
    Coder: ("uid",),
    Coding: ("uid", "origin", "created_at"),
    FinishedCoding: ("finished_at",),
    Group: ("uid",),
    Memo: ("uid", "created_at", "updated_at"),
    NameVerdict: ("uid", "kind", "verdict", "decided_at"),
    Participant: ("uid", "role"),
    PrintVersion: ("uid", "updated_at"),
    Project: ("uid", "language", "created_at"),
    Question: ("uid",),
    Reading: ("read_at",),
    Round: ("uid", "released_at"),
    SavedQuery: ("uid",),
    Source: ("uid", "reader", "file_sha256", "imported_at"),
    SuggestionEvent: ("uid", "outcome", "suggester", "reason", "encoder", "created_at"),
    Summary: ("uid", "codings", "updated_at"),
    TextContent: ("sha256",),
    TextVersion: ("sha256", "created_at"),
    Theme: ("uid", "created_at"),
    Turn: ("kind",),
}
"""What the program writes, or chooses from a list of its own. ``Change.coder`` is a coder's name."""

OF_CODERS: Mapping[tuple[str, str], frozenset[str]] = {
    ("project", "settings"): frozenset({"coder", PRIVACY}),
    ("saved_query", "query"): frozenset({"coders"}),
}
"""First steps of paths into JSON behind which coders are named, or nobody is."""


def texts(connection: Connection) -> Iterator[Piece]:
    """The texts in use, one by one, in order of the sources' keys."""
    for key, text in fetch_each(connection, _TEXTS):
        yield Piece(Spot(TEXT.table, TEXT.column, key), text)


def pieces(connection: Connection, field: Field) -> Iterator[Piece]:
    """The strings of a column that is not empty, in order of the rows' keys.

    Of the journal nothing is told that a blind round may hide from whoever reads by the connection.
    """
    table = table_of(field.record)
    rows = select(table.c.id, table.c[field.column]).order_by(table.c.id)
    worn = blindfold(connection)
    if field.record is Change and worn.rounds:
        rows = rows.where((table.c.id <= worn.since) | (table.c.coder == worn.coder))
    for key, value in connection.execute(rows):
        for path, text in strings_within(value, with_keys=field.use is Use.ATTRIBUTES):
            if text and not (path and path[0] in OF_CODERS.get((table.name, field.column), ())):
                yield Piece(Spot(table.name, field.column, key, path), text)


def strings(connection: Connection) -> Iterator[str]:
    """Every string that people wrote: texts in use, and what an act may rewrite."""
    for _spot, text in texts(connection):
        yield text
    for field in WRITTEN:
        for _spot, text in pieces(connection, field):
            yield text


_TEXTS = texts_in_use().order_by(Source.id)
