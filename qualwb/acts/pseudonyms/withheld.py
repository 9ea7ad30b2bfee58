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
from qualwb.model import Group, Participant, Source, Speaker


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
    people = connection.execute(
        select(Participant.id, Participant.group_id).where(Participant.uid.in_(gone))
    ).all()
    keys, groups = {key for key, _group in people}, frozenset(group for _key, group in people)
    labels = set(connection.execute(select(Speaker.id).where(Speaker.participant_id.in_(keys))).scalars())
    names = [one for step in done for one in step.values if is_alias(one) or _is_label(one)]
    theirs = {one.before for one in names if one.uid in gone or (_is_label(one) and one.key in labels)}
    others = {
        one.before for one in names if one.uid not in gone and not (_is_label(one) and one.key in labels)
    }
    written = _as_written(theirs, known)
    shared = {name.casefold() for name in _as_written(others, known)}
    sources = connection.execute(select(Source.id).where(Source.group_id.in_(groups))).scalars()
    return Withheld(
        frozenset(name for name in written if name.casefold() not in shared),
        frozenset(name for name in written if name.casefold() in shared),
        frozenset(sources),
        groups,
        frozenset(
            (
                *((Participant.__tablename__, key) for key in keys),
                *((Speaker.__tablename__, key) for key in labels),
            )
        ),
    )


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
