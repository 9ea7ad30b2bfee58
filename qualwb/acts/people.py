"""Speakers and participants: who a label is, in what role, with what attributes."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import exists, select

from qualwb.acts.hanging import Hook, hanging, hanging_asked, keys_of
from qualwb.acts.lookup import clean_name, find, find_exact, name_asked, refuse_taken
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import role_by_label
from qualwb.acts.summaries import move_summaries
from qualwb.acts.turns import Shown, turns_asked, turns_meant
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Group, Memo, Participant, Source, Speaker, Summary, Turn
from qualwb.store.driver import (
    Asked,
    as_keys,
    ask_ahead,
    fetch,
    fetch_whole,
    given,
    given_keys,
    know_rows,
    row_of,
    rows_asked,
)
from qualwb.store.errors import NotFound
from qualwb.store.journal import Act, table_of
from qualwb.store.naming import namesakes_asked, place_of

ROLES = ("moderator", "participant", "observer", "unknown")

Person = tuple[str, str]
"""Group and alias."""

TURNS: Hook = (Turn, "speaker_id")
LABELS: Hook = (Speaker, "participant_id")
MEMOS: Hook = (Memo, "participant_id")
SUMMARIES: Hook = (Summary, "participant_id")
_TELL_OF_PERSON = (LABELS, MEMOS, SUMMARIES)
_LABELS = select(Speaker.label).where(Speaker.source_id == given("source"))
IDLE = (
    select(table_of(Participant))
    .where(
        Participant.id.in_(given_keys("keys")),
        *(~exists().where(record.participant_id == Participant.id) for record in (Speaker, Memo, Summary)),
    )
    .order_by(Participant.id)
)
"""Those of the participants of these keys whom no label, memo or summary points to."""


def set_role(researcher: Researcher, source: str, label: str, role: str) -> None:
    """Set the role of the person behind a label; a label without a person gets one."""
    _refuse_unknown(role)
    with researcher.act("speaker.role") as act:
        row, group_id = _speaker(act, source, label)
        participant_id = row["participant_id"] or _person(act, row["id"], group_id, row["label"])
        act.update(Participant, participant_id, role=role)
        act.summary = f"{source}, {row['label']}: {role}"


def set_participant(researcher: Researcher, source: str, label: str, alias: str | None) -> None:
    """Let a label point to the participant of that alias in the source's group, made when new.

    None lets it point to no one ('Flera', 'Okänd'). A participant left without a label, memo or summary goes.
    """
    with researcher.act("speaker.participant") as act:
        row, group_id = _speaker(act, source, label)
        old = row["participant_id"]
        if alias is None:
            act.update(Speaker, row["id"], participant_id=None)
        else:
            _person(act, row["id"], group_id, clean_name(alias), like=old)
        if old is not None:
            drop_if_silent(act, [old])
        act.summary = f"{source}, {row['label']} = {alias or '-'}"


def rename_speaker(researcher: Researcher, source: str, label: str, new: str) -> None:
    """Rename a label in one source; renaming it to another label of the source merges the two."""
    with researcher.act("speaker.rename") as act:
        row, _group = _speaker(act, source, label)
        new = clean_name(new)
        ask_ahead(
            act.connection,
            name_asked(Speaker, new, column="label", source_id=row["source_id"]),
            *hanging_asked([TURNS], [row["id"]]),
        )
        twin = find_exact(act.connection, Speaker, new, column="label", source_id=row["source_id"])
        if twin is None:
            act.update(Speaker, row["id"], label=new)
        elif twin["id"] != row["id"]:
            turns = hanging(act.connection, TURNS, [row["id"]])
            act.update_many(Turn, keys_of(turns), speaker_id=twin["id"])
            act.delete(Speaker, [row["id"]])
            if row["participant_id"] is not None:
                drop_if_silent(act, [row["participant_id"]])
        act.summary = f"{source}: '{row['label']}' -> '{new}'"


def set_turn_speaker(
    researcher: Researcher,
    source: str,
    numbers: Iterable[int],
    label: str | None,
    shown: Shown | None = None,
) -> None:
    """Say who spoke the turns of these numbers; a new label becomes a speaker, None is nobody.

    Who is new has the role that the label tells.

    ``shown``: see ``turns_meant``. Raises ``NotFound``.
    """
    with researcher.act("turn.speaker") as act:
        row = find(act.connection, Source, source)
        named = _label_asked(row["id"], label) if label is not None else ()
        ask_ahead(act.connection, turns_asked(row), *named)
        speaker_id = None if label is None else ensure_speaker(act, row["id"], row["group_id"], label)
        turns = sorted(turns_meant(act, row, set(numbers), shown).values(), key=itemgetter(1))
        kind = "speech" if label else "text"
        act.update_many(Turn, (key for key, _number in turns), speaker_id=speaker_id, kind=kind)
        act.summary = f"{source}, {', '.join(str(number) for _key, number in turns)}: {label or '-'}"


def label_turns(
    researcher: Researcher, turns: Mapping[str, Iterable[int]], label: str, role: str | None = None
) -> int:
    """Say in one act who speaks turns of one or several sources, by number; returns how many there are.

    The label must be that of a speaker in each source, unless a ``role`` is given: then it becomes one, and
    the person behind it has that role. Raises ``NotFound``, ``QualwbError`` for an unknown role.
    """
    if role is not None:
        _refuse_unknown(role)
    labelled, said = 0, []
    with researcher.act("turn.speaker") as act:
        for source, numbers in turns.items():
            row = find(act.connection, Source, source)
            known = _known_label(act, row["id"], label)
            if known is None and role is None:
                raise NotFound(
                    _("{source} has no speaker '{label}'.").format(source=row["name"], label=label),
                    _("A role makes it a new one: {roles}.").format(roles=", ".join(ROLES)),
                )
            speaker_id = ensure_speaker(act, row["id"], row["group_id"], known or label)
            if role is not None:
                _give_role(act, speaker_id, role)
            found = sorted(turns_meant(act, row, set(numbers)).values(), key=itemgetter(1))
            act.update_many(Turn, (key for key, _number in found), speaker_id=speaker_id, kind="speech")
            said.append(f"{row['name']}, {', '.join(str(number) for _key, number in found)}")
            labelled += len(found)
        act.summary = f"{'; '.join(said)}: {clean_name(label)}"
    return labelled


def set_roles(researcher: Researcher, persons: Iterable[Person], role: str) -> int:
    """Give several participants a role; returns how many had another one. Raises ``NotFound``."""
    _refuse_unknown(role)
    named = list(persons)
    with researcher.act("participant.role") as act:
        rows = [_participant(act, group, alias) for group, alias in named]
        act.update_many(Participant, (row["id"] for row in rows), role=role)
        act.summary = f"{', '.join(alias for _group, alias in named)}: {role}"
    return sum(row["role"] != role for row in rows)


def describe_participant(researcher: Researcher, group: str, alias: str, **attributes: Any) -> None:
    """Set attributes of a participant; a value of None takes one away. 'role' sets the role."""
    with researcher.act("participant.describe") as act:
        row = _participant(act, group, alias)
        role = attributes.pop("role", row["role"])
        _refuse_unknown(role)
        merged = {k: v for k, v in {**row["attributes"], **attributes}.items() if v is not None}
        act.update(Participant, row["id"], role=role, attributes=merged)
        act.summary = f"{group}, {alias}: {', '.join(attributes) or role}"


def rename_participant(researcher: Researcher, group: str, alias: str, new: str) -> None:
    """Give a participant another alias; the alias of another participant of the group merges the two."""
    with researcher.act("participant.rename") as act:
        row = _participant(act, group, alias)
        new = clean_name(new)
        home = {"group_id": row["group_id"]}
        asked = name_asked(Participant, new, column="alias", **home)
        ask_ahead(act.connection, asked, namesakes_asked(Participant, **home))
        twin = find_exact(act.connection, Participant, new, column="alias", **home)
        if twin is None:
            refuse_taken(act.connection, Participant, new, besides=row["id"], **home)
            act.update(Participant, row["id"], alias=new)
        elif twin["id"] != row["id"]:
            merge_participant(act, row["id"], twin["id"])
        act.summary = f"{group}: '{alias}' -> '{new}'"


def merge_participants(
    researcher: Researcher, group: str, aliases: Iterable[str], into: str, reason: str = ""
) -> None:
    """Make several participants of a group one: ``into`` is one of them, another one, or a new alias.

    Labels, memos, summaries and attributes are put together. Raises ``NotFound``.
    """
    names = list(dict.fromkeys(aliases))
    with researcher.act("participant.merge", reason) as act:
        rows = [_participant(act, group, alias) for alias in names]
        try:
            target = _participant(act, group, into)["id"]
        except NotFound:
            target = rows[0]["id"]
            act.update(Participant, target, alias=clean_name(into))
        for row in rows:
            if row["id"] != target:
                merge_participant(act, row["id"], target)
        act.summary = f"{group}: {', '.join(names)} -> '{clean_name(into)}'"


def _known_label(act: Act, source_id: int, label: str) -> str | None:
    """The label of the source's speaker that is meant, None where it has none such."""
    labels = (
        act.connection.execute(select(Speaker.label).where(Speaker.source_id == source_id)).scalars().all()
    )
    place = place_of(label, labels)
    return None if place is None else labels[place]


