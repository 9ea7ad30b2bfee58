"""What is to be replaced where, by the project as it stands: every check before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.acts.follow_edits import QUOTED
from qualwb.acts.pseudonyms import facts
from qualwb.acts.pseudonyms.choosing import TEXT, Accept, Chosen, choose, without_aliases
from qualwb.acts.pseudonyms.entity import Entity, Place
from qualwb.acts.pseudonyms.key import Key, ValueReplaced
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions, line_by_line, longest_first
from qualwb.acts.pseudonyms.values import at_path, rows_of, strings_in
from qualwb.acts.text_edits import clean_text
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Change, Record, Source
from qualwb.model.base import WORDS_OF_A_TEXT
from qualwb.store.journal import table_of
from qualwb.store.texts import current_texts

Spot = tuple[str, str, int, tuple[str | int, ...]]
"""Table, column, key of the row, and path into a column of JSON."""


class StaleName(QualwbError):
    """A name no longer stands where it was found: the project was changed after that."""


class NothingToReplace(QualwbError):
    """No name is to be replaced anywhere."""

    exit_code = 1


class BadAlias(QualwbError):
    """An alias under which nobody could tell who is meant."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be replaced, by the project as it is now."""

    chosen: Chosen
    texts: Mapping[int, Substitutions]
    """By key of the source."""
    values: Sequence[ValueReplaced]
    lexicon: Lexicon

    @property
    def places(self) -> int:
        """How many places give way."""
        values = sum(len(one.substitutions) for one in self.values)
        return values + sum(len(one.all) for one in self.texts.values())


def plan_of(
    connection: Connection, entities: Iterable[Entity], key: Key, accept: Accept = Accept.NONE
) -> Plan:
    """What would be replaced. Raises ``StaleName``, ``NothingToReplace``, ``BadAlias``."""
    uids = dict(connection.execute(select(Source.id, Source.uid)).all())
    happened = key.happened(one.get("id", "") for one in facts.applied(connection))
    chosen = choose(without_aliases(entities, happened, uids), accept)
    _refuse_bad_aliases(chosen)
    by_value: dict[Spot, list[Place]] = {}
    for place in chosen.places():
        by_value.setdefault((place.table, place.column, place.key, tuple(place.path)), []).append(place)
    texts = _in_texts(connection, by_value)
    lexicon = Lexicon({place.words: clean_text(place.replacement) for place in chosen.places()})
    values = [*_in_values(connection, by_value), *_in_lost_quotes(connection, lexicon)]
    if not texts and not values:
        raise NothingToReplace(_("There is no name to replace."))
    return Plan(chosen, texts, values, lexicon)


def _refuse_bad_aliases(chosen: Chosen) -> None:
    """No alias may be a name that gives way elsewhere: nobody could tell a leak from it."""
    originals = {form.casefold() for one in chosen.entities for form in (one.name, *one.forms)}
    for one in chosen.entities:
        if one.alias.casefold() in originals:
            raise BadAlias(
                _("'{alias}', the alias of '{name}', is the name of another in the material.").format(
                    alias=one.alias, name=one.name
                ),
                _("Choose another alias."),
            )


def _stale(words: str) -> StaleName:
    return StaleName(
        _("'{words}' no longer stands where it was found: the project was changed meanwhile.").format(
            words=words
        ),
        _("Nothing was replaced; look for the names again."),
    )


def _in_texts(connection: Connection, places: Mapping[Spot, list[Place]]) -> dict[int, Substitutions]:
    texts = current_texts(connection)
    found: dict[int, Substitutions] = {}
    for (table, column, key, _path), here in places.items():
        if (table, column) == TEXT:
            substitutions = _substitutions(here)
            if not substitutions.stand_in(texts.get(key, "")):
                raise _stale(here[0].words)
            if substitutions.all:
                found[key] = substitutions
    return found


def _substitutions(places: Iterable[Place]) -> Substitutions:
    found = longest_first(
        Substitution(place.start, place.words, clean_text(place.replacement)) for place in places
    )
    return Substitutions(part for one in found for part in line_by_line(one) if part.words != part.instead)


def _in_values(connection: Connection, by_value: Mapping[Spot, list[Place]]) -> list[ValueReplaced]:
    """The values that the places stand in, but for texts, words of texts and the journal."""
    found: list[ValueReplaced] = []
    wanted: dict[str, set[int]] = {}
    for table, _column, key, _path in by_value:
        wanted.setdefault(table, set()).add(key)
    rows = {table: rows_of(connection, Record.metadata.tables[table], keys) for table, keys in wanted.items()}
    for (table, column, key, path), places in sorted(by_value.items(), key=lambda item: repr(item[0])):
        if (table, column) == TEXT or table == Change.__tablename__ or _follows_text(table, column):
            continue
        row = rows[table].get(key)
        value = at_path(row[column], path) if row else None
        substitutions = _substitutions(places)
        if row is None or not isinstance(value, str) or not substitutions.stand_in(value):
            raise _stale(places[0].words)
        if substitutions.all:
            found.append(
                ValueReplaced(table, row.get("uid", ""), key, column, path, value, tuple(substitutions.all))
            )
    return found


def _follows_text(table: str, column: str) -> bool:
    return Record.metadata.tables[table].c[column].info == WORDS_OF_A_TEXT


def _in_lost_quotes(connection: Connection, lexicon: Lexicon) -> list[ValueReplaced]:
    """The words of passages that lost their place, which follow no text any more."""
    found = []
    for record in QUOTED:
        table = table_of(record)
        quoted = [column.name for column in table.columns if column.info == WORDS_OF_A_TEXT]
        for row in connection.execute(select(table).where(table.c.orphaned_from.is_not(None))).mappings():
            for column in quoted:
                for path, words in strings_in(row[column]):
                    if substitutions := tuple(lexicon.found_in(words)):
                        place = (table.name, row["uid"], row["id"], column, path)
                        found.append(ValueReplaced(*place, words, substitutions))
    return found
