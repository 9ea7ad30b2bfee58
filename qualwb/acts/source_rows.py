"""Rows of a source, within an act: its group, text versions, people and turns, as a transcript has them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from qualwb.acts.lookup import clean_name
from qualwb.model import Group, Participant, Source, Speaker, TextContent, TextVersion, Turn
from qualwb.store.driver import Asked, fetch, given, insert_missing
from qualwb.store.journal import Act, table_of
from qualwb.store.naming import namesakes, namesakes_asked
from qualwb.store.open_project import now
from qualwb.transcripts.formats.printed_report.report_contents import ReportTranscript
from qualwb.transcripts.recognition.roles import guess_roles
from qualwb.transcripts.transcript import Role, SpeakerFinding, Transcript

_GROUPS = select(func.count(Group.id))
_SOURCES = select(func.count(Source.id))
_PARTICIPANTS = select(Participant.alias, Participant.id).where(Participant.group_id == given("group"))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a transcript came from."""

    file_name: str = ""
    sha256: str = ""

    @classmethod
    def of(cls, file_name: str, data: bytes) -> "Origin":
        """The origin of a file by its name and bytes."""
        return cls(file_name, hashlib.sha256(data).hexdigest())


def asked_of_group() -> tuple[Asked, Asked]:
    """What ``ensure_group`` asks."""
    return namesakes_asked(Group), (_GROUPS, {})


def ensure_group(act: Act, name: str) -> int:
    """Within an act: the key of the group of that name, made when new."""
    for key, _known in namesakes(act.connection, Group, name):
        return key
    ((position,),) = fetch(act.connection, _GROUPS)
    return act.insert(Group, name=name, position=position)


def asked_of_new_source() -> Asked:
    """What ``new_source`` asks."""
    return _SOURCES, {}


def new_source(act: Act, name: str, group_id: int, transcript: Transcript, origin: Origin) -> int:
    """Within an act: a source with the first version of its text, still without turns."""
    ((position,),) = fetch(act.connection, _SOURCES)
    source_id = act.insert(
        Source,
        name=name,
        group_id=group_id,
        position=position,
        reader=transcript.reader,
        file_name=origin.file_name,
        file_sha256=origin.sha256,
        imported_at=now(),
        attributes=dict(transcript.attributes),
        import_report=_report(transcript),
    )
    new_version(act, source_id, transcript.text, 1)
    return source_id


def new_version(act: Act, source_id: int, text: str, number: int, *, created_at: str = "") -> None:
    """Within an act: a text version, made now or at the moment given.

    The text itself is kept once, under its hash, outside the journal.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    insert_missing(act.connection, table_of(TextContent), {"sha256": sha256, "text": text})
    made = created_at or now()
    act.insert(
        TextVersion, source_id=source_id, number=number, sha256=sha256, length=len(text), created_at=made
    )


def insert_turns(act: Act, source_id: int, transcript: Transcript, speakers: Mapping[str, int]) -> range:
    """Within an act: the turns of a transcript, numbered from 1."""
    count = len(transcript.turns)
    starts, ends, labels, kinds, times_start, times_end = (
        zip(*transcript.turns, strict=True) if count else [()] * 6
    )
    columns = {
        "source_id": [source_id] * count,
        "number": range(1, count + 1),
        "speaker_id": [speakers.get(label) if label else None for label in labels],
        "kind": [kind.value for kind in kinds],
        "start": starts,
        "end": ends,
        "time_start": times_start,
        "time_end": times_end,
    }
    return act.insert_columns(Turn, count, columns)


def people(
    act: Act,
    source_id: int,
    group_id: int,
    transcript: Transcript,
    roles: Mapping[str, Role],
    aliases: Mapping[str, str],
    known: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Within an act: speakers of the source and their participants; returns speaker keys by label.

    Labels in ``known`` have their speaker already. ``roles`` and ``aliases`` are a person's word, by label.
    """
    known = known or {}
    said = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker)
    new = [label for label in said if label not in known]
    findings = {finding.label: finding for finding in transcript.speakers}
    alias_of = _aliases_of(new, findings, roles, aliases)
    participants = _participants(act, group_id, alias_of, findings, roles)
    rows = [
        {"source_id": source_id, "label": label, "participant_id": participants.get(alias_of.get(label, ""))}
        for label in new
    ]
    return {**known, **dict(zip(new, act.insert_many(Speaker, rows), strict=True))}


