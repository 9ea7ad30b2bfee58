"""Where the cursor goes: pure functions of a text and an offset that give an offset.

Offsets are code points, from 0 to ``len(text)`` inclusive, and stand between characters.
Every motion gives an offset in that range, and stays where it is if there is nowhere to go.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from qualwb.analysis.sentences import sentence_starts
from qualwb.workbench.widgets.transcript.cells import joins_previous
from qualwb.workbench.widgets.transcript.document import TranscriptDocument

Span = tuple[int, int]

_LETTER = r"[\w\u0300-\u036f]"
# 't.ex.' with its last dot; 'e-post', 'EU:s' and 'd’accord' in one piece.
_WORD = re.compile(rf"[^\W\d]{{1,4}}(?:\.[^\W\d]{{1,4}})+\.|{_LETTER}+(?:[-’':]{_LETTER}+)*")


# Characters, as a reader sees them


def next_character(text: str, offset: int) -> int:
    """After the grapheme at ``offset``."""
    offset = min(offset + 1, len(text))
    while joins_previous(text, offset):
        offset += 1
    return offset


def previous_character(text: str, offset: int) -> int:
    """Before the grapheme that ends at ``offset``."""
    return grapheme_start(text, max(offset - 1, 0))


def grapheme_start(text: str, offset: int) -> int:
    """The start of the grapheme that holds ``offset``."""
    offset = min(max(offset, 0), len(text))
    while joins_previous(text, offset):
        offset -= 1
    return offset


# Words


def next_word(text: str, offset: int) -> int:
    """The start of the next word."""
    start, end = _chunk(text, offset)
    for match in _WORD.finditer(text, start, end):
        if match.start() > offset:
            return match.start()
    following = _WORD.search(text, end)
    return following.start() if following else len(text)


def previous_word(text: str, offset: int) -> int:
    """The start of the word before ``offset``, or of the word that it lies in."""
    while offset > 0:
        start, end = _chunk(text, offset - 1)
        starts = [match.start() for match in _WORD.finditer(text, start, end) if match.start() < offset]
        if starts:
            return starts[-1]
        offset = start if start < offset else offset - 1
    return 0


def word_end(text: str, offset: int) -> int:
    """The end of the word at ``offset``, or of the next one if that end is already reached."""
    start, end = _chunk(text, offset)
    for match in _WORD.finditer(text, start, end):
        if match.end() > offset:
            return match.end()
    following = _WORD.search(text, end)
    return following.end() if following else len(text)


def word_span(text: str, offset: int) -> Span:
    """The word at ``offset`` or that ends there; the grapheme where there is no word; empty on a space."""
    start, end = _chunk(text, offset)
    if start == end and offset > 0:
        start, end = _chunk(text, offset - 1)
    for match in _WORD.finditer(text, start, end):
        if match.start() <= offset <= match.end():
            return match.span()
    if offset < len(text) and not text[offset].isspace():
        return grapheme_start(text, offset), next_character(text, offset)
    return offset, offset


def _chunk(text: str, offset: int) -> Span:
    """The run without white space around ``offset``; empty on a space."""
    start = end = offset
    if offset < len(text) and text[offset].isspace():
        return offset, offset
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


# Sentences, which never cross a line


def word_edge(text: str, offset: int, edge: str) -> int:
    """The 'start' or 'end' of the word that an offset lies inside; the offset itself between words."""
    step = -1 if edge == "start" else 1
    while 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum():
        offset += step
    return offset


def line_span(text: str, offset: int) -> Span:
    """The line that holds ``offset``, without its '\\n'."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, end if end >= 0 else len(text)


def sentence_span(text: str, offset: int) -> Span:
    """The sentence at ``offset``, without the white space around it."""
    start, end = line_span(text, offset)
    for first, last in _sentences(text, start, end):
        if first <= offset < last or last == end:
            return _trim(text, first, last)
    return start, end


def next_sentence(text: str, offset: int) -> int:
    """The start of the next sentence."""
    at = offset
    while at <= len(text):
        start, end = line_span(text, at)
        for begin in _sentence_begins(text, start, end):
            if begin > offset:
                return begin
        at = end + 1
    return len(text)


def previous_sentence(text: str, offset: int) -> int:
    """The start of the sentence before ``offset``, or of the sentence that it lies in."""
    at = offset
    while at >= 0:
        start, end = line_span(text, at)
        begins = [begin for begin in _sentence_begins(text, start, end) if begin < offset]
        if begins:
            return begins[-1]
        at = start - 1
    return 0


def sentence_end(text: str, offset: int) -> int:
    """The end of the sentence at ``offset``, or of the next one if that end is already reached."""
    end = sentence_span(text, offset)[1]
    if end > offset:
        return end
    following = next_sentence(text, offset)
    return sentence_span(text, following)[1] if following < len(text) else len(text)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    starts = sentence_starts(text[start:end])
    yield from pairwise([start + first for first in starts] + [end])


def _sentence_begins(text: str, start: int, end: int) -> Iterator[int]:
    """Where the sentences of a line begin with something else than white space."""
    for first, last in _sentences(text, start, end):
        begin, trimmed_end = _trim(text, first, last)
        if begin < trimmed_end:
            yield begin


def _trim(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without white space at its ends; empty at ``start`` if there is nothing else."""
    stripped = text[start:end].strip()
    if not stripped:
        return start, start
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    return begin, begin + len(stripped)


# Turns


def turn_span(document: TranscriptDocument, offset: int) -> Span:
    """The turn at ``offset``; its line where there is no turn."""
    turn = document.turn_at(offset)
    if turn is None or offset > turn.end:
        return line_span(document.text, offset)
    return turn.start, turn.end


def next_turn(document: TranscriptDocument, offset: int) -> int:
    """The start of the next turn; the text's end after the last."""
    index = document.turn_index(offset)
    following = 0 if index is None else index + 1
    return document.turns[following].start if following < len(document.turns) else len(document.text)


def previous_turn(document: TranscriptDocument, offset: int) -> int:
    """The start of the turn before, wherever in the turn the offset is; 0 where there is none."""
    index = document.turn_index(offset)
    if index is None:
        return 0
    turn = document.turns[index]
    if offset > turn.end:  # behind the turn, where nobody speaks: it is the one before
        return turn.start
    return document.turns[index - 1].start if index else 0