def _give_role(act: Act, speaker_id: int, role: str) -> None:
    person = act.connection.execute(select(Speaker.participant_id).where(Speaker.id == speaker_id)).scalar()
    if person is not None:
        act.update(Participant, person, role=role)


def ensure_speaker(act: Act, source_id: int, group_id: int, label: str) -> int:
    """Within an act: the speaker of that label in the source, made with a participant when new.

    A participant who is new has the role that import guesses by the label.
    """
    label = clean_name(label)
    known = find_exact(act.connection, Speaker, label, column="label", source_id=source_id)
    if known is not None:
        return int(known["id"])
    beside = [other for (other,) in fetch(act.connection, _LABELS, source=source_id)]
    key = act.insert(Speaker, source_id=source_id, label=label)
    _person(act, key, group_id, label, beside=beside)
    return key


def _label_asked(source_id: int, label: str) -> tuple[Asked, Asked]:
    """What ``ensure_speaker`` asks first."""
    named = name_asked(Speaker, clean_name(label), column="label", source_id=source_id)
    return named, (_LABELS, {"source": source_id})


def drop_if_silent(act: Act, participants: Iterable[int]) -> None:
    """Within an act: remove those of the participants whom no label, memo or summary points to."""
    table = table_of(Participant)
    idle = fetch_whole(act.connection, table, IDLE, keys=as_keys(sorted(participants)))
    know_rows(act.connection, table, idle)
    act.delete(Participant, keys_of(idle))


