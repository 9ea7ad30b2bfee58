"""Which words of a text were changed, each with some on each side, as a person is told of it. Pure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualwb.acts.text_edits import Edit, Edits, edits_between

BESIDE = 15
"""Code points on each side of changed words within which whole words are told with them."""


class WordChange(NamedTuple):
    """An edit, where what it wrote begins in the new text, and the words before and after."""

    edit: Edit
    start: int
    before: str
    after: str


def words_changed(old: str, new: str) -> list[tuple[str, str]]:
    """The words that were changed from one text to the next, each with some on each side."""
    return [(change.before, change.after) for change in word_changes(edits_between(old, new), old, new)]


def word_changes(edits: Edits, old: str, new: str) -> Iterator[WordChange]:
    """Each edit that turns one text into the other; changes of blanks alone are left out."""
    for edit, (start, end) in zip(edits.edits, written_by(edits), strict=True):
        if old[edit.start : edit.end].split() != edit.text.split():
            before = _with_words_beside(old, edit.start, edit.end)
            yield WordChange(edit, start, before, _with_words_beside(new, start, end))


def written_by(edits: Edits) -> Sequence[tuple[int, int]]:
    """Where the words that edits wrote stand in the new text, in order."""
    spans, grown = [], 0
    for edit in edits.edits:
        spans.append((edit.start + grown, edit.start + grown + len(edit.text)))
        grown += edit.growth
    return spans


def _with_words_beside(text: str, start: int, end: int) -> str:
    """The words at [start, end) with those beside them in their turn, on one line."""
    left, right = text[max(start - BESIDE, 0) : start], text[end : end + BESIDE]
    before, after = left.rpartition("\n")[2], right.partition("\n")[0]
    if before == left and start > BESIDE:
        before = before.partition(" ")[2]
    if after == right and end + BESIDE < len(text):
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())
