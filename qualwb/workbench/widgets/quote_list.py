"""Quotes one below the other: each in brief, the one under the cursor whole. Only rows in view are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.workbench.registry import pane_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.widgets.cursor_view import CursorView, Place
from qualwb.workbench.widgets.folding import cut, folded, ink_of, strip_of

if TYPE_CHECKING:
    from qualwb.analysis.quotes import Quote, QuoteTurn

BRIEF = 2
"""Lines of text of a quote that the cursor is not on."""

Line = tuple[str, str]
"""A row: the name of its style, and its text."""

NONE_DRAWN: tuple[int, list[Line]] = (-1, [])


class QuoteList(CursorView):
    """A list of quotes to read, choose and go to."""

    STYLES_OF = "quote-list"
    BINDINGS: ClassVar[list[Binding]] = bindings(pane_actions.QUOTE_LIST)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("List of quotes")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "quote-list--place",
        "quote-list--speaker",
        "quote-list--codes",
        "quote-list--current",
    }
    DEFAULT_CSS = """
    QuoteList {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .quote-list--place { text-style: bold; }
        & > .quote-list--speaker { text-style: italic; color: $foreground 70%; }
        & > .quote-list--codes { color: $foreground 70%; }
        & > .quote-list--current { background: $primary 15%; }
        &:focus > .quote-list--current { background: $primary 30%; }
    }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another quote."""

        quotes: "QuoteList"
        quote: "Quote | None"

    @dataclass
    class Chosen(Message):
        """The reader wants to see the quote in its place."""

        quotes: "QuoteList"
        quote: "Quote"

    @dataclass
    class CiteAsked(Message):
        """The reader wants the quote printed, or no longer."""

        quotes: "QuoteList"
        quote: "Quote"

    @dataclass
    class CopyAsked(Message):
        """The reader wants the quote on the clipboard."""

        quotes: "QuoteList"
        quote: "Quote"

    @dataclass
    class Left(Message):
        """The reader wants back to what the quotes belong to."""

        quotes: "QuoteList"

    def __init__(self, *, id: str | None = None, whole: bool = True) -> None:
        """``whole``: show the quote under the cursor in full, turn by turn."""
        super().__init__(id=id)
        self._quotes: Sequence[Quote] = ()
        self._whole = whole
        self._nothing = self._voice = ""
        self._of: object = None
        self._several_coders = False
        """Whether the quotes are not all by the same coders, so that theirs are told."""
        self._tall: list[Line] = []
        self._brief: tuple[int, list[Line]] = NONE_DRAWN
        """The quote that was drawn in brief last, and its lines."""

    def show(
        self, quotes: "Sequence[Quote]", nothing: str = "", voice: str = "", *, of: object = None
    ) -> None:
        """Show these quotes, or say ``nothing``; the cursor stays on its quote if that is still there.

        It begins on the first where they are ``of`` something else than those before. In brief a quote begins
        with the first turn of the speaker ``voice``, where it has one.
        """
        here, held = self.current, self.cursor_at
        if of != self._of:
            here, held, self._of = None, Offset(), of
        self._quotes, self._nothing, self._voice = quotes, nothing, voice.casefold()
        self._several_coders = len({quote.coders for quote in quotes}) > 1
        self._place = (0 if here is None else _index(quotes, here), 0)
        self.cursor_moved()
        self.hold_cursor(held)

    @property
    def quotes(self) -> "Sequence[Quote]":
        """The quotes shown."""
        return self._quotes

    @property
    def current(self) -> "Quote | None":
        """The quote under the cursor."""
        return self._quotes[self.index] if self.index < len(self._quotes) else None

    @property
    def index(self) -> int:
        """The place of the cursor, from 0."""
        return self._place[0]

    # Keys and mouse

    def action_open(self) -> None:
        """See the quote in its place."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def action_cite(self) -> None:
        """Have the quote printed, or no longer."""
        if self.current is not None:
            self.post_message(self.CiteAsked(self, self.current))

    def action_copy(self) -> None:
        """Copy the quote with who says it and where."""
        if self.current is not None:
            self.post_message(self.CopyAsked(self, self.current))

    def action_leave(self) -> None:
        """Back to what the quotes belong to."""
        self.post_message(self.Left(self))

    # The cursor

    def nearest(self, place: Place) -> Place:
        """The quote, or the nearest that there is."""
        return min(max(place[0], 0), max(len(self._quotes) - 1, 0)), 0

    def place_under(self, at: Offset) -> Place | None:
        """The quote under a cell of the view."""
        index, _row = self._at(at.y + self.scroll_offset.y)
        return (index, 0) if index < len(self._quotes) else None

    def cursor_region(self) -> Region:
        """The rows of the quote under the cursor; of a quote taller than the view, the first of them."""
        return Region(0, self.index * (BRIEF + 1), 1, min(len(self._tall), max(self.size.height, 1)))

    def action_step(self, rows: int, columns: int = 0) -> None:
        """The next quote; of one that is longer than the view what is out of sight, ▼, comes first."""
        if not self._read_on(rows):
            super().action_step(rows, columns)

    def action_page(self, by: int) -> None:
        """A screenful down or up; within a quote that is longer than the view."""
        if not self._read_on(by):
            super().action_page(by)

    def _read_on(self, by: int) -> bool:
        """Scroll within the quote at the cursor, where it is longer than the view and goes on that way."""
        top, height, y = self.index * (BRIEF + 1), self.scrollable_content_region.height, self.scroll_offset.y
        bottom, screenful = top + len(self._tall), max(height - 1, 1)
        if bottom - top <= height or not top <= y < bottom:
            return False
        to = min(y + screenful, bottom - height) if by > 0 else max(y - screenful, top)
        if (to - y) * by <= 0:
            return False
        self.scroll_to(y=to, animate=False, immediate=True, force=True)
        return True

    @property
    def page(self) -> int:
        """Quotes in a screenful."""
        return self.size.height // (BRIEF + 1) - 1

    def cursor_moved(self) -> None:
        """Show the quote under the cursor whole, and tell which it is."""
        self.measure()
        self.post_message(self.Highlighted(self, self.current))

    # Drawing

    def measure(self) -> None:
        """Fold the quote under the cursor to the width; the others have as many rows each."""
        self._brief = NONE_DRAWN
        width = self.size.width
        quote = self.current
        brief = BRIEF + 1
        self._tall = self._lines(quote, whole=self._whole) if quote is not None and width else []
        self._tall += [("", "")] * (brief - len(self._tall))
        rows = brief * len(self._quotes) + len(self._tall) - brief if self._quotes else 1
        self.virtual_size = Size(width, rows)
        self.refresh()

    def _at(self, row: int) -> tuple[int, int]:
        """The quote that a row shows, and which of its rows that is."""
        brief, tall = BRIEF + 1, len(self._tall)
        top = self.index * brief
        if row < top:
            return divmod(row, brief)
        if row < top + tall:
            return self.index, row - top
        index, line = divmod(row - top - tall, brief)
        return self.index + 1 + index, line

    def render_line(self, y: int) -> Strip:
        """One row."""
        width, base = self.size.width, self.rich_style
        if not self._quotes:
            lines = folded(self._nothing, max(width - 2, 1))
            text = lines[y] if y < len(lines) else ""
            return strip_of([(f" {text}", base + self._style("codes"))], width, base)
        index, row = self._at(y + self.scroll_offset.y)
        if index >= len(self._quotes):
            return Strip.blank(width, base)
        current = index == self.index
        lines_ = self._tall if current else self._brief_lines(index)
        kind, text = lines_[row] if row < len(lines_) else ("", "")
        ground = base + self._style("current") if current else base
        mark = self._mark(y, row) if current and self.has_focus else " "
        style = ground + self._style(kind) if kind else ground
        return strip_of([(mark, ground), (text, style)], width, ground)

    def _mark(self, y: int, row: int) -> str:
        """What stands before a row of the quote at the cursor: whether it goes on out of sight, too."""
        if row and y == 0:
            return "▲"
        if y == self.scrollable_content_region.height - 1 and row < len(self._tall) - 1:
            return "▼"
        return "▌"

    def _style(self, part: str) -> Style:
        style = self.style_of(part)
        return style if part == "current" else ink_of(style)

    def _brief_lines(self, index: int) -> list[Line]:
        """A quote in brief, folded once for all its rows: they are drawn one after the other."""
        if self._brief[0] != index:
            self._brief = index, self._lines(self._quotes[index], whole=False)
        return self._brief[1]

    def _lines(self, quote: "Quote", *, whole: bool) -> list[Line]:
        width = max(self.size.width - 3, 8)
        from qualwb.exchange.spoken_quotes import said

        lines = [("place", cut(place_of(quote), width + 1))]
        if not whole:
            heard = _from_voice(quote, self._voice) if self._voice else quote
            begun = "" if heard is quote else "… "
            return lines + [("", f" {line}") for line in folded(begun + _flat(said(heard)), width, BRIEF)]
        for turn in quote.turns or ():
            words = [part for part in (self._speaker(turn), _flat(turn.text)) if part]
            lines += [("", f" {line}") for line in folded(" ".join(words), width)]
        if not quote.turns:
            lines += [("", f" {line}") for line in folded(quote.text, width)]
        by = ", ".join(quote.coders) if self._several_coders else ""
        return [*lines, ("codes", f" {by}".rstrip())]

    @staticmethod
    def _speaker(turn: "QuoteTurn") -> str:
        return f"{turn.speaker}:" if turn.speaker else ""


