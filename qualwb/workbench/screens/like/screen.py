"""The screen for own words: turns that answer a question or are like a passage, to be read and coded."""

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widgets import Input, Label, Static

from qualwb.analysis.autocoding import AutocodeQuery
from qualwb.analysis.connection import Connection
from qualwb.analysis.quotes import QuoteTurn
from qualwb.analysis.selection import Selection
from qualwb.analysis.turns_asked import TurnsAsked
from qualwb.exchange.spoken_quotes import SpokenPassage
from qualwb.localization import gettext as _
from qualwb.workbench.copying import copy_quote
from qualwb.workbench.registry import actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.base import ProjectScreen
from qualwb.workbench.screens.like.coding_turns import CodingTurns
from qualwb.workbench.screens.like.found_words import (
    cells_of,
    detail_of,
    how_many,
    nothing_found,
    told_of,
)
from qualwb.workbench.screens.like.turn_finder import FoundTurns, Sought, finder_of
from qualwb.workbench.widgets.detail_pane import DetailPane
from qualwb.workbench.widgets.fitting_footer import FittingFooter
from qualwb.workbench.widgets.inspector import how_far
from qualwb.workbench.widgets.line_above import LineAbove
from qualwb.workbench.widgets.listing import ListColumn, Listing, Row

if TYPE_CHECKING:
    from qualwb.suggest.turn_search import FoundTurn

TOP = 50
"""Turns that are listed."""

COLUMNS = (
    ListColumn(_("Score"), 5, 5, right=True),
    ListColumn(_("Place"), 8, 24),
    ListColumn(_("Speaker"), 4, 12, rank=1),
    ListColumn(_("Text"), 20, 300),
    ListColumn(_("Codes"), 8, 24, rank=2),
)


def make() -> "LikeScreen":
    """The screen, for the app's table of screens."""
    return LikeScreen()


