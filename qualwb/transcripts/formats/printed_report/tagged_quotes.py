"""Quotes of a report with group tags: dash turns that end with the group's tag, '(Grupp 2)'."""

import re
from dataclasses import dataclass, field

from qualwb.localization import gettext as _
from qualwb.transcripts.formats.printed_report.group_tags import TAG, group_of
from qualwb.transcripts.formats.printed_report.printed_lines import (
    DASH,
    NUMBERED,
    SENTENCE_END,
    PrintedLine,
)
from qualwb.transcripts.formats.printed_report.report_draft import ReportDraft

_OPEN_TAG = re.compile(r"\(\s*\w+\.?\s*$")
_HYPHENS = "-‐−"
"""Dashes that no sentence has in its midst, as it has the en dash."""


def find(draft: ReportDraft) -> None:
    """Go through all lines and place the tagged quotes; the rest is left aside."""
    quotes = _TaggedQuotes(draft)
    for index, line in enumerate(draft.printed.lines):
        if line.text:
            quotes.take(index)
    quotes.end()


@dataclass(slots=True)
class _OpenQuote:
    """A quote that is still growing: lines by turn, where it began and where it ends so far."""

    line: int
    turns: list[list[PrintedLine]] = field(default_factory=list)
    end_line: int = 0

    @property
    def last(self) -> str:
        """The text of the last line of the turn at hand, '' where that has none yet."""
        return self.turns[-1][-1].text if self.turns[-1] else ""

    def add(self, line: PrintedLine, text: str) -> None:
        self.turns[-1].append(line.with_text(text))
        self.end_line = line.number

    def shorten_last(self, length: int) -> None:
        """Keep so many characters of the last line, and not the line if these are blank."""
        last = self.turns[-1][-1]
        last.text, last.hyphen = last.text[:length].rstrip(), False
        if not last.text:
            self.turns[-1].pop()

    def raw(self) -> str:
        return "\n".join(line.text for turn in self.turns for line in turn)


