"""Speakers in arriving texts: found where labels name them, and taken out of the text on a wish.

Programs that know no speakers keep 'Anna: ' as text. Taking the labels out moves all that is said of the
text; each word that was coded stays coded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from qualwb.localization import gettext as _
from qualwb.localization import one_language
from qualwb.portable.alignment import Alignment, Piece
from qualwb.portable.arrival import stable_id
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import (
    Coding,
    Memo,
    Participant,
    PortableProject,
    PrintVersion,
    Source,
    Speaker,
    SuggestionEvent,
    Turn,
)
from qualwb.portable.soundness import label_of, sound
from qualwb.same_name import same_name
from qualwb.transcripts import times
from qualwb.transcripts.recognition.recognising import FileLine, transcript_from_lines
from qualwb.transcripts.transcript import Comment, SpeakerFinding, Transcript, Verdict

Placed = TypeVar("Placed", Coding, Memo, PrintVersion, SuggestionEvent)


@dataclass(frozen=True, slots=True)
class LabelledSource:
    """A source that names nobody, in whose text labels name speakers."""

    source: Source
    found: tuple[SpeakerFinding, ...]
    """Those that surely are speakers."""
    text: str
    """The text without the labels and times ..."""
    turns: tuple[Turn, ...]
    alignment: Alignment
    """... and where its positions went."""
    also_lost: tuple[str, ...]
    """What else would not be in the text: where there is something, the text stays as it is."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What the speakers are called, in order of appearance."""
        return tuple(finding.label for finding in self.found)


def labelled_sources(project: PortableProject) -> list[LabelledSource]:
    """The sources that name nobody and whose labels can be taken out of the text for speakers."""
    looked_at = (_recognised(one) for one in project.sources)
    return [one for one in looked_at if one is not None and not one.also_lost]


def with_speakers(project: PortableProject, ledger: Ledger) -> PortableProject:
    """The project with the labels of its texts as speakers and participants, and all passages moved along.

    A passage that holds nothing but a label is refused, a memo on one hangs on the source; both are noted.
    """
    found = {}
    for source in project.sources:
        one = _recognised(source)
        if one is not None and one.also_lost:
            why = _("its text stays as it is, since '{text}' would be lost with the labels")
            ledger.change("source", source.name, why.format(text=one.also_lost[0]))
        elif one is not None:
            found[source.uid] = one
    if not found:
        return project
    people = _People(project.participants)
    sources = tuple(people.told(found[one.uid]) if one.uid in found else one for one in project.sources)
    mover = _Mover(found, ledger)
    moved = replace(
        project,
        sources=sources,
        participants=(*project.participants, *people.new),
        codings=tuple(mover.moved("coding", project.codings)),
        memos=tuple(mover.moved("memo", project.memos)),
        prints=tuple(mover.moved("print_version", project.prints)),
        suggestions=tuple(mover.moved("suggestion", project.suggestions)),
    )
    return sound(moved, ledger)  # two codings may stand on one passage now


def _recognised(source: Source) -> LabelledSource | None:
    """What the labels of a source say; None where it names somebody already, or no label surely does."""
    if not source.text or any(turn.speaker is not None for turn in source.turns):
        return None
    lines = source.text.split("\n")
    marked = [
        FileLine(line, number, comments=(Comment(0, len(line), str(number)),))
        for number, line in enumerate(lines)
    ]
    with one_language():
        transcript = transcript_from_lines(marked, reader=source.reader, decoded=True)
        foreseen = {_("speaker label"), _("time stamp")}
    people = tuple(one for one in transcript.speakers if one.verdict is Verdict.SPEAKER)
    if not people:
        return None
    alignment = Alignment(_pieces(lines, transcript), len(transcript.text))
    return LabelledSource(
        source,
        people,
        transcript.text,
        tuple(_turns(source, transcript, alignment)),
        alignment,
        tuple(part.text for part in transcript.left_aside if part.reason not in foreseen),
    )


