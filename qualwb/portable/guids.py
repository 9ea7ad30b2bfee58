"""Stable ids of one form: every record's is a lower-case GUID, as the formats that go out need it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from qualwb.portable.arrival import stable_id
from qualwb.portable.guid_text import GUID
from qualwb.portable.kinds import KINDS, REFERENCES
from qualwb.portable.records import PortableProject, Source, Uid

T = TypeVar("T", bound=Any)

_LISTS = ("codes", "codings", "result")
"""Fields that list stable ids."""


def as_lower_guid(uid: Uid) -> Uid:
    """A stable id as a lower-case GUID: itself, else in lower case, else one that follows from it."""
    if GUID.fullmatch(uid):
        return uid
    return lower if GUID.fullmatch(lower := uid.lower()) else stable_id("id", uid)


def with_guids(project: PortableProject) -> PortableProject:
    """The project whose stable ids are lower-case GUIDs, with all that refers to them; itself if they are."""
    odd = {uid for uid in _uids(project) if not GUID.fullmatch(uid)}
    if not odd:
        return project
    return renamed(project, {uid: as_lower_guid(uid) for uid in odd})


def renamed(project: PortableProject, uids: Mapping[Uid | None, Uid]) -> PortableProject:
    """The project whose records have other stable ids, by those that they had, with all references along."""
    changed: dict[str, Any] = {
        collection: tuple(_renamed(one, collection, uids) for one in getattr(project, collection))
        for collection in KINDS
    }
    return replace(project, **changed)


def _uids(project: PortableProject) -> Iterator[Uid]:
    for collection in KINDS:
        for record in getattr(project, collection):
            if uid := getattr(record, "uid", ""):
                yield uid


def _renamed(record: T, collection: str, guids: Mapping[Uid | None, Uid]) -> T:
    changes: dict[str, Any] = {}
    for name in ("uid", "parent", "thing", *REFERENCES.get(collection, ())):
        if (uid := getattr(record, name, None)) in guids:
            changes[name] = guids[uid]
    for name in _LISTS:
        listed = getattr(record, name, ())
        if any(uid in guids for uid in listed):
            changes[name] = tuple(guids.get(uid, uid) for uid in listed)
    if isinstance(record, Source):
        changes |= _people_and_questions(record, guids)
    if not changes:
        return record
    return record._replace(**changes) if hasattr(record, "_replace") else replace(record, **changes)


def _people_and_questions(source: Source, guids: Mapping[Uid | None, Uid]) -> dict[str, Any]:
    speakers = tuple(
        replace(one, participant=guids[one.participant]) if one.participant in guids else one
        for one in source.speakers
    )
    turns = tuple(
        turn._replace(question=guids[turn.question]) if turn.question in guids else turn
        for turn in source.turns
    )
    return {"speakers": speakers, "turns": turns}
