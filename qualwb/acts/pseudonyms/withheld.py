"""Names of those who have withdrawn: the key knows them, and gives them back nowhere."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.json_strings import strings_in
from qualwb.acts.pseudonyms.key import Application, KnownName, ValueReplaced
from qualwb.acts.pseudonyms.same_people import is_alias
from qualwb.acts.withdrawal.withdrawn import withdrawals
from qualwb.acts.written_words import pattern_of
from qualwb.language.transcription_marks import WITHDRAWN
from qualwb.model import Group, Participant, Source, Speaker

_MARKS = tuple(f"[{word}]" for word in WITHDRAWN.values())
"""What stands in place of words of theirs, in whatever language."""


@dataclass(frozen=True)
class Withheld:
    """Whose names are not given back, and which rows are theirs.

    A name that somebody else has too means the one who withdrew in the material of their own group, and the
    other one elsewhere.
    """

    everywhere: frozenset[str] = frozenset()
    at_home: frozenset[str] = frozenset()
    """Names that others have too."""
    sources: frozenset[int] = frozenset()
    """Keys of all sources of their groups."""
    groups: frozenset[int] = frozenset()
    rows: frozenset[tuple[str, int]] = frozenset()
    """Their own rows, by table and key."""

    def name_in(self, value: Any, *, home: bool) -> bool:
        """Whether one of the names stands in a string, or in one within a value of JSON."""
        pattern = self._at_home if home else self._elsewhere
        return any(pattern.search(text) for text in strings_in(value, with_keys=True))

    @cached_property
    def _elsewhere(self) -> re.Pattern[str]:
        return pattern_of(self.everywhere, any_case=True)

    @cached_property
    def _at_home(self) -> re.Pattern[str]:
        return pattern_of(self.everywhere | self.at_home, any_case=True)

    def is_blanked(self, value: Any) -> bool:
        """Whether words of theirs were taken out of a string, or of one in a value of JSON: what is lost
        there may be among them."""
        if not self.rows:
            return False
        return any(mark in text for mark in _MARKS for text in strings_in(value, with_keys=True))

    def is_home(self, table: str, row: Mapping[str, Any]) -> bool:
        """Whether a row is of their group or of one of its sources."""
        group = row["id"] if table == Group.__tablename__ else row.get("group_id")
        source = row["id"] if table == Source.__tablename__ else row.get("source_id")
        return group in self.groups or source in self.sources


def withheld_names(
    connection: Connection, done: Sequence[Application], known: Iterable[KnownName]
) -> Withheld:
    """The names under which the applications met those who have withdrawn since."""
    gone = {one.participant for one in withdrawals(connection)}
    if not gone:
        return Withheld()
    rows = select(Participant.id, Participant.group_id).where(Participant.uid.in_(gone))
    people = dict(connection.execute(rows).all())
    spoken = select(Speaker.id).where(Speaker.participant_id.in_(people))
    labels = set(connection.execute(spoken).scalars())
    theirs, others = _names_by_owner(done, gone, labels)
    written = _as_written(theirs, known)
    shared = {name.casefold() for name in _as_written(others, known)}
    at_home = frozenset(name for name in written if name.casefold() in shared)
    sources = select(Source.id).where(Source.group_id.in_(set(people.values())))
    own = {Participant.__tablename__: people.keys(), Speaker.__tablename__: labels}
    return Withheld(
        frozenset(written - at_home),
        at_home,
        frozenset(connection.execute(sources).scalars()),
        frozenset(people.values()),
        frozenset((table, key) for table, keys in own.items() for key in keys),
    )


def _names_by_owner(
    done: Sequence[Application], gone: Collection[str], labels: Collection[int]
) -> tuple[set[str], set[str]]:
    """Aliases and labels that gave way: of those who have withdrawn, and of all others."""
    theirs: set[str] = set()
    others: set[str] = set()
    for one in (one for step in done for one in step.values):
        if is_alias(one):
            (theirs if one.uid in gone else others).add(one.before)
        elif _is_label(one):
            (theirs if one.key in labels else others).add(one.before)
    return theirs, others


def _is_label(one: ValueReplaced) -> bool:
    return (one.table, one.column) == (Speaker.__tablename__, "label")


def _as_written(names: Collection[str], known: Iterable[KnownName]) -> set[str]:
    """The names, and every way in which the material wrote who is known by one of them."""
    wanted = {name.casefold() for name in names}
    found = set(names)
    for one in known:
        called = (one.name, *one.forms)
        if not wanted.isdisjoint(name.casefold() for name in called):
            found.update(called, one.words)
    return {name for name in found if name.strip()}
