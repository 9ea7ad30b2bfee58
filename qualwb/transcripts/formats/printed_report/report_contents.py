"""What a printed report holds: quotes by group under theme headings, and what could not be placed."""

import hashlib
import re
from dataclasses import dataclass

from qualwb.transcripts.transcript import LeftAside, Transcript


@dataclass(frozen=True, slots=True)
class PrintedQuote:
    """A quoted passage: its turns' texts, verbatim but for line joins, and where it stands.

    ``group`` is the tag ('Grupp 2'), None where the report names none. ``path`` holds the headings
    above it, main theme first. ``line`` and ``end_line`` are its printed lines, from 1. ``number`` counts all
    that could be quotes in the report, from 1, whichever of them are taken.
    """

    turns: tuple[str, ...]
    group: str | None
    path: tuple[str, ...]
    line: int
    end_line: int
    number: int = 0
    inline: bool = False
    """Stands inside a sentence of the authors'."""


@dataclass(frozen=True, slots=True)
class QuoteChoice:
    """Which of a report's quotes are taken: those inside sentences too, and none of the numbers refused."""

    inline: bool = False
    refused: frozenset[int] = frozenset()

    def takes(self, quote: PrintedQuote) -> bool:
        """Whether the quote is taken."""
        return quote.number not in self.refused and (self.inline or not quote.inline)


ALL_BLOCKS = QuoteChoice()
"""Quotes that stand by themselves, all of them."""


@dataclass(frozen=True, slots=True)
class ThemeHeading:
    """A heading with quotes under it: ``path`` ends with its own name; ``quotes`` counts those right
    under it.
    """

    path: tuple[str, ...]
    number: str
    line: int
    printed: str
    quotes: int
    total: int
    """With the quotes under the headings below it."""

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What looks like a quote or a tag and could not be placed, and why."""

    text: str
    line: int
    reason: str
    chapter: str = ""
    """The number of the chapter it stands in, '' where that is unknown."""
    tag_line: int = 0
    """The line of a tag that no quote stands before, 0 for what is no tag."""


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A printed report as read. ``quotes`` and ``headings`` stand in printed order.

    ``not_taken`` are the quotes that were refused, and those inside sentences that nobody asked for.
    """

    quotes: tuple[PrintedQuote, ...]
    headings: tuple[ThemeHeading, ...]
    unplaced: tuple[Unplaced, ...]
    left_aside: tuple[LeftAside, ...]
    warnings: tuple[str, ...] = ()
    not_taken: tuple[PrintedQuote, ...] = ()
    choice: QuoteChoice = ALL_BLOCKS
    missing_chapters: tuple[str, ...] = ()
    """Numbers that the chapters pass over: '4.3' where 4.4 follows 4.2."""

    @property
    def candidates(self) -> tuple[PrintedQuote, ...]:
        """All that could be quotes, taken or not, by number."""
        return tuple(sorted((*self.quotes, *self.not_taken), key=lambda quote: quote.number))

    @property
    def inline_left(self) -> int:
        """How many quotes inside sentences are there that nobody asked for."""
        return sum(quote.inline and quote.number not in self.choice.refused for quote in self.not_taken)

    @property
    def sign(self) -> str:
        """Four signs that tell the numbers of this report's quotes from those of another text."""
        words = "\0".join(f"{quote.number}\1{quote.turns}" for quote in self.candidates)
        return hashlib.sha256(words.encode()).hexdigest()[:4]

    @property
    def groups(self) -> dict[str | None, tuple[PrintedQuote, ...]]:
        """The quotes by group tag, tags in natural order ('Grupp 2' before 'Grupp 10'), no tag last."""
        tags = sorted({quote.group for quote in self.quotes}, key=lambda tag: (tag is None, _natural(tag)))
        return {tag: tuple(quote for quote in self.quotes if quote.group == tag) for tag in tags}


def _natural(tag: str | None) -> tuple[str, int, str]:
    match = re.fullmatch(r"(\D*)(\d*)(.*)", tag or "", re.S)
    assert match is not None
    return match[1], int(match[2] or 0), match[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTranscript(Transcript):
    """A printed report as a transcript, with the report that it was made of."""

    report: PrintedReport
