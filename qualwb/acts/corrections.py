"""Correcting the text of a source: codings, memos and turns follow, and what has no place is listed."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select

from qualwb.acts.lookup import find
from qualwb.acts.passages import Passage
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import Origin, insert_turns, new_version, people
from qualwb.acts.text_edits import Edit, Edits, edits_between
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import (
    Coding,
    Memo,
    PrintVersion,
    Record,
    Source,
    Speaker,
    SuggestionEvent,
    TextVersion,
    Turn,
)
from qualwb.store.journal import Act, table_of
from qualwb.store.texts import current_text
from qualwb.transcripts.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Orphan:
    """A coding, memo or print version whose passage is gone from the text; kept, never counted."""

    kind: str
    key: int
    quote: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did."""

    edits: int
    moved: int
    orphans: tuple[Orphan, ...]


def replace(
    researcher: Researcher, source: str, start: int, end: int, text: str, reason: str = ""
) -> Corrected:
    """Replace [start, end) of a source's text; see ``rewrite`` for what follows."""
    with researcher.act("source.correct", reason) as act:
        row = find(act.connection, Source, source)
        length = len(current_text(act.connection, row["id"]))
        if not 0 <= start <= end <= length:
            raise QualwbError(
                _("{source} {start}-{end}: no such span.").format(source=source, start=start, end=end),
                _("Positions run from 0 to {length}.").format(length=length),
            )
        return _correct(act, row, Edits([Edit(start, end, clean_text(text))]))


def replace_passage(researcher: Researcher, passage: Passage, text: str, reason: str = "") -> Corrected:
    """Replace the words of a passage by ``text``, word by word: codings within it keep their places."""
    inner = edits_between(passage.text, clean_text(text)).edits
    moved = Edits(Edit(e.start + passage.start, e.end + passage.start, e.text) for e in inner)
    with researcher.act("source.correct", reason) as act:
        return _correct(act, find(act.connection, Source, passage.source), moved)


def rewrite(researcher: Researcher, source: str, text: str, reason: str = "") -> Corrected:
    """Give a source another text. The difference is found word by word, and everything follows the edits.

    A turn whose border disappears joins the turn before it. A passage that can't be placed becomes an orphan:
    listed, never guessed, never dropped.
    """
    with researcher.act("source.correct", reason) as act:
        row = find(act.connection, Source, source)
        return _correct(act, row, edits_between(current_text(act.connection, row["id"]), clean_text(text)))


def reimport(
    researcher: Researcher, source: str, transcript: Transcript, origin: Origin, reason: str = ""
) -> Corrected:
    """Take a changed file for a source: codings and memos follow the text, turns and speakers are the file's.

    A turn that stays where it was keeps its question; people keep their roles.
    """
    with researcher.act("source.reimport", reason) as act:
        row = find(act.connection, Source, source)
        old = current_text(act.connection, row["id"])
        edits = edits_between(old, transcript.text)
        questions = _questions(act, row["id"], edits)
        result = _apply(act, row, old, edits, with_turns=False)
        _replace_turns(act, row, transcript, questions)
        act.update(
            Source,
            row["id"],
            reader=transcript.reader,
            file_name=origin.file_name,
            file_sha256=origin.sha256,
        )
        act.summary = _summary(row, result)
    return result


def split_turn(researcher: Researcher, source: str, position: int) -> None:
    """Divide the turn at a position: what stands before it and after it become two turns of the same speaker.

    Blanks at the border give way to a line break. Raises ``QualwbError`` at the edge of a turn.
    """
    with researcher.act("turn.split") as act:
        row = find(act.connection, Source, source)
        text = current_text(act.connection, row["id"])
        turns = _turn_rows(act, row["id"])
        turn = next((t for t in turns if t["start"] < position < t["end"]), None)
        if turn is None:
            raise QualwbError(_("{source} {at}: not within a turn.").format(source=source, at=position))
        start, end = _gap(text, position)
        if text[start:end] != "\n":
            _apply(act, row, text, Edits([Edit(start, end, "\n")]))
            turn = next(t for t in _turn_rows(act, row["id"]) if t["id"] == turn["id"])
        _divide(act, row["id"], turn, start)
        act.summary = _("{source}, turn {number}").format(source=source, number=turn["number"])


