"""Theme headings of a printed report: which lines are headings, and which stand above the line at hand."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from qualwb.transcripts.formats.printed_report.chapter_gaps import NumberedLine
from qualwb.transcripts.formats.printed_report.group_tags import TAG
from qualwb.transcripts.formats.printed_report.printed_lines import (
    DASH,
    LONGEST_HEADING,
    NUMBERED,
    SENTENCE_END,
    PrintedLines,
)
from qualwb.transcripts.formats.printed_report.report_contents import PrintedQuote, ThemeHeading

HeadingPath = tuple[str, ...]
"""Headings from the main theme down."""


class _Above(NamedTuple):
    """A heading above the line at hand; ``number`` is '' where it has none."""

    number: str
    title: str
    line: int


class ThemeHeadings:
    """The headings above the line at hand, as the lines are gone through; only the last can be unnumbered."""

    def __init__(self, printed: PrintedLines) -> None:
        self._printed = printed
        self._above: list[_Above] = []
        self._places: dict[HeadingPath, _Above] = {}
        """Where each path that was asked for stands."""
        self.numbers: list[NumberedLine] = []
        """The numbers of all headings and page heads so far, in printed order."""

    @property
    def chapter(self) -> str:
        """The number of the chapter at hand, '' before the first numbered heading."""
        return self._above[0].number.partition(".")[0] if self._above else ""

    def path(self) -> HeadingPath:
        """The headings above, without a chapter's title where numbered sections stand below it."""
        above = self._above
        while len(above) > 1 and above[0].number and "." not in above[0].number and above[1].number:
            above = above[1:]
        path = tuple(heading.title for heading in above)
        for depth, heading in enumerate(above, 1):
            self._places.setdefault(path[:depth], heading)
        return path

    def is_heading(self, index: int) -> bool:
        """Whether a line outside a quote is a heading: it stands apart, is short, ends without stop."""
        text = self._printed[index].text
        if len(text) > LONGEST_HEADING or text[-1] in ".:;,!…-" or DASH.match(text):
            return False
        after = self._printed.after(index)
        if NUMBERED.fullmatch(text):
            return self._stands_apart(index, after_sentence=True) and not after[:1].islower()
        if not text[0].isupper() or TAG.search(text) or not self._stands_apart(index, after_sentence=False):
            return False
        return not after or (
            len(text) <= 0.85 * self._printed.width
            and (after[0].isupper() or after[0] in '-–”“"0123456789([')
        )

    def _stands_apart(self, index: int, after_sentence: bool) -> bool:
        """Whether a line does not go on with the line before: after a blank line, a page head, a heading or a
        quote's tag, at a page break after a whole sentence, or (``after_sentence``) after any whole sentence.
        """
        before = self._printed.before(index)
        if (
            not before
            or index - 1 in self._printed.pages
            or self.was_heading(index - 1)
            or TAG.search(before[-14:])
        ):
            return True
        return (after_sentence or self._printed[index].page_break) and bool(SENTENCE_END.search(before))

    def was_heading(self, index: int) -> bool:
        """Whether the line was the last heading taken."""
        return bool(self._above) and self._above[-1].line == self._printed[index].number

    def take(self, index: int) -> None:
        """The line at hand is a heading: it stands above what follows, below those that its number names."""
        line = self._printed[index]
        match = NUMBERED.fullmatch(line.text)
        if match is None:
            self._above = [heading for heading in self._above if heading.number]
            self._above.append(_Above("", _title(line.text), line.number))
            return
        number = match["number"]
        self.numbers.append(NumberedLine(number, line.number))
        depth = number.count(".")
        self._above = [
            heading
            for heading in self._above
            if heading.number
            and heading.number.count(".") < depth
            and number.startswith(heading.number + ".")
        ]
        self._above.append(_Above(number, _title(match["title"]), line.number))

    def take_running_head(self, index: int) -> None:
        """A page head that names another chapter than the one at hand: that one has begun."""
        line = self._printed[index]
        match = NUMBERED.fullmatch(line.text)
        if match is not None:
            self.numbers.append(NumberedLine(match["number"], line.number))
        if match is not None and self._above and not self._is_chapter_at_hand(match["number"]):
            self._above = [_Above(match["number"], _title(match["title"]), line.number)]

    def _is_chapter_at_hand(self, number: str) -> bool:
        numbered = next((heading.number for heading in self._above if heading.number), None)
        return numbered is None or numbered.partition(".")[0] == number

    def with_quotes(self, quotes: Iterable[PrintedQuote]) -> list[ThemeHeading]:
        """The headings above the quotes, in printed order, with the numbers of quotes under each."""
        right_under: dict[HeadingPath, int] = {}
        below: dict[HeadingPath, int] = {}
        for quote in quotes:
            right_under[quote.path] = right_under.get(quote.path, 0) + 1
            for depth in range(1, len(quote.path) + 1):
                path = quote.path[:depth]
                below[path] = below.get(path, 0) + 1
        found = []
        for path, total in below.items():
            place = self._places[path]
            printed = self._printed[place.line - 1].text
            found.append(
                ThemeHeading(path, place.number, place.line, printed, right_under.get(path, 0), total)
            )
        return sorted(found, key=lambda heading: (heading.line, len(heading.path)))


def _title(text: str) -> str:
    """The heading with a spaced hyphen set as the dash it stands for."""
    return re.sub(r" [-‐] ", " – ", text)