class LikeScreen(ProjectScreen):
    """Who else spoke of this? Ask in your own words, or from a passage."""

    BINDINGS: ClassVar[list[Binding]] = bindings(actions.LIKE)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Find in own words")

    def __init__(self) -> None:
        super().__init__()
        self.sought: Sought | None = None
        self.found: FoundTurns | None = None
        self._uncoded = False

    def compose(self) -> ComposeResult:
        yield Label(classes="bar", markup=False)
        with Container(classes="list-body"):
            with Vertical(classes="list-side"):
                yield LineAbove(
                    self._question(),
                    placeholder=_("A question or thought in your own words, then Enter"),
                    id="like-question",
                    classes="filter",
                )
                yield Listing(COLUMNS, empty=self._nothing())
            with DetailPane(classes="list-detail"):
                yield Static(classes="list-detail-text")
        yield FittingFooter()

    def on_mount(self) -> None:
        self._focus()

    @property
    def listing(self) -> Listing:
        """The turns found."""
        return self.query_one(Listing)

    @property
    def line(self) -> Input:
        """The line for a question."""
        return self.query_one("#like-question", Input)

    # Asking

    def look_for_passage(self, source: str, start: int, end: int, text: str) -> None:
        """Look for turns that are like code points [start, end) of a source, whose words are ``text``."""
        self._look_for(Sought(text, source, start, end))

    def look_for_question(self, question: str) -> None:
        """Look for turns that answer a question; without a word, wait for one."""
        self._look_for(Sought(question) if any(map(str.isalnum, question)) else None)

    def _look_for(self, sought: Sought | None) -> None:
        self.sought, self.found, self._uncoded = sought, None, False
        if self.is_mounted:
            self.line.value = self._question()
            self.read_project()
            self._focus()

    def _question(self) -> str:
        """What stands in the line: the question, where one is asked."""
        return "" if self.sought is None or self.sought.source else self.sought.text

    def read_project(self) -> None:
        """Look for it in the project as it is now."""
        sought, asked = self.sought, TurnsAsked(uncoded=self._uncoded, counted=True)
        if sought is None:
            self._show(None)
            return
        finder, meaning = finder_of(self.app.researcher.project), self.app.meaning.begun()
        codings = Selection(rounds=(self.app.researcher.round,))

        def find(connection: Connection) -> FoundTurns:
            return finder.find(connection, sought, meaning, asked=asked, codings=codings, top=TOP)

        self.ask("like", find, self._show)

    def meaning_told(self) -> None:
        """Show how far the reading has come; look again when it is done, where meanings were not known."""
        self.show_bar()
        if self.found is not None and self.found.answers.without_meaning and self.app.meaning.share is None:
            self.read_project()

    def _show(self, found: FoundTurns | None) -> None:
        self.found = found
        rows = [Row(one.turn.key, cells_of(one)) for one in found.answers.found] if found else []
        self.listing.show(rows, empty=self._nothing())
        self.show_bar()

    def _nothing(self) -> str:
        if self.sought is None:
            return _("Write a question or thought in your own words above, or press = on a passage or quote.")
        if self.found is None:
            return _("Looking ...")
        return nothing_found(self.found.answers)

    def bar_text(self) -> str:
        """How things stand, how much was found and for what: what must be seen first, where there is little
        room."""
        share = self.app.meaning.share
        parts = [how_far(share)]
        if self.sought is None:
            return " · ".join(filter(None, (*parts, _("Find in own words"))))
        parts += [_("without a code") if self._uncoded else ""]
        if self.found is None:
            return " · ".join(filter(None, (*parts, told_of(self.sought))))
        answers = self.found.answers
        parts += [
            how_many(answers),
            told_of(self.sought),
            _("by words and meaning") if self.found.encoder else _("by words alone"),
        ]
        if self.found.encoder and answers.without_meaning and share is None:
            parts.append(_("meaning of {n} not known yet").format(n=answers.without_meaning))
        return " · ".join(filter(None, (*parts, _("without the moderator"))))

    @on(Input.Submitted, "#like-question")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.look_for_question(event.value.strip())

    def _focus(self) -> None:
        """To the line while there is nothing to look for, else to the turns."""
        (self.line if self.sought is None else self.listing).focus()

    def entered(self) -> None:
        """Whoever comes by key or name comes to ask."""
        if self.is_mounted:
            self.action_question()

    # The turns

    @on(Listing.Highlighted)
    def _highlighted(self, event: Listing.Highlighted) -> None:
        event.stop()
        shown = Text("")
        one = self._current()
        if one is not None and self.found is not None:
            shown = detail_of(one, self.found.remark)
        elif self.found is not None:
            shown = Text(self.found.remark)
        self.query_one(".list-detail-text", Static).update(shown)
        pane = self.query_one(".list-detail")
        pane.set_class(not shown, "-hidden")
        pane.scroll_home(animate=False)

    def _current(self) -> "FoundTurn | None":
        found = self.found.answers.found if self.found is not None else ()
        return next((one for one in found if one.turn.key == self.listing.key), None)

    @on(Listing.Opened)
    def _opened(self, event: Listing.Opened) -> None:
        event.stop()
        if (one := self._current()) is not None:
            place = one.turn.place
            self.app.show_passage(place.source, place.start, place.end)

    # What the keys do

    def action_question(self) -> None:
        """Write a question or thought; what is typed takes the place of the one before."""
        self.line.focus()
        self.line.select_all()

    def action_mark(self) -> None:
        """Mark the turn, or unmark it."""
        self.listing.toggle_mark()

    def action_code(self) -> None:
        """Give codes to the marked turns, or to the one under the cursor."""
        if self.found is not None:
            chosen = set(self.listing.chosen)
            CodingTurns(self).choose([one.turn for one in self.found.answers.found if one.turn.key in chosen])

    def unmark(self) -> None:
        """Take the marks away that an act was done on."""
        self.listing.clear_marks()

    def action_autocode(self) -> None:
        """Tick and code what answers the question."""
        if self.sought is not None:
            asked = TurnsAsked(uncoded=self._uncoded, counted=True)
            self.app.show_autocode(AutocodeQuery("like", self.sought.text, asked, "turn"))

    def action_uncoded(self) -> None:
        """Only turns without a code, or all."""
        self._uncoded = not self._uncoded
        self.read_project()

    def action_like(self) -> None:
        """Look for more like the turn under the cursor."""
        if (one := self._current()) is not None:
            place = one.turn.place
            self.look_for_passage(place.source, place.start, place.end, one.turn.text)

    def action_copy(self) -> None:
        """Copy the turn under the cursor."""
        if (one := self._current()) is not None:
            turn, place = one.turn, one.turn.place
            said = (QuoteTurn(turn.number, turn.speaker, "", turn.text),)
            copy_quote(self.app, SpokenPassage(place.group, place.source, turn.text, said))

    def action_scroll_detail(self, by: int) -> None:
        """Read on in the detail."""
        self.read_on(".list-detail", by)

    def action_stop(self) -> None:
        """Wait no longer; else leave the line; else back to where the reader came from."""
        if self.waits:
            super().action_stop()
        elif self.line.has_focus and self.sought is not None:
            self.listing.focus()
        else:
            self.app.go_back()
