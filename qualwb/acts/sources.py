"""Sources and groups: renamed, moved, described, deleted."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import exists, select

from qualwb.acts.hanging import Hook, hanging, hanging_asked, keys_of
from qualwb.acts.lookup import clean_name, find, names_asked, refuse_taken
from qualwb.acts.people import IDLE, drop_if_silent
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import asked_of_group, ensure_group
from qualwb.language import cache
from qualwb.localization import ngettext
from qualwb.model import (
    Adjudication,
    Coding,
    FinishedCoding,
    Group,
    Memo,
    NameVerdict,
    Participant,
    PrintVersion,
    Reading,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    TextVersion,
    Turn,
)
from qualwb.store.driver import as_keys, ask_ahead, fetch, fetch_whole, given
from qualwb.store.journal import Act, table_of
from qualwb.store.naming import namesakes_asked

HANGS_ON_SOURCE = (
    *(Adjudication, Coding, FinishedCoding, Memo, NameVerdict, PrintVersion, Reading, SuggestionEvent),
    *(Turn, Speaker, TextVersion),
)
"""Records that go with a source, those first that refer to others."""
_ON_SOURCE = tuple((record, "source_id") for record in HANGS_ON_SOURCE)
_SPEAKERS: Hook = (Speaker, "source_id")
_OF_GROUP: Hook = (Source, "group_id")

_PEOPLE = (
    select(table_of(Participant))
    .where(Participant.id.in_(select(Speaker.participant_id).where(Speaker.source_id == given("source"))))
    .order_by(Participant.id)
)
_ALIASES = select(Participant.alias, Participant.id).where(Participant.group_id == given("group"))
_STAYING = (Participant.group_id == Group.id) & Participant.id.not_in(IDLE.with_only_columns(Participant.id))
_EMPTY_WITHOUT = select(Group.id).where(
    Group.id == given("group"),
    *(~exists().where(record.group_id == Group.id) for record in (Source, Memo, Summary)),
    ~exists().where(_STAYING),
)
"""The group, when there is nothing in it but idle people among the keys."""


def rename_source(researcher: Researcher, source: str, name: str) -> None:
    """Give a source another name."""
    with researcher.act("source.rename") as act:
        ask_ahead(act.connection, *names_asked(Source, [source]), namesakes_asked(Source))
        row = find(act.connection, Source, source)
        refuse_taken(act.connection, Source, clean_name(name), besides=row["id"])
        act.update(Source, row["id"], name=clean_name(name))
        act.summary = f"'{row['name']}' -> '{clean_name(name)}'"


def rename_group(researcher: Researcher, group: str, name: str) -> None:
    """Give a group another name."""
    with researcher.act("group.rename") as act:
        ask_ahead(act.connection, *names_asked(Group, [group]), namesakes_asked(Group))
        row = find(act.connection, Group, group)
        refuse_taken(act.connection, Group, clean_name(name), besides=row["id"])
        act.update(Group, row["id"], name=clean_name(name))
        act.summary = f"'{row['name']}' -> '{clean_name(name)}'"


def describe_group(researcher: Researcher, group: str, **attributes: Any) -> None:
    """Set attributes of a group; a value of None takes one away."""
    _describe(researcher, Group, group, attributes)


def describe_source(researcher: Researcher, source: str, **attributes: Any) -> None:
    """Set attributes of a source; a value of None takes one away."""
    _describe(researcher, Source, source, attributes)


def move_source(researcher: Researcher, source: str, group: str) -> None:
    """Put a source into another group, made when new; its people get their counterparts there."""
    with researcher.act("source.move") as act:
        ask_ahead(act.connection, *names_asked(Source, [source]), *asked_of_group())
        row = find(act.connection, Source, source)
        group_id = ensure_group(act, clean_name(group))
        act.update(Source, row["id"], group_id=group_id)
        _drop_idle(act, _move_people(act, row["id"], group_id), row["group_id"])
        act.summary = f"'{row['name']}' -> '{clean_name(group)}'"


def delete_source(researcher: Researcher, source: str, reason: str = "") -> int:
    """Delete a source with its codings, memos, turns and speakers; returns the codings deleted.

    Participants who speak nowhere else, and a group without any source left, go with it. A verified backup is
    made first.
    """
    with researcher.project.backed_up("delete-source"), researcher.act("source.delete", reason) as act:
        row = find(act.connection, Source, source)
        _forget_parsed(act, [row["id"]])
        deleted = remove_sources(act, [row["id"]], row["group_id"])
        act.summary = ngettext("'{source}' with {n} coding", "'{source}' with {n} codings", deleted).format(
            source=row["name"], n=deleted
        )
    return deleted


def delete_group(researcher: Researcher, group: str, reason: str = "") -> int:
    """Delete a group with all its sources and participants; returns the codings deleted.

    A verified backup is made first.
    """
    with researcher.project.backed_up("delete-group"), researcher.act("group.delete", reason) as act:
        row = find(act.connection, Group, group)
        keys = keys_of(hanging(act.connection, _OF_GROUP, [row["id"]]))
        _forget_parsed(act, keys)
        deleted = remove_sources(act, keys, row["id"])
        act.summary = ngettext("'{group}' with {n} coding", "'{group}' with {n} codings", deleted).format(
            group=row["name"], n=deleted
        )
    return deleted


def _describe(
    researcher: Researcher, record: type[Group] | type[Source], name: str, attributes: dict[str, Any]
) -> None:
    with researcher.act(f"{'group' if record is Group else 'source'}.describe") as act:
        row = find(act.connection, record, name)
        merged = {**row["attributes"], **attributes}
        act.update(record, row["id"], attributes={k: v for k, v in merged.items() if v is not None})
        act.summary = f"'{row['name']}': {', '.join(attributes)}"


def _forget_parsed(act: Act, sources: Sequence[int]) -> None:
    """Take the texts of these sources out of the cache of parsed texts."""
    ask_ahead(act.connection, *hanging_asked(_ON_SOURCE, sources))
    versions = hanging(act.connection, (TextVersion, "source_id"), sources)
    cache.forget({version["sha256"] for version in versions})


def remove_sources(act: Act, sources: Sequence[int], group_id: int) -> int:
    """Within an act: remove sources of a group with all that goes with them; returns the codings removed."""
    ask_ahead(act.connection, *hanging_asked(_ON_SOURCE, sources))
    gone = {hook[0]: hanging(act.connection, hook, sources) for hook in _ON_SOURCE}
    for record, rows in gone.items():
        act.delete(record, keys_of(rows))
    act.delete(Source, sources)
    _drop_idle(act, {row["participant_id"] for row in gone[Speaker]} - {None}, group_id)
    return len(gone[Coding])


def _move_people(act: Act, source_id: int, group_id: int) -> set[int]:
    """Let the people of a source be those of another group, made when new; returns who they were before."""
    people, there = (_PEOPLE, {"source": source_id}), (_ALIASES, {"group": group_id})
    ask_ahead(act.connection, people, there, *hanging_asked([_SPEAKERS], [source_id]))
    known: dict[str, int] = dict(fetch(act.connection, there[0], **there[1]))
    before = {
        row["id"]: row for row in fetch_whole(act.connection, table_of(Participant), people[0], **people[1])
    }
    for speaker in hanging(act.connection, _SPEAKERS, [source_id]):
        if speaker["participant_id"] is None:
            continue
        person = before[speaker["participant_id"]]
        alias, like = person["alias"], {name: person[name] for name in ("alias", "role", "attributes")}
        if alias not in known:
            known[alias] = act.insert(Participant, group_id=group_id, **like)
        act.update(Speaker, speaker["id"], participant_id=known[alias])
    return set(before)


def _drop_idle(act: Act, people: Collection[int], group_id: int) -> None:
    """Remove a group without any source left, and those of its people whom nothing tells of any longer."""
    among = {"keys": as_keys(sorted(people))}
    ask_ahead(act.connection, (IDLE, among), (_EMPTY_WITHOUT, among | {"group": group_id}))
    empty = fetch(act.connection, _EMPTY_WITHOUT, group=group_id, **among)
    drop_if_silent(act, people)
    act.delete(Group, [key for (key,) in empty])
