"""Correcting the text of a source, and taking a changed file for it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from qualwb.acts import privacy
from qualwb.acts.changed_file import ChangedFile, changed_file
from qualwb.acts.follow_edits import Corrected, Joined, Orphan, asked_to_edit, edit_text, turns_in
from qualwb.acts.hanging import keys_of
from qualwb.acts.lookup import find, names_asked
from qualwb.acts.passages import Passage, as_it_stands, words_asked
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import Origin, insert_turns, people
from qualwb.acts.text_edits import Edit, Edits, clean_text, edits_between
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Participant, Source, Speaker, Turn
from qualwb.store.driver import Asked, ask_ahead, fetch, given
from qualwb.store.journal import Act
from qualwb.store.texts import current_text, texts_of_versions
from qualwb.transcripts.transcript import Transcript

_SPOKEN = (
    select(Turn.start, Speaker.label)
    .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
    .where(Turn.source_id == given("source"))
    .order_by(Turn.number)
)
_SPEAKERS = select(Speaker.label, Speaker.id).where(Speaker.source_id == given("source"))

__all__ = [
    "Corrected",
    "Joined",
    "Orphan",
    "Reimported",
    "known_labels",
    "reimport",
    "replace",
    "replace_passage",
    "what_changes",
]


def replace(
    researcher: Researcher, source: str, start: int, end: int, text: str, reason: str = ""
) -> Corrected:
    """Replace [start, end) of a source's text; everything that hangs on it follows.

    A turn whose border disappears joins the turn before it. Raises ``QualwbError`` for a span that lies
    outside the text.
    """
    with researcher.act("source.correct", reason) as act:
        row = find(act.connection, Source, source)
        ask_ahead(act.connection, *asked_to_edit(row["id"]))
        length = len(current_text(act.connection, row["id"]))
        if not 0 <= start <= end <= length:
            raise QualwbError(
                _("{source} {start}-{end}: no such span.").format(source=source, start=start, end=end),
                _("Positions run from 0 to {length}.").format(length=length),
            )
        return _correct(act, row, Edits([Edit(start, end, clean_text(text))]))


def replace_passage(researcher: Researcher, passage: Passage, text: str, reason: str = "") -> Corrected:
    """Replace the words of a passage by ``text``, word by word: codings within it keep their places.

    Raises ``StalePassage`` when somebody else has changed the words meanwhile.
    """
    inner = edits_between(passage.text, clean_text(text)).edits
    with researcher.act("source.correct", reason) as act:
        named = names_asked(Source, [passage.source])
        ask_ahead(act.connection, words_asked(passage), *named, *asked_to_edit(passage.source_id))
        at = as_it_stands(act.connection, passage).start
        moved = Edits(Edit(e.start + at, e.end + at, e.text) for e in inner)
        return _correct(act, find(act.connection, Source, passage.source), moved)


def what_changes(connection: Connection, source: str, transcript: Transcript) -> ChangedFile:
    """What a changed file comes to, taken for a source. Raises ``NotFound``."""
    key = find(connection, Source, source)["id"]
    spoken = fetch(connection, _SPOKEN, source=key)
    return changed_file(
        texts_of_versions(connection, key), ((start, label or "") for start, label in spoken), transcript
    )


def known_labels(connection: Connection, source: str) -> dict[str, str]:
    """The labels that a source knows as speakers, each with the alias of its participant, or ''."""
    key = find(connection, Source, source)["id"]
    rows = connection.execute(
        select(Speaker.label, Participant.alias)
        .outerjoin(Participant, Participant.id == Speaker.participant_id)
        .where(Speaker.source_id == key)
    )
    return {label: alias or "" for label, alias in rows}


class Reimported(NamedTuple):
    """What a changed file did."""

    corrected: Corrected
    file: ChangedFile


def reimport(
    researcher: Researcher, source: str, transcript: Transcript, origin: Origin, reason: str = ""
) -> Reimported:
    """Take a changed file for a source: codings and memos follow the text, turns and speakers are the file's.

    Corrections made in the project stay where the file changed other words: see ``ChangedFile``. A turn that
    stays where it was keeps its question; people keep their roles.
    """
    with researcher.act("source.reimport", reason) as act:
        row = find(act.connection, Source, source)
        spoken = _SPOKEN, {"source": row["id"]}
        ask_ahead(act.connection, *asked_to_edit(row["id"]), _speakers_asked(row["id"]), spoken)
        file, read = what_changes(act.connection, source, transcript), transcript.text
        transcript = file.transcript
        turns = turns_in(act.connection, row["id"])
        questions = _questions(turns, file.edits)
        # Where names were replaced, a text that holds them is kept nowhere.
        own = read if read != transcript.text and not privacy.applied(act.connection) else None
        result = edit_text(act, row["id"], file.edits, with_turns=False, by_way_of=own)
        _replace_turns(act, row, turns, transcript, questions)
        act.update(
            Source,
            row["id"],
            reader=transcript.reader,
            file_name=origin.file_name,
            file_sha256=origin.sha256,
        )
        act.summary = _summary(row, result)
        if n := len(file.kept):
            said = ngettext("{n} correction stays", "{n} corrections stay", n)
            act.summary += f", {said.format(n=n)}"
    return Reimported(result, file)


def _correct(act: Act, row: Mapping[str, Any], edits: Edits) -> Corrected:
    result = edit_text(act, row["id"], edits)
    act.summary = _summary(row, result)
    return result


def _summary(row: Mapping[str, Any], result: Corrected) -> str:
    edits = ngettext("{n} edit", "{n} edits", result.edits).format(n=result.edits)
    told = f"'{row['name']}': {edits}"
    if lost := len(result.orphans):
        told += ", " + ngettext("{n} orphan", "{n} orphans", lost).format(n=lost)
    if result.joined:
        n = len(result.joined)
        told += ", " + ngettext("{n} joined", "{n} joined", n).format(n=n)
    return told


def _questions(turns: Iterable[Mapping[str, Any]], edits: Edits) -> dict[int, int]:
    """Questions of turns by the place where the turn will begin."""
    return {
        edits.move_kept(turn["start"]): turn["question_id"]
        for turn in turns
        if turn["question_id"] is not None and edits.keeps(turn["start"])
    }


def _speakers_asked(source_id: int) -> Asked:
    return _SPEAKERS, {"source": source_id}


def _replace_turns(
    act: Act,
    row: Mapping[str, Any],
    old: Iterable[Mapping[str, Any]],
    transcript: Transcript,
    questions: Mapping[int, int],
) -> None:
    act.delete(Turn, keys_of(old))
    known = dict(fetch(act.connection, _SPEAKERS, source=row["id"]))
    speakers = people(act, row["id"], row["group_id"], transcript, {}, {}, known=known)
    keys = insert_turns(act, row["id"], transcript, speakers)
    under: dict[int, list[int]] = {}
    for key, turn in zip(keys, transcript.turns, strict=True):
        if turn.start in questions:
            under.setdefault(questions[turn.start], []).append(key)
    for question, turns in under.items():
        act.update_many(Turn, turns, question_id=question)
