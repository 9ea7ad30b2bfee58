"""Quotes inside the authors' sentences: words in ”…” in the prose of a chapter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from qualwb.transcripts.formats.printed_report.group_tags import TAG, group_of
from qualwb.transcripts.formats.printed_report.printed_lines import SENTENCE_END, PrintedLine, PrintedLines
from qualwb.transcripts.formats.printed_report.quote_marks import quoted_spans

FEWEST_WORDS = 3
"""Fewer words in ”…” are a term or a saying, not somebody's words."""
_LITERATURE = re.compile(r"\s*[.,]?\s*\([^()]*\b(?:1[89]|20)\d\d[a-z]?\b[^()]*\)")
_TAG_BEHIND = re.compile(rf"[\s.,]*{TAG.pattern}", TAG.flags)
_LOOK_AHEAD = 120
"""So many characters behind a quote a reference or a tag can take."""


@dataclass(frozen=True, slots=True)
class ProseLine:
    """A line of prose, or what of a line is prose, and the headings above it."""

    line: PrintedLine
    path: tuple[str, ...]
    chapter: str


class LinePart(NamedTuple):
    """Where a quote stands in one line of the prose: the line's place in the prose, and code points in it."""

    prose_line: int
    start: int
    end: int


class InlineQuote(NamedTuple):
    """A quote as its parts, line by line; ``group`` is that of a tag right behind it, on ``tag_line``."""

    parts: tuple[LinePart, ...]
    group: str | None = None
    tag_line: int = 0


def find(prose: Sequence[ProseLine], printed: PrintedLines) -> Iterator[InlineQuote]:
    """The quotes in the prose, in printed order; what literature says, with its year behind, is none."""
    for start, end in _paragraphs(prose, printed):
        lines = [one.line.text for one in prose[start:end]]
        text = "\n".join(lines)
        begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
        for first, last in quoted_spans(text):
            behind = text[last + 1 : last + 1 + _LOOK_AHEAD]
            if len(text[first:last].split()) < FEWEST_WORDS or _LITERATURE.match(behind):
                continue
            parts = tuple(
                LinePart(start + n, max(first - begin, 0), min(last - begin, len(lines[n])))
                for n, begin in enumerate(begins[:-1])
                if first < begin + len(lines[n]) and last > begin
            )
            tag = _TAG_BEHIND.match(behind)
            if tag is None:
                yield InlineQuote(parts)
            else:
                line = prose[start + text.count("\n", 0, last + 1 + tag.start("word"))].line
                yield InlineQuote(parts, group_of(tag), line.number)


def _paragraphs(prose: Sequence[ProseLine], printed: PrintedLines) -> Iterator[tuple[int, int]]:
    """Runs of prose lines that go on into each other, as half-open places among all."""
    start = 0
    for index in range(1, len(prose) + 1):
        if index == len(prose) or not _goes_on(prose[index - 1], prose[index], printed):
            yield start, index
            start = index


def _goes_on(before: ProseLine, after: ProseLine, printed: PrintedLines) -> bool:
    """Whether a line goes on with the one before: the next one, or beyond a page's end in mid-sentence."""
    if before.path != after.path or before.line.number == after.line.number:
        return False
    between = range(before.line.number, after.line.number - 1)
    if not between:
        return not after.line.tab
    return (
        all(not printed[index].text or index in printed.pages for index in between)
        and after.line.text[0].islower()
        and not SENTENCE_END.search(before.line.text)
    )