def _index(quotes: "Sequence[Quote]", here: "Quote") -> int:
    """Which of the quotes stands in the place of this one; the first where none does."""
    from qualwb.analysis.quotes_to_show import spans_of

    place = here.source, here.start, here.end
    return next((index for index, span in enumerate(spans_of(quotes)) if span == place), 0)


def _from_voice(quote: "Quote", voice: str) -> "Quote":
    """The quote from the first turn of a speaker on; whole where there is none."""
    at = next((n for n, turn in enumerate(quote.turns) if turn.speaker.casefold() == voice), 0)
    if not at:
        return quote
    turns = quote.turns[at:]
    return quote._replace(turns=turns, text="\n".join(turn.text for turn in turns))


def place_of(quote: "Quote") -> str:
    """Group, turns, and the codes on it; a star where it is a key quote, before the codes that it is one for.

    Before the group where that is all of them.
    """
    for_all = quote.cited and set(quote.codes) <= set(quote.cited_codes)
    parts = [("★ " if for_all else "") + quote.group]
    if quote.source != quote.group:
        parts.append(quote.source)
    if quote.lines:
        first, last = quote.lines
        parts.append(str(first) if first == last else f"{first}–{last}")
    starred = () if for_all else quote.cited_codes
    return " · ".join([*parts, ", ".join(f"★ {code}" if code in starred else code for code in quote.codes)])


def _flat(text: str) -> str:
    return " ".join(text.split())