def join_turns(researcher: Researcher, source: str, number: int) -> None:
    """Join a turn with the next one, under the first one's speaker. Raises ``QualwbError`` for the last."""
    with researcher.act("turn.join") as act:
        row = find(act.connection, Source, source)
        turns = {turn["number"]: turn for turn in _turn_rows(act, row["id"])}
        if number not in turns or number + 1 not in turns:
            raise QualwbError(
                _("{source}: turn {number} has no next turn.").format(source=source, number=number)
            )
        last = turns[number + 1]
        act.delete(Turn, [last["id"]])
        act.update(Turn, turns[number]["id"], end=last["end"], time_end=last["time_end"])
        for later in sorted(n for n in turns if n > number + 1):
            act.update(Turn, turns[later]["id"], number=later - 1)
        act.summary = _("{source}, turns {first} and {second}").format(
            source=source, first=number, second=number + 1
        )


def move_border(researcher: Researcher, source: str, number: int, position: int) -> None:
    """Let a turn end at ``position``, within it or within the next turn; the next turn begins there.

    Raises ``QualwbError`` when the position lies outside the two turns.
    """
    with researcher.act("turn.border") as act:
        row = find(act.connection, Source, source)
        turns = {turn["number"]: turn for turn in _turn_rows(act, row["id"])}
        first, second = turns.get(number), turns.get(number + 1)
        if first is None or second is None or not first["start"] < position < second["end"]:
            raise QualwbError(_("{source}: no such border.").format(source=source))
        text = current_text(act.connection, row["id"])
        start, end = _gap(text, position)
        if text[start:end] != "\n":
            _apply(act, row, text, Edits([Edit(start, end, "\n")]))
            second = next(t for t in _turn_rows(act, row["id"]) if t["id"] == second["id"])
        act.update(Turn, first["id"], end=start)
        act.update(Turn, second["id"], start=start + 1)
        act.summary = _("{source}, turns {first} and {second}").format(
            source=source, first=number, second=number + 1
        )


