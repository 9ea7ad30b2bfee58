"""Notes anchored in a document's paragraphs, followed to their place in the transcript's text.

While the speakers are being recognised, a comment on a line carries the key of its note instead of
the note's text; one note may lie on several lines. Afterwards ``resolve`` makes one comment of each.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qualwb.localization import gettext as _
from qualwb.transcripts.transcript import Comment, LeftAside, Transcript

_KEY = "\x00note"


@dataclass(frozen=True, slots=True)
class Note:
    """A comment, footnote or endnote of the file."""

    text: str
    author: str = ""


def part(start: int, end: int, key: str) -> Comment:
    """The part [start, end) of a note that lies on one line; start == end marks a point."""
    return Comment(start, end, key, _KEY)


def normalized(text: str, comments: Iterable[Comment]) -> tuple[str, tuple[Comment, ...]]:
    """The text in NFC, with the comments' positions moved along."""
    comments = tuple(comments)
    if unicodedata.is_normalized("NFC", text):
        return text, comments

    def moved(position: int) -> int:
        return len(unicodedata.normalize("NFC", text[:position]))

    return unicodedata.normalize("NFC", text), tuple(
        replace(comment, start=moved(comment.start), end=moved(comment.end)) for comment in comments
    )


def resolve(transcript: Transcript, notes: Mapping[str, Note]) -> Transcript:
    """Put the notes in the place of their keys; a note whose place is gone is left aside, not lost."""
    if not notes:
        return replace(transcript, comments=()) if transcript.comments else transcript
    spans: dict[str, tuple[int, int]] = {}
    for comment in transcript.comments:
        if comment.author == _KEY and comment.text in notes:
            start, end = spans.get(comment.text, (comment.start, comment.end))
            # The mark of a comment stands after its range and adds nothing to it.
            if comment.start < comment.end or comment.text not in spans:
                start, end = min(start, comment.start), max(end, comment.end)
            spans[comment.text] = start, end
    comments = [
        Comment(*_not_empty(transcript.text, *spans[key]), note.text, note.author)
        for key, note in notes.items()
        if key in spans and transcript.text
    ]
    lost = [
        LeftAside(note.text, _("a note whose place in the text was not found"))
        for key, note in notes.items()
        if key not in spans and note.text
    ]
    return replace(
        transcript,
        comments=tuple(sorted(comments, key=lambda comment: (comment.start, comment.end))),
        left_aside=(*transcript.left_aside, *lost),
    )


def _not_empty(text: str, start: int, end: int) -> tuple[int, int]:
    """A note at a point is put on the word before it, at the start of a line on the word after it."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    if start < end:
        return start, end
    while start > 0 and text[start - 1].isspace() and text[start - 1] != "\n":
        start -= 1
    if start > 0 and not text[start - 1].isspace():
        end = start
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        return start, end
    while end < len(text) - 1 and not text[end].isspace():
        end += 1
    return (start, end) if start < end else (max(0, end - 1), max(1, end))
