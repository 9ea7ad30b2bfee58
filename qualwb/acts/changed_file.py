"""A changed file of a source beside what was corrected in the project since: what of both holds. Pure.

From which state of the text the file was changed is told by its words: it is the version that differs from it
in the fewest. What was corrected since is carried into the file's text, except where the file has changed the
same words: there the file holds. Turns and speakers are the file's.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qualwb.acts.text_edits import Edit, Edits, edits_between
from qualwb.acts.word_changes import word_changes, written_by
from qualwb.transcripts.transcript import Transcript, Turn


class TextChange(NamedTuple):
    """Words that were changed, with some on each side, and what stands there instead."""

    turn: int
    """The number of the turn that they stand in afterwards."""
    before: str
    after: str
    takes_back: bool = False
    """Whether the words before are a correction made in the project."""


class SpeakerChange(NamedTuple):
    """A turn that another speaker has in the file than in the project; labels, '' where no one is named."""

    turn: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """What a changed file comes to."""

    transcript: Transcript
    """The file's turns, with the project's corrections that stay."""
    edits: Edits
    """From the text in use to that."""
    changes: tuple[TextChange, ...]
    """What differs from the text in use."""
    kept: tuple[TextChange, ...]
    """The project's corrections that stay though the file does not have them."""
    speakers: tuple[SpeakerChange, ...]


def changed_file(
    versions: Iterable[str], spoken: Iterable[tuple[int, str]], transcript: Transcript
) -> ChangedFile:
    """A file as it was read, beside all versions of its source's text, of which the last is in use.

    ``spoken``: where each turn of the text in use begins, and the label of who speaks it.
    """
    base, current = _base_and_current(versions, transcript.text)
    ours, theirs = edits_between(base, current), edits_between(base, transcript.text)
    carried = [_carried(edit, theirs) for edit in ours.edits if _can_be_carried(edit, base, theirs)]
    final = _corrected(transcript, carried)
    while blank := _emptied(transcript, final):
        carried = [edit for edit in carried if not any(t.start <= edit.start <= t.end for t in blank)]
        final = _corrected(transcript, carried)
    changes = edits_between(current, final.text)
    return ChangedFile(
        final,
        changes,
        tuple(_told(changes, current, final, written_by(ours))),
        tuple(_told(Edits(carried), transcript.text, final, ())),
        tuple(_spoken_otherwise(spoken, changes, final)),
    )


def _base_and_current(versions: Iterable[str], text: str) -> tuple[str, str]:
    """The version with the most words in common with the text, of several the first; and the last of all."""
    words = Counter(_words(text))
    base, current, least = "", "", -1
    for current in versions:
        theirs = Counter(_words(current))
        apart = (words - theirs).total() + (theirs - words).total()
        if least < 0 or apart < least:
            base, least = current, apart
    return base, current


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def _can_be_carried(edit: Edit, base: str, theirs: Edits) -> bool:
    """Whether a correction changes no border of a turn, and the file nothing that it touches."""
    if "\n" in base[edit.start : edit.end] + edit.text:
        return False
    return not theirs.touches(edit.start, edit.end)


def _carried(edit: Edit, theirs: Edits) -> Edit:
    """A correction where its words stand in the file's text."""
    by = theirs.move_kept(edit.start) - edit.start
    return Edit(edit.start + by, edit.end + by, edit.text)


def _corrected(transcript: Transcript, carried: Sequence[Edit]) -> Transcript:
    """The transcript with corrections in it; what is typed at the edge of a turn belongs to it."""
    edits = Edits(carried)
    text = edits.apply(transcript.text)
    turns, start = [], 0
    for turn in transcript.turns:
        end = edits.move_kept(turn.end)
        turns.append(turn._replace(start=start, end=end))
        start = end + 1
    return replace(transcript, text=text, turns=tuple(turns))


def _emptied(before: Transcript, after: Transcript) -> list[Turn]:
    """The turns that are left without a word."""
    pairs = zip(before.turns, after.turns, strict=True)
    return [turn for turn, now in pairs if turn.start < turn.end and now.start == now.end]


def _told(
    edits: Edits, old: str, new: Transcript, corrected: Sequence[tuple[int, int]]
) -> Iterator[TextChange]:
    """The changes of words, and whether each takes back one of the ``corrected`` spans of the old text."""
    starts, ends = [turn.start for turn in new.turns], [end for _start, end in corrected]
    for edit, start, before, after in word_changes(edits, old, new.text):
        at = bisect_left(ends, edit.start)
        takes_back = at < len(corrected) and corrected[at][0] <= edit.end
        yield TextChange(bisect_right(starts, start), before, after, takes_back)


def _spoken_otherwise(
    spoken: Iterable[tuple[int, str]], changes: Edits, final: Transcript
) -> Iterator[SpeakerChange]:
    """The turns that are there in both, and that another one speaks."""
    now = {turn.start: (number, turn.speaker or "") for number, turn in enumerate(final.turns, 1)}
    for start, before in spoken:
        number, after = now.get(changes.move_kept(start), (0, "")) if changes.keeps(start) else (0, "")
        if number and after != before:
            yield SpeakerChange(number, before, after)
