"""A report while it is being read: quotes found so far, headings above, what is left aside and why."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.printed_report import inline_quotes
from qualwb.transcripts.formats.printed_report.chapter_gaps import missing_numbers
from qualwb.transcripts.formats.printed_report.inline_quotes import InlineQuote, ProseLine
from qualwb.transcripts.formats.printed_report.line_joining import HyphenatedWords, join_lines
from qualwb.transcripts.formats.printed_report.printed_lines import PrintedLine, PrintedLines
from qualwb.transcripts.formats.printed_report.report_contents import (
    ALL_BLOCKS,
    PrintedQuote,
    PrintedReport,
    QuoteChoice,
    Unplaced,
)
from qualwb.transcripts.formats.printed_report.theme_headings import ThemeHeadings
from qualwb.transcripts.transcript import LeftAside


class ReportDraft:
    """What both kinds of report are read into, whatever shows where their quotes are."""

    def __init__(self, text: str) -> None:
        self.printed = PrintedLines(text)
        self.headings = ThemeHeadings(self.printed)
        self._words = HyphenatedWords(text)
        self._quotes: list[PrintedQuote] = []
        self._prose: list[ProseLine] = []
        self._unplaced: list[Unplaced] = []
        self._asides: list[LeftAside] = []
        self._counted: dict[tuple[str, str], LeftAside] = {}
        self._warnings: list[str] = []
        self._quoting_chapters: set[str] = set()

    def take_heading(self, index: int) -> None:
        """The line is a heading."""
        self.headings.take(index)
        self.leave_aside(self.printed[index].text, _("heading"), self.printed[index].number)

    def take_prose(self, line: PrintedLine) -> None:
        """The line, or what is given of it, is the authors' prose."""
        if line.text:
            self._prose.append(ProseLine(line, self.headings.path(), self.headings.chapter))

    def place(self, turns: tuple[str, ...], group: str | None, line: int, end_line: int) -> None:
        """A quote is found: it goes under the headings above it."""
        self._quotes.append(PrintedQuote(turns, group, self.headings.path(), line, end_line))
        self._quoting_chapters.add(self.headings.chapter)

    def give_up(self, text: str, reason: str, line: int) -> None:
        """A quote that cannot be placed is listed, and its words are left aside."""
        self._unplaced.append(Unplaced(text, line, reason, self.headings.chapter))
        self.leave_aside(text, reason, line)

    def note_tag(self, tag: str, line: int) -> None:
        """A tag that no quote stands before is listed."""
        self._unplaced.append(Unplaced(tag, line, _("a tag without a quote"), tag_line=line))

    def warn(self, warning: str) -> None:
        """What a person should look at before anything is stored."""
        self._warnings.append(warning)

    def leave_aside(self, text: str, reason: str, line: int) -> None:
        """The text is no part of a quote."""
        if text:
            self._asides.append(LeftAside(text, reason, line))

    def count_aside(self, text: str, reason: str, line: int) -> None:
        """The same text for the same reason is kept once, counted."""
        if not text:
            return
        known = self._counted.get((text, reason))
        self._counted[text, reason] = LeftAside(
            text, reason, known.line if known else line, known.count + 1 if known else 1
        )

    def turn_text(self, lines: Sequence[PrintedLine]) -> str:
        """A turn's lines joined; hyphens that only the line end called for are taken out."""
        text, dropped = self._joined(lines)
        for hyphen in dropped:
            self.count_aside(hyphen, _("hyphen at a line's end"), lines[0].number)
        return text

    def finished(self, choice: QuoteChoice = ALL_BLOCKS) -> PrintedReport:
        """The report with the quotes chosen, when all lines are read."""
        candidates = self._candidates()
        taken = [(quote, inline) for quote, inline in candidates if choice.takes(quote)]
        not_taken = [quote for quote, _inline in candidates if not choice.takes(quote)]
        for quote in not_taken:
            if not quote.inline:
                self.leave_aside("\n".join(quote.turns), _("refused by number"), quote.line)
        kept = [inline for _quote, inline in taken if inline is not None]
        self._leave_prose_around(kept)
        headings = tuple(self.headings.with_quotes(quote for quote, _inline in taken))
        missing = missing_numbers(
            self.headings.numbers, self.headings.with_quotes(quote for quote, _inline in candidates)
        )
        return PrintedReport(
            tuple(quote for quote, _inline in taken),
            headings,
            self._unplaced_besides({inline.tag_line for inline in kept} - {0}),
            (*self._counted.values(), *self._asides),
            warnings=(*self._warnings, *self._lists(), *(gap.in_words() for gap in missing)),
            not_taken=tuple(not_taken),
            choice=choice,
            missing_chapters=tuple(gap.number for gap in missing),
        )

    def _candidates(self) -> list[tuple[PrintedQuote, InlineQuote | None]]:
        """All that could be quotes, numbered in printed order; those inside sentences with their place.

        Sentences count in the chapters that quote somebody by blocks, or in all where none does.
        """
        found: list[tuple[tuple[int, int], PrintedQuote, InlineQuote | None]] = [
            ((quote.line, -1), quote, None) for quote in self._quotes
        ]
        for inline in inline_quotes.find(self._prose, self.printed):
            first, last = inline.parts[0], inline.parts[-1]
            prose = self._prose[first.prose_line]
            if self._quoting_chapters and prose.chapter not in self._quoting_chapters:
                continue
            text, _dropped = self._joined(self._lines_of(inline))
            line, end_line = prose.line.number, self._prose[last.prose_line].line.number
            quote = PrintedQuote((text,), inline.group, prose.path, line, end_line, inline=True)
            found.append(((line, first.start), quote, inline))
        found.sort(key=lambda one: one[0])
        return [(replace(quote, number=n), inline) for n, (_at, quote, inline) in enumerate(found, 1)]

    def _lines_of(self, inline: InlineQuote) -> list[PrintedLine]:
        """The printed lines of a quote inside a sentence, each cut to what is quoted."""
        lines = []
        for part in inline.parts:
            line = self._prose[part.prose_line].line
            cut = line.with_text(line.text[part.start : part.end].strip())
            cut.hyphen = line.hyphen and part.end == len(line.text)
            lines.append(cut)
        return lines

    def _leave_prose_around(self, kept: Sequence[InlineQuote]) -> None:
        """Leave the prose aside but for the quotes taken out of it."""
        cuts: dict[int, list[tuple[int, int]]] = {}
        for inline in kept:
            self.turn_text(self._lines_of(inline))  # the hyphens that it loses are counted
            for part in inline.parts:
                cuts.setdefault(part.prose_line, []).append((part.start, part.end))
        for index, prose in enumerate(self._prose):
            text, number = prose.line.text, prose.line.number
            borders = [0, *(border for cut in cuts.get(index, ()) for border in cut), len(text)]
            for start, end in zip(borders[::2], borders[1::2], strict=True):
                self.leave_aside(text[start:end], _("prose of the report"), number)

    def _joined(self, lines: Sequence[PrintedLine]) -> tuple[str, list[str]]:
        return join_lines([(line.text, line.hyphen) for line in lines], self._words)

    def _unplaced_besides(self, tag_lines: Container[int]) -> tuple[Unplaced, ...]:
        """What could not be placed by its line, without the tags that name the group of a quote taken."""
        return tuple(
            sorted(
                (one for one in self._unplaced if not self._is_list(one) and one.tag_line not in tag_lines),
                key=lambda one: one.line,
            )
        )

    def _lists(self) -> Iterator[str]:
        for place in self._unplaced:
            if self._is_list(place):
                yield _("Line {line}: dash lines in a chapter without quotes are taken for a list.").format(
                    line=place.line
                )

    def _is_list(self, place: Unplaced) -> bool:
        """Whether dash lines are a list of the prose: they stand in a chapter that quotes nobody."""
        return bool(place.chapter) and place.chapter not in self._quoting_chapters