def _speaker(act: Act, source: str, label: str) -> tuple[Any, int]:
    row = find(act.connection, Source, source)
    return find(act.connection, Speaker, label, column="label", source_id=row["id"]), row["group_id"]


def _participant(act: Act, group: str, alias: str) -> Any:
    group_id = find(act.connection, Group, group)["id"]
    return find(act.connection, Participant, alias, column="alias", group_id=group_id)


def _person(
    act: Act,
    speaker_id: int,
    group_id: int,
    alias: str,
    like: int | None = None,
    beside: Iterable[str] = (),
) -> int:
    """Within an act: the participant of that alias, who the speaker is from now on.

    Who is new has the role of the participant ``like`` whom they are, else the one that the alias tells
    ``beside`` other labels.
    """
    asked = name_asked(Participant, alias, column="alias", group_id=group_id)
    ask_ahead(act.connection, asked, *([rows_asked(table_of(Participant), [like])] if like else ()))
    known = find_exact(act.connection, Participant, alias, column="alias", group_id=group_id)
    if known is None:
        role = (
            row_of(act.connection, table_of(Participant), like)["role"]
            if like
            else role_by_label(alias, beside)
        )
        key = act.insert(Participant, group_id=group_id, alias=alias, role=role)
    else:
        key = known["id"]
    act.update(Speaker, speaker_id, participant_id=key)
    return key


def merge_participant(act: Act, participant_id: int, into: int) -> None:
    """Within an act: labels, memos, summaries and attributes of a participant go to another, and it goes."""
    people, both = table_of(Participant), sorted((participant_id, into))
    ask_ahead(
        act.connection,
        *hanging_asked(_TELL_OF_PERSON, [participant_id]),
        *hanging_asked([SUMMARIES], [into]),
        rows_asked(people, both),
    )
    for record, column in (LABELS, MEMOS):
        rows = hanging(act.connection, (record, column), [participant_id])
        act.update_many(record, keys_of(rows), participant_id=into)
    cells, there = (hanging(act.connection, SUMMARIES, [key]) for key in (participant_id, into))
    move_summaries(act, "participant_id", cells, into, there)
    attributes = {key: row_of(act.connection, people, key)["attributes"] for key in both}
    act.update(Participant, into, attributes={**attributes[participant_id], **attributes[into]})
    drop_if_silent(act, [participant_id])


def _refuse_unknown(role: str) -> None:
    if role not in ROLES:
        raise QualwbError(
            _("There is no role '{role}'.").format(role=role),
            _("Roles: {roles}.").format(roles=", ".join(ROLES)),
        )