def _pieces(lines: list[str], transcript: Transcript) -> Iterator[Piece]:
    """Where what is left of each line stands in both texts: as the comments on the lines, taken along."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for kept in transcript.comments:
        number, words = int(kept.text), transcript.text[kept.start : kept.end]
        if words:
            start = starts[number] + _place(lines[number], words)
            yield Piece(start, start + len(words), kept.start, kept.end)


def _place(line: str, words: str) -> int:
    """Where the words of a line begin: labels stand before them, behind them nothing but a time."""
    bare = line.rstrip()
    if bare.endswith(words):
        return len(bare) - len(words)
    at = line.find(words)
    while not times.TRAILING.fullmatch(line, at + len(words)):
        at = line.index(words, at + 1)
    return at


def _turns(source: Source, transcript: Transcript, alignment: Alignment) -> Iterator[Turn]:
    """The turns, with the questions and times of those before where the labels' lines say no other."""
    before = [(alignment.start(turn.start), turn) for turn in source.turns]
    at = 0
    for turn in transcript.turns:
        while at + 1 < len(before) and before[at + 1][0] <= turn.start:
            at += 1
        start, old = before[at] if before else (-1, Turn(0, 0))
        same = start == turn.start and turn.time_start is None
        yield Turn(
            turn.start,
            turn.end,
            turn.speaker,
            old.question,
            turn.kind.value,
            old.time_start if same else turn.time_start,
            old.time_end if same and turn.time_end is None else turn.time_end,
        )


class _People:
    """The participants behind the labels: those of the group who are called so, else new ones.

    Cases of other programs have names that stand once in a project: 'Group 1: Anna' is called Anna too, where
    the group has one such and no plain Anna.
    """

    def __init__(self, known: Iterable[Participant]) -> None:
        self._known: dict[tuple[str, str], str] = {}
        shortened: dict[tuple[str, str], list[str]] = {}
        for one in known:
            self._known[one.group, same_name(one.alias)] = one.uid
            _before, colon, label = one.alias.rpartition(": ")
            if colon and label.strip():
                shortened.setdefault((one.group, same_name(label)), []).append(one.uid)
        for place, found in shortened.items():
            if len(found) == 1:
                self._known.setdefault(place, found[0])
        self.new: list[Participant] = []

    def told(self, found: LabelledSource) -> Source:
        """The source with its turns and speakers."""
        group = found.source.group
        speakers = [
            Speaker(one.label, None if one.collective else self._person(group, one)) for one in found.found
        ]
        return replace(found.source, text=found.text, turns=found.turns, speakers=tuple(speakers))

    def _person(self, group: str, found: SpeakerFinding) -> str:
        place = group, same_name(found.label)
        if place not in self._known:
            uid = stable_id("participant", *place)
            self.new.append(Participant(uid, group, found.label, found.role.value, found.attributes))
            self._known[place] = uid
        return self._known[place]


class _Mover:
    """Moves what stands on passages of the sources whose labels were taken out."""

    def __init__(self, found: dict[str, LabelledSource], ledger: Ledger) -> None:
        self._found, self._ledger = found, ledger

    def moved(self, kind: str, records: Iterable[Placed]) -> Iterator[Placed]:
        for record in records:
            source = self._found.get(_source_of(record) or "")
            if source is None or record.start is None or record.end is None or _is_lost(record):
                yield record
                continue
            place = source.alignment.span(record.start, record.end)
            if place is not None and (moved := _at(record, source, *place)) is not None:
                yield moved
            elif isinstance(record, Memo):
                self._ledger.change(
                    kind, label_of(record), _("it stood on a speaker's label; it hangs on the source")
                )
                yield replace(record, start=None, end=None, quote="")
            else:
                self._refuse(kind, record, source.source, gone=place is None)

    def _refuse(self, kind: str, record: Placed, source: Source, *, gone: bool) -> None:
        what = f"{source.name} {record.start}-{record.end}: '{source.text[record.start : record.end]}'"
        why = _("it stands on a speaker's label alone") if gone else _("a speaker's label is printed in it")
        self._ledger.refuse(kind, what, why)


def _source_of(record: Placed) -> str | None:
    if isinstance(record, Memo):
        return record.thing if record.on == "source" else None
    return record.source


def _is_lost(record: Placed) -> bool:
    return not isinstance(record, SuggestionEvent) and record.orphaned_from is not None


def _at(record: Placed, found: LabelledSource, start: int, end: int) -> Placed | None:
    """The record on its passage in the new text; None for a print version of other words."""
    words = found.text[start:end]
    if isinstance(record, Coding):
        return record._replace(start=start, end=end, quote=words if record.quote else "")
    if isinstance(record, PrintVersion):
        return replace(record, start=start, end=end) if record.verbatim == words else None
    if isinstance(record, Memo):
        return replace(record, start=start, end=end, quote=words if record.quote else "")
    return replace(record, start=start, end=end)
