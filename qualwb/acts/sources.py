"""Sources and groups: renamed, moved, described, deleted."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from qualwb.acts.lookup import clean_name, find, refuse_taken
from qualwb.acts.people import drop_if_silent
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import ensure_group
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
from qualwb.store.journal import Act

HANGS_ON_SOURCE = (
    *(Adjudication, Coding, FinishedCoding, Memo, NameVerdict, PrintVersion, Reading, SuggestionEvent),
    *(Turn, Speaker, TextVersion),
)
"""Records that go with a source, those first that refer to others."""


def rename_source(researcher: Researcher, source: str, name: str) -> None:
    """Give a source another name."""
    with researcher.act("source.rename") as act:
        row = find(act.connection, Source, source)
        refuse_taken(act.connection, Source, clean_name(name), besides=row["id"])
        act.update(Source, row["id"], name=clean_name(name))
        act.summary = f"'{row['name']}' -> '{clean_name(name)}'"


def rename_group(researcher: Researcher, group: str, name: str) -> None:
    """Give a group another name."""
    with researcher.act("group.rename") as act:
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
        row = find(act.connection, Source, source)
        group_id = ensure_group(act, clean_name(group))
        act.update(Source, row["id"], group_id=group_id)
        _move_people(act, row["id"], group_id)
        _drop_if_empty(act, row["group_id"])
        act.summary = f"'{row['name']}' -> '{clean_name(group)}'"


def delete_source(researcher: Researcher, source: str, reason: str = "") -> int:
    """Delete a source with its codings, memos, turns and speakers; returns the codings deleted.

    Participants who speak nowhere else, and a group without any source left, go with it. A verified backup is
    made first.
    """
    with researcher.project.backed_up("delete-source"), researcher.act("source.delete", reason) as act:
        row = find(act.connection, Source, source)
        _forget_parsed(act, [row["id"]])
        deleted = remove_source(act, row["id"], row["group_id"])
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
        sources = act.connection.execute(select(Source.id).where(Source.group_id == row["id"]))
        keys = sources.scalars().all()
        _forget_parsed(act, keys)
        deleted = sum(remove_source(act, key, row["id"]) for key in keys)
        _drop_if_empty(act, row["id"])
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
    versions = select(TextVersion.sha256).where(TextVersion.source_id.in_(sources))
    cache.forget(set(act.connection.execute(versions).scalars()))


def remove_source(act: Act, source_id: int, group_id: int) -> int:
    """Within an act: remove a source with all that goes with it; returns the codings removed."""
    connection, codings = act.connection, 0
    speaking = select(Speaker.participant_id).where(
        Speaker.source_id == source_id, Speaker.participant_id.is_not(None)
    )
    people = {key for key in connection.execute(speaking).scalars() if key is not None}
    for record in HANGS_ON_SOURCE:
        keys = connection.execute(select(record.id).where(record.source_id == source_id)).scalars().all()
        act.delete(record, keys)
        codings += len(keys) if record is Coding else 0
    act.delete(Source, [source_id])
    for participant_id in people:
        drop_if_silent(act, participant_id)
    _drop_if_empty(act, group_id)
    return codings


def _drop_if_empty(act: Act, group_id: int) -> None:
    for record in (Source, Participant, Memo, Summary):
        if act.connection.execute(select(record.id).where(record.group_id == group_id)).first():
            return
    if act.connection.execute(select(Group.id).where(Group.id == group_id)).first():
        act.delete(Group, [group_id])


def _move_people(act: Act, source_id: int, group_id: int) -> None:
    person = (Participant.id, Participant.alias, Participant.role, Participant.attributes)
    rows = act.connection.execute(
        select(Speaker.id, *person)
        .join(Participant, Participant.id == Speaker.participant_id)
        .where(Speaker.source_id == source_id)
        .order_by(Speaker.id)
    ).all()
    for speaker_id, participant_id, alias, role, attributes in rows:
        known = select(Participant.id).where(Participant.group_id == group_id, Participant.alias == alias)
        there = act.connection.execute(known).scalar()
        if there is None:
            there = act.insert(Participant, group_id=group_id, alias=alias, role=role, attributes=attributes)
        act.update(Speaker, speaker_id, participant_id=there)
        drop_if_silent(act, participant_id)