class _TaggedQuotes:
    """Goes from line to line with the quote that is open, if one is."""

    def __init__(self, draft: ReportDraft) -> None:
        self._draft = draft
        self._printed = draft.printed
        self._quote: _OpenQuote | None = None

    def take(self, index: int) -> None:
        """Deal with a line that has text."""
        line = self._printed[index]
        if index in self._printed.pages:
            self._draft.leave_aside(line.text, _("page head or number"), line.number)
            self._draft.headings.take_running_head(index)
        elif self._quote is not None:
            self._inside(self._quote, index)
        else:
            self._outside(index)

    def end(self) -> None:
        """All lines are read: a quote that is still open has no tag."""
        if self._quote is not None:
            self._give_up(self._quote)

    # Outside a quote

    def _outside(self, index: int) -> None:
        line = self._printed[index]
        dash = DASH.match(line.text)
        if dash is not None and self._starts_quote(index, dash):
            self._quote = _OpenQuote(line.number)
            self._new_turn(self._quote, line, dash)
        elif self._draft.headings.is_heading(index):
            self._draft.take_heading(index)
        else:
            self._prose(line, line.text)

    def _starts_quote(self, index: int, dash: re.Match[str]) -> bool:
        """A dash at the start of a line, unless it stands in the midst of a prose sentence."""
        text, before = self._printed[index].text, self._printed.before(index)
        if dash.end() >= len(text):
            return False
        if (
            not before
            or SENTENCE_END.search(before)
            or self._draft.headings.was_heading(index - 1)
            or index - 1 in self._printed.pages
        ):
            return True
        return text[0] in _HYPHENS and not text[dash.end()].islower()

    def _prose(self, line: PrintedLine, text: str) -> None:
        """Words outside quotes; a tag among them, maybe over the line's end, is listed."""
        self._draft.take_prose(line.with_text(text))
        joined = text
        if _OPEN_TAG.search(text) and line.number < len(self._printed):
            joined = f"{text}\n{self._printed[line.number].text}"
        tag = TAG.search(joined)
        if tag is not None and tag.start() < len(text):
            self._draft.note_tag(" ".join(tag[0].split()), line.number)

    # Inside a quote

    def _inside(self, quote: _OpenQuote, index: int) -> None:
        line = self._printed[index]
        dash = DASH.match(line.text)
        if dash is not None and dash.end() < len(line.text) and self._is_turn(index, dash.end()):
            self._new_turn(quote, line, dash)
        elif self._breaks_off(quote, index):
            self._give_up(quote)
            self._outside(index)
        else:
            self._grow(quote, line, line.text)

    def _breaks_off(self, quote: _OpenQuote, index: int) -> bool:
        """Whether the line is no part of the open quote: a gap that it does not span, or a heading."""
        gap = not self._printed.before(index) or index - 1 in self._printed.pages
        if gap and not self._goes_on_after_gap(quote, index):
            return True
        numbered = NUMBERED.fullmatch(self._printed[index].text) is not None
        return numbered and self._draft.headings.is_heading(index)

    def _goes_on_after_gap(self, quote: _OpenQuote, index: int) -> bool:
        """Whether text after a blank line or a page head still belongs to the quote.

        Its tag must follow before the next break, and it must go on with a sentence or stand on a new page.
        """
        text = self._printed[index].text
        if TAG.match(text):
            return True
        if not self._tag_before_next_break(index):
            return False
        new_page = self._printed[index].page_break or any(
            n in self._printed.pages for n in range(max(index - 4, 0), index)
        )
        return new_page or text[0].islower() or not SENTENCE_END.search(quote.last)

    def _is_turn(self, index: int, after_dash: int) -> bool:
        """Whether a dash inside a quote begins a turn; an en dash in the midst of a sentence does not."""
        text, before = self._printed[index].text, self._printed.before(index)
        if text[0] in _HYPHENS or not before:
            return True
        return bool(SENTENCE_END.search(before)) or not text[after_dash].islower()

    def _tag_before_next_break(self, index: int) -> bool:
        """Whether a tag closes the lines from ``index`` before the next blank line, dash turn or heading."""
        collected: list[str] = []
        for position in range(index, len(self._printed)):
            text = self._printed[position].text
            if position in self._printed.pages:
                continue
            if not text or (position > index and DASH.match(text)):
                break
            collected.append(text)
            if len(collected) > 1 and TAG.search("\n".join(collected[-2:])):
                return True
        return TAG.search("\n".join(collected)) is not None

    def _new_turn(self, quote: _OpenQuote, line: PrintedLine, dash: re.Match[str]) -> None:
        self._draft.count_aside(line.text[: dash.end()].strip(), _("dash of a turn"), line.number)
        quote.turns.append([])
        self._grow(quote, line, line.text[dash.end() :])

    def _grow(self, quote: _OpenQuote, line: PrintedLine, text: str) -> None:
        """Add a line to the quote, and close it when its tag is complete (maybe begun on the line before)."""
        last = quote.last
        tag = TAG.search(f"{last}\n{text}")
        if tag is None or tag.end() <= len(last):
            quote.add(line, text)
            return
        start, end = tag.start() - len(last) - 1, tag.end() - len(last) - 1
        if start < 0:
            quote.shorten_last(tag.start())
        elif text[:start].strip():
            quote.add(line, text[:start].rstrip())
        quote.end_line = line.number
        self._draft.count_aside(" ".join(tag[0].split()), _("tag of a quote"), line.number)
        self._close(quote, group_of(tag))
        self._after_tag(line, text[end:].strip())

    def _after_tag(self, line: PrintedLine, rest: str) -> None:
        """What stands behind a tag on its line: a stop, or prose."""
        if rest.strip(" ."):
            self._prose(line, rest)
        else:
            self._draft.count_aside(rest, _("stop after a tag"), line.number)

    def _close(self, quote: _OpenQuote, group: str) -> None:
        self._quote = None
        turns = tuple(filter(None, (self._draft.turn_text(turn) for turn in quote.turns if turn)))
        if turns:
            self._draft.place(turns, group, quote.line, quote.end_line)
        else:
            self._draft.note_tag(f"({group})", quote.line)

    def _give_up(self, quote: _OpenQuote) -> None:
        self._quote = None
        self._draft.give_up(quote.raw(), _("a quote without a tag"), quote.line)
