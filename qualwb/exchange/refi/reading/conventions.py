"""How a program counts positions in a text, which REFI-QDA leaves open, found out from where they fall.

A selection that was made by a person starts and ends at the edges of words. Counted otherwise than they were
meant, positions fall inside words as soon as a character lies before them that counts otherwise.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from qualwb.acts.arriving_files import StoredText
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _

ENOUGH = 0.9
"""The share of selections at the edges of words below which positions are doubtful."""
_LEAD = 2
"""So many selections more must speak for another convention than for that of a known program."""
_SAMPLE = 25
"""So many selections sort out the conventions that are far from the best."""
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CRLF = re.compile("\r\n")


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


class PlainText:
    """A text with LF for CR LF, with the places that programs count differently."""

    def __init__(self, stored: StoredText) -> None:
        self.text = stored.text.replace("\r\n", "\n")
        """What positions are found in: all other characters as they are stored."""
        self.marked = stored.marked
        self.line_ends = [match.start() - n for n, match in enumerate(_CRLF.finditer(stored.text))]
        wide = len(self.text.encode("utf-16-le", "surrogatepass")) // 2 > len(self.text)
        self.astral = [match.start() for match in _ASTRAL.finditer(self.text)] if wide else []

    def counted(self, convention: Convention) -> "Counted":
        """The text as a convention counts it."""
        doubles = self.astral if convention.utf16 else []
        if not convention.crlf_as_one and self.line_ends:
            doubles = sorted([*doubles, *self.line_ends]) if doubles else self.line_ends
        before = int(convention.mark_counts and self.marked)
        places = [place + n for n, place in enumerate(doubles)]
        return Counted(places, frozenset(places), before, len(self.text) + len(places) + before)


class Counted(NamedTuple):
    """A text as a convention counts it."""

    doubles: Sequence[int]
    """Where characters that count two are, counted, without what is before."""
    firsts: frozenset[int]
    """The same, for a look whether one is among them."""
    before: int
    """What counts before the first character."""
    length: int
    """The last position."""

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The passage in characters of the text; None outside it or where it is empty.

        A character that a position splits is in it.
        """
        if not 0 <= start < end <= self.length:
            return None
        first, last = start - self.before, end - self.before - 1
        if last < 0:
            return None
        if first < 0:
            first = 0
        return first - bisect_left(self.doubles, first), last - bisect_left(self.doubles, last) + 1

    def place(self, position: int) -> int | None:
        """The place of a position between characters of the text; None outside it."""
        if not self.before <= position <= self.length:
            return None
        return position - self.before - bisect_left(self.doubles, position - self.before)

    def splits(self, span: tuple[int, int]) -> bool:
        """Whether a passage starts or ends inside a character."""
        return span[0] - self.before - 1 in self.firsts or span[1] - self.before - 1 in self.firsts


class Choice(NamedTuple):
    """The convention that a source's positions are read by, and what speaks for it."""

    convention: Convention
    counted: Counted
    spans: Sequence[tuple[int, int] | None]
    """The selections in characters of the text; None for those outside it."""
    plausible: int
    """How many of them start and end at the edges of words."""
    matters: bool
    """Whether another convention would give other passages: if any, then another last one."""


def chosen(
    plain: PlainText, spans: Sequence[tuple[int, int]], prior: Convention | None, wished: Convention | None
) -> Choice:
    """How the positions of a source's selections count: as wished, else as most of them fall at edges.

    ``prior`` is that of the program that wrote the file; it stands unless another is better by more than
    chance. Where nothing is known, of equals the one whose passages are cut most cleanly is taken.
    """
    edges = _Edges(plain.text)
    if wished is not None:
        trials = [_Trial(plain, wished, spans, edges)]
    else:
        trials = _trials(plain, spans, prior or Convention(), edges)
    best = trials[0]
    for trial in trials[1:]:
        lead = trial.plausible - best.plausible
        if lead >= _LEAD or (prior is None and (lead > 0 or (lead == 0 and trial.clean > best.clean))):
            best = trial
    last = max(spans, key=itemgetter(1), default=(0, 0))
    others = () if wished is not None else _candidates(plain, best.convention)
    matters = any(plain.counted(one).span(*last) != best.counted.span(*last) for one in others)
    return Choice(best.convention, best.counted, best.placed, best.plausible, matters)


class _Trial:
    """A convention tried on the selections of a source."""

    def __init__(
        self,
        plain: PlainText,
        convention: Convention,
        spans: Sequence[tuple[int, int]],
        edges: "_Edges",
    ) -> None:
        self.convention = convention
        self.counted = counted = plain.counted(convention)
        self.placed = [counted.span(*span) for span in spans]
        self.plausible = sum(
            edges.plausible(place) and not counted.splits(span)
            for place, span in zip(self.placed, spans, strict=True)
        )
        self._edges = edges

    @property
    def clean(self) -> int:
        """How many passages are cut as a person would."""
        return sum(map(self._edges.clean, self.placed))


def _trials(
    plain: PlainText, spans: Sequence[tuple[int, int]], prior: Convention, edges: "_Edges"
) -> list[_Trial]:
    """All conventions that may read the text differently, the prior one first.

    Of many selections a sample sorts out those that are far from the best.
    """
    sample = spans[:: max(1, len(spans) // _SAMPLE)]
    heats = [_Trial(plain, one, sample, edges) for one in _candidates(plain, prior)]
    if len(sample) == len(spans):
        return heats
    enough = max(heat.plausible for heat in heats) - len(sample) // 4
    kept = [heat for n, heat in enumerate(heats) if heat.plausible >= enough or n == 0]
    return [_Trial(plain, heat.convention, spans, edges) for heat in kept]


def is_doubtful(plain: PlainText, choice: Choice, span: tuple[int, int]) -> bool:
    """Whether a selection, as the file counts it, cuts a word or a character, or lies outside the text."""
    counted = choice.counted
    return counted.splits(span) or not _Edges(plain.text).plausible(counted.span(*span))


def _candidates(plain: PlainText, prior: Convention) -> Iterator[Convention]:
    def both(first: bool, differs: bool) -> Sequence[bool]:
        return (first, not first) if differs else (first,)

    for utf16, crlf_as_one, mark_counts in product(
        both(prior.utf16, bool(plain.astral)),
        both(prior.crlf_as_one, bool(plain.line_ends)),
        both(prior.mark_counts, plain.marked),
    ):
        yield Convention(utf16, crlf_as_one, mark_counts)


class _Edges:
    """Where words begin and end in a text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def plausible(self, span: tuple[int, int] | None) -> bool:
        """Whether no word is cut at either end of a passage."""
        if span is None:
            return False
        text, (start, end) = self._text, span
        return not (
            (start > 0 and text[start - 1 : start + 1].isalnum())
            or (end < len(text) and text[end - 1 : end + 1].isalnum())
        )

    def clean(self, span: tuple[int, int] | None) -> bool:
        """Whether it starts with a word, and ends with one, its punctuation or its line."""
        if span is None:
            return False
        first, last = self._text[span[0]], self._text[span[1] - 1]
        return first.isalnum() and (last == "\n" or not last.isspace())
