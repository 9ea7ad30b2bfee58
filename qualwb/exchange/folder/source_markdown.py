"""A source as a Markdown file: what it is at the head, in yaml, then its text with the passages marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualwb.acts.arriving_text import canonical
from qualwb.exchange.folder.bad_folder import BadFolder
from qualwb.exchange.folder.columns import FolderNames, without_empty
from qualwb.exchange.folder.entries import FileEntry, plain, tell_unknown_keys
from qualwb.exchange.folder.marks import MarkedPassage, Marks
from qualwb.exchange.folder.references import References
from qualwb.exchange.folder.transcript_markdown import (
    ReadTranscript,
    WrittenTurn,
    read_transcript,
    written_transcript,
)
from qualwb.exchange.folder.turn_heads import TurnHead
from qualwb.exchange.folder.yaml_text import read_mapping, written_yaml
from qualwb.localization import gettext as _
from qualwb.portable.arrival import stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import PortableProject, Source, Speaker, Turn, Uid
from qualwb.safe_text import cleaned, cleaned_within

_FENCE = "---"
_UNTOLD_TURNS = "turns"
"""The key that says that the text has no turns."""

_HEAD = ("source", "uid", "group", "attributes", "speakers", _UNTOLD_TURNS)


class SourceFileWriter:
    """Writes the sources of one project."""

    def __init__(self, project: PortableProject, names: FolderNames) -> None:
        self._names = names
        self._people = _people_by_group(project)

    def markdown(self, source: Source, passages: Mapping[str, MarkedPassage]) -> str:
        """The file of a source."""
        told = "\n".join(source.text[turn.start : turn.end] for turn in source.turns) == source.text
        head: dict[str, Any] = {"source": source.name, "uid": source.uid}
        head |= {"group": self._names.written("groups", source.group)}
        head |= without_empty({"attributes": dict(source.attributes)})
        if source.speakers:
            head["speakers"] = {one.label: self._person(source.group, one) for one in source.speakers}
        turns = [self._turn(turn) for turn in source.turns]
        if not told or not turns:
            head[_UNTOLD_TURNS] = False
            turns = [WrittenTurn(0, len(source.text), TurnHead(kind="text"))]
        body = written_transcript(source.text, turns, passages)
        return f"{_FENCE}\n{written_yaml(head)}{_FENCE}\n\n{body}"

    def _person(self, group: Uid, speaker: Speaker) -> str | None:
        if speaker.participant is None:
            return None
        near = self._people.get(group)
        if near is not None and speaker.participant in near:
            return near.written(speaker.participant)
        return (
            f"{self._names.by_collection['participants'].name(speaker.participant)} <{speaker.participant}>"
        )

    def _turn(self, turn: Turn) -> WrittenTurn:
        question = None if turn.question is None else self._names.written("questions", turn.question)
        head = TurnHead(turn.speaker, turn.time_start, turn.time_end, turn.kind)
        return WrittenTurn(turn.start, turn.end, head, question)


@dataclass(frozen=True)
class ReadSource:
    """A source as its file tells it, with the passages marked in its text."""

    source: Source
    marks: Marks
    file: str


class SourceFileReader:
    """Reads the files of one project's sources."""

    def __init__(self, project: PortableProject, names: FolderNames, ledger: Ledger) -> None:
        self._names, self._ledger = names, ledger
        self._people = _people_by_group(project)

    def read(self, text: str, file: str) -> ReadSource:
        """The source in a file; ``file`` is its path within the folder, '/' between. Raises ``BadFolder``."""
        head, body, line = _parted(text, file)
        *_above, folder, stem = ("", *file.removesuffix(".md").split("/"))
        tell_unknown_keys([head], _HEAD, self._ledger)
        name = cleaned(head.text("source")) or stem
        transcript = _canonical(read_transcript(body, line))
        group = self._names.found("groups", cleaned(head.text("group")) or folder)
        attributes = head.get("attributes") or {}
        if not isinstance(attributes, dict):
            raise BadFolder(file, head.line, _("here a mapping with keys is wanted."))
        turns = () if head.get(_UNTOLD_TURNS) is False else tuple(self._turns(transcript))
        source = Source(
            uid=head.text("uid").strip() or stable_id("source", file),
            name=name,
            group=group,
            text=transcript.text,
            turns=turns,
            speakers=tuple(self._speakers(head, group, turns)),
            attributes=cleaned_within(plain(attributes)),
        )
        return ReadSource(source, transcript.marks, file)

    def _turns(self, transcript: ReadTranscript) -> Iterator[Turn]:
        asked: dict[str, Uid] = {}
        for turn in transcript.turns:
            head, question = turn.head, None
            if turn.question is not None:
                if turn.question not in asked:
                    asked[turn.question] = self._names.found("questions", turn.question)
                question = asked[turn.question]
            speaker = None if head.speaker is None else cleaned(head.speaker)
            yield Turn(turn.start, turn.end, speaker, question, head.kind, head.time_start, head.time_end)

    def _speakers(self, head: FileEntry, group: Uid, turns: tuple[Turn, ...]) -> Iterator[Speaker]:
        told = head.get("speakers")
        told = told if isinstance(told, dict) else {}
        labels = dict.fromkeys([*told, *(turn.speaker for turn in turns if turn.speaker is not None)])
        for label in labels:
            alias, person = told.get(label), None
            if alias is not None:
                person = self._person(group, cleaned(str(alias)))
                if person is None:
                    what = f"{head.place}: {label}: {alias}"
                    self._ledger.refuse("participant", what, _("there is no such participant"))
            yield Speaker(label, person)

    def _person(self, group: Uid, alias: str) -> Uid | None:
        near = self._people.get(group)
        found = near.found(alias) if near is not None else None
        return found or self._names.by_collection["participants"].found(alias)


def _people_by_group(project: PortableProject) -> dict[Uid, References]:
    people: dict[Uid, References] = {}
    for one in project.participants:
        people.setdefault(one.group, References()).add(one.uid, one.alias)
    return people


def _parted(text: str, file: str) -> tuple[FileEntry, str, int]:
    """Head and body of a file, and the line where the body begins."""
    if not text.startswith(f"{_FENCE}\n"):
        return FileEntry({}, file, 1), text, 1
    head, fence, body = text.removeprefix(f"{_FENCE}\n").partition(f"\n{_FENCE}\n")
    if not fence:
        raise BadFolder(file, 1, _("the head between two lines of '---' has no end."))
    return read_mapping(head + "\n", file, 2), body, head.count("\n") + 4


def _canonical(read: ReadTranscript) -> ReadTranscript:
    """The transcript with the text as projects keep it, and what stands in it where it went."""
    text, went = canonical(read.text)
    if text == read.text:
        return read
    turns = tuple(one._replace(start=went.start(one.start), end=went.end(one.end)) for one in read.turns)

    def moved(passage: MarkedPassage) -> MarkedPassage:
        start, end = went.span(passage.start, passage.end) or (0, 0)
        return passage._replace(start=start, end=end)

    marks = Marks(
        {mark: moved(one) for mark, one in read.marks.by_id.items()},
        [moved(one) for one in read.marks.unnamed],
        read.marks.broken,
    )
    return ReadTranscript(text, _in_order(turns), marks)


def _in_order(turns: tuple[WrittenTurn, ...]) -> tuple[WrittenTurn, ...]:
    """Turns that end where they begin, if what they held is gone."""
    return tuple(turn if turn.start <= turn.end else turn._replace(start=turn.end) for turn in turns)
