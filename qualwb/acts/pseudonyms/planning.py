"""What is to be replaced where, by the project as it stands: every check before anything is written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts import privacy
from qualwb.acts.follow_edits import QUOTED
from qualwb.acts.json_strings import JsonPath, strings_within, with_strings_at
from qualwb.acts.pseudonyms.entity import Entity, Place
from qualwb.acts.pseudonyms.key import ColumnReplaced, JsonReplaced, Key, ValueReplaced
from qualwb.acts.pseudonyms.lexicon import Lexicon
from qualwb.acts.pseudonyms.material import TOLD, Spot
from qualwb.acts.pseudonyms.rewording import Rewording
from qualwb.acts.pseudonyms.rows import rows_of
from qualwb.acts.pseudonyms.selecting import Chosen, choose, without_aliases
from qualwb.acts.pseudonyms.substitutions import Substitution, Substitutions, line_by_line, longest_first
from qualwb.acts.pseudonyms.unique_names import SameName
from qualwb.acts.text_edits import clean_text
from qualwb.errors import QualwbError
from qualwb.language.names import NameKind
from qualwb.localization import gettext as _
from qualwb.model import Record, Source
from qualwb.model.base import WORDS_OF_A_TEXT
from qualwb.store.journal import table_of
from qualwb.store.texts import current_texts

Choice = Callable[[str | None], Substitutions]
"""What gives way in a string; None where there is none."""

PERSON = NameKind.PERSON.value


_LEFT = {(field.table, field.column) for field in TOLD}


class StaleName(QualwbError):
    """A name no longer stands where it was found: the project was changed after that."""


class NothingToReplace(QualwbError):
    """No name is to be replaced anywhere."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be replaced, by the project as it is now."""

    chosen: Chosen
    texts: Mapping[int, Substitutions]
    """By key of the source."""
    columns: Sequence[ColumnReplaced]
    lexicon: Lexicon
    """All words that give way somewhere."""

    @property
    def places(self) -> int:
        """How many places give way, in texts and elsewhere."""
        return self.text_places + sum(one.places for one in self.columns)

    @property
    def text_places(self) -> int:
        """How many places in texts give way."""
        return sum(len(one.all) for one in self.texts.values())


def plan_of(connection: Connection, entities: Iterable[Entity], key: Key) -> Plan:
    """What would be replaced. Raises ``StaleName``, ``NothingToReplace``, ``QualwbError`` for a bad alias."""
    uids = dict(connection.execute(select(Source.id, Source.uid)).all())
    happened = key.happened(one.get("id", "") for one in privacy.applied(connection))
    chosen = choose(without_aliases(entities, happened, uids))
    _refuse_bad_aliases(chosen, key)
    places: dict[Spot, list[Place]] = {}
    for place in chosen.places():
        spot = Spot(place.table, place.column, place.key, tuple(place.path))
        places.setdefault(spot, []).append(place)
    texts = _in_texts(connection, places)
    words = {place.words: clean_text(place.replacement) for place in chosen.places()}
    rewording = Rewording(words, Key("", "", "").with_names(chosen.entities, {}).names)
    columns = [*_in_columns(connection, places), *_in_lost_quotes(connection, rewording)]
    if not texts and not columns:
        raise NothingToReplace(_("There is no name to replace."))
    return Plan(chosen, texts, columns, Lexicon(words))


def _refuse_bad_aliases(chosen: Chosen, key: Key) -> None:
    """No alias may be a name that gives way elsewhere, or gave way before: it could be taken for a leak."""
    originals = {form.casefold() for one in chosen.entities for form in (one.name, *one.forms)}
    persons = [known for known in key.names if known.kind == PERSON]
    before = {word for known in persons for name in (known.name, *known.forms) for word in _words(name)}
    for one in chosen.entities:
        named_before = one.kind == PERSON and not before.isdisjoint(_words(one.alias))
        if one.alias.casefold() in originals or (named_before and not _is_of_key(one, key)):
            raise QualwbError(
                _("'{alias}', the alias of '{name}', is the name of another in the material.").format(
                    alias=one.alias, name=one.name
                ),
                _("Choose another alias."),
            )


