"""How a program counts positions in a text, which REFI-QDA leaves open, found out from where they fall.

A selection that was made by a person starts and ends at the edges of words. Counted otherwise than they were
meant, positions fall inside words as soon as a character lies before them that counts otherwise.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from qualwb.acts.arriving_files import StoredText
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.portable.alignment import Alignment, Piece

ENOUGH = 0.9
"""The share of selections at the edges of words below which positions are doubtful."""
_LEAD = 2
"""So many selections more must speak for another convention than for that of a known program."""
_COUNTED_OTHERWISE = re.compile("[\U00010000-\U0010ffff]|\r\n")


@dataclass(frozen=True, slots=True)
class Convention:
    """What a position counts."""

    utf16: bool = False
    """Units of UTF-16, of which signs beyond U+FFFF have two; else code points."""
    crlf_as_one: bool = False
    """CR and LF together count one; else two, as they are stored."""
    mark_counts: bool = False
    """A byte order mark at the beginning counts."""

    @property
    def code(self) -> str:
        """As a person may wish it."""
        unit = "utf16" if self.utf16 else "codepoint"
        return unit + ",crlf1" * self.crlf_as_one + ",bom" * self.mark_counts

    def __str__(self) -> str:
        parts = [
            _("UTF-16 units") if self.utf16 else _("code points"),
            _("CR LF as one") if self.crlf_as_one else _("line ends as stored"),
            *([_("the byte order mark counted")] if self.mark_counts else []),
        ]
        return ", ".join(parts)


_UTF16 = Convention(utf16=True)
_AS_ONE = Convention(crlf_as_one=True)
_KNOWN = {
    "nvivo": _UTF16,
    "qualcoder": _AS_ONE,
    "qc ": Convention(),
    "atlas.ti": _AS_ONE,
    "maxqda": _AS_ONE,
    "qualwb": _AS_ONE,
}
"""By the beginning of a program's name: how it was seen to count. Of those that write CR LF and count one,
texts with LF alone are counted the same."""
_WISHED = re.compile(r"(codepoint|utf16)((?:,(?:crlf1|bom))*)")


def known_convention(origin: str) -> Convention | None:
    """How the program of that name counts; None where nobody has measured it.

    A file of this program may be written for another one: 'qualwb for NVivo'.
    """
    name = origin.lower().removeprefix("qualwb for ") + " "
    return next((known for start, known in _KNOWN.items() if name.startswith(start)), None)


def wished_convention(offsets: str) -> Convention | None:
    """The convention in words: 'codepoint' or 'utf16', then ',crlf1' and ',bom' where they hold; None for ''.

    Raises ``QualwbError`` for other words.
    """
    if not offsets:
        return None
    wished = _WISHED.fullmatch(offsets.replace(" ", "").lower())
    if wished is None:
        raise QualwbError(
            _("'{offsets}' is no way to count positions.").format(offsets=offsets),
            _("Write codepoint or utf16, then ,crlf1 and ,bom where they hold, as in utf16,crlf1."),
        )
    return Convention(wished[1] == "utf16", "crlf1" in wished[2], "bom" in wished[2])


class Counted(NamedTuple):
    """A text with the positions that a convention counts in it."""

    to_stored: Alignment
    """From those positions to code points of the stored text without its mark."""
    length: int
    """The last of them."""
    inside: frozenset[int]
    """Those that lie inside a character."""

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The passage in code points of the stored text; None outside it or where it is empty."""
        return self.to_stored.span(start, end) if 0 <= start < end <= self.length else None

    def splits(self, span: tuple[int, int]) -> bool:
        """Whether a passage starts or ends inside a character."""
        return bool(self.inside) and not self.inside.isdisjoint(span)