def clean_text(text: str) -> str:
    """Text as it is stored: NFC, '\\n' line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _correct(act: Act, row: RowMapping, edits: Edits) -> Corrected:
    result = _apply(act, row, current_text(act.connection, row["id"]), edits)
    act.summary = _summary(row, result)
    return result


def _summary(row: RowMapping, result: Corrected) -> str:
    edits = ngettext("{n} edit", "{n} edits", result.edits).format(n=result.edits)
    orphans = ngettext("{n} orphan", "{n} orphans", len(result.orphans)).format(n=len(result.orphans))
    return f"'{row['name']}': {edits}, {orphans}"


def _apply(act: Act, row: RowMapping, old: str, edits: Edits, *, with_turns: bool = True) -> Corrected:
    if not edits.edits:
        return Corrected(0, 0, ())
    text = edits.apply(old)
    if text != clean_text(text):
        raise QualwbError(_("The correction would split a letter from its accent."))
    version = act.connection.execute(
        select(TextVersion.number)
        .where(TextVersion.source_id == row["id"])
        .order_by(TextVersion.number.desc())
        .limit(1)
    ).scalar_one()
    new_version(act, row["id"], text, version + 1)
    if with_turns:
        _move_turns(act, row["id"], edits, len(text))
    moved, orphans = 0, []
    for record in (Coding, Memo, PrintVersion):
        count, lost = _move_passages(act, record, row["id"], edits, text, version)
        moved += count
        orphans += lost
    _move_events(act, row["id"], edits)
    return Corrected(len(edits.edits), moved, tuple(orphans))


def _move_turns(act: Act, source_id: int, edits: Edits, length: int) -> None:
    """A turn ends where the line break behind it stands; one whose break is gone joins the turn before."""
    start, pending = 0, []
    turns = _turn_rows(act, source_id)
    kept: list[tuple[RowMapping, int, int]] = []
    for turn in turns:
        pending.append(turn)
        last = turn is turns[-1]
        if last or edits.keeps(turn["end"]):
            end = length if last else edits.move_kept(turn["end"])
            kept.append((pending[0], start, end))
            act.delete(Turn, [joined["id"] for joined in pending[1:]])
            start, pending = end + 1, []
    for number, (turn, start, end) in enumerate(kept, 1):
        act.update(Turn, turn["id"], number=number, start=start, end=end)


def _move_passages(
    act: Act, record: type[Record], source_id: int, edits: Edits, text: str, version: int
) -> tuple[int, list[Orphan]]:
    table = table_of(record)
    quote = "verbatim" if "verbatim" in table.c else "quote"
    rows = (
        act.connection.execute(
            select(table).where(
                table.c.source_id == source_id, table.c.start.is_not(None), table.c.orphaned_from.is_(None)
            )
        )
        .mappings()
        .all()
    )
    orphans, moving = [], []
    for row in rows:
        span = edits.move_span(row["start"], row["end"])
        if span is None or not text[slice(*span)].strip():
            act.update(record, row["id"], orphaned_from=version)
            orphans.append(Orphan(record.__tablename__, row["id"], row[quote]))
        elif span != (row["start"], row["end"]) or text[slice(*span)] != row[quote]:
            moving.append((row, span))
    _settle(act, record, moving, text, quote)
    return len(moving), orphans


def _settle(
    act: Act,
    record: type[Record],
    moving: list[tuple[RowMapping, tuple[int, int]]],
    text: str,
    quote: str,
) -> None:
    """Write the new places. Rows that may not share a place wait until it is free; twins become one."""
    while moving:
        waiting = []
        for row, (start, end) in moving:
            if _occupied(act, record, row, start, end):
                waiting.append((row, (start, end)))
            else:
                act.update(record, row["id"], start=start, end=end, **{quote: text[start:end]})
        if len(waiting) == len(moving):
            act.delete(record, [row["id"] for row, _span in waiting])
            return
        moving = waiting


def _occupied(act: Act, record: type[Record], row: RowMapping, start: int, end: int) -> bool:
    columns = {Coding: ("source_id", "code_id", "coder_id", "round_id"), PrintVersion: ("source_id",)}
    if record not in columns:
        return False
    table = table_of(record)
    same = [table.c[name] == row[name] for name in columns[record]]
    there = select(table.c.id).where(*same, table.c.start == start, table.c.end == end)
    if record is Coding:
        there = there.where(table.c.orphaned_from.is_(None))
    return act.connection.execute(there.where(table.c.id != row["id"])).first() is not None


def _move_events(act: Act, source_id: int, edits: Edits) -> None:
    table = table_of(SuggestionEvent)
    for key, start, end in act.connection.execute(
        select(table.c.id, table.c.start, table.c.end).where(table.c.source_id == source_id)
    ).all():
        span = edits.move_span(start, end)
        if span is not None:
            act.update(SuggestionEvent, key, start=span[0], end=span[1])


def _questions(act: Act, source_id: int, edits: Edits) -> dict[int, int]:
    """Questions of turns by the place where the turn will begin."""
    return {
        edits.move_kept(turn["start"]): turn["question_id"]
        for turn in _turn_rows(act, source_id)
        if turn["question_id"] is not None and edits.keeps(turn["start"])
    }


def _replace_turns(act: Act, row: RowMapping, transcript: Transcript, questions: dict[int, int]) -> None:
    act.delete(Turn, [turn["id"] for turn in _turn_rows(act, row["id"])])
    labels = act.connection.execute(select(Speaker.label, Speaker.id).where(Speaker.source_id == row["id"]))
    known = dict(labels.all())
    speakers = people(act, row["id"], row["group_id"], transcript, {}, {}, known=known)
    insert_turns(act, row["id"], transcript, speakers)
    for turn in _turn_rows(act, row["id"]):
        if turn["start"] in questions:
            act.update(Turn, turn["id"], question_id=questions[turn["start"]])


def _turn_rows(act: Act, source_id: int) -> list[RowMapping]:
    table = table_of(Turn)
    rows = select(table).where(table.c.source_id == source_id).order_by(table.c.number)
    return list(act.connection.execute(rows).mappings())


def _gap(text: str, position: int) -> tuple[int, int]:
    """The run of blanks around a position; empty when it stands between two letters."""
    start = end = position
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _divide(act: Act, source_id: int, turn: RowMapping, at: int) -> None:
    later = [t for t in _turn_rows(act, source_id) if t["number"] > turn["number"]]
    for other in reversed(later):
        act.update(Turn, other["id"], number=other["number"] + 1)
    act.update(Turn, turn["id"], end=at, time_end=None)
    second: dict[str, Any] = {
        name: turn[name] for name in ("source_id", "speaker_id", "question_id", "kind", "end", "time_end")
    }
    act.insert(Turn, **second, number=turn["number"] + 1, start=at + 1)
