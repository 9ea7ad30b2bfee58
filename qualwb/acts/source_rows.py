"""Import: a transcript or a printed report becomes groups, sources, people, turns and codings."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from qualwb.acts.lookup import clean_name, refuse_taken
from qualwb.acts.memos import new_memo
from qualwb.acts.passages import Passage, trimmed
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Group, Participant, Source, Speaker, TextContent, TextVersion, Turn
from qualwb.store.journal import Act
from qualwb.store.project_file import now
from qualwb.transcripts.transcript import Comment, Role, SpeakerFinding, Transcript


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import stored, and the sum that must come out even: found = stored + left aside."""

    source_id: int
    source: str
    group: str
    turns: int
    speakers: int
    characters_found: int
    characters_stored: int
    characters_aside: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a transcript came from."""

    file_name: str = ""
    sha256: str = ""

    @classmethod
    def of(cls, file_name: str, data: bytes) -> "Origin":
        """The origin of a file by its name and bytes."""
        return cls(file_name, hashlib.sha256(data).hexdigest())


def import_transcript(
    researcher: Researcher,
    transcript: Transcript,
    *,
    name: str,
    group: str | None = None,
    origin: Origin = Origin(),
    roles: Mapping[str, Role] | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Imported:
    """Store a transcript as a source of a group (by default a group of its own, named as the source).

    ``roles`` and ``aliases`` override, by label, the guessed role and the alias under which the person is
    known in the group. Labels with one alias are one participant. Raises ``BadName`` when the source name is
    taken and ``QualwbError`` when this very file is in the project.
    """
    name = clean_name(name)
    with researcher.act("source.import") as act:
        refuse_taken(act.connection, Source, name)
        _refuse_again(act.connection, origin)
        group_id = ensure_group(act, clean_name(group or name))
        source_id = new_source(act, name, group_id, transcript, origin)
        speakers = people(act, source_id, group_id, transcript, roles or {}, aliases or {})
        insert_turns(act, source_id, transcript, speakers)
        for comment in transcript.comments:
            _comment(act, researcher.coder, source_id, name, transcript.text, comment)
        act.summary = _("'{source}' in '{group}'").format(source=name, group=group or name)
    aside = sum(len(part.text) * part.count for part in transcript.left_aside)
    return Imported(
        source_id,
        name,
        group or name,
        len(transcript.turns),
        len(speakers),
        len(transcript.text) + aside,
        len(transcript.text),
        aside,
    )


def ensure_group(act: Act, name: str) -> int:
    """Within an act: the key of the group of that name, made when new."""
    rows = act.connection.execute(select(Group.id, Group.name)).all()
    for key, known in rows:
        if known.casefold() == name.casefold():
            return key
    return act.insert(Group, name=name, position=len(rows))


def new_source(act: Act, name: str, group_id: int, transcript: Transcript, origin: Origin) -> int:
    """Within an act: a source with the first version of its text, still without turns."""
    position = act.connection.execute(select(func.count(Source.id))).scalar_one()
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


def new_version(act: Act, source_id: int, text: str, number: int) -> None:
    """Within an act: a text version. The text itself is kept once, under its hash, outside the journal."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = select(TextContent.id).where(TextContent.sha256 == sha256)
    if act.connection.execute(known).scalar() is None:
        act.connection.execute(insert(TextContent).values(sha256=sha256, text=text))
    act.insert(
        TextVersion, source_id=source_id, number=number, sha256=sha256, length=len(text), created_at=now()
    )


def insert_turns(act: Act, source_id: int, transcript: Transcript, speakers: Mapping[str, int]) -> range:
    """Within an act: the turns of a transcript, numbered from 1."""
    return act.insert_many(
        Turn,
        [
            {
                "source_id": source_id,
                "number": number,
                "speaker_id": speakers.get(turn.speaker) if turn.speaker else None,
                "question_id": None,
                "kind": turn.kind.value,
                "start": turn.start,
                "end": turn.end,
                "time_start": turn.time_start,
                "time_end": turn.time_end,
            }
            for number, turn in enumerate(transcript.turns, 1)
        ],
    )


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

    Labels in ``known`` have their speaker already.
    """
    findings = {finding.label: finding for finding in transcript.speakers}
    there = act.connection.execute(
        select(Participant.alias, Participant.id).where(Participant.group_id == group_id)
    )
    persons: dict[str, int] = dict(there.all())
    labels = list(dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker))
    new = [label for label in labels if label not in (known or {})]
    alias_of = {
        label: clean_name(aliases.get(label, label))
        for label in new
        if label in aliases or label in roles or not (label in findings and findings[label].collective)
    }
    role_of = {
        alias: _role(roles.get(label) or (findings[label].role if label in findings else Role.UNKNOWN))
        for label, alias in reversed(alias_of.items())
        if alias not in persons
    }
    made = [alias for alias in dict.fromkeys(alias_of.values()) if alias in role_of]
    told: dict[str, dict[str, str]] = {}
    for label, alias in alias_of.items():
        told.setdefault(alias, {}).update(findings[label].attributes if label in findings else {})
    for alias, attributes in told.items():
        if alias in persons and attributes:
            _add_attributes(act, persons[alias], attributes)
    people_rows = [
        {"group_id": group_id, "alias": alias, "role": role_of[alias], "attributes": told[alias]}
        for alias in made
    ]
    persons |= dict(zip(made, act.insert_many(Participant, people_rows), strict=True))
    rows = [
        {"source_id": source_id, "label": label, "participant_id": persons.get(alias_of.get(label, ""))}
        for label in new
    ]
    return {**(known or {}), **dict(zip(new, act.insert_many(Speaker, rows), strict=True))}


def _add_attributes(act: Act, participant_id: int, attributes: Mapping[str, str]) -> None:
    """Add to what is known of a participant; what is known already stays."""
    known = act.connection.execute(
        select(Participant.attributes).where(Participant.id == participant_id)
    ).scalar_one()
    act.update(Participant, participant_id, attributes={**attributes, **known})


def _role(role: Role) -> str:
    # Who is no moderator or observer and has a name of their own takes part.
    return Role.PARTICIPANT.value if role is Role.UNKNOWN else role.value


def _refuse_again(connection: Connection, origin: Origin) -> None:
    if not origin.sha256:
        return
    known = connection.execute(select(Source.name).where(Source.file_sha256 == origin.sha256)).scalar()
    if known is not None:
        raise QualwbError(
            _("{file}: this very file is in the project already, as '{source}'.").format(
                file=origin.file_name, source=known
            ),
            _("Delete that source first if you want to read it anew."),
        )


def _report(transcript: Transcript) -> dict[str, Any]:
    aside: dict[str, int] = {}
    for part in transcript.left_aside:
        aside[part.reason] = aside.get(part.reason, 0) + len(part.text) * part.count
    return {
        "why": transcript.why,
        "warnings": list(transcript.warnings),
        "left_aside": aside,
        "speakers": [_finding(finding) for finding in transcript.speakers],
    }


def _finding(finding: SpeakerFinding) -> dict[str, Any]:
    return {"label": finding.label, "verdict": finding.verdict.value, "reason": finding.reason}


def _comment(act: Act, coder: str, source_id: int, source: str, text: str, comment: Comment) -> None:
    start, end = trimmed(text, comment.start, comment.end)
    if start == end:
        new_memo(act, coder, comment.text, target="source", name=source)
        return
    passage = Passage(source_id, source, start, end, text[start:end])
    body = f"{comment.author}: {comment.text}" if comment.author else comment.text
    new_memo(act, coder, body, target="passage", passage=passage)