def counted(stored: StoredText, convention: Convention) -> Counted:
    """The positions in a text as a convention counts them."""
    text = stored.text
    pieces: list[Piece] = []
    inside: list[int] = []
    at, stored_at = int(convention.mark_counts and stored.marked), 0
    for match in _COUNTED_OTHERWISE.finditer(text):
        start, end = match.span()
        width = _width(end - start, convention)
        if width == end - start:
            continue
        if start > stored_at:
            pieces.append(Piece(at, at + start - stored_at, stored_at, start))
            at += start - stored_at
        pieces.append(Piece(at, at + width, start, end))
        inside += range(at + 1, at + width)
        at, stored_at = at + width, end
    if len(text) > stored_at:
        pieces.append(Piece(at, at + len(text) - stored_at, stored_at, len(text)))
    return Counted(Alignment(pieces, len(text)), at + len(text) - stored_at, frozenset(inside))


def _width(stored: int, convention: Convention) -> int:
    """How much a sign beyond U+FFFF, which is one character stored, or CR LF, which are two, counts."""
    if stored == 1:
        return 2 if convention.utf16 else 1
    return 1 if convention.crlf_as_one else 2


class Choice(NamedTuple):
    """The convention that a source's positions are read by, and what speaks for it."""

    convention: Convention
    counted: Counted
    plausible: int
    """How many selections start and end at the edges of words."""
    matters: bool
    """Whether another convention would give other passages."""


def chosen(
    stored: StoredText, spans: Sequence[tuple[int, int]], prior: Convention | None, wished: Convention | None
) -> Choice:
    """How the positions of a source's selections count: as wished, else as most of them fall at edges.

    ``prior`` is that of the program that wrote the file; it stands unless another is better by more than
    chance. Where nothing is known, of equals the one whose passages are cut most cleanly is taken.
    """
    if wished is not None:
        candidates = [wished]
    else:
        candidates = list(dict.fromkeys(_candidates(stored, prior or Convention())))
    read = [counted(stored, one) for one in candidates]
    placed = [[one.span(*span) for span in spans] for one in read]
    edges = _Edges(stored.text)
    plausible = [
        sum(edges.plausible(there) and not one.splits(span) for there, span in zip(found, spans, strict=True))
        for one, found in zip(read, placed, strict=True)
    ]
    best = 0
    for n in range(1, len(candidates)):
        lead = plausible[n] - plausible[best]
        if lead >= _LEAD or (prior is None and lead > 0):
            best = n
        elif prior is None and lead == 0 and plausible[n]:
            best = n if _clean(edges, placed[n]) > _clean(edges, placed[best]) else best
    return Choice(candidates[best], read[best], plausible[best], any(one != placed[0] for one in placed))


def is_doubtful(stored: StoredText, choice: Choice, span: tuple[int, int]) -> bool:
    """Whether a selection, as the file counts it, cuts a word or a character, or lies outside the text."""
    counted = choice.counted
    return counted.splits(span) or not _Edges(stored.text).plausible(counted.span(*span))


def _clean(edges: "_Edges", spans: Sequence[tuple[int, int] | None]) -> int:
    return sum(map(edges.clean, spans))


def _candidates(stored: StoredText, prior: Convention) -> Iterator[Convention]:
    """Conventions that may read this text differently, the prior one first."""

    def both(first: bool, differs: bool) -> Sequence[bool]:
        return (first, not first) if differs else (first,)

    astral = not stored.text.isascii() and max(stored.text, default="") > "\uffff"
    for utf16, crlf_as_one, mark_counts in product(
        both(prior.utf16, astral),
        both(prior.crlf_as_one, "\r\n" in stored.text),
        both(prior.mark_counts, stored.marked),
    ):
        yield Convention(utf16, crlf_as_one, mark_counts)


class _Edges:
    """Where words and lines begin and end in a text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def plausible(self, span: tuple[int, int] | None) -> bool:
        """Whether no word, and no line end, is cut at either end of a passage."""
        return span is not None and not self._cuts(span[0]) and not self._cuts(span[1])

    def clean(self, span: tuple[int, int] | None) -> bool:
        """Whether it starts with a word, and ends with one, its punctuation or its line."""
        if span is None:
            return False
        first, last = self._text[span[0]], self._text[span[1] - 1]
        return first.isalnum() and (last == "\n" or not last.isspace())

    def _cuts(self, at: int) -> bool:
        around = self._text[max(at - 1, 0) : at + 1]
        return len(around) == 2 and (around.isalnum() or around == "\r\n")
