"""Turns before somebody says who speaks them: by number, or the questions that name no speaker."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.lookup import match, named_keys
from qualwb.analysis.talk import SILENT, Utterance, talk_by_source
from qualwb.localization import gettext as _
from qualwb.model import Source, Speaker
from qualwb.store.errors import NotFound
from qualwb.store.naming import kind_of
from qualwb.store.texts import texts_of_sources

_AFTER_A_QUESTION_MARK = " \t\n\u00a0”“\"'’»«)]…."
"""What can stand behind the question mark that a question ends in."""


@dataclass(frozen=True, slots=True)
class TurnToLabel:
    """A turn of a source by its number; ``speaker`` is its label now, '' where it has none."""

    source: str
    number: int
    speaker: str
    text: str


def sources_named(connection: Connection, name: str) -> tuple[str, ...]:
    """The source of that name, or else the sources that the printed report of that file was stored as.

    Raises ``NotFound``.
    """
    known = named_keys(connection, Source)
    rows = connection.execute(
        select(Source.name, Source.file_name)
        .where(Source.reader == "report")
        .order_by(Source.position, Source.id)
    ).all()
    of_file: dict[str, list[str]] = {}
    for source, file in rows:
        of_file.setdefault(file, []).append(source)
    found = match(name, dict.fromkeys([*known, *of_file]), kind_of(Source))
    return (found,) if found in known else tuple(of_file[found])


def turns_numbered(connection: Connection, source: str, numbers: Iterable[int]) -> tuple[TurnToLabel, ...]:
    """The turns of these numbers, in order. Raises ``NotFound`` for a source or turn that is not there."""
    ((name, turns, text),) = _turns(connection, [source])
    by_number = {turn.number: turn for turn in turns}
    labels = _labels(connection)
    found = []
    for number in sorted(set(numbers)):
        if number not in by_number:
            raise NotFound(_("{source} has no turn {number}.").format(source=name, number=number))
        found.append(_to_label(name, by_number[number], text, labels))
    return tuple(found)


def unnamed_questions(connection: Connection, sources: Iterable[str]) -> tuple[TurnToLabel, ...]:
    """The turns that name no speaker and end in a question mark: in a report, often the moderator's."""
    labels = _labels(connection)
    found = []
    for name, turns, text in _turns(connection, sources):
        for turn in turns:
            said = text[turn.start : turn.end].rstrip(_AFTER_A_QUESTION_MARK)
            if turn.unnamed and said.endswith("?"):
                found.append(_to_label(name, turn, text, labels))
    return tuple(found)


def _turns(connection: Connection, sources: Iterable[str]) -> Iterator[tuple[str, Sequence[Utterance], str]]:
    """The sources' names, turns and texts, in the order asked for."""
    known = named_keys(connection, Source)
    names = [match(source, known, kind_of(Source)) for source in sources]
    keys = [known[name] for name in names]
    talk, texts = talk_by_source(connection, keys), dict(texts_of_sources(connection, keys))
    for name, key in zip(names, keys, strict=True):
        yield name, talk.get(key, SILENT).turns, texts[key]


def _labels(connection: Connection) -> dict[int, str]:
    return {key: label for key, label in connection.execute(select(Speaker.id, Speaker.label))}  # noqa: C416


def _to_label(source: str, turn: Utterance, text: str, labels: dict[int, str]) -> TurnToLabel:
    label = "" if turn.speaker is None else labels[turn.speaker]
    return TurnToLabel(source, turn.number, label, text[turn.start : turn.end])
