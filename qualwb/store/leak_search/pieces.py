"""A stream of bytes in pieces that begin and end between words, each with the end of the one before."""

from collections.abc import Iterable, Iterator
from typing import Protocol


class Bytes(Protocol):
    """An open file of bytes that can be read from any place."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def close(self) -> None: ...


BLOCK = 1 << 18
_LOOK_BACK = 4096
"""How far from the end of a piece a place between words is looked for."""
_LONGEST_TAGS = 2048
"""What may stand within a word that a word processor has split: closing and opening tags."""
_LONGEST_LETTER = 12
"""Bytes of one letter in the longest writing: an escaped entity."""


def overlap_for(words: Iterable[str]) -> int:
    """How many bytes of the piece before a piece has to repeat, so that no word is cut in both."""
    return max([_LONGEST_TAGS, *(len(word) * _LONGEST_LETTER for word in words)])


def blocks(file: Bytes) -> Iterator[bytes]:
    """A file from where it stands, in blocks of bytes."""
    while block := file.read(BLOCK):
        yield block


def pieces(parts: Iterable[bytes], overlap: int) -> Iterator[tuple[int, bytes]]:
    """The stream's pieces and where each starts, in bytes."""
    start, held, new = 0, bytearray(), 0
    for part in parts:
        held += part
        new += len(part)
        if len(held) < BLOCK + overlap:
            continue
        end = _between_words(held, len(held))
        yield start, bytes(held[:end])
        back = _between_words(held, max(0, end - overlap))
        start, new = start + back, len(held) - end
        del held[:back]
    if new:
        yield start, bytes(held)


def _between_words(data: bytearray, at: int) -> int:
    """The last place at or before ``at``, and near it, where a word may begin."""
    near = max(0, at - _LOOK_BACK)
    for border in (b"\n", b" ", b"\0"):
        found = data.rfind(border, near, at)
        if found >= 0:
            return found + 1
    return at
