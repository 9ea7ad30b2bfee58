"""Who withdraws: the participant, the labels they speak under, and where they speak."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.lookup import find_participant
from qualwb.acts.text_edits import edits_between
from qualwb.model import Group, Participant, Project, Source, Speaker, TextContent, TextVersion, Turn
from qualwb.store.texts import current_text, newest_version_of

Span = tuple[int, int]

MARKS = {"sv": "utgått", "en": "withdrawn"}
"""What stands in place of a person and of what they said, by the language of the transcripts."""


@dataclass(frozen=True, slots=True)
class Share:
    """What the person said in one source."""

    key: int
    name: str
    text: str
    """The text in use."""
    version: int
    spans: tuple[Span, ...]
    """[start, end) of each of their turns that has words, in order."""
    former: Mapping[int, tuple[str, tuple[Span, ...]]]
    """Older versions by number: the text, and where it held what they said, as far as edits tell."""

    def said(self) -> list[str]:
        """Their turns in all versions of the text."""
        older = (text[start:end] for text, spans in self.former.values() for start, end in spans)
        return [*(self.text[start:end] for start, end in self.spans), *older]

    def of_others(self) -> list[str]:
        """The stretches between their turns."""
        return between(self.text, self.spans)


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A participant about to withdraw."""

    key: int
    uid: str
    alias: str
    group_id: int
    group: str
    role: str
    attributes: Mapping[str, Any]
    speakers: Mapping[int, str]
    """Labels by the keys of their speakers."""
    home: frozenset[int]
    """Keys of all sources of the group."""
    shares: tuple[Share, ...]
    """By source, in the order of the sources; also sources where they said nothing under their label."""
    word: str
    """The word that stands in their place, in the language of the transcripts."""

    @property
    def mark(self) -> str:
        """What stands in place of each of their turns."""
        return f"[{self.word}]"

    @property
    def sources(self) -> frozenset[int]:
        """Keys of the sources in which they are a speaker."""
        return frozenset(share.key for share in self.shares)

    @property
    def names(self) -> tuple[str, ...]:
        """Alias and labels, longest first."""
        return tuple(sorted({self.alias, *self.speakers.values()}, key=lambda name: (-len(name), name)))


def person_named(connection: Connection, alias: str, group: str | None) -> Withdrawing:
    """The participant of that alias. Raises as ``find_participant`` does."""
    row = find_participant(connection, alias, group)
    labels = select(Speaker.id, Speaker.label, Speaker.source_id).where(Speaker.participant_id == row["id"])
    found = connection.execute(labels.order_by(Speaker.id)).all()
    speakers = {key: label for key, label, _source in found}
    sources = select(Source.id, Source.name).where(Source.id.in_({source for *_label, source in found}))
    named = connection.execute(sources.order_by(Source.position, Source.id)).all()
    group_name = connection.execute(select(Group.name).where(Group.id == row["group_id"])).scalar_one()
    home = connection.execute(select(Source.id).where(Source.group_id == row["group_id"])).scalars()
    language = connection.execute(select(Project.language)).scalar_one()
    return Withdrawing(
        row["id"],
        row["uid"],
        row["alias"],
        row["group_id"],
        group_name,
        row["role"],
        row["attributes"],
        speakers,
        frozenset(home),
        tuple(_share(connection, key, name, speakers) for key, name in named),
        MARKS.get(language, MARKS["sv"]),
    )


def free_name(wanted: str, taken: Iterable[str], numbered: Callable[[int], str]) -> str:
    """The name, else the first of its numbered forms that nobody has, without regard to case."""
    held = {name.casefold() for name in taken}
    if wanted.casefold() not in held:
        return wanted
    return next(name for n in count(2) if (name := numbered(n)).casefold() not in held)


def new_alias(connection: Connection, word: str) -> str:
    """'utgått 1', or the first number that no participant and no label of the project has."""
    taken = [
        *connection.execute(select(Participant.alias)).scalars(),
        *connection.execute(select(Speaker.label)).scalars(),
    ]
    return free_name(f"{word} 1", taken, lambda n: f"{word} {n}")


def between(text: str, spans: Sequence[Span]) -> list[str]:
    """What stands before, between and behind spans of a text, which are in order."""
    edges = [(0, 0), *spans, (len(text), len(text))]
    return [text[left[1] : right[0]] for left, right in pairwise(edges)]


def outside(spans: Sequence[Span], start: int, end: int, text: str) -> str:
    """What a passage [start, end) holds besides these spans, without blanks around it."""
    within = [(max(left, start), min(right, end)) for left, right in spans if left < end and right > start]
    edges = [(start, start), *within, (end, end)]
    return "".join(text[left[1] : right[0]] for left, right in pairwise(edges)).strip()


def _share(connection: Connection, source: int, name: str, speakers: Iterable[int]) -> Share:
    turns = select(Turn.start, Turn.end).where(
        Turn.source_id == source, Turn.speaker_id.in_(list(speakers)), Turn.start < Turn.end
    )
    spans = tuple((start, end) for start, end in connection.execute(turns.order_by(Turn.start)))
    text, version = current_text(connection, source), newest_version_of(connection, source)
    older = (
        select(TextVersion.number, TextContent.text)
        .join(TextContent, TextContent.sha256 == TextVersion.sha256)
        .where(TextVersion.source_id == source, TextVersion.number < version)
    )
    former = {number: (was, _spans_before(text, was, spans)) for number, was in connection.execute(older)}
    return Share(source, name, text, version, spans, former)


def _spans_before(text: str, was: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Where the spans stood in an older text: whole lines, since what was cut at an edge belonged to one."""
    back = edits_between(text, was)
    moved = (back.move_span(start, end) for start, end in spans)
    return tuple(_whole_lines(was, *span) for span in moved if span is not None)


def _whole_lines(text: str, start: int, end: int) -> Span:
    behind = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if behind < 0 else behind
