"""The text of a source that another program kept, as a project keeps it, with where its positions went.

Passages of other programs are numbers: each character that changes its place is accounted for.
"""

import re
import unicodedata
from collections.abc import Iterator

from qualwb.portable.alignment import Alignment, Piece
from qualwb.portable.turns import paragraphs_as_turns
from qualwb.transcripts.decoding import INVISIBLE, LINE_ENDS, clean

__all__ = ["canonical", "paragraphs_as_turns"]

_CHANGED = re.compile(f"{LINE_ENDS.pattern}|{INVISIBLE.pattern}")
_HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)


def canonical(raw: str) -> tuple[str, Alignment]:
    """The text in NFC, with '\\n' line ends, without invisible characters; and where its positions went."""
    text, _taken_out = clean(raw)
    if text == raw:
        return text, Alignment.same(len(raw))
    plain, alignment = _without_invisible(raw)
    if plain != text:
        composed = list(_composed(plain))
        alignment = alignment.then(Alignment(composed, len(text)))
    return text, alignment


def _without_invisible(raw: str) -> tuple[str, Alignment]:
    """The text with its line ends and invisible characters settled, but not composed."""
    pieces: list[Piece] = []
    parts: list[str] = []
    at = length = 0

    def put(start: int, end: int, part: str) -> None:
        nonlocal length
        if part:
            pieces.append(Piece(start, end, length, length + len(part)))
            parts.append(part)
            length += len(part)

    for match in _CHANGED.finditer(raw):
        put(at, match.start(), raw[at : match.start()])
        put(match.start(), match.end(), "\n" if LINE_ENDS.fullmatch(match[0]) else "")
        at = match.end()
    put(at, len(raw), raw[at:])
    return "".join(parts), Alignment(pieces, length)


def _composed(text: str) -> Iterator[Piece]:
    """The pieces of a text that NFC leaves as they are, and those that it puts together."""
    made = 0
    for start, end in _clusters(text):
        length = len(unicodedata.normalize("NFC", text[start:end]))
        yield Piece(start, end, made, made + length)
        made += length


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Lines that are composed already as they are; else each letter with what is put upon it."""
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        if unicodedata.is_normalized("NFC", line):
            yield at, end
        else:
            borders = [at + i for i, char in enumerate(line) if i == 0 or _begins(char)]
            clusters = list(zip(borders, [*borders[1:], end], strict=True))
            pieces = "".join(unicodedata.normalize("NFC", text[start:stop]) for start, stop in clusters)
            yield from clusters if pieces == unicodedata.normalize("NFC", line) else [(at, end)]
        at = end


def _begins(char: str) -> bool:
    return not unicodedata.combining(char) and ord(char) not in _HANGUL_VOWELS_AND_FINALS
