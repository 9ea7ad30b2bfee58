"""Passages around places that were found: the words, their sentence or the whole turn, with what is there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from sqlalchemy import Connection, func, select

from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.sentences import sentences_around
from qualwb.analysis.turn_codes import codes_on_text
from qualwb.model import Coding, Group, Source, Speaker, TextVersion, Turn
from qualwb.store.codes_on_text import CodesOnText
from qualwb.store.texts import current_texts, texts_of_sources
from qualwb.store.together import together

Unit = Literal["words", "sentence", "turn"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """Code points [start, end) of a source within one of its turns, and what speaks for them, if anything."""

    source: str
    turn: int
    start: int
    end: int
    because: str = ""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage to be looked over: code points [start, end) of a version of a source's text."""

    source_id: int
    source: str
    group: str
    version: int
    turn: int
    speaker: str
    start: int
    end: int
    text: str
    hits: tuple[tuple[int, int], ...]
    """What was found in it, [start, end) in the passage's text."""
    before: str
    after: str
    """What stands before and after it in its turn."""
    codes: tuple[str, ...]
    """Codes on it or on a part of it, of the codings asked about, as far as whoever asks may see them."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class TurnText:
    """A turn that holds text, in its source."""

    key: int
    source_id: int
    source: str
    group: str
    version: int
    number: int
    speaker: str
    start: int
    text: str


def turns_with_text(connection: Connection, sources: Collection[str] | None = None) -> Iterator[TurnText]:
    """The turns of sources, or of all, in the order of groups, sources and numbers."""
    versions = (
        select(TextVersion.source_id, func.max(TextVersion.number).label("number"))
        .group_by(TextVersion.source_id)
        .subquery()
    )
    turns = (
        select(
            *(Turn.id, Turn.source_id, Source.name, Group.name, versions.c.number),
            *(Turn.number, func.coalesce(Speaker.label, ""), Turn.start, Turn.end),
        )
        .join(Source, Source.id == Turn.source_id)
        .join(Group, Group.id == Source.group_id)
        .join(versions, versions.c.source_id == Source.id)
        .join(Speaker, Speaker.id == Turn.speaker_id, isouter=True)
        .order_by(Group.position, Group.id, Source.position, Source.id, Turn.number)
    )
    if sources is None:
        rows, texts = together(connection, lambda asked: asked.execute(turns).all(), current_texts)
    else:
        rows = connection.execute(turns.where(Source.name.in_(sorted(sources)))).all()
        texts = dict(texts_of_sources(connection, {row[1] for row in rows}))
    for key, source, name, group, version, number, label, start, end in rows:
        text = texts[source][start:end]
        if text.strip():
            yield TurnText(key, source, name, group, version, number, label, start, text)


def best_first(passages: Iterable[FoundPassage], places: Iterable[PlaceFound]) -> tuple[FoundPassage, ...]:
    """Passages in the order of the places that they were found at, turn by turn."""
    rank: dict[tuple[str, int], int] = {}
    for n, place in enumerate(places):
        rank.setdefault((place.source, place.turn), n)
    return tuple(sorted(passages, key=lambda one: rank[one.source, one.turn]))


def sign_of(passages: Iterable[FoundPassage]) -> str:
    """Four signs that tell the numbers of a list of passages from those of another one."""
    words = "\0".join(f"{one.source}\1{one.start}\1{one.text}" for one in passages)
    return sha256(words.encode()).hexdigest()[:4]


def passages_at(
    connection: Connection, places: Iterable[PlaceFound], unit: Unit, codings: Selection = EVERYTHING
) -> tuple[FoundPassage, ...]:
    """The passages of this unit around the places, in the order of the text, each once.

    Those that overlap, as a sentence and two that a hit goes over, are one. A place that no turn holds any
    longer is left out. Their codes are those of the ``codings``.
    """
    by_turn: defaultdict[tuple[str, int], list[PlaceFound]] = defaultdict(list)
    for place in places:
        by_turn[place.source, place.turn].append(place)
    if not by_turn:
        return ()
    turns = list(turns_with_text(connection, {source for source, _turn in by_turn}))
    codes = codes_on_text(connection, codings, Coding.source_id.in_({turn.source_id for turn in turns}))
    return tuple(
        passage
        for turn in turns
        for passage in _in_turn(turn, by_turn.get((turn.source, turn.number), ()), unit, codes)
    )


def _in_turn(
    turn: TurnText, places: Iterable[PlaceFound], unit: Unit, codes: CodesOnText
) -> Iterator[FoundPassage]:
    hits: dict[Span, str] = {}
    for place in places:
        first, last = _trimmed(turn.text, place.start - turn.start, place.end - turn.start)
        if first < last:
            hits.setdefault((first, last), place.because)
    for first, last in _joined(_span(turn.text, *hit, unit) for hit in hits):
        within = [hit for hit in hits if first <= hit[0] and hit[1] <= last]
        yield FoundPassage(
            *(turn.source_id, turn.source, turn.group, turn.version, turn.number, turn.speaker),
            turn.start + first,
            turn.start + last,
            turn.text[first:last],
            tuple((a - first, b - first) for a, b in sorted(within)),
            turn.text[:first],
            turn.text[last:],
            codes.on(turn.source_id, turn.start + first, turn.start + last),
            hits[within[0]],
        )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one; what only touches stays apart."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _span(text: str, first: int, last: int, unit: Unit) -> Span:
    """The unit around [first, last) of a turn."""
    if unit == "turn":
        return _trimmed(text, 0, len(text))
    return sentences_around(text, first, last) if unit == "sentence" else (first, last)


def _trimmed(text: str, first: int, last: int) -> Span:
    """[first, last) without blanks at its edges, within the text."""
    first, last = max(first, 0), min(last, len(text))
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last
