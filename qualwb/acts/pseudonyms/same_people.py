"""Participants who come again: one who gets the alias of another of the group, and had that one's name.

The material was imported further after names were replaced. By the key the two are one person, and become one
as a researcher would make them; what is put together is kept so that the key gives it back too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.people import merge_participant
from qualwb.acts.pseudonyms.key import Application, ColumnReplaced, JsonReplaced, MergedPerson, ValueReplaced
from qualwb.acts.pseudonyms.rows import rows_of
from qualwb.acts.pseudonyms.substitutions import Substitution
from qualwb.model import Participant, Summary
from qualwb.store.journal import Act, table_of


def same_people(
    connection: Connection, columns: Iterable[ColumnReplaced], happened: Iterable[Application]
) -> dict[int, int]:
    """The participants who would get the alias of one who had their name, by the key: each with that one."""
    known = _names_by_uid(happened)
    table = table_of(Participant)
    rows = connection.execute(select(table.c.id, table.c.uid, table.c.group_id, table.c.alias)).all()
    group_of = {key: group for key, _uid, group, _alias in rows}
    earlier = {
        (group, alias.casefold(), known[uid][0].casefold()): key
        for key, uid, group, alias in rows
        if uid in known and known[uid][1] == alias
    }
    found = {}
    for one in columns:
        if isinstance(one, ValueReplaced) and is_alias(one):
            into = earlier.get((group_of[one.key], one.after.casefold(), one.before.casefold()))
            if into not in (None, one.key):
                found[one.key] = into
    return found


def is_alias(one: ColumnReplaced) -> bool:
    """Whether it is a participant's alias that gives way."""
    return (one.table, one.column) == (Participant.__tablename__, "alias")


def make_one(
    act: Act, key: int, into: int, replaced: Sequence[ColumnReplaced]
) -> tuple[MergedPerson, list[ColumnReplaced]]:
    """Within an act: the participant becomes the earlier one; returns what gives back the words put together.

    ``replaced`` are the columns that gave way, as they are written.
    """
    persons = rows_of(act.connection, table_of(Participant), {key, into})
    themes = _themes(act.connection, key)
    merge_participant(act, key, into)
    of_person = [one for one in replaced if (one.table, one.key) == (Participant.__tablename__, key)]
    name = next(one.before for one in of_person if is_alias(one))
    merged = MergedPerson(persons[key]["uid"], persons[into]["uid"], name)
    attributes = _attributes(act.connection, persons[into], of_person)
    of_cells = [one for one in replaced if one.table == Summary.__tablename__ and one.key in themes]
    return merged, [*attributes, *_summaries(act.connection, into, themes, of_cells)]


def _names_by_uid(happened: Iterable[Application]) -> dict[str, tuple[str, str]]:
    """The first name of each participant and its newest alias, by stable id."""
    known: dict[str, tuple[str, str]] = {}
    for application in happened:
        for one in application.values:
            if is_alias(one):
                first, _alias = known.get(one.uid, (one.before, ""))
                known[one.uid] = first, one.after
    return known


def _attributes(
    connection: Connection, into: Mapping[str, Any], replaced: Iterable[ColumnReplaced]
) -> Iterator[JsonReplaced]:
    """What the attributes that came to the earlier one were."""
    key = into["id"]
    for one in replaced:
        if isinstance(one, JsonReplaced):
            now = rows_of(connection, table_of(Participant), {key})[key]["attributes"]
            pairs = zip(one.before.items(), one.after.items(), strict=True)
            former = {new[0]: old for old, new in pairs if new[0] not in into["attributes"]}
            before = dict(former.get(name, (name, value)) for name, value in now.items())
            yield JsonReplaced(one.table, into["uid"], key, one.column, before, now)


def _themes(connection: Connection, participant: int) -> dict[int, int]:
    """The themes of a participant's summaries, by key of the summary."""
    of = select(Summary.id, Summary.theme_id).where(Summary.participant_id == participant)
    return dict(connection.execute(of).all())


def _summaries(
    connection: Connection,
    into: int,
    themes: Mapping[int, int],
    replaced: Iterable[ColumnReplaced],
) -> Iterator[ValueReplaced]:
    """What the summaries were that stand behind another of the same cell now."""
    kept = {theme: key for key, theme in _themes(connection, into).items()}
    rows = rows_of(connection, table_of(Summary), set(kept.values()))
    for one in replaced:
        row = rows[kept[themes[one.key]]]
        if isinstance(one, ValueReplaced) and row["id"] != one.key and row["text"].endswith(f"\n{one.after}"):
            before = row["text"].removesuffix(one.after)
            moved = (
                Substitution(len(before) + gone.start, gone.words, gone.instead) for gone in one.substitutions
            )
            yield ValueReplaced(
                one.table, row["uid"], row["id"], one.column, before + one.before, tuple(moved)
            )
