"""Quotes of a report without group tags: paragraphs of their own in ”…”."""

import re
from collections.abc import Iterator

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.printed_report.printed_lines import PrintedLine
from qualwb.transcripts.formats.printed_report.quote_marks import QUOTE_MARKS, opens, still_open
from qualwb.transcripts.formats.printed_report.report_draft import ReportDraft

_PARAGRAPH_END = re.compile(r"[.:?!…]$|[.?!…][”\"»)]$")
_LONGEST = 80
"""A quoted paragraph has no more lines than this."""
FEWEST_WORDS = 8
"""A paragraph in ”…” with fewer words is a saying in the prose, not a quoted passage."""


def find(draft: ReportDraft) -> None:
    """Go through all lines and place the quoted paragraphs; the rest is left aside."""
    paragraphs = _QuotedParagraphs(draft)
    index = 0
    while index < len(draft.printed):
        index = paragraphs.take(index) + 1


class _QuotedParagraphs:
    def __init__(self, draft: ReportDraft) -> None:
        self._draft = draft
        self._printed = draft.printed

    def take(self, index: int) -> int:
        """Deal with what begins at a line; returns its last line."""
        line = self._printed[index]
        if not line.text:
            return index
        if index in self._printed.pages:
            self._draft.leave_aside(line.text, _("page head or number"), line.number)
        elif (end := self._end(index)) is not None:
            self._place(index, end)
            return end
        elif self._draft.headings.is_heading(index):
            self._draft.take_heading(index)
        else:
            self._draft.take_prose(line)
        return index

    def _end(self, start: int) -> int | None:
        """The last line of a quoted paragraph that begins at ``start``, or None if none does."""
        if self._printed[start].text[0] not in QUOTE_MARKS or not self._begins_paragraph(start):
            return None
        for index in range(start, min(start + _LONGEST, len(self._printed))):
            text = self._printed[index].text
            if index in self._printed.pages:
                continue
            if not text:
                if self._goes_on_after_gap(index):
                    continue
                return self._end_of_further_paragraphs(start, index)
            if _closes(text, first=index == start) and self._paragraph_ends(index):
                words = sum(len(self._printed[n].text.split()) for n in range(start, index + 1))
                return index if words >= FEWEST_WORDS else None
        return None

    def _end_of_further_paragraphs(self, start: int, blank: int) -> int | None:
        """The last line of a quote that is still open at a blank line and closes in a later paragraph.

        All later paragraphs begin with a mark, or none does: else one of them is another's.
        """
        depth = still_open("\n".join(self._printed[index].text for index in self._filled(start, blank)))
        repeats: bool | None = None
        for index in self._filled(blank, min(start + _LONGEST, len(self._printed))):
            text = self._printed[index].text
            if self._begins_further_paragraph(index):
                marked = text[0] in QUOTE_MARKS and opens(text, 0)
                if depth != 1 or repeats not in (None, marked):
                    return None
                repeats, text = marked, text[1:] if marked else text
            depth = still_open(text, depth)
            if depth == 0:
                return index if _closes(text, first=False) and self._paragraph_ends(index) else None
            if self._draft.headings.is_heading(index):
                return None
        return None

    def _filled(self, start: int, end: int) -> Iterator[int]:
        """The lines with text that are no page heads."""
        for index in range(start, end):
            if self._printed[index].text and index not in self._printed.pages:
                yield index

    def _begins_further_paragraph(self, index: int) -> bool:
        """Whether a line of a quote stands after a blank line that is no page's end."""
        return not self._printed.before(index) and not (
            self._printed[index].text[0].islower()
            or any(n in self._printed.pages for n in range(max(index - 4, 0), index))
        )

    def _begins_paragraph(self, index: int) -> bool:
        before = self._printed.before(index)
        if not before or index - 1 in self._printed.pages or self._draft.headings.was_heading(index - 1):
            return True
        return _PARAGRAPH_END.search(before) is not None

    def _goes_on_after_gap(self, blank: int) -> bool:
        """A page's end inside the quote: after the blank a page head or a sentence that goes on in lower
        case.
        """
        following = self._printed.next_filled(blank)
        return following is not None and (
            following in self._printed.pages or self._printed[following].text[0].islower()
        )

    def _paragraph_ends(self, index: int) -> bool:
        """Whether a paragraph ends here: a blank, a new paragraph, a page break or a capital follows."""
        after = self._printed.after(index)
        return (
            not after
            or self._printed[index + 1].tab
            or index + 1 in self._printed.pages
            or after[0].isupper()
            or after[0] in QUOTE_MARKS
        )

    def _place(self, start: int, end: int) -> None:
        paragraphs = self._paragraphs(start, end)
        first, last = paragraphs[0][0], paragraphs[-1][-1]
        self._take_opening_mark(first)
        bare = last.text.rstrip(". ")
        self._draft.count_aside(bare[-1], _("quotation mark"), last.number)
        last.text = bare[:-1].rstrip() + last.text[len(bare) :].strip()
        for paragraph in paragraphs[1:]:
            if paragraph[0].text[0] in QUOTE_MARKS and opens(paragraph[0].text, 0):
                self._take_opening_mark(paragraph[0])
            self._draft.warn(
                _("Line {line}: a quote goes on after a blank line.").format(line=paragraph[0].number)
            )
        text = "\n".join(self._draft.turn_text(paragraph) for paragraph in paragraphs)
        self._draft.place((text,), None, first.number, last.number)

    def _paragraphs(self, start: int, end: int) -> list[list[PrintedLine]]:
        """The lines of a quote by paragraph; a page's end is none of a paragraph's."""
        paragraphs: list[list[PrintedLine]] = []
        for index in range(start, end + 1):
            line = self._printed[index]
            if index in self._printed.pages:
                self._draft.leave_aside(line.text, _("page head or number"), line.number)
            elif line.text:
                if index == start or self._begins_further_paragraph(index):
                    paragraphs.append([])
                paragraphs[-1].append(line.with_text(line.text))
        return paragraphs

    def _take_opening_mark(self, line: PrintedLine) -> None:
        self._draft.count_aside(line.text[0], _("quotation mark"), line.number)
        line.text = line.text[1:].lstrip()


def _closes(text: str, first: bool) -> bool:
    """Whether a line ends with a quotation mark that is not the opening one."""
    bare = text.rstrip(". ")
    return len(bare) > 1 and bare[-1] in QUOTE_MARKS and not (first and len(bare) < 3)
