"""Quotes one below the other: each in brief, the one under the cursor whole. Only rows in view are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualwb.localization import gettext as _
from qualwb.workbench.registry import actions, pane_actions
from qualwb.workbench.widgets.folding import cut, folded, ink_of, strip_of

if TYPE_CHECKING:
    from qualwb.analysis.quotes import Quote, QuoteTurn

BRIEF = 2
"""Lines of text of a quote that the cursor is not on."""

Line = tuple[str, str]
"""A row: the name of its style, and its text."""


class QuoteList(ScrollView, can_focus=True):
    """A list of quotes to read, choose and go to."""

    BINDINGS: ClassVar[list[Binding]] = actions.bindings(pane_actions.QUOTE_LIST)  # type: ignore[assignment]
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
    class Left(Message):
        """The reader wants back to what the quotes belong to."""

        quotes: "QuoteList"

    def __init__(self, *, id: str | None = None, whole: bool = True) -> None:
        """``whole``: show the quote under the cursor in full, turn by turn."""
        super().__init__(id=id)
        self._quotes: Sequence[Quote] = ()
        self._current = 0
        self._whole = whole
        self._nothing = ""
        self._tall: list[Line] = []

    def show(self, quotes: "Sequence[Quote]", nothing: str = "") -> None:
        """Show these quotes, or say ``nothing``; the cursor stays on its quote if that is still there."""
        here = self.current
        place = None if here is None else (here.source, here.start, here.end)
        self._quotes, self._nothing = quotes, nothing
        places = [(quote.source, quote.start, quote.end) for quote in quotes]
        self._current = places.index(place) if place in places else 0
        self._measure()
        self._bring_into_view()
        self.post_message(self.Highlighted(self, self.current))

    @property
    def quotes(self) -> "Sequence[Quote]":
        """The quotes shown."""
        return self._quotes

    @property
    def current(self) -> "Quote | None":
        """The quote under the cursor."""
        return self._quotes[self._current] if self._current < len(self._quotes) else None

    @property
    def index(self) -> int:
        """The place of the cursor, from 0."""
        return self._current

    # Keys and mouse

    def action_step(self, by: int) -> None:
        """Go so many quotes down."""
        self.go_to(self._current + by)

    def action_page(self, by: int) -> None:
        """Go a screenful of quotes down."""
        self.go_to(self._current + by * max(self.size.height // (BRIEF + 1) - 1, 1))

    def action_edge(self, last: bool) -> None:
        """Go to the first or last quote."""
        self.go_to(len(self._quotes) - 1 if last else 0)

    def action_goto(self) -> None:
        """See the quote in its place."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def action_cite(self) -> None:
        """Have the quote printed, or no longer."""
        if self.current is not None:
            self.post_message(self.CiteAsked(self, self.current))

    def action_leave(self) -> None:
        """Back to what the quotes belong to."""
        self.post_message(self.Left(self))

    def go_to(self, index: int) -> None:
        """Put the cursor on a quote."""
        wanted = min(max(index, 0), max(len(self._quotes) - 1, 0))
        if wanted != self._current:
            self._current = wanted
            self._measure()
            self.post_message(self.Highlighted(self, self.current))
        self._bring_into_view()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor; twice: go to the place."""
        at = event.get_content_offset(self)
        if at is not None and self._quotes:
            index, _row = self._at(at.y + self.scroll_offset.y)
            if index < len(self._quotes):
                self.go_to(index)
                if event.chain == 2:
                    self.action_goto()

    # Drawing

    def on_resize(self) -> None:
        """Fold anew; the quote under the cursor stays in view."""
        self._measure()
        self._bring_into_view()

    def on_focus(self) -> None:
        """Show that keys come here."""
        self.notify_style_update()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.notify_style_update()

    def notify_style_update(self) -> None:
        """Draw in the styles of the theme."""
        super().notify_style_update()
        self.refresh()

    def _measure(self) -> None:
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
        top = self._current * brief
        if row < top:
            return divmod(row, brief)
        if row < top + tall:
            return self._current, row - top
        index, line = divmod(row - top - tall, brief)
        return self._current + 1 + index, line

    def _bring_into_view(self) -> None:
        top = self._current * (BRIEF + 1)
        region = Region(0, top, 1, min(len(self._tall), max(self.size.height, 1)))
        self.scroll_to_region(region, animate=False, force=True)

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
        current = index == self._current
        lines_ = self._tall if current else self._lines(self._quotes[index], whole=False)
        kind, text = lines_[row] if row < len(lines_) else ("", "")
        ground = base + self._style("current") if current else base
        mark = "▌" if current and self.has_focus else " "
        style = ground + self._style(kind) if kind else ground
        return strip_of([(mark, ground), (text, style)], width, ground)

    def _style(self, part: str) -> Style:
        style = self.get_component_rich_style(f"quote-list--{part}")
        return style if part == "current" else ink_of(style)

    def _lines(self, quote: "Quote", *, whole: bool) -> list[Line]:
        width = max(self.size.width - 3, 8)
        lines = [("place", cut(place_of(quote), width + 1))]
        if not whole:
            return lines + [("", f" {line}") for line in folded(_flat(quote.text), width, BRIEF)]
        for turn in quote.turns or ():
            words = [part for part in (self._speaker(turn), _flat(turn.text)) if part]
            lines += [("", f" {line}") for line in folded(" ".join(words), width)]
        if not quote.turns:
            lines += [("", f" {line}") for line in folded(quote.text, width)]
        return [*lines, ("codes", "")]

    @staticmethod
    def _speaker(turn: "QuoteTurn") -> str:
        return f"{turn.speaker}:" if turn.speaker else ""


def place_of(quote: "Quote") -> str:
    """Group, turns, whether it is a key quote, and the codes on it."""
    parts = [("★ " if quote.cited else "") + quote.group]
    if quote.source != quote.group:
        parts.append(quote.source)
    if quote.lines:
        first, last = quote.lines
        parts.append(str(first) if first == last else f"{first}–{last}")
    return " · ".join([*parts, ", ".join(quote.codes)])


def _flat(text: str) -> str:
    return " ".join(text.split())