def _words(name: str) -> set[str]:
    """The words of a name, folded: 'Joey-Kelly' has two."""
    return {word for word in re.split(r"[\s-]+", name.casefold()) if word}


def _is_of_key(entity: Entity, key: Key) -> bool:
    """Whether the key has this alias for the name already."""
    return any(known.name == entity.name and known.alias == entity.alias for known in key.names)


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
    for spot, here in places.items():
        if spot.is_text:
            substitutions = _fitting(here, texts.get(spot.key))
            if substitutions.all:
                found[spot.key] = substitutions
    return found


def _in_columns(connection: Connection, places: Mapping[Spot, list[Place]]) -> Iterator[ColumnReplaced]:
    """What becomes of the columns that the places stand in, but for texts, their words and the journal."""
    columns: dict[tuple[str, str, int], dict[Spot, list[Place]]] = {}
    for spot, here in places.items():
        if not spot.is_text and (spot.table, spot.column) not in _LEFT and not _follows_text(spot):
            columns.setdefault((spot.table, spot.column, spot.key), {})[spot] = here
    wanted: dict[str, set[int]] = {}
    for table, _column, key in columns:
        wanted.setdefault(table, set()).add(key)
    rows = {table: rows_of(connection, Record.metadata.tables[table], keys) for table, keys in wanted.items()}
    for (table, column, key), by_spot in sorted(columns.items(), key=lambda item: item[0]):
        row = rows[table].get(key)
        if row is None:
            raise _stale(next(iter(by_spot.values()))[0].words)
        wanted_here = {spot.path: partial(_fitting, found) for spot, found in by_spot.items()}
        yield from _replaced(table, row, column, wanted_here)


def _replaced(
    table: str, row: Mapping[str, Any], column: str, wanted: Mapping[JsonPath, Choice]
) -> Iterator[ColumnReplaced]:
    """What becomes of one column, in which ``wanted`` chooses what gives way, by path."""
    place, before = (table, row.get("uid", ""), row["id"], column), row[column]
    strings = dict(strings_within(before, with_keys=True))
    chosen = {path: choice(strings.get(path)) for path, choice in wanted.items()}
    chosen = {path: substitutions for path, substitutions in chosen.items() if substitutions.all}
    if isinstance(before, str):
        yield from (ValueReplaced(*place, before, tuple(one.all)) for one in chosen.values())
    elif chosen:
        after = with_strings_at(before, {path: one.apply(strings[path]) for path, one in chosen.items()})
        if len(dict(strings_within(after, with_keys=True))) < len(strings):
            raise SameName(
                _("Two attributes of one {table} would have the same name.").format(table=table),
                _("Choose another alias for one of them."),
            )
        yield JsonReplaced(*place, before, after)


def _follows_text(spot: Spot) -> bool:
    return Record.metadata.tables[spot.table].c[spot.column].info == WORDS_OF_A_TEXT


def _in_lost_quotes(connection: Connection, rewording: Rewording) -> Iterator[ColumnReplaced]:
    """The words of passages that lost their place, which follow no text any more."""

    def known(text: str | None) -> Substitutions:
        return rewording.substitutions(text or "")

    for record in QUOTED:
        table = table_of(record)
        quoted = [column.name for column in table.columns if column.info == WORDS_OF_A_TEXT]
        for row in connection.execute(select(table).where(table.c.orphaned_from.is_not(None))).mappings():
            for column in quoted:
                paths = dict.fromkeys(dict(strings_within(row[column], with_keys=False)), known)
                yield from _replaced(table.name, dict(row), column, paths)


def _fitting(places: Sequence[Place], text: str | None) -> Substitutions:
    """What gives way in a text. Raises ``StaleName`` when other words stand there."""
    found = longest_first(
        Substitution(place.start, place.words, clean_text(place.replacement)) for place in places
    )
    lines = (part for one in found for part in line_by_line(one))
    substitutions = Substitutions(part for part in lines if part.words != part.instead)
    if text is None or not substitutions.stand_in(text):
        raise _stale(places[0].words)
    return substitutions
