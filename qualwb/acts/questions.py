"""The interview guide: its questions, and which turns were asked under which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from qualwb.acts.hanging import Hook, hanging, hanging_asked, keys_of
from qualwb.acts.lookup import clean_name, find, find_known, names_asked
from qualwb.acts.researcher import Researcher
from qualwb.acts.turns import Shown, turns_asked, turns_meant
from qualwb.localization import ngettext
from qualwb.model import Memo, Question, Source, Turn
from qualwb.store.driver import ask_ahead, fetch, given
from qualwb.store.journal import Act
from qualwb.transcripts import interview_guide
from qualwb.transcripts.interview_guide import GuideQuestion
from qualwb.transcripts.question_matching import match_questions
from qualwb.transcripts.reading import load
from qualwb.transcripts.transcript import Transcript

__all__ = [
    "GuideQuestion",
    "PlacedQuestion",
    "add_questions",
    "delete_question",
    "ensure_questions",
    "place",
    "place_from",
    "place_guide",
    "read_guide",
    "short_label",
]


TURNS: Hook = (Turn, "question_id")
MEMOS: Hook = (Memo, "question_id")
_PLACED = select(Turn.number, Turn.question_id).where(Turn.source_id == given("source")).order_by(Turn.number)
_LAST = select(func.coalesce(func.max(Question.position), 0))


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A turn (number from 1) at which a question of that label begins, and the words that say so."""

    turn: int
    question: str
    reason: str


def short_label(text: str) -> str:
    """A label for a question: its words up to the first stop, at most 60 characters."""
    first = " ".join(text.split()).split("? ")[0].rstrip("?. ")
    return first if len(first) <= 60 else first[:57].rsplit(" ", 1)[0] + " ..."


def add_questions(researcher: Researcher, questions: Iterable[tuple[str, str]]) -> list[int]:
    """Add (label, text) questions after those that are there; returns their keys."""
    with researcher.act("question.new") as act:
        keys = [_append(act, label, text) for label, text in questions]
        act.summary = ngettext("{n} question", "{n} questions", len(keys)).format(n=len(keys))
    return keys


def ensure_questions(researcher: Researcher, questions: Iterable[tuple[str, str]]) -> list[int]:
    """Add the (label, text) questions that the project does not have yet; returns the new keys."""
    with researcher.project.reading() as connection:
        known = {label.casefold() for label in connection.execute(select(Question.label)).scalars()}
    missing = [(label, text) for label, text in questions if clean_name(label).casefold() not in known]
    return add_questions(researcher, missing) if missing else []


def delete_question(researcher: Researcher, label: str) -> None:
    """Delete a question; turns under it stand under none afterwards."""
    with researcher.act("question.delete") as act:
        row = find(act.connection, Question, label, column="label")
        ask_ahead(act.connection, *hanging_asked((TURNS, MEMOS), [row["id"]]))
        act.update_many(Turn, keys_of(hanging(act.connection, TURNS, [row["id"]])), question_id=None)
        act.delete(Memo, keys_of(hanging(act.connection, MEMOS, [row["id"]])))
        act.delete(Question, [row["id"]])
        act.summary = f"'{row['label']}'"


def place(
    researcher: Researcher, source: str, starts: Mapping[int, str | None], *, create: bool = False
) -> int:
    """Say at which turns questions begin; returns how many turns stand under a question afterwards.

    ``starts`` maps turn numbers to question labels (None ends a question). Each question holds until the next
    start; turns before the first start stand under none. With ``create``, a label that is no question yet
    becomes one. Raises ``NotFound`` for an unknown label otherwise, and for a turn that is not there.
    """
    with researcher.act("question.place") as act:
        labels = dict.fromkeys(label for label in starts.values() if label is not None)
        row = _source(act, source, labels)
        ask_ahead(act.connection, turns_asked(row))
        keys = {label: _question(act, label, create) for label in labels}
        turns_meant(act, row, sorted(starts))
        return _lay(act, row, {n: keys[label] if label is not None else None for n, label in starts.items()})


def place_from(
    researcher: Researcher,
    source: str,
    number: int,
    label: str | None,
    *,
    shown: Shown | None = None,
    create: bool = False,
) -> int:
    """Let a question begin (None: end) at a turn, until the next one begins; all others stay in their places.

    ``shown``: see ``turns_meant``. Returns and raises as ``place``.
    """
    with researcher.act("question.place") as act:
        row = _source(act, source, [label] if label is not None else [])
        ask_ahead(act.connection, turns_asked(row), (_PLACED, {"source": row["id"]}))
        starts = _starts(act, row)
        ((_key, now),) = turns_meant(act, row, [number], shown).values()
        return _lay(act, row, {**starts, now: None if label is None else _question(act, label, create)})


def _source(act: Act, name: str, labels: Iterable[str]) -> Mapping[str, Any]:
    """The source of that name; with it is asked what ``_question`` asks of these labels."""
    asked = (*names_asked(Source, [name]), *names_asked(Question, labels, "label"), (_LAST, {}))
    ask_ahead(act.connection, *asked)
    return find(act.connection, Source, name)


def _starts(act: Act, source: Mapping[str, Any]) -> dict[int, int | None]:
    """The turns, by number, at which another question begins than the turn before has."""
    starts: dict[int, int | None] = {}
    before: int | None = None
    for number, question in fetch(act.connection, _PLACED, source=source["id"]):
        if question != before:
            starts[number] = before = question
    return starts


def _lay(act: Act, source: Mapping[str, Any], starts: Mapping[int, int | None]) -> int:
    """Put each turn under the question that began last; returns how many turns stand under one."""
    constant, values = turns_asked(source)
    turns = fetch(act.connection, constant, **values)
    under: dict[int | None, list[int]] = {}
    question: int | None = None
    for turn, number in turns:
        question = starts.get(number, question)
        under.setdefault(question, []).append(turn)
    for question, found in under.items():
        act.update_many(Turn, found, question_id=question)
    n = len({question for question in starts.values() if question is not None})
    act.summary = ngettext("{source}: {n} question placed", "{source}: {n} questions placed", n).format(
        source=source["name"], n=n
    )
    return len(turns) - len(under.get(None, ()))


def _question(act: Act, label: str, create: bool) -> int:
    if not create:
        return int(find(act.connection, Question, label, column="label")["id"])
    known = find_known(act.connection, Question, label, column="label")
    return _append(act, label, label) if known is None else int(known["id"])


def _append(act: Act, label: str, text: str) -> int:
    ((last,),) = fetch(act.connection, _LAST)
    return act.insert(Question, position=last + 1, label=clean_name(label), text=text)


def read_guide(file: Path) -> list[GuideQuestion]:
    """The questions of an interview guide in text or yaml. Raises ``TranscriptError``."""
    return interview_guide.read_guide(load(file), file.name)


def place_guide(
    researcher: Researcher, guide: Iterable[GuideQuestion], sources: Mapping[str, Transcript]
) -> dict[str, tuple[PlacedQuestion, ...]]:
    """Place a guide's questions at the turns that ask them, by source; returns what was placed in each.

    ``sources`` holds the transcript that each source was stored from. Questions that the project does not
    have yet are added.
    """
    questions = list(guide)
    labels = {question.number: short_label(question.text) for question in questions}
    ensure_questions(researcher, [(labels[question.number], question.text) for question in questions])
    placed = {}
    for source, transcript in sources.items():
        placed[source] = tuple(
            PlacedQuestion(match.turn + 1, labels[match.question], match.reason)
            for match in match_questions(transcript, questions)
        )
        place(researcher, source, {begin.turn: begin.question for begin in placed[source]})
    return placed
