"""Where a person is named: by others in the transcripts, and in what researchers wrote."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, select

from qualwb.acts.json_strings import strings_in
from qualwb.acts.withdrawal.person import Span, Withdrawing
from qualwb.acts.written_words import pattern_of
from qualwb.language.names.lists import in_small_letters
from qualwb.localization import ngettext
from qualwb.model import (
    Change,
    Coder,
    Group,
    Participant,
    Record,
    SavedQuery,
    Source,
    Speaker,
    TextContent,
    TextVersion,
    Turn,
)
from qualwb.model.base import WORDS_OF_A_TEXT
from qualwb.store.journal import table_of
from qualwb.store.naming import kind_of
from qualwb.store.texts import current_texts

NOT_WRITTEN = {Change, TextContent, TextVersion, Turn}
"""Records that hold no text that a person wrote, or hold it elsewhere."""
OF_OTHERS = {Coder, Participant, Speaker}
"""Records whose names are those of other people."""
BEGINNING = 40
"""Characters of a text that tell which one it is."""
MECHANICAL = {"uid", "sha256", "file_sha256", "created_at", "updated_at", "imported_at", "colour"}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that names the person, and how often."""

    where: str
    count: int


@dataclass(frozen=True)
class PersonNames:
    """How a person is named in texts: the alias and the labels, also in the genitive and in capitals."""

    own: tuple[str, ...]
    """Names that nobody else in the project has."""
    shared: tuple[str, ...]
    """Names that others have too: in the person's own group they mean the person, elsewhere nobody knows."""
    bare: tuple[str, ...] = ()
    """A single sign or number, such as 'M' or '1': it names nobody within a text, only as all of it."""

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return pattern_of(_in_capitals_too(self.own))

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return pattern_of(_in_capitals_too((*self.own, *self.shared)))

    def spans(self, text: str, *, at_home: bool) -> list[Span]:
        """Where a text names the person; ``at_home``: the text is of their own group."""
        pattern = self._all if at_home else self._own
        return [found.span() for found in pattern.finditer(text)]

    def replaced(self, text: str, by: str, *, at_home: bool, lower_case: bool = False) -> str:
        """The text with something else in place of each name.

        With ``lower_case`` also where a name has no capital, as in words that a program tells in base form,
        unless it is an ordinary word then ('björn').
        """
        if text in self.bare:
            return by
        pattern = self._all if at_home else self._own
        text = pattern.sub(lambda _found: by, text)
        if lower_case:
            names = (*self.own, *self.shared) if at_home else self.own
            text = pattern_of(in_small_letters(names)).sub(lambda _found: by, text)
        return text


def names_of(connection: Connection, person: Withdrawing, former: Iterable[str] = ()) -> PersonNames:
    """The names of a person, and the former ones that the journal tells of."""
    aliases = select(Participant.alias).where(Participant.id != person.key)
    labels = select(Speaker.label).where(Speaker.id.not_in(list(person.speakers)))
    others = {
        name.casefold() for statement in (aliases, labels) for name in connection.execute(statement).scalars()
    }
    names = sorted({*person.names, *former}, key=lambda name: (-len(name), name))
    telling = [name for name in names if len(name) > 1 and any(map(str.isalpha, name))]
    return PersonNames(
        tuple(name for name in telling if name.casefold() not in others),
        tuple(name for name in telling if name.casefold() in others),
        tuple(name for name in names if name not in telling),
    )


def mentions_in_texts(
    connection: Connection, person: Withdrawing, names: PersonNames
) -> dict[int, tuple[Span, ...]]:
    """Where others name the person in the texts in use, by source."""
    own = {share.key: share.spans for share in person.shares}
    found = {}
    for source, text in current_texts(connection).items():
        spans = names.spans(text, at_home=source in person.home)
        said = own.get(source, ())
        by_others = tuple(s for s in spans if not any(a < s[1] and b > s[0] for a, b in said))
        if by_others:
            found[source] = by_others
    return found


def told_in_texts(connection: Connection, places: Mapping[int, tuple[Span, ...]]) -> list[NamedPlace]:
    """The mentions in texts by source, each with the turns that they stand in."""
    told = []
    named = connection.execute(select(Source.id, Source.name).order_by(Source.position, Source.id)).all()
    for source, name in named:
        if source in places:
            turns = _turns_with(connection, source, places[source])
            said = ngettext("{source}, turn {turns}", "{source}, turns {turns}", len(turns))
            where = said.format(source=name, turns=", ".join(map(str, turns)))
            told.append(NamedPlace(where, len(places[source])))
    return told


def _turns_with(connection: Connection, source: int, places: Sequence[Span]) -> list[int]:
    """The numbers of the turns of a source in which places begin."""
    turns = select(Turn.number, Turn.start, Turn.end).where(Turn.source_id == source).order_by(Turn.number)
    return [
        number
        for number, start, end in connection.execute(turns)
        if any(start <= place < end for place, _end in places)
    ]


def written_columns(record: type[Record]) -> list[Column[Any]]:
    """The columns of a record with text that a person or a file brought, but for words of a transcript."""
    return [
        column
        for column in table_of(record).columns
        if isinstance(column.type, String | JSON)
        and column.info != WORDS_OF_A_TEXT
        and column.name not in MECHANICAL
    ]


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row with the columns that hold what a person or a file wrote."""

    record: type[Record]
    key: int
    values: dict[str, Any]
    at_home: bool
    """Whether it is of the group of the person who withdraws, or of one of its sources."""


def written_rows(connection: Connection, person: Withdrawing) -> Iterator[WrittenRow]:
    """All rows with their written columns, record by record."""
    for record in written_records():
        table, names = table_of(record), [column.name for column in written_columns(record)]
        for row in connection.execute(select(table).order_by(table.c.id)).mappings():
            values = {name: row[name] for name in names}
            yield WrittenRow(record, row["id"], values, _is_at_home(record, dict(row), person))


def _is_at_home(record: type[Record], row: Mapping[str, Any], person: Withdrawing) -> bool:
    group = row["id"] if record is Group else row.get("group_id")
    return group == person.group_id or row.get("source_id") in person.home


def written_records() -> Sequence[type[Record]]:
    """The records with text that a person or a file brought."""
    records = [mapper.class_ for mapper in Record.registry.mappers]
    found = [record for record in records if record not in NOT_WRITTEN and written_columns(record)]
    return sorted(found, key=lambda record: table_of(record).name)


def told_in_rows(
    connection: Connection, person: Withdrawing, names: PersonNames, gone: Mapping[type[Record], set[int]]
) -> list[NamedPlace]:
    """Rows that name the person in what researchers or files wrote, but for what goes in any case."""
    told = []
    for row in written_rows(connection, person):
        record, values = row.record, row.values
        if record in OF_OTHERS or record is SavedQuery or row.key in gone.get(record, ()):
            continue
        if record is Source and row.key in person.sources:
            values.pop("import_report")
        n = sum(len(names.spans(text, at_home=row.at_home)) for text in strings_in(list(values.values())))
        if n:
            told.append(NamedPlace(_row_in_words(record, row.key, row.values), n))
    return told


def _row_in_words(record: type[Record], key: int, values: Mapping[str, Any]) -> str:
    """What the row is called; where it has no name, its number and how its text begins."""
    named = str(values.get("name") or values.get("label") or key)
    begins = shorten(str(values.get("text") or ""), BEGINNING, placeholder=" …")
    return f"{kind_of(record)} {named}" + (f": {begins}" if begins else "")


def _in_capitals_too(names: Iterable[str]) -> set[str]:
    return {form for name in names for form in (name, name.upper())}