def _aliases_of(
    labels: Iterable[str],
    findings: Mapping[str, SpeakerFinding],
    roles: Mapping[str, Role],
    aliases: Mapping[str, str],
) -> dict[str, str]:
    """The alias of each label behind which one person stands. 'Flera' is nobody, unless a person says so."""
    found = {}
    for label in labels:
        collective = label in findings and findings[label].collective
        if label in aliases or label in roles or not collective:
            found[label] = clean_name(aliases.get(label, label))
    return found


def _participants(
    act: Act,
    group_id: int,
    alias_of: Mapping[str, str],
    findings: Mapping[str, SpeakerFinding],
    roles: Mapping[str, Role],
) -> dict[str, int]:
    """The group's participants by alias, those of the labels among them: made when new, else told more of."""
    participants: dict[str, int] = dict(fetch(act.connection, _PARTICIPANTS, group=group_id))
    told = _told(alias_of, findings)
    for alias, attributes in told.items():
        if alias in participants and attributes:
            _add_attributes(act, participants[alias], attributes)
    role_of = _roles_of(alias_of, findings, roles)
    made = [alias for alias in told if alias not in participants]
    rows = [
        {"group_id": group_id, "alias": alias, "role": role_of[alias], "attributes": told[alias]}
        for alias in made
    ]
    return participants | dict(zip(made, act.insert_many(Participant, rows), strict=True))


def _told(alias_of: Mapping[str, str], findings: Mapping[str, SpeakerFinding]) -> dict[str, dict[str, str]]:
    """What the file tells about each person, by alias, over all labels of that person."""
    told: dict[str, dict[str, str]] = {}
    for label, alias in alias_of.items():
        told.setdefault(alias, {}).update(findings[label].attributes if label in findings else {})
    return told


def _roles_of(
    alias_of: Mapping[str, str], findings: Mapping[str, SpeakerFinding], roles: Mapping[str, Role]
) -> dict[str, str]:
    """Each person's role, by alias: that of the first label, a person's word before the guess."""
    found: dict[str, str] = {}
    for label, alias in alias_of.items():
        guessed = findings[label].role if label in findings else Role.UNKNOWN
        found.setdefault(alias, _role(roles.get(label) or guessed))
    return found


def _add_attributes(act: Act, participant_id: int, attributes: Mapping[str, str]) -> None:
    """Add to what is known of a participant; what is known already stays."""
    known = act.connection.execute(
        select(Participant.attributes).where(Participant.id == participant_id)
    ).scalar_one()
    act.update(Participant, participant_id, attributes={**attributes, **known})


def role_by_label(label: str, beside: Iterable[str]) -> str:
    """The role that a file with this label ``beside`` others gives, as far as labels alone tell it."""
    guessed, _reason = guess_roles(dict.fromkeys((*beside, label), ()))[label]
    return _role(guessed)


def _role(role: Role) -> str:
    # Who is no moderator or observer and has a name of their own takes part.
    return Role.PARTICIPANT.value if role is Role.UNKNOWN else role.value


def _report(transcript: Transcript) -> dict[str, Any]:
    aside: dict[str, int] = {}
    for part in transcript.left_aside:
        aside[part.reason] = aside.get(part.reason, 0) + len(part.text) * part.count
    kept: dict[str, Any] = {
        "why": transcript.why,
        "warnings": list(transcript.warnings),
        "left_aside": aside,
        "speakers": [_finding(finding) for finding in transcript.speakers],
    }
    if isinstance(transcript, ReportTranscript):
        kept["missing_chapters"] = list(transcript.report.missing_chapters)
    return kept


def _finding(finding: SpeakerFinding) -> dict[str, Any]:
    return {"label": finding.label, "verdict": finding.verdict.value, "reason": finding.reason}
