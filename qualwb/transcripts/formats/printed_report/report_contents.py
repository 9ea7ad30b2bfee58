"""What a printed report holds: quotes by group under theme headings, and what could not be placed."""

import re
from dataclasses import dataclass

from qualwb.transcripts.transcript import LeftAside, Transcript


@dataclass(frozen=True, slots=True)
class PrintedQuote:
    """A quoted passage: its turns' texts, verbatim but for line joins, and where it stands.

    ``group`` is the tag ('Grupp 2'), None where the report names none. ``path`` holds the headings
    above it, main theme first. ``line`` and ``end_line`` are its printed lines, from 1.
    """

    turns: tuple[str, ...]
    group: str | None
    path: tuple[str, ...]
    line: int
    end_line: int


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


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A printed report as read. ``quotes`` and ``headings`` stand in printed order."""

    quotes: tuple[PrintedQuote, ...]
    headings: tuple[ThemeHeading, ...]
    unplaced: tuple[Unplaced, ...]
    left_aside: tuple[LeftAside, ...]
    warnings: tuple[str, ...] = ()

    @property
    def groups(self) -> dict[str | None, tuple[PrintedQuote, ...]]:
        """The quotes by group tag, tags in natural order ('Grupp 2' before 'Grupp 10')."""
        tags = sorted({quote.group for quote in self.quotes}, key=_natural)
        return {tag: tuple(quote for quote in self.quotes if quote.group == tag) for tag in tags}


def _natural(tag: str | None) -> tuple[str, int, str]:
    match = re.fullmatch(r"(\D*)(\d*)(.*)", tag or "", re.S)
    assert match is not None
    return match[1], int(match[2] or 0), match[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTranscript(Transcript):
    """A printed report as a transcript, with the report that it was made of."""

    report: PrintedReport
