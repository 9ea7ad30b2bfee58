"""A report while it is being read: quotes found so far, headings above, what is left aside and why."""

from collections.abc import Sequence

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.printed_report.line_joining import HyphenatedWords, join_lines
from qualwb.transcripts.formats.printed_report.printed_lines import PrintedLine, PrintedLines
from qualwb.transcripts.formats.printed_report.report_contents import PrintedQuote, PrintedReport, Unplaced
from qualwb.transcripts.formats.printed_report.theme_headings import ThemeHeadings
from qualwb.transcripts.transcript import LeftAside


class ReportDraft:
    """What both kinds of report are read into, whatever shows where their quotes are."""

    def __init__(self, text: str) -> None:
        self.printed = PrintedLines(text)
        self.headings = ThemeHeadings(self.printed)
        self._words = HyphenatedWords(text)
        self._quotes: list[PrintedQuote] = []
        self._unplaced: list[Unplaced] = []
        self._asides: list[LeftAside] = []
        self._counted: dict[tuple[str, str], LeftAside] = {}
        self._quoting_chapters: set[str] = set()

    def take_heading(self, index: int) -> None:
        """The line is a heading."""
        self.headings.take(index)
        self.leave_aside(self.printed[index].text, _("heading"), self.printed[index].number)

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
        self._unplaced.append(Unplaced(tag, line, _("a tag without a quote")))

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
        text, dropped = join_lines([(line.text, line.hyphen) for line in lines], self._words)
        for hyphen in dropped:
            self.count_aside(hyphen, _("hyphen at a line's end"), lines[0].number)
        return text

    def finished(self) -> PrintedReport:
        """The report, when all lines are read."""
        unplaced = [place for place in self._unplaced if not self._is_list(place)]
        lists = [place for place in self._unplaced if self._is_list(place)]
        return PrintedReport(
            tuple(self._quotes),
            tuple(self.headings.with_quotes(self._quotes)),
            tuple(sorted(unplaced, key=lambda place: place.line)),
            (*self._counted.values(), *self._asides),
            warnings=tuple(
                _("Line {line}: dash lines in a chapter without quotes are taken for a list.").format(
                    line=place.line
                )
                for place in lists
            ),
        )

    def _is_list(self, place: Unplaced) -> bool:
        """Whether dash lines are a list of the prose: they stand in a chapter that quotes nobody."""
        return bool(place.chapter) and place.chapter not in self._quoting_chapters
